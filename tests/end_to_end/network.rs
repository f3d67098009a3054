//! The program touches no network by itself.
//!
//! Each command runs with a proxy in its environment that nothing may reach: the one HTTP client that
//! the program has goes through it. What this does not see is a connection that is made without that
//! client; that none of our code makes one is held by `tests/tests/network.rs`, and that no other
//! package brings a client by `tests/tests/architecture.rs`.

use risorius_tests::server::Server;
use risorius_tests::{landmarks, portrait, risorius_with};
use std::io::Write;

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

const PROXIES: [&str; 6] =
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

#[test]
fn nothing_reaches_the_network_unless_it_is_asked_for() {
    let trap = Server::play(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n");
    });
    let url = trap.url("");
    let mut environment = PROXIES.map(|name| (name, url.as_str())).to_vec();
    environment.push(("NO_PROXY", ""));
    let folder = tempfile::tempdir().expect("a folder");
    let (portrait, landmarks) = (portrait(), landmarks());
    let [portrait, landmarks] = [&portrait, &landmarks].map(|path| path.to_str().expect("text"));
    let run = |args: &[&str]| risorius_with(BINARY, folder.path(), args, &environment);
    for args in [
        &["think", "a polite smile that turns to fear", "--portrait", portrait][..],
        &[
            "draw",
            portrait,
            "--say",
            "she smiles",
            "--seconds",
            "0.6",
            "--steps",
            "1",
            "--size",
            "160x128",
            "-o",
            "clip.mp4",
        ],
        &["fit", portrait, "--format", "json"],
        &["pose", portrait, "12C", "--landmarks", landmarks, "-o", "still.png"],
        &["models", "list"],
        &["models", "budget", "5GB"],
        &["--help"],
    ] {
        let run = run(args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        assert_eq!(trap.requests().len(), 0, "{args:?} spoke to the network");
    }
    // And the trap is one: what is asked for does go there.
    let asked = run(&["models", "fetch", "http://models.example.org/small.gguf"]);
    assert_eq!(asked.code, 1, "{asked:?}");
    assert!(!trap.requests().is_empty());
}

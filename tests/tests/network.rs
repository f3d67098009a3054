//! Where the code may speak to the network: sockets only in `risorius-net`, and what opens one there
//! is only called where an artist has asked for it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use risorius_tests::repository;
use std::path::{Path, PathBuf};

/// What opens a connection, and the files that may name it. Keyrings are asked over D-Bus, which
/// `keys` leaves to its crate.
const MAY_NAME: [(&str, &[&str]); 7] = [
    ("std::net", &["engine/crates/net/src/address.rs"]),
    ("TcpStream", &[]),
    ("UdpSocket", &[]),
    ("ureq::", &["engine/crates/net/src/"]),
    (
        ".fetch(",
        &[
            "app/src/cli/models.rs",
            "app/src/studio/minds/pack_row.rs", // the button
            "engine/src/minds/errands/runner.rs",
        ],
    ),
    (
        "Endpoint::new(",
        &[
            "engine/crates/net/src/endpoint/base.rs",
            "engine/crates/net/src/keys.rs",
            "engine/src/minds/errands/desk.rs",
            "engine/src/minds/mind.rs",
            "engine/src/minds/server.rs",
        ],
    ),
    // A server is asked where the mind is one, and nowhere else.
    ("server::ask(", &["engine/src/minds/ask.rs"]),
];

#[test]
fn the_network_is_reached_from_few_places() {
    let mut files = Vec::new();
    for folder in ["app/src", "engine"] {
        collect(&repository().join(folder), &mut files);
    }
    assert!(files.len() > 200, "the sources are found");
    let mut unused: Vec<&str> = MAY_NAME.iter().flat_map(|(_, places)| *places).copied().collect();
    for file in files {
        let path = file.strip_prefix(repository()).unwrap().to_str().unwrap().replace('\\', "/");
        let text = std::fs::read_to_string(&file).unwrap();
        for (name, places) in MAY_NAME.iter().filter(|(name, _)| text.contains(name)) {
            let place = places.iter().find(|place| path.starts_with(**place));
            assert!(place.is_some(), "{path} must not name {name}");
            unused.retain(|unused| Some(unused) != place);
        }
    }
    assert!(unused.is_empty(), "the table has places that are none: {unused:?}");
}

/// All source files below a folder but those of tests.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "tests" && name != "target" {
            collect(&path, files);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
}

//! Packs from a server of the test: resumed, checked, cancelled, refused, within the budget.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use risorius_net::packs::{PackError, Progress, State, Store, Wish};
use risorius_net::{Cancel, NetError, Patience};
use risorius_tests::server::{Request, Server, answer_of};
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;
use tempfile::TempDir;

/// SHA-256 of [`model`], by `sha256sum`.
const SHA256: &str = "6adc6cddc569d6a535720407052b3ea10e92640cb39ded422efd5242fce26791";

const QUICK: Patience = Patience {
    connect: Duration::from_secs(2),
    read: Duration::from_millis(500),
    tries: 3,
    pause: Duration::from_millis(1),
    longest_pause: Duration::from_millis(5),
    ..Patience::DOWNLOAD
};

/// A file that begins as a model does and is long enough to be cut anywhere.
fn model() -> Vec<u8> {
    let rest = (0..600_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8);
    b"GGUF".iter().copied().chain(rest).collect()
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("models"));
    (folder, store)
}

fn fetch(store: &Store, url: &str, sha256: Option<&str>) -> Result<(), PackError> {
    let wish = Wish::read(url, Some("pack"), sha256)?;
    store.fetch(&wish, &QUICK, &Cancel::default(), &mut |_| {}).map(drop)
}

/// A server with ranges whose connection breaks after a number of bytes of each answer.
fn breaking(after: usize, tag: impl Fn(usize) -> String + Send + Sync + 'static) -> Server {
    Server::play(move |before, request, stream| serve(request, stream, &tag(before), after))
}

fn serve(request: &Request, stream: &mut TcpStream, tag: &str, after: usize) {
    let all = model();
    let same = request.header("if-range").is_none_or(|known| known == tag);
    let range = request.header("range").filter(|_| same);
    let from: usize =
        range.map_or(0, |range| range["bytes=".len()..].trim_end_matches('-').parse().unwrap());
    let status = if range.is_some() { "206 Partial Content" } else { "200 OK" };
    let span = format!("Content-Range: bytes {from}-{}/{}", all.len() - 1, all.len());
    let answer = answer_of(status, &[&format!("ETag: {tag}"), &span], &all[from..]);
    let head = answer.len() - (all.len() - from);
    let _ = stream.write_all(&answer[..answer.len().min(head.saturating_add(after))]);
}

#[test]
fn a_download_that_breaks_goes_on_where_it_broke() {
    let (_folder, store) = store();
    let server = breaking(250_000, |_| "\"one\"".into());
    fetch(&store, &server.url("/m.gguf"), None).unwrap();
    assert_eq!(std::fs::read(store.model("pack").unwrap()).unwrap(), model());
    let ranges: Vec<_> =
        server.requests().iter().map(|r| r.header("range").map(str::to_owned)).collect();
    assert_eq!(ranges, [None, Some("bytes=250000-".into()), Some("bytes=500000-".into())]);
    let left = std::fs::read_dir(store.folder().join("pack")).unwrap().count();
    assert_eq!(left, 1, "no part is left");
}

#[test]
fn a_file_that_changes_starts_over() {
    let (_folder, store) = store();
    let server = breaking(450_000, |before| format!("\"{}\"", before.min(1)));
    fetch(&store, &server.url("/m.gguf"), None).unwrap();
    assert_eq!(std::fs::read(store.model("pack").unwrap()).unwrap(), model());
}

#[test]
fn a_server_without_ranges_starts_over() {
    let (_folder, store) = store();
    let whole = answer_of("200 OK", &["ETag: \"a\""], model());
    let server = Server::say(vec![whole[..300_000].to_vec(), whole]);
    fetch(&store, &server.url("/m.gguf"), None).unwrap();
    assert_eq!(std::fs::read(store.model("pack").unwrap()).unwrap(), model());
}

#[test]
fn a_cancelled_download_keeps_its_part_and_goes_on_another_day() {
    let (_folder, store) = store();
    let server = breaking(usize::MAX, |_| "\"one\"".into());
    let wish = Wish::read(&server.url("/m.gguf"), Some("qwen3-0.6b-q8"), None).unwrap();
    let cancel = Cancel::default();
    let mut stop = |progress: Progress| {
        if progress.done_bytes > 100_000 {
            cancel.cancel();
        }
    };
    let stopped = store.fetch(&wish, &QUICK, &cancel, &mut stop).unwrap_err();
    assert!(stopped.is_cancelled(), "{stopped}");
    let state = |store: &Store| store.packs().unwrap()[0].state.clone();
    let State::Part(there) = state(&store) else { panic!("{:?}", state(&store)) };
    let mut first = None;
    let mut look = |progress: Progress| {
        first.get_or_insert(progress.done_bytes);
    };
    store.fetch(&wish, &QUICK, &Cancel::default(), &mut look).unwrap();
    assert_eq!(first, Some(there));
    assert!(matches!(state(&store), State::Here(_)));
}

#[test]
fn a_server_that_says_nothing_does_not_hold_a_cancellation_up() {
    let (_folder, store) = store();
    let server = Server::play(|_, _, _| std::thread::sleep(Duration::from_secs(600)));
    let wish = Wish::read(&server.url("/m.gguf"), None, None).unwrap();
    let cancel = Cancel::default();
    let stopper = cancel.clone();
    let waiting = std::thread::spawn(move || {
        store.fetch(&wish, &Patience::DOWNLOAD, &stopper, &mut |_| {}).unwrap_err()
    });
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    cancel.cancel();
    assert!(waiting.join().unwrap().is_cancelled());
}

#[test]
fn only_the_right_bytes_are_kept() {
    let server = breaking(usize::MAX, |_| "\"one\"".into());
    let url = server.url("/m.gguf");
    let (_folder, store) = store();
    let wrong = fetch(&store, &url, Some(&"0".repeat(64))).unwrap_err();
    let PackError::WrongHash { found, .. } = &wrong else { panic!("{wrong}") };
    assert_eq!(store.used_bytes(), 0, "nothing is kept");
    fetch(&store, &url, Some(&found.to_uppercase())).unwrap();
    let packs = store.packs().unwrap();
    let State::Here(installed) = &packs.last().unwrap().state else { panic!("{packs:?}") };
    assert_eq!((installed.files[0].sha256.as_str(), installed.files[0].pinned), (SHA256, true));
}

#[test]
fn what_came_first_is_trusted_until_a_hash_says_otherwise() {
    let (_folder, store) = store();
    let other = [b"GGUF".as_slice(), &[7; 1000]].concat();
    let server =
        Server::say(vec![answer_of("200 OK", &[], model()), answer_of("200 OK", &[], other)]);
    let url = server.url("/m.gguf");
    fetch(&store, &url, None).unwrap();
    assert!(matches!(fetch(&store, &url, None), Err(PackError::Exists { .. })));
    assert!(store.remove("pack").unwrap() > 600_000);
    let changed = fetch(&store, &url, None).unwrap_err();
    let PackError::Changed { found, expected, .. } = &changed else { panic!("{changed}") };
    assert_eq!(expected, SHA256);
    assert!(matches!(store.model("pack"), Err(PackError::NotHere { .. })));
    fetch(&store, &url, Some(found)).unwrap();
}

#[test]
fn each_refusal_has_its_line() {
    let page = answer_of("200 OK", &["Content-Type: text/html; charset=utf-8"], "<html>");
    let table = [
        (answer_of("404 Not Found", &[], ""), "404"),
        (answer_of("403 Forbidden", &[], ""), "login"),
        (answer_of("416 Range Not Satisfiable", &["Content-Range: bytes */9"], ""), "416"),
        (answer_of("503 Service Unavailable", &["Retry-After: 0"], ""), "busy"),
        (page, "no model"),
        (answer_of("200 OK", &[], "PK not a model"), "no model"),
        (b"this is no HTTP\r\n\r\n".to_vec(), "broke"),
        (answer_of("302 Found", &["Location: http://127.0.0.1:1/m.gguf"], ""), "running"),
    ];
    for (answer, words) in table {
        let (_folder, store) = store();
        let server = Server::say(vec![answer]);
        let line = fetch(&store, &server.url("/m.gguf"), None).unwrap_err().to_string();
        assert!(line.contains(words) && !line.contains('\n'), "{words}: {line}");
        assert!(store.model("pack").is_err());
    }
    let (_folder, store) = store();
    let nobody = fetch(&store, "http://127.0.0.1:1/m.gguf", None).unwrap_err();
    assert!(matches!(nobody, PackError::Net(NetError::Refused { .. })), "{nobody}");
}

#[test]
fn the_budget_holds_also_for_files_that_do_not_say_their_size() {
    let (_folder, store) = store();
    store.set_budget(100_000).unwrap();
    let said = Server::say(vec![answer_of("200 OK", &[], model())]);
    let unsaid = Server::play(|_, _, stream| {
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
        let _ = stream.write_all(&[head.as_bytes(), &model()].concat());
    });
    for server in [&said, &unsaid] {
        let over = fetch(&store, &server.url("/m.gguf"), None).unwrap_err();
        assert!(matches!(over, PackError::OverBudget { budget: 100_000, .. }), "{over}");
        assert!(store.used_bytes() <= 100_000, "{}", store.used_bytes());
    }
    let (folder, store) = self::store();
    store.set_budget(100_000).unwrap();
    std::fs::write(folder.path().join("m.gguf"), model()).unwrap();
    let from = folder.path().join("m.gguf");
    let over = store.import(&from, None, &Cancel::default(), &mut |_| {}).unwrap_err();
    assert!(matches!(over, PackError::OverBudget { .. }), "{over}");
    assert!(Wish::read("qwen3-4b-q4", None, None).is_ok());
}

#[test]
fn a_file_from_disk_becomes_a_pack_and_goes_again() {
    let (folder, store) = store();
    let from = folder.path().join("My Model.gguf");
    std::fs::write(&from, model()).unwrap();
    let import = |name| store.import(&from, name, &Cancel::default(), &mut |_| {});
    assert_eq!(import(None).unwrap(), "my-model");
    assert_eq!(import(Some("twin")).unwrap(), "twin");
    assert!(matches!(import(Some("twin")), Err(PackError::Exists { .. })));
    assert!(matches!(import(Some("../out")), Err(PackError::BadName { .. })));
    assert_eq!(std::fs::read(store.model("my-model").unwrap()).unwrap(), model());
    store.remove("my-model").unwrap();
    assert!(matches!(store.remove("my-model"), Err(PackError::NotHere { .. })));
    assert!(matches!(store.remove("../.."), Err(PackError::BadName { .. })));
    std::fs::write(&from, "text").unwrap();
    assert!(matches!(import(None), Err(PackError::NotAModel { .. })));
}

#[test]
fn a_broken_index_is_told_and_left_alone() {
    let (_folder, store) = store();
    store.set_budget(7).unwrap();
    let index = store.folder().join("index.json");
    for text in ["{", "[]", r#"{"version": 99, "budget_bytes": 1, "packs": {}, "first_seen": {}}"#]
    {
        std::fs::write(&index, text).unwrap();
        assert!(matches!(store.packs(), Err(PackError::BadIndex { .. })), "{text}");
        assert!(store.set_budget(8).is_err());
        assert_eq!(std::fs::read_to_string(&index).unwrap(), text);
    }
}

#[test]
fn listing_makes_nothing() {
    let (_folder, store) = store();
    assert!(store.packs().unwrap().iter().all(|pack| pack.state == State::Absent));
    assert!(store.model("qwen3-4b-q4").is_err());
    assert!(!store.folder().exists());
}

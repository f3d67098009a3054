//! The library by the real binary: found, blended, kept and removed.

use risorius_tests::risorius;
use std::fs;

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

#[test]
fn entries_are_found_blended_kept_and_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("x.script"), "# x · 2.0 s\n0 12C in 0.3 hold 0.5 out 0.5 Up\n")
        .expect("the folder is writable");
    // Arguments, exit code, words on stdout or, where it failed, on stderr.
    let table: &[(&[&str], i32, &str)] = &[
        (&["list", "--tag", "viseme"], 0, "viseme aa"),
        (&["search", "anger", "strong"], 0, "fury"),
        (&["show", "polite smile"], 0, "12 B"),
        (&["show", "polit smile"], 1, "did you mean 'polite smile'?"),
        (
            &["blend", "happiness=0.7", "mild surprise=0.3"],
            0,
            "happiness 70 % + mild surprise 30 %",
        ),
        (&["blend", "happiness=x"], 2, "use NAME=RATIO"),
        (&["blend", "happiness=0"], 2, "all ratios are 0"),
        (&["add", "x.script", "--name", "a/b"], 1, "cannot hold '/'"),
        (&["add", "x.script", "--name", "my smile", "--tag", "mine"], 0, ""),
        (&["list", "--tag", "mine", "--format", "json"], 0, "\"own\": true"),
        (&["remove", "my smile"], 0, ""),
        (&["remove", "my smile"], 1, "no entry 'my smile'"),
        (&["remove", "fear"], 1, "comes with the program"),
    ];
    for (args, code, words) in table {
        let mut all = vec!["library", "--folder", "own"];
        all.extend_from_slice(args);
        let run = risorius(BINARY, folder.path(), &all);
        assert_eq!(run.code, *code, "{args:?}: {run:?}");
        let said = if *code == 0 { &run.out } else { &run.err };
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

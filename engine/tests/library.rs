//! The artist's own folder of entries: kept, replaced, removed, and never broken by what lies in it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use risorius_engine::face::script;
use risorius_engine::library::{Library, LibraryError};
use std::fs;

const SMILE: &str = "# s · 2.0 s\n# a note of mine\n0.0 12C in 0.3 hold 0.8 out 0.5 Up [locked]\n";

fn names(library: &Library) -> Vec<String> {
    let own = library.entries().filter(|entry| library.is_own(&entry.name));
    own.map(|entry| entry.name.clone()).collect()
}

#[test]
fn own_entries_are_kept_replaced_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/library");
    let mut library = Library::with_user_folder(&place);
    let script = script::parse(SMILE);
    let tags = ["Mine".to_owned(), "smile".to_owned()];
    library.save("cat  smile", &tags, "for the cat", &script).unwrap();
    library.save("fear", &[], "", &script).unwrap();
    library.save("Fear!", &[], "", &script).unwrap_err();
    let bundled = Library::embedded().entries().count();
    let again = Library::with_user_folder(&place);
    for library in [&library, &again] {
        assert_eq!(names(library), ["cat smile", "fear"]);
        assert_eq!(
            library.entries().count(),
            bundled + 1,
            "an own 'fear' replaces the bundled one"
        );
        let entry = library.entry("CAT SMILE").unwrap();
        assert_eq!(
            (entry.tags.join("|"), entry.note.as_str()),
            ("mine|smile".into(), "for the cat")
        );
        assert!(entry.script.cues().all(|cue| !cue.locked));
    }
    library.remove("fear").unwrap();
    assert!(!library.is_own("fear") && library.entry("fear").is_ok(), "the bundled one is back");
    assert!(matches!(library.remove("fear"), Err(LibraryError::Bundled { .. })));
    assert!(matches!(library.remove("xyzzy"), Err(LibraryError::Unknown { .. })));
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
    assert!(matches!(Library::embedded().save("x", &[], "", &script), Err(LibraryError::NoFolder)));
    let empty = script::parse("# nothing · 1 s");
    assert!(matches!(library.save("x", &[], "", &empty), Err(LibraryError::Unusable { .. })));
}

#[test]
fn a_file_of_several_keeps_the_others_and_what_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.script");
    let text = "# a · 1.0 s\n0 12C Up\n\n# b · 1.0 s\n0 99C ???\n\n# c · 1.0 s\n0 4C Down\n";
    fs::write(&file, text).unwrap();
    let mut library = Library::with_user_folder(folder.path());
    assert_eq!(names(&library), ["a", "c"]);
    library.remove("a").unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), &text[text.find("# b").unwrap()..]);
    library.save("c", &[], "", &script::parse(SMILE)).unwrap();
    assert_eq!(names(&Library::with_user_folder(folder.path())), ["c"]);
    assert!(fs::read_to_string(&file).unwrap().contains("99C ???"));
}

#[test]
fn nothing_in_the_folder_breaks_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.script", b"");
    write("binary.script", &[0xff, 0xfe, 0, 1, 2]);
    write("prose.script", b"Dear diary");
    write("huge.script", &vec![b'x'; 2 << 20]);
    write("twice.script", SMILE.repeat(2).as_bytes());
    write("ignored.txt", b"# x");
    fs::create_dir(folder.path().join("a-folder.script")).unwrap();
    let library = Library::with_user_folder(folder.path());
    assert_eq!(names(&library), ["s"]);
    let problems = library.problems();
    assert_eq!(problems.len(), 4, "{problems:?}");
    for (problem, words) in
        problems.iter().zip(["not text", "larger than", "no entry begins", "a second 's'"])
    {
        assert!(problem.contains(words) && !problem.contains('\n'), "{problem}");
    }
    let file = folder.path().join("empty.script");
    assert_eq!(Library::with_user_folder(&file).problems().len(), 1, "a file is no folder");
}

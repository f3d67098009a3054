//! Undo is data: whatever was edited, taking it back gives the document that was there before.

use proptest::prelude::*;
use risorius_engine::face::{Item, Script};
use risorius_engine::{Document, Edit, Gesture, History, PortraitRef, Settings};

fn line() -> impl Strategy<Value = Item> {
    "[a-z ]{0,12}".prop_map(|text| Item::Broken { text, message: String::new(), column: 0 })
}

fn edit() -> impl Strategy<Value = Edit> {
    let leaf = prop_oneof![
        "[a-z]{0,5}".prop_map(Edit::SetWords),
        prop::option::of("[a-z]{1,5}").prop_map(|name| {
            Edit::SetPortrait(
                name.map(|name| PortraitRef { picture: name.into(), ..Default::default() }),
            )
        }),
        (0_usize..6, line()).prop_map(|(index, item)| Edit::SetItem { index, item }),
        (0_usize..6, line()).prop_map(|(index, item)| Edit::InsertItem { index, item }),
        (0_usize..6).prop_map(|index| Edit::RemoveItem { index }),
        (0.1_f32..600.0).prop_map(|secs| Edit::SetDuration { secs }),
        any::<u64>().prop_map(|seed| Edit::SetSettings(Settings { seed, ..Default::default() })),
        prop::collection::vec(line(), 0..4).prop_map(|items| Edit::SetScript {
            script: Script { items, ..Default::default() },
            reasoning: Vec::new(),
        }),
    ];
    leaf.prop_recursive(2, 8, 4, |edit| prop::collection::vec(edit, 0..4).prop_map(Edit::All))
}

proptest! {
    #[test]
    fn undo_and_redo_walk_the_same_documents(
        edits in prop::collection::vec((edit(), prop::option::of(0_u8..3)), 0..20),
    ) {
        let mut document = Document::default();
        let mut history = History::default();
        for (edit, gesture) in edits {
            let gesture = gesture.map(|name| Gesture(name.to_string()));
            history.apply(&mut document, edit, gesture);
        }
        let last = document.clone();
        let mut seen = vec![document.clone()];
        while history.undo(&mut document) {
            seen.push(document.clone());
        }
        prop_assert_eq!(&document, &Document::default());
        while history.redo(&mut document) {
            seen.pop();
            prop_assert_eq!(Some(&document), seen.last());
        }
        prop_assert_eq!(document, last);
    }
}

#[test]
fn a_gesture_is_one_step() {
    let mut document = Document::default();
    let mut history = History::default();
    let drag = Some(Gesture("duration".into()));
    for secs in [1.0, 2.0, 3.0] {
        history.apply(&mut document, Edit::SetDuration { secs }, drag.clone());
    }
    history.end_gesture();
    history.apply(&mut document, Edit::SetDuration { secs: 4.0 }, drag);
    history.undo(&mut document);
    assert_eq!(document.script.duration_secs, 3.0);
    history.undo(&mut document);
    assert_eq!(document, Document::default());
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_step() {
    let mut document = Document::default();
    let mut history = History::default();
    history.apply(&mut document, Edit::SetWords(String::new()), None);
    history.apply(&mut document, Edit::RemoveItem { index: 3 }, None);
    assert!(!history.can_undo());
    assert_eq!(history.generation(), 0);
}

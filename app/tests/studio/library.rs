//! The library's page: found, looked at, mixed, inserted, kept and removed.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use risorius_engine::face::Side;
use risorius_engine::{Command, View};

const SCRIPT: &str = "# a start · 4.0 s
0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.
";

const SEARCH: &str = "Search the library";

fn open(stage: &mut Stage, query: &str) {
    stage.press(Key::F7);
    let field = stage.window.get_by_role_and_label(Role::TextInput, SEARCH);
    assert!(field.is_focused(), "the field takes the keys");
    field.type_text(query);
    stage.settle();
}

fn still(stage: &Stage) -> Option<f32> {
    let told = stage.told();
    told.iter().rev().find_map(|command| match command {
        Command::Show(View::Still(row)) => Some(row.unit(12, Side::Left)),
        _ => None,
    })
}

fn cues(stage: &Stage) -> usize {
    stage.document().script.cues().count()
}

#[test]
fn an_entry_is_found_seen_and_inserted_by_keys_alone() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.press(Key::End);
    stage.told();
    open(&mut stage, "happiness");
    let shown = still(&stage).expect("the chosen entry is seen");
    assert!(shown > 0.3, "{shown}");
    stage.press(Key::ArrowDown);
    assert!(still(&stage).is_some(), "and the next one");
    stage.press(Key::ArrowUp);
    let before = stage.document().clone();
    stage.press(Key::Enter);
    assert!(cues(&stage) > 1);
    let inserted = stage.document().script.cues().last().unwrap();
    assert!(inserted.envelope.start_secs >= 3.9, "at the playhead");
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(stage.document(), &before, "one edit");
}

#[test]
fn two_entries_are_mixed_by_ratio_and_strength() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.told();
    open(&mut stage, "happiness");
    let whole = still(&stage).unwrap();
    stage.click("Mix with…");
    stage.window.get_by_role_and_label(Role::TextInput, SEARCH).focus();
    stage.settle();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    stage.window.get_by_role_and_label(Role::TextInput, SEARCH).type_text("anger");
    stage.settle();
    stage.window.get_by_role_and_label(Role::Slider, "Mixture").set_value_accesskit(25.0);
    stage.settle();
    stage.window.get_by_role_and_label(Role::Slider, "Strength").set_value_accesskit(50.0);
    stage.settle();
    let mixed = still(&stage).unwrap();
    assert!(mixed > 0.0 && mixed < 0.75 * whole, "{mixed} of {whole}");
    stage.click("Insert");
    assert!(cues(&stage) > 1);
}

#[test]
fn a_search_without_finds_says_what_to_do() {
    let mut stage = Stage::with_script(SCRIPT);
    open(&mut stage, "xyzzy");
    stage.window.get_by_label_contains("Nothing here fits");
    stage.press(Key::Enter);
    assert_eq!(cues(&stage), 1, "there is nothing to insert");
    stage.click("Show everything");
    assert!(stage.window.query_by_label_contains("Nothing here fits").is_none());
}

#[test]
fn lines_are_kept_under_a_name_and_removed_after_a_question() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    stage.settle();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    stage.settle();
    stage.window.get_by_label("Name of the entry").type_text("my brows");
    stage.settle();
    stage.window.get_by_label("Tags of the entry").focus();
    stage.window.get_by_label("Tags of the entry").type_text("mine, Weak");
    stage.settle();
    stage.click("Keep");
    let own = |stage: &Stage| stage.window.state().state.library.is_own("my brows");
    stage.wait(own);
    open(&mut stage, "my brows");
    stage.click("my brows");
    stage.click("Remove my brows");
    assert!(own(&stage), "it asks first");
    stage.click("Remove it");
    stage.wait(|stage| !own(stage));
}

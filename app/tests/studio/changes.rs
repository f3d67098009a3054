//! The present script changed in words.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use risorius_engine::face::script::parse;
use risorius_engine::{Command, Event, Thought};

const SCRIPT: &str = "# relief · 4.0 s
beat 0.0–4.0  relief 1.0, felt
0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift. [locked]
1.50  12 C    in 0.45 hold 1.40 out 0.80   The lip corners rise.
";

const CALMER: &str = "# relief · 4.0 s
beat 0.0–4.0  relief 1.0, felt
1.50  12 B    in 0.45 hold 1.40 out 0.80   The lip corners rise.
2.50  17 A    in 0.45 hold 0.40 out 0.50   The chin holds it back.
";

/// Types what is to change, presses Enter, and answers as the engine.
fn change(stage: &mut Stage, words: &str, answer: &str) -> Option<risorius_engine::face::Script> {
    stage.window.get_by_role_and_label(Role::TextInput, "Change in words").click();
    stage.settle();
    stage.window.get_by_role_and_label(Role::TextInput, "Change in words").type_text(words);
    stage.settle();
    stage.press(Key::Enter);
    let asked = stage.told().into_iter().find_map(|command| match command {
        Command::Think { words: asked, present, generation, .. } => {
            assert_eq!(asked, words);
            Some((present?, generation))
        }
        _ => None,
    });
    let (present, generation) = asked?;
    let thought =
        Thought { script: parse(answer), reasoning: vec!["Less of it.".into()], remarks: vec![] };
    stage.say(Event::Thought { generation, result: Ok(thought), instead: None });
    Some(std::sync::Arc::unwrap_or_clone(present))
}

fn texts(stage: &Stage) -> Vec<String> {
    stage.document().script.cues().map(|cue| cue.text.clone()).collect()
}

#[test]
fn a_change_in_words_is_shown_line_by_line_and_is_one_edit() {
    let mut stage = Stage::with_script(SCRIPT);
    let before = stage.document().clone();
    let present = change(&mut stage, "more restrained", CALMER).expect("the lines go with it");
    assert_eq!(present, before.script);
    assert_eq!(texts(&stage), ["Brows lift.", "The lip corners rise.", "The chin holds it back."]);
    stage.window.get_by_label("1 changed, 1 added");
    stage.window.get_by_label_contains("Kept: 0.10");
    stage.window.get_by_label_contains("Changed: 1.50");
    stage.window.get_by_label_contains("Added: 2.50");
    stage.click("Undo the change");
    assert_eq!(stage.document(), &before);
    assert!(stage.window.query_by_label_contains("Kept:").is_none(), "the lines are back");
    stage.window.get_by_label("Line 3");
}

#[test]
fn the_change_is_left_with_escape_and_a_next_one_asked_for_by_key() {
    let mut stage = Stage::with_script(SCRIPT);
    change(&mut stage, "more restrained", CALMER).expect("a change");
    stage.window.get_by_label("Done");
    stage.press(Key::Escape);
    stage.window.get_by_label("Line 4");
    stage.told();
    stage.window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    stage.settle();
    let field = stage.window.get_by_role_and_label(Role::TextInput, "Change in words");
    assert!(field.is_focused(), "an empty field takes the keys");
    field.type_text("only the left side");
    stage.settle();
    stage.window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    stage.settle();
    assert!(
        stage
            .told()
            .iter()
            .any(|command| matches!(command, Command::Think { present: Some(_), .. }))
    );
}

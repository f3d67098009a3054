//! Texts that nobody should type, in every field, and files that are none.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use risorius_engine::Event;

const HOSTILE: &[&str] = &[
    "\u{202e}\u{0}\u{7f}\u{feff}",
    "🦀👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301}\u{301}",
    "العربية עברית 日本語",
    "-1e39 NaN inf 0x7fffffff 1/0",
    "99999999999999999999999999999999+1+2+",
    "..//..\\\"'`$(rm)%s%n",
    "1+2 C in -5 hold 1e9 out NaN",
];

const SCRIPT: &str = "0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.\n";

fn stage() -> Stage {
    let stage = Stage::with_script(SCRIPT);
    // What is typed may have no glyph; boxes are the right answer here.
    stage.window.ctx.set_missing_glyph_policy(egui::epaint::text::MissingGlyphPolicy::Tofu);
    stage
}

fn type_into_all_fields(stage: &mut Stage, text: &str) {
    let mut fields: Vec<String> = Vec::new();
    for role in [Role::TextInput, Role::MultilineTextInput] {
        let nodes = stage.window.query_all_by_role(role);
        fields.extend(
            nodes.filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label()),
        );
    }
    for field in fields {
        let Some(node) = stage.window.query_all_by_label(&field).next() else { continue };
        node.focus();
        stage.window.run_steps(2);
        if let Some(node) = stage.window.query_all_by_label(&field).next() {
            node.type_text(text);
        }
        stage.window.run_steps(2);
        stage.window.key_press(Key::Enter);
        stage.window.run_steps(2);
    }
}

#[test]
fn hostile_text_in_every_field() {
    for text in HOSTILE {
        let mut stage = stage();
        for page in ["Line", "Muscles", "Settings"] {
            stage.window.get_by_role_and_label(Role::RadioButton, page).click();
            stage.settle();
            type_into_all_fields(&mut stage, text);
        }
        stage.press(Key::Escape);
        stage.press(Key::F7);
        type_into_all_fields(&mut stage, text);
        for sheet in [Key::O, Key::P, Key::E, Key::I] {
            stage.window.key_press(Key::Escape);
            stage.settle();
            stage.window.key_press_modifiers(Modifiers::COMMAND, sheet);
            stage.settle();
            type_into_all_fields(&mut stage, text);
        }
    }
}

#[test]
fn hostile_lines_are_kept_as_typed() {
    for text in HOSTILE {
        let mut stage = stage();
        stage.click("Line 1");
        stage.click("Line 1");
        stage.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        stage.settle();
        stage.window.get_by_label("Text of line 1").type_text(text);
        stage.settle();
        stage.window.key_press(Key::Enter);
        stage.settle();
        assert!(stage.document().script.items.len() <= 1, "{text:?}");
    }
}

#[test]
fn dropped_files_that_are_none() {
    let mut stage = stage();
    for path in ["", "/", "/nowhere/at all.risorius", "\u{202e}.png", "/dev/null"] {
        stage.drop_file(path);
    }
    // The project is looked for by another thread, which then says that it is not there.
    stage.wait(|stage| stage.window.query_by_label_contains("cannot read the project").is_some());
    stage.say(Event::Trouble("the engine says no".into()));
    stage.window.get_by_label("the engine says no");
}

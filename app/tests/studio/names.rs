//! Every control has a name, for screen readers and for these tests.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const SCRIPT: &str = "beat 0.0–1.0  joy 1.0, felt
0.10  L1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.
0.10  26 C   in 0.20 hold 0.60 out 0.50   The jaw drops. [locked]
not a line ((
";

const CONTROLS: &[Role] = &[
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::MultilineTextInput,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
];

fn check(stage: &Stage, place: &str) {
    let mut controls = 0;
    for &role in CONTROLS {
        for node in stage.window.query_all_by_role(role) {
            controls += 1;
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(
                !label.trim().is_empty(),
                "{place}: a {role:?} at {:?} has no name",
                node.rect()
            );
        }
    }
    assert!(controls > 10, "{place}: only {controls} controls were found");
}

#[test]
fn every_control_has_a_name() {
    let mut stage = Stage::empty();
    check(&stage, "empty");
    drop(stage);
    stage = Stage::with_script(SCRIPT);
    for line in 1..=4 {
        stage.click(&format!("Line {line}"));
        for page in ["Line", "Muscles", "Settings"] {
            stage.window.get_by_role_and_label(Role::RadioButton, page).click();
            stage.settle();
            check(&stage, &format!("line {line}, {page}"));
        }
    }
    stage.press(Key::F7);
    check(&stage, "library");
    stage.press(Key::F5);
    stage.press(Key::Escape);
    stage.press(Key::A);
    stage.window.get_by_role_and_label(Role::Button, "Left mouth corner");
    check(&stage, "adjust");
    stage.press(Key::Escape);
    for (sheet, name) in [
        (Key::O, "open"),
        (Key::P, "palette"),
        (Key::E, "export"),
        (Key::S, "save"),
        (Key::R, "part"),
        (Key::I, "minds"),
    ] {
        stage.window.key_press_modifiers(Modifiers::COMMAND, sheet);
        stage.settle();
        check(&stage, name);
        stage.window.key_press(Key::Escape);
        stage.settle();
    }
}

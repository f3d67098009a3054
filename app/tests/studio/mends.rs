//! Remarks on the lines, and the buttons that do what they propose.

use crate::fake::Stage;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const SCRIPT: &str = "# quick · 4.0 s
0.10  1+2 C   in 0.01 hold 0.60 out 0.50   Brows jump.
1.50  12 C    in 0.01 hold 0.60 out 0.50   The lip corners jump.
2.50  4 C     in 0.01 hold 0.60 out 0.50   The brows lower. [locked]
";

fn rises(stage: &Stage) -> Vec<f32> {
    stage.document().script.cues().map(|cue| cue.envelope.onset_secs).collect()
}

fn mend_buttons(stage: &Stage) -> usize {
    stage.window.query_all_by_label_contains("Slow the rise").count()
}

fn press(stage: &mut Stage, modifiers: Modifiers, key: Key) {
    stage.window.key_press_modifiers(modifiers, key);
    stage.settle();
}

#[test]
fn a_remark_is_mended_with_one_click_and_one_undo() {
    let mut stage = Stage::with_script(SCRIPT);
    assert_eq!(mend_buttons(&stage), 2, "the locked line has none");
    stage.window.get_by_label_contains("unlock it to mend it");
    stage.click("Line 1: Slow the rise to 0.07 s");
    assert_eq!(rises(&stage), [0.07, 0.01, 0.01]);
    assert_eq!(mend_buttons(&stage), 1, "the lines are looked at anew");
    press(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!((rises(&stage), mend_buttons(&stage)), (vec![0.01; 3], 2));
}

#[test]
fn all_mends_are_one_edit() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Mend all");
    assert_eq!(rises(&stage), [0.07, 0.07, 0.01]);
    stage.window.get_by_label("2 lines mended. Ctrl+Z takes it back.");
    press(&mut stage, Modifiers::COMMAND, Key::Z);
    assert_eq!(rises(&stage), [0.01; 3]);
    press(&mut stage, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::M);
    assert_eq!(rises(&stage), [0.07, 0.07, 0.01], "by its key");
}

#[test]
fn the_chosen_line_is_mended_by_its_key() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 2");
    press(&mut stage, Modifiers::COMMAND, Key::M);
    assert_eq!(rises(&stage), [0.01, 0.07, 0.01]);
}

#[test]
fn hands_make_remarks_too() {
    let mut stage = Stage::with_script("0.10  12 C   in 0.30 hold 0.60 out 0.50   A smile.\n");
    let mends = |stage: &Stage| stage.window.query_all_by_label_contains("Lower AU12").count();
    assert_eq!(mends(&stage), 0);
    stage.click("Line 1");
    let slider = "12 lip corner puller intensity";
    stage
        .window
        .get_by_role_and_label(egui::accesskit::Role::Slider, slider)
        .set_value_accesskit(100.0);
    stage.settle();
    assert_eq!(mends(&stage), 1);
}

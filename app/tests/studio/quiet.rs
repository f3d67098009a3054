//! Frames in which nobody does anything change nothing and say nothing.

use crate::fake::Stage;
use egui_kittest::kittest::Queryable as _;
use risorius_engine::Drawing;

const SCRIPT: &str = "0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.\nbeat 0.0–1.0  joy 1.0, felt\nnot a line ((\n";

#[test]
fn idle_frames_add_no_edits_and_send_no_commands() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.draws(Drawing::Done);
    for line in ["Line 1", "Line 2", "Line 3"] {
        stage.click(line);
        for page in ["Line", "Muscles", "Settings"] {
            stage.window.get_by_role_and_label(egui::accesskit::Role::RadioButton, page).click();
            stage.settle();
            stage.told();
            let before = (stage.document().clone(), stage.window.state().state.generation());
            stage.window.run_steps(10);
            let after = (stage.document().clone(), stage.window.state().state.generation());
            assert_eq!(before, after, "{line}, {page}");
            let told = stage.told();
            assert!(told.is_empty(), "{line}, {page}: {told:?}");
        }
    }
}

//! The remarks on one line, each with the button that mends it.

use super::{cues_before, rewritten};
use crate::studio::action::Wishes;
use crate::studio::state::State;
use crate::studio::{theme, widgets};
use egui::{Label, RichText, Ui};
use risorius_engine::Remark;
use risorius_face::notation::format_units;
use risorius_face::physiology::Mend;
use risorius_face::{Cue, Script};

/// Shows the remarks on a line, counted among the script's items from 0.
pub(crate) fn show(ui: &mut Ui, line: usize, state: &State, wishes: &mut Wishes) {
    let Some(nth_cue) = cues_before(&state.document.script, line) else { return };
    for Remark { message, mend, .. } in state.remarks.on_cue(nth_cue) {
        let text = RichText::new(message).font(theme::small()).color(theme::ACCENT);
        ui.add(Label::new(text).selectable(false).wrap());
        let Some(mend) = mend else { continue };
        let document = &state.document;
        let button = widgets::small_button(ui, &mend.label)
            .accessible_name(format!("Line {}: {}", line + 1, mend.label))
            .on_hover_ui(|ui| preview(ui, &document.script, mend));
        if button.clicked() {
            wishes.edit(rewritten(mend.apply(&document.script), &document.reasoning));
        }
    }
}

/// What a mend would change: each line's head as it is and as it would be.
fn preview(ui: &mut Ui, script: &Script, mend: &Mend) {
    let mended = mend.apply(script);
    if (mended.duration_secs - script.duration_secs).abs() > f32::EPSILON {
        let (from, to) = (script.duration_secs, mended.duration_secs);
        ui.label(widgets::soft(format!("The performance: {from:.2} s → {to:.2} s")));
    }
    let changed = script.cues().zip(mended.cues()).filter(|(from, to)| from != to);
    for (from, to) in changed {
        ui.label(widgets::faint(head(from)).font(theme::mono()));
        ui.label(RichText::new(format!("→ {}", head(to))).font(theme::mono()));
    }
    ui.label(widgets::faint("One undo takes it back."));
}

/// "0.10  L12C   0.20 · 0.60 · 0.50".
fn head(cue: &Cue) -> String {
    let e = &cue.envelope;
    let times = format!("{:.2} · {:.2} · {:.2}", e.onset_secs, e.hold_secs, e.offset_secs);
    format!("{:.2}  {}   {times}", e.start_secs, format_units(&cue.units))
}

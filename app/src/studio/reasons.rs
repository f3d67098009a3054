//! The steps from the words to the muscles.

use super::state::State;
use super::theme;
use egui::{CollapsingHeader, RichText, Ui};

/// Shows the reasons, where there are any.
pub(crate) fn show(ui: &mut Ui, state: &State) {
    let reasons = &state.document.reasoning;
    let general: Vec<_> = state.remarks.iter().filter(|remark| remark.cue.is_none()).collect();
    if reasons.is_empty() && general.is_empty() {
        return;
    }
    let title = RichText::new("Reasons").font(theme::medium(theme::SIZE_BODY));
    CollapsingHeader::new(title).id_salt("reasons").default_open(true).show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        for reason in reasons {
            ui.label(RichText::new(reason).font(theme::small()).color(theme::TEXT_SOFT));
        }
        for remark in general {
            ui.label(RichText::new(&remark.message).font(theme::small()).color(theme::ACCENT));
        }
    });
    ui.add_space(theme::SPACE_XS);
}

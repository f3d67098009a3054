//! The steps from the words to the muscles.

use super::state::State;
use super::{theme, thinking, widgets};
use egui::{RichText, Ui};

/// Shows the reasons.
pub(crate) fn show(ui: &mut Ui, state: &State) {
    if let Some(thinking) = thinking::progress::of(state) {
        return thinking::progress::show(ui, thinking);
    }
    let reasons = &state.document.reasoning;
    let remarks = state.remarks.on_words();
    if reasons.is_empty() && remarks.is_empty() {
        ui.label(widgets::soft(
            "After a think, the steps from the words to the muscles stand here.",
        ));
        return;
    }
    for remark in remarks {
        ui.label(RichText::new(&remark.message).color(theme::ACCENT));
    }
    for reason in reasons {
        // A step that ends with a colon opens a part.
        let opens = reason.trim_end().ends_with(':');
        if opens {
            ui.add_space(theme::SPACE_XS);
        }
        let text = RichText::new(reason);
        ui.label(if opens {
            text.font(theme::medium(theme::SIZE_BODY)).color(theme::TEXT)
        } else {
            text.color(theme::TEXT_SOFT)
        });
    }
}

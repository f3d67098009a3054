//! The frame of every sheet: a title, a way out, and what it holds.

use super::action::{Action, Wishes};
use super::icons::{self, Icon};
use super::theme;
use egui::{Frame, Id, Layout, Margin, Modal, RichText, Stroke, Ui};

/// Shows a sheet over the window.
pub(crate) fn sheet(
    ui: &Ui,
    title: &str,
    width: f32,
    wishes: &mut Wishes,
    contents: impl FnOnce(&mut Ui, &mut Wishes),
) {
    let frame = Frame::NONE
        .fill(theme::GROUND)
        .stroke(Stroke::new(1.0, theme::PRESSED))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::same(theme::SPACE_XL as i8));
    let modal = Modal::new(Id::unique(("sheet", title))).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).font(theme::medium(theme::SIZE_TITLE)));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if icons::button(ui, Icon::Close, "Close the sheet", "Close (Esc).").clicked() {
                    wishes.act(Action::CloseSheet);
                }
            });
        });
        ui.add_space(theme::SPACE_S);
        contents(ui, wishes);
    });
    if modal.backdrop_response.clicked() {
        wishes.act(Action::CloseSheet);
    }
}

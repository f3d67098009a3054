//! The list of keys.

use super::action::Wishes;
use super::keys::shown_keys;
use super::sheet::sheet;
use super::ui_command::{COMMANDS, Menu};
use super::{theme, widgets};
use egui::{Grid, RichText, Ui};

/// Shows the list.
pub(crate) fn show(ui: &Ui, wishes: &mut Wishes) {
    sheet(ui, "Shortcuts", 640.0, wishes, |ui, _| {
        ui.columns(2, |columns| {
            for (i, menu) in Menu::ALL.into_iter().enumerate() {
                group(&mut columns[i % 2], menu);
            }
        });
    });
}

fn group(ui: &mut Ui, menu: Menu) {
    widgets::heading(ui, menu.title());
    Grid::new(menu.title())
        .num_columns(2)
        .spacing([theme::SPACE_L, theme::SPACE_XS])
        .min_row_height(0.0)
        .show(ui, |ui| {
            for info in COMMANDS.iter().filter(|info| info.menu == menu && !info.keys.is_empty()) {
                let keys: Vec<_> =
                    info.keys.iter().map(|keys| shown_keys(ui.ctx(), keys)).collect();
                ui.label(
                    RichText::new(keys.join(" · ")).font(theme::mono()).color(theme::TEXT_SOFT),
                );
                ui.label(RichText::new(info.name).font(theme::small())).on_hover_text(info.tip);
                ui.end_row();
            }
        });
    ui.add_space(theme::SPACE_M);
}

//! The sheet that writes the performance as a clip or as pictures.

use super::action::{Action, Browse, Wishes};
use super::drafts::Drafts;
use super::open_sheet::{path_field, typed_path};
use super::segmented::{Choice, segmented};
use super::sheet::sheet;
use super::state::State;
use super::{theme, widgets};
use egui::{ComboBox, Grid, Layout, Ui, vec2};
use risorius_engine::{Edit, Settings};
use risorius_face::Fps;

/// The frame rates that every player takes.
const RATES: [(Fps, &str); 7] = [
    (Fps { frames: 24_000, per_secs: 1001 }, "23.976"),
    (Fps { frames: 24, per_secs: 1 }, "24"),
    (Fps { frames: 25, per_secs: 1 }, "25"),
    (Fps { frames: 30_000, per_secs: 1001 }, "29.97"),
    (Fps { frames: 30, per_secs: 1 }, "30"),
    (Fps { frames: 50, per_secs: 1 }, "50"),
    (Fps { frames: 60, per_secs: 1 }, "60"),
];

/// Sides of a clip that can be asked for, pixels.
const SIDES_PX: std::ops::RangeInclusive<u32> = 16..=8192;

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Export", 520.0, wishes, |ui, wishes| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_M;
        kind(ui, drafts);
        let entered =
            path_field(ui, &mut drafts.export_path, "Path to export to", &mut drafts.focus_sheet);
        let size = Grid::new("export")
            .num_columns(2)
            .spacing(vec2(theme::SPACE_L, theme::SPACE_S))
            .show(ui, |ui| {
                ui.label(widgets::soft("Frame rate"));
                rate(ui, state.document.settings, wishes);
                ui.end_row();
                ui.label(widgets::soft("Size"));
                let size = size(ui, state, drafts);
                ui.end_row();
                size
            });
        let size = size.inner;
        summary(ui, state);
        ui.horizontal(|ui| {
            if widgets::text_button(ui, "Browse…", "Choose a place with the system's dialog.")
                .clicked()
            {
                wishes.act(Action::Browse(Browse::Export));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let path = typed_path(&drafts.export_path)
                    .filter(|_| size.is_ok() && state.portrait_info().is_some());
                let clicked =
                    widgets::main_button(ui, path.is_some(), "Export", "Queue the export (Enter).")
                        .clicked();
                if let (Some(path), Ok(size)) = (path, size)
                    && (clicked || entered)
                {
                    wishes.edit(Edit::SetSettings(Settings { size, ..state.document.settings }));
                    wishes.act(Action::ExportTo(path));
                    wishes.act(Action::CloseSheet);
                }
            });
        });
    });
}

/// MP4 or pictures: the ending of the path says which, and this switch changes the ending.
fn kind(ui: &mut Ui, drafts: &mut Drafts) {
    let is_clip = drafts.export_path.trim().to_lowercase().ends_with(".mp4");
    let choices = [
        Choice {
            value: true,
            text: "MP4 clip",
            label: "MP4 clip",
            tip: "H.264, for every player.",
        },
        Choice {
            value: false,
            text: "PNG pictures",
            label: "PNG pictures",
            tip: "A folder with one picture a frame.",
        },
    ];
    if let Some(clip) = segmented(ui, 240.0, theme::CONTROL, is_clip, &choices) {
        let path = drafts.export_path.trim();
        let bare = path.strip_suffix(".mp4").unwrap_or(path);
        drafts.export_path = if clip { format!("{bare}.mp4") } else { bare.to_owned() };
    }
}

fn rate(ui: &mut Ui, settings: Settings, wishes: &mut Wishes) {
    let name = |fps: Fps| {
        RATES
            .iter()
            .find(|(rate, _)| *rate == fps)
            .map_or_else(|| format!("{:.3}", fps.hz()), |(_, name)| (*name).to_owned())
    };
    let mut fps = settings.fps;
    ComboBox::from_id_salt("Frame rate")
        .selected_text(format!("{} fps", name(fps)))
        .width(120.0)
        .show_ui(ui, |ui| {
            for (rate, name) in RATES {
                ui.selectable_value(&mut fps, rate, format!("{name} fps"));
            }
        })
        .response
        .accessible_name("Frame rate")
        .on_hover_text("Frames a second.");
    if fps != settings.fps {
        wishes.edit(Edit::SetSettings(Settings { fps, ..settings }));
    }
}

/// The size as typed: nothing is the picture's own.
fn size(ui: &mut Ui, state: &State, drafts: &mut Drafts) -> Result<Option<(u32, u32)>, ()> {
    let own = state.portrait_info().map_or_else(
        || "source".to_owned(),
        |info| format!("source ({} × {})", info.size.0, info.size.1),
    );
    ui.horizontal(|ui| {
        widgets::field(ui, &mut drafts.export_size, "Size of the export", &own, 160.0)
            .on_hover_text(
                "Width x height in pixels, as 1080x1350. Empty is the picture's own size.",
            );
        let size = read_size(&drafts.export_size);
        if size.is_err() {
            let sides = format!(
                "Write it as 1080x1350, sides from {} to {}.",
                SIDES_PX.start(),
                SIDES_PX.end()
            );
            ui.label(egui::RichText::new(sides).font(theme::small()).color(theme::WRONG));
        }
        size
    })
    .inner
}

fn read_size(text: &str) -> Result<Option<(u32, u32)>, ()> {
    let text = text.trim().to_lowercase();
    if text.is_empty() || text == "source" {
        return Ok(None);
    }
    let (width, height) = text.split_once(['x', '×', '*']).ok_or(())?;
    let side =
        |text: &str| text.trim().parse().ok().filter(|side| SIDES_PX.contains(side)).ok_or(());
    Ok(Some((side(width)?, side(height)?)))
}

fn summary(ui: &mut Ui, state: &State) {
    let fps = state.document.settings.fps;
    let secs = state.duration_secs();
    ui.label(widgets::faint(format!("{secs:.2} s, {} frames", fps.frame_count(secs))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_or_refused() {
        for (text, expect) in [
            ("", Ok(None)),
            (" Source ", Ok(None)),
            ("1080x1350", Ok(Some((1080, 1350)))),
            ("640 × 480", Ok(Some((640, 480)))),
            ("1080", Err(())),
            ("0x0", Err(())),
            ("-1x5", Err(())),
            ("99999999999x2", Err(())),
            ("1x2x3", Err(())),
        ] {
            assert_eq!(read_size(text), expect, "{text}");
        }
    }
}

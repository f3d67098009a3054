//! The sheet that draws a part of the performance again.

use super::super::action::{Action, Wishes};
use super::super::board::REGIONS;
use super::super::drafts::Drafts;
use super::super::sheet::sheet;
use super::super::state::State;
use super::super::ui_command::UiCommand;
use super::super::{theme, widgets};
use super::Part;
use egui::{Button, DragValue, Layout, RichText, ScrollArea, Stroke, Ui, vec2};
use risorius_engine::{Edit, Retake};

/// Height of the list of retakes at most, points.
const LIST: f32 = 120.0;

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Redraw a part", 440.0, wishes, |ui, wishes| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_M;
        ui.label(widgets::soft("Draws it by other chance; all else stays exactly as it is."));
        let part = &state.part;
        let timed = span(ui, part, state.duration_secs());
        let toggled = regions(ui, part);
        // After a click Enter still draws; the Tab key goes on from where it is.
        drafts.focus_sheet |= toggled.is_some() && ui.input(|input| input.pointer.any_released());
        if let Some(part) = timed.or(toggled) {
            wishes.act(Action::ChoosePart(part));
        }
        list(ui, &state.document.retakes);
        ui.horizontal(|ui| buttons(ui, state, drafts, wishes));
    });
}

/// From when to when; the part where it was changed.
fn span(ui: &mut Ui, part: &Part, duration_secs: f32) -> Option<Part> {
    let (mut from, mut to) = part.span_secs.unwrap_or((0.0, duration_secs));
    let changed = ui.horizontal(|ui| {
        let mut changed = false;
        for (name, secs, tip) in [
            ("From", &mut from, "Where the part begins, seconds."),
            ("To", &mut to, "Where the part ends, seconds."),
        ] {
            ui.label(widgets::soft(name));
            let field = DragValue::new(secs)
                .range(0.0..=duration_secs)
                .speed(0.02)
                .fixed_decimals(2)
                .suffix(" s");
            let response = ui.add_sized(vec2(80.0, theme::CONTROL), field).accessible_name(name);
            changed |= response.changed();
            response.on_hover_text(tip);
            ui.add_space(theme::SPACE_S);
        }
        ui.label(widgets::faint("or drag on the ruler with Shift"));
        changed
    });
    // A part that a hand makes too short stays as it was.
    let part = changed.inner.then(|| part.between(from, to, duration_secs))?;
    part.span_secs.is_some().then_some(part)
}

/// Which parts of the face; the part where one was clicked.
fn regions(ui: &mut Ui, part: &Part) -> Option<Part> {
    let mut toggled = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        for (region, title) in REGIONS {
            let on = part.regions.contains(&region);
            let tip = "Whether this part of the face is drawn again.";
            let (fill, color) =
                if on { (theme::PRESSED, theme::TEXT) } else { (theme::RAISED, theme::TEXT_FAINT) };
            let text = RichText::new(title).color(color);
            let button = Button::new(text).selected(on).fill(fill).stroke(Stroke::NONE);
            if ui.add(button).on_hover_text(tip).clicked() {
                toggled = Some(part.toggled(region));
            }
        }
    });
    toggled
}

/// What was drawn again before.
fn list(ui: &mut Ui, retakes: &[Retake]) {
    if retakes.is_empty() {
        return;
    }
    ScrollArea::vertical().max_height(LIST).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        for retake in retakes {
            ui.label(widgets::faint(said(retake)));
        }
    });
}

fn said(retake: &Retake) -> String {
    let titles = REGIONS.iter().filter(|(region, _)| retake.regions.contains(region));
    let titles: Vec<_> = titles.map(|(_, title)| title.to_lowercase()).collect();
    let what =
        if titles.len() == REGIONS.len() { "whole face".to_owned() } else { titles.join(", ") };
    let Retake { from_secs, to_secs, seed, .. } = retake;
    format!("{from_secs:.2}–{to_secs:.2} s · {what} · seed {seed}")
}

fn buttons(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let clear = UiCommand::ClearRetakes;
    ui.add_enabled_ui(!state.document.retakes.is_empty(), |ui| {
        if widgets::text_button(ui, clear.info().name, clear.info().tip).clicked() {
            wishes.run(clear);
        }
    });
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let redrawn = state.part.redrawn(&state.document);
        let tip = "Draw this part again (Enter).";
        let button = widgets::main_button(ui, redrawn.is_some(), "Redraw this part", tip);
        if std::mem::take(&mut drafts.focus_sheet) {
            button.request_focus();
        }
        if let Some(retakes) = redrawn
            && button.clicked()
        {
            wishes.edit(Edit::SetRetakes(retakes));
            wishes.act(Action::CloseSheet);
        }
    });
}

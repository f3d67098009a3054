//! The page of the chosen line: its units and its timing as sliders.

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::icons::{self, Icon};
use super::slider::Slider;
use super::state::{State, apex};
use super::{theme, unit_row, widgets};
use egui::{Frame, Margin, ScrollArea, Ui};
use risorius_engine::Edit;
use risorius_face::{Au, Cue, Item, Side, Unit};

/// How many muscles the search shows.
const FOUND: usize = 6;

/// Shows the page.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let Some((index, cue)) = state.selected_cue() else {
        return no_cue(ui, state);
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        widgets::heading(ui, "Muscles");
        for nth in 0..cue.units.len() {
            unit(ui, index, nth, cue, wishes);
        }
        add_unit(ui, index, cue, drafts, wishes);
        ui.add_space(theme::SPACE_M);
        timing(ui, index, cue, state, wishes);
    });
}

fn no_cue(ui: &mut Ui, state: &State) {
    let text = match state.selected.and_then(|line| state.document.script.items.get(line)) {
        Some(Item::Beat(_)) => {
            "A beat says which emotion colours a span of time. Click its text on the left to edit it."
        }
        Some(Item::Broken { .. }) => {
            "This line cannot be read yet. Click its text on the left to mend it."
        }
        Some(Item::Note(_)) => "A note of your own. Click its text on the left to edit it.",
        _ if state.document.script.items.is_empty() => {
            "The muscles and the timing of a line appear here. First think, or add a line with Ctrl+L."
        }
        _ => "Choose a line on the left or on the timeline to move its muscles and its timing.",
    };
    ui.label(widgets::soft(text));
}

fn set(index: usize, cue: Cue) -> Edit {
    Edit::SetItem { index, item: Item::Cue(cue) }
}

fn unit(ui: &mut Ui, index: usize, nth: usize, cue: &Cue, wishes: &mut Wishes) {
    let old = cue.units[nth];
    let name = unit_row::name(old.au);
    let mut removed = false;
    let changed = ui
        .push_id(("unit", nth), |ui| {
            unit_row::show(ui, old, true, |ui| {
                if cue.units.len() > 1 {
                    removed = icons::button(
                        ui,
                        Icon::Close,
                        &format!("Remove {name}"),
                        "Take this muscle out of the line.",
                    )
                    .clicked();
                }
            })
        })
        .inner;
    let mut now = cue.clone();
    if removed {
        now.units.remove(nth);
        wishes.edit(set(index, now));
        return;
    }
    if let Some(unit) = changed.unit {
        now.units[nth] = unit;
        if changed.dragged {
            wishes.gesture(format!("line {index} unit {nth}"), set(index, now.clone()));
        } else {
            wishes.edit(set(index, now.clone()));
        }
    }
    if changed.touched {
        wishes.hand = Some(apex(&now));
    }
    if changed.released {
        wishes.act(Action::EndGesture);
    }
}

fn add_unit(ui: &mut Ui, index: usize, cue: &Cue, drafts: &mut Drafts, wishes: &mut Wishes) {
    let width = ui.available_width();
    widgets::field(ui, &mut drafts.unit, "Add a muscle", "Add a muscle: name or number", width)
        .on_hover_text("Find a muscle by its name, number or anatomy and add it to this line.");
    if drafts.unit.trim().is_empty() {
        return;
    }
    let in_cue = |au: Au| cue.units.iter().any(|unit| unit.au == au);
    let found: Vec<_> = Au::table()
        .iter()
        .filter_map(|info| Au::new(info.code))
        .filter(|&au| unit_row::matches(au, &drafts.unit) && !in_cue(au))
        .take(FOUND)
        .collect();
    if found.is_empty() {
        ui.label(widgets::faint("No other muscle has this name or number."));
    }
    for au in found {
        let muscles = au.info().muscles;
        if widgets::text_button(ui, unit_row::name(au), muscles).clicked() {
            let mut now = cue.clone();
            now.units.push(Unit { au, side: Side::Both, intensity: 0.3 });
            wishes.edit(set(index, now));
            drafts.unit.clear();
        }
    }
}

fn timing(ui: &mut Ui, index: usize, cue: &Cue, state: &State, wishes: &mut Wishes) {
    widgets::heading(ui, "Timing");
    let long = state.duration_secs().max(cue.envelope.end_secs());
    let mut now = cue.clone();
    let e = &mut now.envelope;
    let rows: [(&str, &str, f32, &mut f32); 4] = [
        ("Start", "When the movement begins, seconds.", long, &mut e.start_secs),
        ("Onset", "How long it rises, seconds.", 2.0, &mut e.onset_secs),
        ("Hold", "How long it stays at its strongest, seconds.", long, &mut e.hold_secs),
        ("Offset", "How long it takes to be gone, seconds.", 3.0, &mut e.offset_secs),
    ];
    let mut released = false;
    let mut moved = None;
    for (name, tip, most, secs) in rows {
        Frame::NONE.inner_margin(Margin::ZERO).show(ui, |ui| {
            ui.horizontal(|ui| {
                widgets::row_label(ui, name, theme::CONTROL);
                let slid =
                    Slider::new(name, tip, 0.0..=most.max(*secs)).suffix(" s").show(ui, *secs);
                if let Some(new) = slid.value {
                    *secs = super::run_command::hundredth(new);
                    moved = Some(name);
                }
                released |= slid.released;
            });
        });
    }
    if let Some(name) = moved {
        wishes.gesture(format!("line {index} {name}"), set(index, now));
    }
    if released {
        wishes.act(Action::EndGesture);
    }
}

//! The board of all muscles, by region. With a line chosen, a slider belongs to that line;
//! with none, moving one makes a new line at the playhead.

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::run_command::hundredth;
use super::state::{State, apex};
use super::{theme, unit_row, widgets};
use egui::{ScrollArea, Ui};
use risorius_engine::Edit;
use risorius_face::{Au, Cue, Envelope, Item, Region, Side, Unit};

/// The parts of the face and their titles.
pub(crate) const REGIONS: [(Region, &str); 6] = [
    (Region::Brow, "Brows"),
    (Region::Eye, "Eyes"),
    (Region::Nose, "Nose"),
    (Region::Mouth, "Mouth and jaw"),
    (Region::Head, "Head"),
    (Region::Gaze, "Gaze"),
];

/// Shows the board.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let selected = state.selected_cue();
    let text = match selected {
        Some((index, _)) => format!("These sliders belong to line {}.", index + 1),
        None => "Move a slider to make a new line at the playhead.".to_owned(),
    };
    ui.label(widgets::faint(text));
    unit_row::search(ui, &mut drafts.muscles, "Find a muscle")
        .on_hover_text("Show only what has this name, number or anatomy.");
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let mut any = false;
        for (region, title) in REGIONS {
            let units = || {
                Au::table()
                    .iter()
                    .filter(|info| info.region == region)
                    .filter_map(|info| Au::new(info.code))
            };
            let found: Vec<_> =
                units().filter(|&au| unit_row::matches(au, &drafts.muscles)).collect();
            if found.is_empty() {
                continue;
            }
            any = true;
            widgets::heading(ui, title);
            for au in found {
                muscle(ui, au, selected, state, wishes);
            }
            ui.add_space(theme::SPACE_S);
        }
        if !any {
            ui.label(widgets::soft("No muscle has this name or number."));
        }
    });
}

fn muscle(
    ui: &mut Ui,
    au: Au,
    selected: Option<(usize, &Cue)>,
    state: &State,
    wishes: &mut Wishes,
) {
    let place = selected.and_then(|(_, cue)| cue.units.iter().position(|unit| unit.au == au));
    let old = match (selected, place) {
        (Some((_, cue)), Some(place)) => cue.units[place],
        _ => Unit { au, side: Side::Both, intensity: 0.0 },
    };
    let changed = ui.push_id(au.code(), |ui| unit_row::show(ui, old, false, |_| {})).inner;
    let now = changed.unit.unwrap_or(old);
    let mut cue = selected.map_or_else(|| new_cue(state), |(_, cue)| cue.clone());
    match place {
        Some(place) => cue.units[place] = now,
        None => cue.units.push(now),
    }
    if changed.touched {
        wishes.hand = Some(apex(&cue));
    }
    if changed.unit.is_some() && (now.intensity > 0.0 || place.is_some()) {
        change(state, selected, cue, au, wishes);
    }
    if changed.released {
        wishes.act(Action::EndGesture);
    }
}

fn change(state: &State, selected: Option<(usize, &Cue)>, cue: Cue, au: Au, wishes: &mut Wishes) {
    let gesture = format!("board {}", au.code());
    if let Some((index, _)) = selected {
        wishes.gesture(gesture, Edit::SetItem { index, item: Item::Cue(cue) });
        return;
    }
    let index = state.document.script.items.len();
    let mut edits = vec![Edit::InsertItem { index, item: Item::Cue(cue) }];
    if state.document.script.duration_secs <= 0.0 {
        edits.push(Edit::SetDuration { secs: state.duration_secs() });
    }
    wishes.gesture(gesture, Edit::All(edits));
    wishes.act(Action::Select(Some(index)));
}

fn new_cue(state: &State) -> Cue {
    let start_secs = hundredth(state.transport.at_secs);
    Cue {
        envelope: Envelope { start_secs, onset_secs: 0.3, hold_secs: 0.8, offset_secs: 0.5 },
        units: Vec::new(),
        text: String::new(),
        reason: String::new(),
        locked: false,
    }
}

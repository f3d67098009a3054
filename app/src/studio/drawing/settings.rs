//! How the performance is drawn: freedom, steps, guidance.

use super::super::action::{Action, Wishes};
use super::super::segmented::{Choice, segmented};
use super::super::slider::{Slid, Slider};
use super::super::state::State;
use super::super::{theme, widgets};
use super::plot;
use egui::{Align2, CollapsingHeader, Rect, Sense, Ui, pos2, vec2};
use risorius_engine::{CueRamps, Drawing, Edit, Guidance, MAX_STEPS, MAX_WEIGHT, Ramp};
use risorius_engine::{Sampling, Settings};

/// Fewer steps leave noise in the performance.
const LEAST_STEPS: f32 = 5.0;
/// Height of the words under the freedom's ends.
const ENDS: f32 = 14.0;

/// Shows the rows.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let settings = state.document.settings;
    let sampling = settings.sampling;
    let mut set = |name: &str, slid: Slid, sampling: Option<Sampling>| {
        if let Some(sampling) = sampling {
            wishes.gesture(name, Edit::SetSettings(Settings { sampling, ..settings }));
        }
        if slid.released {
            wishes.act(Action::EndGesture);
        }
    };
    let slid = freedom(ui, sampling.freedom);
    let moved = slid.value.map(|freedom| Sampling { freedom, ..sampling });
    set("freedom", slid, moved);
    let slid = steps(ui, sampling.steps);
    let moved = slid.value.map(|steps| Sampling { steps: steps.round() as usize, ..sampling });
    set("steps", slid, moved);
    ui.add_space(theme::SPACE_XS);
    if let Some(guidance) = presets(ui, sampling.guidance) {
        let sampling = Sampling { guidance, ..sampling };
        wishes.edit(Edit::SetSettings(Settings { sampling, ..settings }));
    }
    CollapsingHeader::new(widgets::soft("Weights").font(theme::small()))
        .id_salt("weights")
        .show_unindented(ui, |ui| weights(ui, state, wishes));
}

fn freedom(ui: &mut Ui, freedom: f32) -> Slid {
    let tip = "How free the performance is of the lines' plain curves. Blocking (0) keeps to them; \
               free (100) draws it all anew; between, what is drawn begins from them.";
    let row = ui.horizontal(|ui| {
        widgets::row_label(ui, "Freedom", theme::CONTROL);
        let left = ui.cursor().left();
        (left, Slider::new("Freedom", tip, 0.0..=1.0).percent().show(ui, freedom))
    });
    let (left, slid) = row.inner;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ENDS), Sense::hover());
    let track = Rect::from_min_max(pos2(left, rect.top() - theme::SPACE_S), rect.max)
        .with_max_x(rect.right() - Slider::NUMBER);
    for (at, align, text) in [
        (track.left_top(), Align2::LEFT_TOP, "blocking"),
        (track.right_top(), Align2::RIGHT_TOP, "free"),
    ] {
        ui.painter().text(at, align, text, theme::small(), theme::TEXT_FAINT);
    }
    slid
}

fn steps(ui: &mut Ui, steps: usize) -> Slid {
    let tip = "Steps from noise to the performance: more take longer and are a little finer.";
    ui.horizontal(|ui| {
        widgets::row_label(ui, "Steps", theme::CONTROL);
        Slider::new("Steps", tip, LEAST_STEPS..=MAX_STEPS as f32).whole().show(ui, steps as f32)
    })
    .inner
}

/// The ways of guidance that have a name, and what each does.
const PRESETS: [(Guidance, &str, &str); 4] = [
    (Guidance::PROGRESSIVE, "Progressive", "First the emotion, then each muscle."),
    (Guidance::AT_ONCE, "At once", "Emotion and muscles alike, all along."),
    (Guidance::GLOBAL_ONLY, "Emotion only", "The beats alone, and locked lines."),
    (Guidance::LOCAL_ONLY, "Muscles only", "The lines alone; the beats do not count."),
];

/// Shows them, and in a line what the present guidance does; returns the one that was clicked.
fn presets(ui: &mut Ui, guidance: Guidance) -> Option<Guidance> {
    let choices = PRESETS.map(|(value, text, tip)| Choice { value, text, label: text, tip });
    let clicked = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let width = ui.available_width();
        let rows = choices.chunks(2);
        let clicked = rows.map(|row| segmented(ui, width, theme::CONTROL, guidance, row));
        clicked.fold(None, Option::or)
    });
    let present = PRESETS.iter().find(|(value, ..)| *value == guidance);
    ui.label(widgets::faint(present.map_or("By weights of your own.", |(_, _, tip)| tip)));
    clicked.inner
}

/// The two ramps, for the curious.
fn weights(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let settings = state.document.settings;
    let mut guidance = settings.sampling.guidance;
    let level = match state.drawing {
        Drawing::Denoising { at, .. } => Some(at.level),
        _ => None,
    };
    plot::show(ui, &guidance, level);
    let mut cues = guidance.cues.mouth;
    let rows =
        [("Emotion", theme::EMOTION, &mut guidance.beats), ("Muscles", theme::MUSCLES, &mut cues)];
    let (mut moved, mut released) = (None, false);
    for (name, color, ramp) in rows {
        ui.label(widgets::faint(name).color(color));
        let Ramp { early, late } = ramp;
        for (end, weight) in [("Early", early), ("Late", late)] {
            let label = format!("{name} {}", end.to_lowercase());
            let slid = ui.horizontal(|ui| {
                widgets::row_label(ui, end, theme::CONTROL);
                let tip = "1 is what the network says, 0 leaves it out, more exaggerates it.";
                Slider::new(&label, tip, 0.0..=MAX_WEIGHT).show(ui, *weight)
            });
            released |= slid.inner.released;
            if let Some(new) = slid.inner.value {
                *weight = new;
                moved = Some(label);
            }
        }
    }
    if let Some(name) = moved {
        if name.starts_with("Muscles") {
            guidance.cues = CueRamps::all(cues);
        }
        let sampling = Sampling { guidance, ..settings.sampling };
        wishes.gesture(name, Edit::SetSettings(Settings { sampling, ..settings }));
    }
    if released {
        wishes.act(Action::EndGesture);
    }
}

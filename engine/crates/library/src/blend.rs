//! Entries mixed by ratio.
//!
//! Ratios are shares: they are divided by their sum, so 0.7 and 0.3 is what 7 and 3 is. The movements of
//! one muscle side are paired in the order in which the entries make them. A pair becomes one movement,
//! whose strength is the sum of the entries' strengths by share and whose times are their mean by share;
//! a movement that only some entries make keeps its times and has its share of strength. So at ratio 1 an
//! entry is itself, and order does not matter. Where muscles pull against each other at the same time, or
//! head and gaze go both ways, only the difference is left, on the stronger: as on one axis with two signs.

use crate::Entry;
use risorius_face::{Au, Beat, Cue, Envelope, Item, Script, Side, Unit, notation, physiology};

/// Strengths below this are not worth a line.
const FAINTEST: f32 = 0.03;

/// Mixes entries by ratio; those with a ratio of 0 or less are left out. Empty without any.
pub fn blend(parts: &[(&Entry, f32)]) -> Script {
    let mut parts: Vec<(&Entry, f32)> =
        parts.iter().copied().filter(|(_, ratio)| ratio.is_finite() && *ratio > 0.0).collect();
    // Whatever the order in which they are given, the largest share leads.
    parts.sort_by(|(a, x), (b, y)| f32::total_cmp(y, x).then_with(|| a.name.cmp(&b.name)));
    let sum: f32 = parts.iter().map(|(_, ratio)| ratio).sum();
    let parts: Vec<Part> =
        parts.iter().map(|(entry, ratio)| Part { entry, share: ratio / sum }).collect();
    if let [part] = parts.as_slice() {
        return part.entry.script.normalise();
    }
    let mut lines: Vec<Line> = Vec::new();
    for part in &parts {
        part.entry.script.cues().for_each(|cue| pair(&mut lines, cue, part.share));
        lines.iter_mut().for_each(|line| line.taken.fill(false));
    }
    subtract_opposed(&mut lines);
    lines.sort_by(|a, b| f32::total_cmp(&a.envelope().start_secs, &b.envelope().start_secs));
    let beats = beats(&parts).into_iter().map(Item::Beat);
    let cues = lines.iter().filter_map(Line::cue).map(Item::Cue);
    let items: Vec<Item> = beats.chain(cues).collect();
    let mean_secs: f32 =
        parts.iter().map(|part| part.share * part.entry.script.duration_secs).sum();
    let end_secs = items.iter().map(end_secs).fold(0.0, f32::max);
    Script { title: title(&parts), duration_secs: mean_secs.max(end_secs), items }.normalise()
}

struct Part<'a> {
    entry: &'a Entry,
    /// 0..1, all shares together 1.
    share: f32,
}

/// A line of the blend while it is put together.
struct Line<'a> {
    /// The line of the leading entry.
    from: &'a Cue,
    /// Units on single sides, with the strength of all shares so far.
    units: Vec<Unit>,
    /// Which units a line of the present entry has been paired with.
    taken: Vec<bool>,
    /// Start, rise, hold and fall times share, and the shares.
    times: [f32; 4],
    share: f32,
}

impl Line<'_> {
    fn envelope(&self) -> Envelope {
        let [start_secs, onset_secs, hold_secs, offset_secs] = self.times.map(|t| t / self.share);
        Envelope { start_secs, onset_secs, hold_secs, offset_secs }
    }

    fn add_times(&mut self, envelope: &Envelope, share: f32) {
        let times =
            [envelope.start_secs, envelope.onset_secs, envelope.hold_secs, envelope.offset_secs];
        self.times.iter_mut().zip(times).for_each(|(sum, secs)| *sum += share * secs);
        self.share += share;
    }

    /// The finished line, with words of its own where units of the line that it is from are missing.
    fn cue(&self) -> Option<Cue> {
        let visible: Vec<Unit> =
            self.units.iter().filter(|unit| unit.intensity >= FAINTEST).copied().collect();
        let units = Unit::join_sides(&visible);
        let has = |unit: &Unit| units.iter().any(|own| own.au == unit.au);
        let is_whole = self.from.units.iter().all(has);
        let text = if is_whole { self.from.text.clone() } else { notation::describe(&units) };
        let reason = if is_whole { self.from.reason.clone() } else { String::new() };
        let cue = Cue { envelope: self.envelope(), units, text, reason, locked: false };
        (!cue.units.is_empty()).then_some(cue)
    }
}

/// Pairs a cue's units with those of lines that are there; what is left becomes a line of its own.
fn pair<'a>(lines: &mut Vec<Line<'a>>, cue: &'a Cue, share: f32) {
    let mut left = Vec::new();
    let mut paired: Vec<usize> = Vec::new();
    for unit in Unit::part_sides(&cue.units) {
        let weighted = Unit { intensity: unit.intensity * share, ..unit };
        let found = lines.iter_mut().enumerate().find_map(|(index, line)| {
            let is_free = |&at: &usize| !line.taken[at] && same_muscle(&line.units[at], &unit);
            (0..line.units.len()).find(is_free).map(|at| (index, at))
        });
        if let Some((index, at)) = found {
            lines[index].units[at].intensity += weighted.intensity;
            lines[index].taken[at] = true;
            if !paired.contains(&index) {
                paired.push(index);
            }
        } else {
            left.push(weighted);
        }
    }
    for index in paired {
        lines[index].add_times(&cue.envelope, share);
    }
    if !left.is_empty() {
        // Taken by its own entry, whose next movement of this muscle is another.
        let taken = vec![true; left.len()];
        let mut line = Line { from: cue, units: left, taken, times: [0.0; 4], share: 0.0 };
        line.add_times(&cue.envelope, share);
        lines.push(line);
    }
}

fn same_muscle(a: &Unit, b: &Unit) -> bool {
    a.au == b.au && a.side == b.side
}

/// Leaves the difference of what pulls against each other at the same time.
fn subtract_opposed(lines: &mut [Line]) {
    for first in 0..lines.len() {
        for second in first..lines.len() {
            let (a, b) = (lines[first].envelope(), lines[second].envelope());
            if a.start_secs >= b.end_secs() || b.start_secs >= a.end_secs() {
                continue;
            }
            for i in 0..lines[first].units.len() {
                for j in 0..lines[second].units.len() {
                    let (x, y) = (lines[first].units[i], lines[second].units[j]);
                    let meet = x.side == y.side || x.side == Side::Both || y.side == Side::Both;
                    if meet && against(x.au, y.au) {
                        let less = x.intensity.min(y.intensity);
                        lines[first].units[i].intensity -= less;
                        lines[second].units[j].intensity -= less;
                    }
                }
            }
        }
    }
}

fn against(a: Au, b: Au) -> bool {
    physiology::opposes(a, b) || physiology::opposes(b, a)
}

/// The entries' beats, paired in order: times are means, emotions have their shares.
fn beats(parts: &[Part]) -> Vec<Beat> {
    let most = parts.iter().map(|part| part.entry.script.beats().count()).max().unwrap_or(0);
    let mut beats = Vec::new();
    for nth in 0..most {
        let there: Vec<(&Beat, f32)> = parts
            .iter()
            .filter_map(|part| part.entry.script.beats().nth(nth).map(|beat| (beat, part.share)))
            .collect();
        let share: f32 = there.iter().map(|(_, share)| share).sum();
        let mean = |of: fn(&Beat) -> f32| {
            there.iter().map(|(beat, share)| of(beat) * share).sum::<f32>() / share
        };
        let mut emotions: Vec<(String, f32)> = Vec::new();
        for (beat, share) in &there {
            for (name, part) in &beat.emotions {
                match emotions.iter_mut().find(|(known, _)| known == name) {
                    Some((_, sum)) => *sum += part * share,
                    None => emotions.push((name.clone(), part * share)),
                }
            }
        }
        beats.push(Beat {
            start_secs: mean(|beat| beat.start_secs),
            end_secs: mean(|beat| beat.end_secs),
            emotions,
            display: there[0].0.display,
        });
    }
    beats
}

fn end_secs(item: &Item) -> f32 {
    match item {
        Item::Cue(cue) => cue.envelope.end_secs(),
        Item::Beat(beat) => beat.end_secs,
        Item::Note(_) | Item::Broken { .. } => 0.0,
    }
}

/// "wry smile 70 % + doubt 30 %".
fn title(parts: &[Part]) -> String {
    let named = parts.iter().map(|part| format!("{} {:.0} %", part.entry.name, part.share * 100.0));
    named.collect::<Vec<_>>().join(" + ")
}

//! What is felt: emotions down their chains.

use super::{Chain, Movement, compound_units, in_region, on_side};
use crate::lexicon::{Emotion, Signal};
use crate::manner::Manner;
use crate::reading::Mention;
use risorius_face::{Cue, Display, Unit, physiology};

/// How much later each further feeling of a clause begins, seconds.
const STAGGER_SECS: f32 = 0.12;

/// The least that a unit of a compound shows: it would not be one without it.
const COMPOUND_LEAST: f32 = 0.3;

impl Chain<'_> {
    /// All feelings of the clause, the leading one first.
    pub(super) fn feel_all(&mut self, feelings: &[(&Mention, &'static Emotion)]) {
        // What holds a feeling back takes its muscles first, and is told last.
        let control = feelings
            .iter()
            .find(|(mention, _)| mention.display == Display::Suppressed && !mention.is_mask)
            .filter(|_| feelings.iter().all(|(mention, _)| !mention.is_mask))
            .map(|(_, emotion)| (*emotion, self.free_units(&emotion.control)));
        self.taken.extend(control.iter().flat_map(|(_, units)| units));
        self.points =
            feelings.iter().flat_map(|(mention, emotion)| points(mention, emotion)).collect();
        for (place, (mention, emotion)) in feelings.iter().enumerate() {
            self.feel(mention, emotion, place, feelings);
        }
        if let Some((emotion, units)) = control {
            self.hold_back(emotion, units);
        }
    }

    /// One emotion: its appraisal and tendency as sentences, its signals as cues.
    fn feel(
        &mut self,
        mention: &Mention,
        emotion: &'static Emotion,
        place: usize,
        all: &[(&Mention, &'static Emotion)],
    ) {
        let manner = Manner::of(mention, self.clause);
        self.tell(emotion, &manner);
        let chosen = compound_units(all);
        // An emotion's own signals follow one another as the data has them.
        let taken = self.taken.clone();
        let lead_secs = if mention.is_mask { 0.3 } else { 0.1 + STAGGER_SECS * place as f32 };
        let mut is_told = false;
        for signal in &emotion.signals {
            let is_shown = |unit: &Unit| {
                let code = unit.au.code();
                let is_head = code >= 51;
                let obeys = !manner.is_posed
                    || is_head
                    || emotion.easy.is_empty()
                    || emotion.easy.contains(&code);
                obeys && chosen.is_none_or(|units| is_head || units.contains(&code))
            };
            let least = if chosen.is_some() { COMPOUND_LEAST } else { 0.0 };
            let shown = signal.units.iter().filter(|unit| is_shown(unit)).map(|unit| {
                let is_head = unit.au.code() >= 51;
                let floor = if is_head { 0.0 } else { least };
                Unit { intensity: unit.intensity.max(floor), ..*unit }
            });
            let units = in_region(&shown.collect::<Vec<_>>(), mention);
            let step = self.fill(&signal.why);
            let reason = match is_told {
                _ if manner.is_posed => "it is put on, and these muscles obey the will".to_owned(),
                false => self.fill(&format!("{}, so {}", emotion.because, signal.why)),
                true => format!("in {} {step}", emotion.name),
            };
            let start_secs = self.span.start_secs + lead_secs + signal.delay_secs * manner.delay;
            let units = on_side(&units, mention, emotion.one_sided);
            let own_points = points(mention, emotion);
            let mut units = self.free_of(&taken, &units);
            units.retain(|unit| self.leaves_points(unit, &own_points));
            if chosen.is_none() && mention.region.is_none() && !keeps_its_point(signal, &units) {
                continue;
            }
            is_told |= self.schedule(Movement { signal, manner, units, start_secs, reason, step });
        }
    }

    /// The appraisal and what follows from it, in sentences.
    fn tell(&mut self, emotion: &Emotion, manner: &Manner) {
        if manner.is_posed {
            self.say(&format!(
                "What shows is {} put on: others are to believe that {}.",
                emotion.name, emotion.because
            ));
        } else {
            self.say(&format!(
                "{{They}} {{are}} {}, because {}.",
                emotion.feeling, emotion.because
            ));
            let judged = &emotion.appraisal;
            self.say(&format!(
                "{{They}} {{judge}} it so: the goal is {}; it is {} doing; it is {}; the power to cope is {}.",
                judged.goal, judged.agency, judged.certainty, judged.coping
            ));
            self.say(&format!("So the body wants to {}.", emotion.so));
        }
        let explanation = manner.explanation().map(|line| self.fill(line));
        self.reasoning.extend(explanation);
    }

    /// Whether a unit of a feeling is its own strongest, or lets the strongest of others be.
    fn leaves_points(&self, unit: &Unit, own: &[Unit]) -> bool {
        let is_own = own.iter().any(|point| point.au == unit.au);
        is_own || !self.points.iter().any(|point| physiology::opposes(point.au, unit.au))
    }

    /// What keeps a suppressed feeling in.
    fn hold_back(&mut self, emotion: &Emotion, units: Vec<Unit>) {
        let manner = Manner::PLAIN;
        let envelope = self.envelope(self.span.start_secs + 0.35, 0.35, 0.55, None, &manner);
        let text = self.fill("{Their} mouth holds still against it");
        let reason =
            self.fill(&format!("{{they}} {{are}} {}, and it must not be seen", emotion.feeling));
        let cue = Cue { envelope, units, text, reason: reason.clone(), locked: false };
        self.push(cue, &reason);
    }
}

/// The strongest units of a feeling.
fn points(mention: &Mention, emotion: &Emotion) -> Vec<Unit> {
    let units = emotion.signals.iter().flat_map(|signal| &signal.units);
    let units = units.filter(|unit| unit.au.code() < 51);
    let highest = units.clone().map(|unit| unit.intensity).fold(0.0, f32::max);
    let units: Vec<Unit> = units.filter(|unit| unit.intensity >= highest).copied().collect();
    on_side(&units, mention, emotion.one_sided)
}

/// Whether the strongest unit of a signal is left: without it the rest would say something else.
fn keeps_its_point(signal: &Signal, left: &[Unit]) -> bool {
    let strongest =
        signal.units.iter().reduce(|a, b| if b.intensity > a.intensity { b } else { a });
    strongest.is_none_or(|point| left.iter().any(|unit| unit.au == point.au))
}

//! What happens to somebody, and what that is to them: classes of words meet frames of appraisal.
//!
//! A frame is chosen by the classes of the words alone ("smell" and "foul"), so that combinations
//! nobody has listed are read too. Where no frame fits, good and bad words count by their valence
//! and arousal, and the reading says that this was all it had.

use super::{Clause, Mention, What};
use crate::lexicon::{Frame, Lexicon};
use risorius_face::Prototype;

/// How strongly a situation shows beside a feeling that the words name themselves.
const BESIDE: f32 = 0.7;

/// Valence under which a word says too little to show.
const TELLING_VALENCE: f32 = 0.2;

/// The class of words that leave the outcome open.
const NEGATION_CLASS: &str = "not";

/// The words of a clause that tell of a situation.
#[derive(Default)]
pub(super) struct Situation {
    classes: Vec<usize>,
    valences: Vec<(f32, f32, String)>,
    is_simile: bool,
    is_negated: bool,
}

impl Situation {
    /// Adds what a piece tells.
    pub(super) fn take(
        &mut self,
        classes: &[usize],
        valences: &[(f32, f32, String)],
        is_simile: bool,
        is_negated: bool,
    ) {
        self.classes.extend(classes);
        self.valences.extend(valences.iter().cloned());
        self.is_simile |= is_simile;
        self.is_negated |= is_negated && !classes.is_empty();
    }

    fn has(&self, class: &str) -> bool {
        let classes = &Lexicon::get().classes;
        (class == NEGATION_CLASS && self.is_negated)
            || self.classes.iter().any(|&index| classes[index] == class)
    }

    /// The frame that names most of what is there; of equals the first in the file.
    fn frame(&self) -> Option<&'static Frame> {
        let fits = |frame: &&Frame| frame.when.iter().all(|class| self.has(class));
        let frames = Lexicon::get().frames.iter().filter(fits);
        frames.rev().max_by_key(|frame| frame.when.len())
    }
}

/// Adds to a clause what its situation makes one feel and do. Feelings that the words name by
/// themselves come first: a situation counts beside them only as a likeness or a cause.
pub(super) fn judge(situation: &Situation, clause: &mut Clause, guessed: &mut Vec<String>) {
    let is_felt = clause.mentions.iter().any(|mention| mention.what.is_felt());
    if is_felt && !situation.is_simile {
        return;
    }
    let strength = if is_felt { BESIDE } else { 1.0 };
    if let Some(frame) = situation.frame() {
        let lexicon = Lexicon::get();
        let feelings = frame.feels.iter().filter_map(|(name, share)| {
            lexicon.emotion(name).map(|emotion| (What::Emotion(emotion), *share))
        });
        let acts = frame.does.iter().filter_map(|name| lexicon.act(name));
        let all = feelings.chain(acts.map(|act| (What::Act(act), 1.0)));
        for (what, share) in all.collect::<Vec<_>>() {
            if clause.mentions.iter().all(|known| !known.what.is_same(&what)) {
                clause.mentions.push(Mention::new(what, share * strength));
            }
        }
        clause.situation = Some(frame);
    } else if !is_felt && clause.mentions.is_empty() && clause.denied.is_empty() {
        guess(situation, clause, guessed);
    }
}

/// The emotion that lies nearest to the valence and arousal of the words.
fn guess(situation: &Situation, clause: &mut Clause, guessed: &mut Vec<String>) {
    let count = situation.valences.len().max(1) as f32;
    let sum = |of: fn(&(f32, f32, String)) -> f32| situation.valences.iter().map(of).sum::<f32>();
    let (valence, arousal) = (sum(|v| v.0) / count, sum(|v| v.1) / count);
    if valence.abs() < TELLING_VALENCE {
        return;
    }
    let distance = |prototype: &&Prototype| {
        (prototype.valence - valence).powi(2) + (prototype.arousal - arousal).powi(2)
    };
    // Only the plain emotions: a guess has no ground for anything as particular as pride.
    const PLAIN: [&str; 6] = ["happiness", "contentment", "sadness", "worry", "anger", "fear"];
    let plain = Prototype::all().iter().filter(|p| PLAIN.contains(&p.name.as_str()));
    let nearest = plain.min_by(|a, b| f32::total_cmp(&distance(a), &distance(b)));
    if let Some(emotion) = nearest.and_then(|nearest| Lexicon::get().emotion(&nearest.name)) {
        clause.mentions.push(Mention::new(What::Emotion(emotion), valence.abs().max(0.4)));
        guessed.extend(situation.valences.iter().map(|(_, _, typed)| typed.clone()));
    }
}

//! The built-in reasoner, from words to a thought.

use crate::chain::Chain;
use crate::lexicon::Lexicon;
use crate::plan::{Span, plan};
use crate::portrait;
use crate::reading::{Clause, MAX_TOKENS, Pause, Reading, What, read};
use crate::suggest::nearest;
use risorius_face::physiology::{self, Remark};
use risorius_face::{Beat, Cue, Item, Script, Unit};
use thiserror::Error;

/// The longest text that a language model is told, characters: a page.
pub const MAX_CHARS: usize = 4000;

/// Clauses that are followed at most; what comes after is left out with a remark.
const MAX_CLAUSES: usize = 60;

/// Characters of the words that become the script's title.
const TITLE_CHARS: usize = 400;

/// Unknown words that a remark names at most.
const MAX_UNKNOWN: usize = 12;

/// How far a beat reaches into the next, seconds.
const BEAT_OVERLAP_SECS: f32 = 0.2;

/// Share of an emotion of the usual strength in its beat: there is room above it.
const USUAL_SHARE: f32 = 0.7;

/// What a reasoner is asked for beside the words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThinkOptions {
    /// Length of the performance, seconds; without it the words decide, 4 s for a single feeling.
    pub seconds: Option<f32>,
    /// The expression that the portrait has by itself: the script starts from it.
    pub shown: Vec<Unit>,
    /// How the portrait's head is turned, degrees: yaw, pitch, roll; positive yaw turns the face to the
    /// person's left.
    pub pose_deg: [f32; 3],
}

/// What a reasoner has made of the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Thought {
    /// The muscle script, in normal form.
    pub script: Script,
    /// How it came to be, step by step, a sentence each.
    pub reasoning: Vec<String>,
    /// What was not understood, and what a face would object to.
    pub remarks: Vec<Remark>,
}

/// Why there is no thought.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ThinkError {
    /// No words.
    #[error(
        "there are no words: say an emotion or a movement, such as \"she smiles, then doubts\""
    )]
    Empty,
    /// Nothing in the words is known.
    #[error(
        "no feeling or movement is known in \"{words}\"{hint}: name an emotion (happiness, grief, doubt …), a \
         movement (raises one eyebrow, winks) or FACS units (L12C+6B)"
    )]
    NothingKnown {
        /// The words, shortened.
        words: String,
        /// The nearest known word, or nothing.
        hint: String,
    },
    /// A length that no clip can have.
    #[error("{0} seconds is no length for a performance: give 0.5 to {max} seconds", max = risorius_face::script::MAX_SECS)]
    BadSeconds(f32),
}

/// Thinks without any model: emotions, gestures, movements and FACS units in words, with strength,
/// side, order, negation and display rule, become beats and cues with their reasons.
///
/// # Errors
/// Words that are missing or hold nothing known; an impossible length.
pub fn builtin(words: &str, options: &ThinkOptions) -> Result<Thought, ThinkError> {
    check(words, options)?;
    let mut reading = read(words);
    if reading.clauses.is_empty() {
        return Err(nothing_known(words, &reading));
    }
    let mut remarks = remarks_on(&reading);
    if reading.clauses.len() > MAX_CLAUSES {
        reading.clauses.truncate(MAX_CLAUSES);
        remarks.push(Remark::general(format!(
            "only the first {MAX_CLAUSES} steps are played: split the text into clips"
        )));
    }
    if reading.is_cut {
        remarks.push(Remark::general(format!(
            "only the first {MAX_TOKENS} words and pauses are read: split the text into clips"
        )));
    }
    let (spans, duration_secs) = plan(&reading.clauses, options.seconds);
    let turned = portrait::face_viewer(&mut reading.clauses, options.pose_deg);
    let (mut cues, mut reasoning) = follow(&reading, &spans);
    let start = portrait::set_out(&mut cues, options, reading.person);
    reasoning.splice(0..0, turned.into_iter().chain(start));
    let beats = reading.clauses.iter().zip(&spans).enumerate().map(|(index, (clause, span))| {
        let is_last = index + 1 == spans.len();
        beat(clause, *span, if is_last { 0.0 } else { BEAT_OVERLAP_SECS })
    });
    let items = beats.map(Item::Beat).chain(cues.into_iter().map(Item::Cue)).collect();
    let title = words.chars().take(TITLE_CHARS).collect();
    let script = Script { title, duration_secs, items }.normalise();
    if script.cues().next().is_none() {
        remarks.push(Remark::general(
            "nothing is left that moves: name what is felt, not only what is not".to_owned(),
        ));
    }
    remarks.extend(physiology::remarks(&script));
    Ok(Thought { script, reasoning, remarks })
}

fn check(words: &str, options: &ThinkOptions) -> Result<(), ThinkError> {
    if words.trim().is_empty() {
        return Err(ThinkError::Empty);
    }
    match options.seconds {
        Some(secs) if !(0.5..=risorius_face::script::MAX_SECS).contains(&secs) => {
            Err(ThinkError::BadSeconds(secs))
        }
        _ => Ok(()),
    }
}

/// Follows every clause down its chain; the cues come back by start.
fn follow(reading: &Reading, spans: &[Span]) -> (Vec<Cue>, Vec<String>) {
    let mut cues: Vec<Cue> = Vec::new();
    let mut reasoning = Vec::new();
    for (index, (clause, span)) in reading.clauses.iter().zip(spans).enumerate() {
        if spans.len() > 1 {
            let word = if index == 0 { "First" } else { "Then" };
            reasoning
                .push(format!("{word}, from {:.2} s to {:.2} s:", span.start_secs, span.end_secs));
        }
        match clause.pause {
            Some(Pause::Hold) => {
                reasoning.push("Nothing new happens: what is there stays.".to_owned());
            }
            Some(Pause::Gone { is_slow }) => {
                reasoning.push(fill_gone(is_slow));
                release_all(&mut cues, *span, is_slow);
            }
            None => {}
        }
        let chain = Chain::new(clause, *span, index + 1 == spans.len(), reading.person).follow();
        let mut new_cues = chain.cues;
        new_cues.sort_by(|a, b| f32::total_cmp(&a.envelope.start_secs, &b.envelope.start_secs));
        for cue in &new_cues {
            release_opposed(&mut cues, cue, span.start_secs);
        }
        cues.extend(new_cues);
        reasoning.extend(chain.reasoning);
    }
    (cues, reasoning)
}

/// Lets all that moves go, at once or slowly.
fn release_all(cues: &mut [Cue], span: Span, is_slow: bool) {
    const AT_ONCE_SECS: f32 = 0.4;
    for envelope in cues.iter_mut().map(|cue| &mut cue.envelope) {
        let late = (envelope.end_secs() - span.start_secs).max(0.0);
        if late > 0.0 {
            let risen_secs = envelope.start_secs + envelope.onset_secs;
            envelope.hold_secs = (span.start_secs - risen_secs).max(0.0);
            let room_secs = (span.end_secs - risen_secs - envelope.hold_secs).max(0.1);
            envelope.offset_secs = if is_slow { room_secs } else { room_secs.min(AT_ONCE_SECS) };
        }
    }
}

fn fill_gone(is_slow: bool) -> String {
    let how = if is_slow { "slowly" } else { "at once" };
    format!("What was there goes {how}.")
}

/// Lets earlier movements go in time where a new one moves the same muscle or works against it.
fn release_opposed(earlier: &mut [Cue], new: &Cue, clause_start_secs: f32) {
    let start_secs = new.envelope.start_secs;
    let clashes = |cue: &Cue| {
        let mut pairs = cue.units.iter().flat_map(|a| new.units.iter().map(move |b| (a.au, b.au)));
        pairs.any(|(a, b)| a == b || physiology::opposes(a, b))
    };
    for cue in
        earlier.iter_mut().filter(|cue| cue.envelope.start_secs < clause_start_secs && clashes(cue))
    {
        let envelope = &mut cue.envelope;
        let late = (envelope.end_secs() - start_secs).max(0.0);
        let from_hold = late.min(envelope.hold_secs);
        envelope.hold_secs -= from_hold;
        envelope.offset_secs = (envelope.offset_secs - (late - from_hold)).max(0.1);
    }
}

fn beat(clause: &Clause, span: Span, overlap_secs: f32) -> Beat {
    let mut emotions: Vec<(String, f32)> = Vec::new();
    let mut add = |name: &str, strength: f32| {
        let share = (USUAL_SHARE * strength).clamp(0.05, 1.0);
        match emotions.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = known.max(share),
            None => emotions.push((name.to_owned(), share)),
        }
    };
    for mention in &clause.mentions {
        match mention.what {
            What::Emotion(emotion) => add(&emotion.name, mention.strength),
            What::Act(act) => {
                act.feels.iter().for_each(|(name, share)| add(name, share * mention.strength));
            }
            What::Units(..) => {}
        }
    }
    Beat {
        start_secs: span.start_secs,
        end_secs: span.end_secs + overlap_secs,
        emotions,
        display: clause.display(),
    }
}

/// What of the words was not understood.
fn remarks_on(reading: &Reading) -> Vec<Remark> {
    let unknown = &reading.unknown;
    let named = unknown.iter().take(MAX_UNKNOWN).map(|word| {
        let hint =
            nearest(word).map(|known| format!(" (did you mean '{known}'?)")).unwrap_or_default();
        format!("'{}'{hint}", shortened(word))
    });
    let mut list = named.collect::<Vec<_>>().join(", ");
    if unknown.len() > MAX_UNKNOWN {
        list += &format!(" and {} more", unknown.len() - MAX_UNKNOWN);
    }
    let mut remarks = Vec::new();
    if !list.is_empty() {
        remarks.push(Remark::general(format!("not understood and left out: {list}")));
    }
    if !reading.slips.is_empty() {
        remarks.push(Remark::general(format!(
            "read as slips of spelling: {}",
            reading.slips.join(", ")
        )));
    }
    if !reading.names.is_empty() {
        remarks.push(Remark::general(format!("taken for names: {}", some_of(&reading.names))));
    }
    if !reading.guessed.is_empty() {
        remarks.push(Remark::general(format!(
            "no feeling or situation is known here; {} was taken by how good or bad, quiet or stirring it \
             sounds: name the feeling to be sure",
            some_of(&reading.guessed)
        )));
    }
    remarks
}

/// A list of words in quotes, shortened.
fn some_of(words: &[String]) -> String {
    let named = words.iter().take(MAX_UNKNOWN).map(|word| format!("'{}'", shortened(word)));
    named.collect::<Vec<_>>().join(", ")
}

fn nothing_known(words: &str, reading: &Reading) -> ThinkError {
    let hint = reading.unknown.iter().take(MAX_UNKNOWN).find_map(|word| nearest(word));
    ThinkError::NothingKnown {
        words: shortened(&words.split_whitespace().collect::<Vec<_>>().join(" ")),
        hint: hint.map(|known| format!(" (did you mean \"{known}\"?)")).unwrap_or_default(),
    }
}

/// Text that fits into a message.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    let short: String = text.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
    if text.chars().count() > SHOWN_CHARS { short + "…" } else { short }
}

impl Thought {
    /// The emotions that the built-in reasoner knows, for lists and suggestions.
    pub fn known_emotions() -> impl Iterator<Item = &'static str> {
        Lexicon::get().emotions.iter().map(|emotion| emotion.name.as_str())
    }
}

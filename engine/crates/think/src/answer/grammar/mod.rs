//! The grammar of an answer, a byte at a time.

mod choice;
mod number;
mod units;
mod words;

use super::{END, HEADER, MAX_BEATS, MAX_CUES, MAX_REASONING_LINES};
use choice::{Choice, List};
use number::{Number, Step};
use risorius_face::script::MAX_SECS;
use units::Units;
use words::Words;

/// Length of a performance that a model may choose, hundredths of a second.
const CHOSEN_LENGTH: (u32, u32) = (50, 3000);

/// Shortest length that can be wished for, hundredths of a second: a cue must fit.
const SHORTEST: u32 = 50;

/// What a cue needs at least between its start and the end of the script: a rise and a fall that
/// a muscle can make, hundredths of a second.
const LEAST_ONSET: u32 = 5;
const LEAST_OFFSET: u32 = 10;
const LEAST_CUE: u32 = 30;

/// Shortest beat, hundredths of a second.
const LEAST_BEAT: u32 = 10;

/// Emotions of a beat, at most.
const MAX_EMOTIONS: u8 = 3;

/// An automaton over bytes that accepts the answers of the form that this module's parent shows,
/// and nothing else. It is small and cheap to copy, so that a decoder can try each token of its
/// vocabulary on a copy.
///
/// What it accepts is read by [`risorius_face::script::parse`] without a broken line and holds a
/// cue at least; all times lie within the script. It ends: every part of it is bounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grammar {
    at: At,
    /// The length that was asked for, hundredths of a second: lowest and highest.
    length: (u32, u32),
    /// The script's length, hundredths of a second, once its first line has said it.
    duration: u32,
    /// Hundredths of a second from where the present cue or beat stands to the script's end.
    left: u32,
    reasoning_lines: u8,
    beats: u8,
    cues: u8,
    /// Emotions of the present beat.
    emotions: u8,
    is_closing: bool,
}

/// Where in the answer the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    Reasoning(Words),
    /// The first byte of a line of the script.
    Line,
    Fixed(&'static [u8], Then),
    Number(Slot, Number),
    Emotion(Choice),
    AfterShare,
    Display(Choice),
    Units(Units),
    Sentence(Words),
    Complete,
}

/// What follows a fixed text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Number(Slot),
    Emotion,
    Display,
    Units,
    Sentence,
    Line,
    Complete,
}

/// What a number means.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slot {
    Duration,
    BeatStart,
    BeatEnd,
    Share,
    Start,
    Onset,
    Hold,
    Offset,
}

impl Grammar {
    /// [`Grammar::bytes_to_end`] is never more than this.
    pub const MAX_BYTES_TO_END: usize = 110;

    /// The shortest script that an answer can have, seconds; a shorter wish is held to it.
    pub const SHORTEST_SECS: f32 = SHORTEST as f32 / 100.0;

    /// The grammar of an answer whose script is so long, seconds; without a length the model
    /// chooses one from 0.5 to 30 s.
    pub fn new(seconds: Option<f32>) -> Self {
        let longest = (MAX_SECS * 100.0) as u32;
        // In f64, as scripts round: the length that is written is then the one that is read.
        let hundredths = |secs: f32| (f64::from(secs) * 100.0).round() as u32;
        let wished = seconds.map(|secs| hundredths(secs).clamp(SHORTEST, longest));
        Self {
            at: At::Reasoning(Words::default()),
            length: wished.map_or(CHOSEN_LENGTH, |length| (length, length)),
            duration: 0,
            left: 0,
            reasoning_lines: 0,
            beats: 0,
            cues: 0,
            emotions: 0,
            is_closing: false,
        }
    }

    /// Whether this byte may come next.
    pub fn allowed(&self, byte: u8) -> bool {
        self.after(byte).is_some()
    }

    /// Takes a byte. One that may not come next is refused, and nothing changes.
    pub fn advance(&mut self, byte: u8) -> bool {
        self.after(byte).map(|next| *self = next).is_some()
    }

    /// Whether the answer is whole; nothing may follow then.
    pub fn is_complete(&self) -> bool {
        self.at == At::Complete
    }

    /// Allows only a short way to the end from here on: one byte at each place. For when the
    /// budget of a decoder runs out.
    pub fn close(&mut self) {
        self.is_closing = true;
    }

    /// Bytes from here to the end of the answer on the way that [`Grammar::close`] takes.
    pub fn bytes_to_end(&self) -> usize {
        let mut state = Self { is_closing: true, ..*self };
        let mut count = 0;
        while let Some(next) = state.closing_byte().and_then(|byte| state.step(byte)) {
            state = next;
            count += 1;
        }
        count
    }

    fn after(&self, byte: u8) -> Option<Self> {
        if self.is_closing && self.closing_byte() != Some(byte) {
            return None;
        }
        self.step(byte)
    }

    /// The byte that leads to the end: an end of what is open comes before more of it.
    fn closing_byte(&self) -> Option<u8> {
        const FIRST: &[u8] = b"\n#e, .C";
        let mut bytes = FIRST.iter().copied().chain(0..=u8::MAX);
        bytes.find(|&byte| self.step(byte).is_some())
    }

    /// The grammar after a byte, whether it is closing or not.
    fn step(&self, byte: u8) -> Option<Self> {
        match self.at {
            At::Reasoning(words) => self.step_reasoning(words, byte),
            At::Line => self.begin_line(byte),
            At::Fixed(text, then) => self.step_fixed(text, then, byte),
            At::Number(slot, number) => match number.step(byte)? {
                Step::More(number) => Some(self.to(At::Number(slot, number))),
                Step::Done(value) => Some(self.end_number(slot, value)),
            },
            At::Emotion(choice) => match byte {
                b' ' => choice.is_word().then(|| self.enter(Then::Number(Slot::Share))),
                _ => Some(self.to(At::Emotion(choice.step(byte)?))),
            },
            At::AfterShare => match byte {
                b',' => Some(self.to(At::Fixed(b" ", Then::Display))),
                b' ' if self.emotions < MAX_EMOTIONS => {
                    Some(self.to(At::Fixed(b"+ ", Then::Emotion)))
                }
                _ => None,
            },
            At::Display(choice) => match byte {
                b'\n' => choice.is_word().then(|| self.to(At::Line)),
                _ => Some(self.to(At::Display(choice.step(byte)?))),
            },
            At::Units(units) => match byte {
                b' ' if units.is_whole() => {
                    Some(self.to(At::Fixed(b"in ", Then::Number(Slot::Onset))))
                }
                _ => Some(self.to(At::Units(units.step(byte)?))),
            },
            At::Sentence(words) => match byte {
                b'\n' => {
                    let may_end = words.is_whole() && (self.is_closing || !words.is_empty());
                    may_end.then(|| self.to(At::Line))
                }
                _ => Some(self.to(At::Sentence(words.step(byte)?))),
            },
            At::Complete => None,
        }
    }

    fn to(&self, at: At) -> Self {
        Self { at, ..*self }
    }

    /// A line of reasoning begins with a letter, so that it is none of the script.
    fn step_reasoning(&self, words: Words, byte: u8) -> Option<Self> {
        if words.is_empty() {
            return match byte {
                b'#' if self.reasoning_lines > 0 || self.is_closing => {
                    Some(self.to(At::Fixed(&HEADER.as_bytes()[1..], Then::Number(Slot::Duration))))
                }
                b'A'..=b'Z' | b'a'..=b'z' | 0x80..
                    if self.reasoning_lines < MAX_REASONING_LINES =>
                {
                    Some(self.to(At::Reasoning(words.step(byte)?)))
                }
                _ => None,
            };
        }
        if byte == b'\n' {
            let next = Self {
                at: At::Reasoning(Words::default()),
                reasoning_lines: self.reasoning_lines + 1,
                ..*self
            };
            return words.is_whole().then_some(next);
        }
        Some(self.to(At::Reasoning(words.step(byte)?)))
    }

    /// Beats come before cues, and the end after a cue at least.
    fn begin_line(&self, byte: u8) -> Option<Self> {
        match byte {
            b'b' if self.cues == 0 && self.beats < MAX_BEATS => Some(Self {
                at: At::Fixed(b"eat ", Then::Number(Slot::BeatStart)),
                beats: self.beats + 1,
                emotions: 0,
                ..*self
            }),
            b'e' if self.cues > 0 => Some(self.to(At::Fixed(&END.as_bytes()[1..], Then::Complete))),
            b'0'..=b'9' if self.cues < MAX_CUES => {
                let line = Self { cues: self.cues + 1, ..*self };
                line.enter(Then::Number(Slot::Start)).step(byte)
            }
            _ => None,
        }
    }

    fn step_fixed(&self, text: &'static [u8], then: Then, byte: u8) -> Option<Self> {
        let (&first, rest) = text.split_first()?;
        (first == byte).then(|| match rest {
            [] => self.enter(then),
            rest => self.to(At::Fixed(rest, then)),
        })
    }

    /// The grammar at the beginning of a part.
    fn enter(&self, then: Then) -> Self {
        match then {
            Then::Number(slot) => self.to(At::Number(slot, self.number(slot))),
            Then::Emotion => Self {
                at: At::Emotion(Choice::of(List::Emotions)),
                emotions: self.emotions + 1,
                ..*self
            },
            Then::Display => self.to(At::Display(Choice::of(List::Displays))),
            Then::Units => self.to(At::Units(Units::NONE)),
            Then::Sentence => self.to(At::Sentence(Words::default())),
            Then::Line => self.to(At::Line),
            Then::Complete => self.to(At::Complete),
        }
    }

    /// The bounds of a number: whatever is chosen, what must follow still fits into the script.
    fn number(&self, slot: Slot) -> Number {
        let (low, high) = match slot {
            Slot::Duration => self.length,
            Slot::BeatStart => (0, self.duration - LEAST_BEAT),
            Slot::BeatEnd => (self.duration - self.left + LEAST_BEAT, self.duration),
            Slot::Share => (1, 100),
            Slot::Start => (0, self.duration - LEAST_CUE),
            Slot::Onset => (LEAST_ONSET, self.left - LEAST_OFFSET),
            Slot::Hold => (0, self.left - LEAST_OFFSET),
            Slot::Offset => (LEAST_OFFSET, self.left),
        };
        Number::between(low, high)
    }

    fn end_number(&self, slot: Slot, value: u32) -> Self {
        let mut next = *self;
        let (text, then): (&[u8], _) = match slot {
            Slot::Duration => {
                next.duration = value;
                (b" s\n", Then::Line)
            }
            Slot::BeatStart => {
                next.left = self.duration - value;
                (b"-", Then::Number(Slot::BeatEnd))
            }
            Slot::BeatEnd => (b" ", Then::Emotion),
            Slot::Share => return self.to(At::AfterShare),
            Slot::Start => {
                next.left = self.duration - value;
                (b" ", Then::Units)
            }
            Slot::Onset => {
                next.left = self.left - value;
                (b" hold ", Then::Number(Slot::Hold))
            }
            Slot::Hold => {
                next.left = self.left - value;
                (b" out ", Then::Number(Slot::Offset))
            }
            Slot::Offset => (b" ", Then::Sentence),
        };
        next.to(At::Fixed(text, then))
    }
}

//! Words to clauses: what is felt and done at once, and in what manner.
//!
//! A clause ends at a full stop or a word of sequence ("then", "turns into"); within it, commas,
//! "and" and "while" end a segment, as far as words of side, strength, pace and negation reach.

use crate::lexicon::{Emotion, Gesture, Lexicon, Limit, Meaning, Person};
use crate::tokens::{Token, Word, tokens};
use risorius_face::movement;
use risorius_face::{Display, Side, Unit};

/// What is felt or done.
#[derive(Clone)]
pub(crate) enum What {
    Emotion(&'static Emotion),
    Gesture(&'static Gesture),
    /// Units as asked for, in the words that did.
    Units(Vec<Unit>, String),
}

impl What {
    /// Whether both name the same emotion or gesture: "a happy smile" is one feeling.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Emotion(a), Self::Emotion(b)) => a.name == b.name,
            (Self::Gesture(a), Self::Gesture(b)) => a.name == b.name,
            _ => false,
        }
    }
}

/// One thing that is felt or done, and how.
#[derive(Clone)]
pub(crate) struct Mention {
    pub(crate) what: What,
    /// Times the usual strength.
    pub(crate) strength: f32,
    /// Times the usual rise and fall.
    pub(crate) pace: f32,
    pub(crate) side: Option<Side>,
    /// Whether it covers the clause's other feelings.
    pub(crate) is_mask: bool,
}

/// What happens at one time.
#[derive(Clone, Default)]
pub(crate) struct Clause {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) display: Display,
    pub(crate) limits: Vec<&'static Limit>,
    /// Units that the words forbid.
    pub(crate) forbidden: Vec<u8>,
    /// Emotions that the words deny.
    pub(crate) denied: Vec<&'static Emotion>,
    /// How long, if the words say.
    pub(crate) secs: Option<f32>,
    /// Shorter than half a second.
    pub(crate) is_micro: bool,
}

/// What the words say.
#[derive(Default)]
pub(crate) struct Reading {
    /// In the order in which they happen.
    pub(crate) clauses: Vec<Clause>,
    pub(crate) person: Option<Person>,
    /// Words that nothing is known of, each once.
    pub(crate) unknown: Vec<String>,
}

/// Reads words.
pub(crate) fn read(words: &str) -> Reading {
    let tokens = tokens(words);
    let mut reader = Reader::new(Lexicon::get());
    let mut at = 0;
    while at < tokens.len() {
        at += reader.take(&tokens[at..]);
    }
    reader.end_clause();
    reader.reading
}

/// Words between two pauses, with what reaches no further.
#[derive(Default)]
struct Segment {
    /// Where its mentions begin among the clause's.
    first_mention: usize,
    strength: Option<f32>,
    pace: Option<f32>,
    side: Option<Side>,
    is_negated: bool,
    typed: Vec<String>,
    /// Words that no phrase has taken: a movement may be described in them.
    free: Vec<String>,
}

struct Reader {
    lexicon: &'static Lexicon,
    reading: Reading,
    clause: Clause,
    segment: Segment,
    /// The next mention covers the others.
    mask_follows: bool,
    /// The next clause happens before the last one ("after").
    is_reversed: bool,
}

impl Reader {
    fn new(lexicon: &'static Lexicon) -> Self {
        Self {
            lexicon,
            reading: Reading::default(),
            clause: Clause::default(),
            segment: Segment::default(),
            mask_follows: false,
            is_reversed: false,
        }
    }

    /// Takes what stands at the head of the tokens, and says how many that were.
    fn take(&mut self, tokens: &[Token]) -> usize {
        if let Some(taken) = self.take_length(tokens) {
            return taken;
        }
        match &tokens[0] {
            Token::Stop => self.end_clause(),
            Token::Comma => self.end_segment(),
            Token::Number(number) => self.note_unknown(&number.to_string()),
            Token::Units(units) => {
                self.mention(What::Units(units.clone(), String::new()), 1.0);
            }
            Token::Word(word) => return self.take_word(word, &canonicals(tokens), tokens),
        }
        1
    }

    /// Takes "two seconds", "2.5 s", "half a second".
    fn take_length(&mut self, tokens: &[Token]) -> Option<usize> {
        let (count, secs) = match tokens[0] {
            Token::Number(number) => (1, number),
            _ => self.lexicon.number(&canonicals(tokens))?,
        };
        let Some(Token::Word(unit)) = tokens.get(count) else { return None };
        if !["s", "sec", "secs", "second", "seconds"].contains(&unit.canonical.as_str()) {
            return None;
        }
        self.clause.secs = Some(secs.clamp(0.1, 600.0));
        self.clause.is_micro |= secs < 0.5;
        Some(count + 1)
    }

    fn take_word(&mut self, word: &Word, canonicals: &[&str], tokens: &[Token]) -> usize {
        let typed = |count: usize| {
            tokens[..count].iter().filter_map(|token| match token {
                Token::Word(word) if !word.typed.is_empty() => Some(word.typed.clone()),
                _ => None,
            })
        };
        if let Some(side) = movement::side_of(&word.canonical) {
            self.segment.side = Some(side);
            self.segment.free.push(word.canonical.clone());
            self.segment.typed.extend(typed(1));
            return 1;
        }
        let phrase = match self.lexicon.phrase(canonicals) {
            Some((1, Meaning::Person(_))) => self.lexicon.phrase(&[word.plain.as_str()]),
            Some(found) => Some(found),
            None => self.without_ending(word),
        };
        let (count, meaning) = match phrase {
            Some((count, meaning)) => (count, meaning),
            None if movement::knows(&word.canonical) => (1, Meaning::Silent),
            None => {
                self.note_unknown(&word.plain);
                (1, Meaning::Silent)
            }
        };
        if !matches!(meaning, Meaning::Then | Meaning::After | Meaning::Together) {
            self.segment.typed.extend(typed(count));
        }
        self.apply(meaning, &canonicals[..count]);
        count
    }

    /// The meaning of a word without its ending: "smirked", "gloomily".
    fn without_ending(&self, word: &Word) -> Option<(usize, Meaning)> {
        let stems = ["ly", "ily", "ness", "iness", "ful", "ed", "d", "ing", "es", "s"];
        stems.iter().find_map(|ending| {
            let stem = word.canonical.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
            let spellings = [stem.to_owned(), format!("{stem}y"), format!("{stem}e")];
            let meaning =
                spellings.iter().find_map(|spelling| self.lexicon.phrase(&[spelling.as_str()]))?;
            matches!(meaning.1, Meaning::Emotion { .. } | Meaning::Gesture(_) | Meaning::Display(_))
                .then_some(meaning)
        })
    }

    fn apply(&mut self, meaning: Meaning, words: &[&str]) {
        let lexicon = self.lexicon;
        match meaning {
            Meaning::Emotion { index, strength } => self.feel(&lexicon.emotions[index], strength),
            Meaning::Compound(index) => {
                for part in &lexicon.compounds[index].parts {
                    if let Some(emotion) = lexicon.emotion(part) {
                        self.feel(emotion, 1.0);
                    }
                }
            }
            Meaning::Gesture(index) => {
                if !self.segment.is_negated {
                    self.mention(What::Gesture(&lexicon.gestures[index]), 1.0);
                }
            }
            Meaning::Limit(index) => {
                let limit = &lexicon.limits[index];
                self.clause.limits.push(limit);
                self.clause.display = limit.display.unwrap_or(self.clause.display);
            }
            Meaning::Strength(by) => {
                self.segment.strength = Some(combine(self.segment.strength, by));
                self.keep(words);
            }
            Meaning::Pace(by) => {
                self.segment.pace = Some(by);
                self.keep(words);
            }
            Meaning::Display(display) => self.clause.display = display,
            Meaning::Mask { smile_covers } => self.mask(smile_covers),
            Meaning::Then => self.end_clause(),
            Meaning::After => {
                self.end_clause();
                self.is_reversed = !self.reading.clauses.is_empty();
            }
            Meaning::Together => self.end_segment(),
            Meaning::Not => self.segment.is_negated = true,
            Meaning::Micro => self.clause.is_micro = true,
            Meaning::Person(person) => {
                let known = self.reading.person.get_or_insert(person);
                if *known == Person::They {
                    *known = person;
                }
            }
            Meaning::Silent => self.keep(words),
        }
    }

    /// Keeps words for the description of a movement.
    fn keep(&mut self, words: &[&str]) {
        self.segment.free.extend(words.iter().map(|word| (*word).to_owned()));
    }

    fn feel(&mut self, emotion: &'static Emotion, strength: f32) {
        if self.segment.is_negated {
            self.clause.denied.push(emotion);
        } else {
            self.mention(What::Emotion(emotion), strength);
        }
    }

    fn mask(&mut self, smile_covers: bool) {
        self.mask_follows = true;
        if smile_covers && let Some(happiness) = self.lexicon.emotion("happiness") {
            self.mention(What::Emotion(happiness), 0.8);
        }
    }

    fn mention(&mut self, what: What, strength: f32) {
        let is_mask = self.mask_follows && matches!(what, What::Emotion(_));
        if is_mask {
            self.mask_follows = false;
            self.clause.display = Display::Masked;
        }
        let strength = strength * self.segment.strength.take().unwrap_or(1.0);
        let is_again = |known: &&mut Mention| known.is_mask == is_mask && known.what.is_same(&what);
        match self.clause.mentions.iter_mut().find(is_again) {
            Some(known) => known.strength = known.strength.max(strength),
            None => self.clause.mentions.push(Mention {
                what,
                strength,
                pace: 1.0,
                side: None,
                is_mask,
            }),
        }
    }

    /// Gives the segment's manner to its mentions, or to the one before where it has none of its own
    /// ("she smiles, slightly") or to the next ("slowly, she smiles"), and reads what is left of it as
    /// a movement.
    fn end_segment(&mut self) {
        let segment = std::mem::take(&mut self.segment);
        let movement = movement::read(&segment.free.join(" "));
        if segment.is_negated {
            self.clause.forbidden.extend(movement.units.iter().map(|unit| unit.au.code()));
        } else if movement.units.is_empty() && self.clause.mentions.is_empty() {
            let Segment { strength, pace, side, .. } = segment;
            self.segment = Segment { strength, pace, side, ..Segment::default() };
        } else if movement.units.is_empty() {
            let last = self.clause.mentions.len().saturating_sub(1);
            let first = segment.first_mention.min(last);
            apply_manner(&segment, &mut self.clause.mentions[first..]);
        } else {
            apply_manner(&segment, &mut self.clause.mentions[segment.first_mention..]);
            let what = What::Units(movement.units, typed_movement(&segment.typed));
            let pace = segment.pace.unwrap_or(1.0);
            self.clause.mentions.push(Mention {
                what,
                strength: 1.0,
                pace,
                side: None,
                is_mask: false,
            });
        }
        self.segment.first_mention = self.clause.mentions.len();
    }

    fn end_clause(&mut self) {
        self.end_segment();
        self.mask_follows = false;
        self.segment = Segment::default();
        let clause = std::mem::take(&mut self.clause);
        let is_reversed = std::mem::take(&mut self.is_reversed);
        let clauses = &mut self.reading.clauses;
        match clauses.last_mut() {
            _ if !clause.mentions.is_empty() || !clause.denied.is_empty() => {
                let at = clauses.len() - usize::from(is_reversed);
                clauses.insert(at, clause);
            }
            Some(last) if !clause.limits.is_empty() || !clause.forbidden.is_empty() => {
                last.display =
                    clause.limits.iter().find_map(|limit| limit.display).unwrap_or(last.display);
                last.limits.extend(clause.limits);
                last.forbidden.extend(clause.forbidden);
            }
            Some(last) if clause.display != Display::Felt => {
                let again = Clause { display: clause.display, secs: clause.secs, ..last.clone() };
                clauses.push(again);
            }
            Some(last) => {
                last.secs = last.secs.or(clause.secs);
                last.is_micro |= clause.is_micro;
            }
            None => {}
        }
    }

    fn note_unknown(&mut self, word: &str) {
        if self.reading.unknown.iter().all(|known| known != word) {
            self.reading.unknown.push(word.to_owned());
        }
    }
}

/// The words of a movement without the "for" of a length that has been read.
fn typed_movement(typed: &[String]) -> String {
    let words = typed.join(" ");
    words.strip_suffix(" for").map_or(words.clone(), str::to_owned)
}

fn apply_manner(segment: &Segment, mentions: &mut [Mention]) {
    for mention in mentions.iter_mut() {
        mention.pace *= segment.pace.unwrap_or(1.0);
        mention.side = mention.side.or(segment.side);
    }
    if let (Some(strength), Some(last)) = (segment.strength, mentions.last_mut()) {
        last.strength *= strength;
    }
}

/// The words at the head of the tokens, as far as a phrase can reach.
fn canonicals(tokens: &[Token]) -> Vec<&str> {
    const LONGEST_PHRASE: usize = 8;
    let words = tokens.iter().take(LONGEST_PHRASE).map_while(|token| match token {
        Token::Word(word) => Some(word.canonical.as_str()),
        _ => None,
    });
    words.collect()
}

/// Two words of strength in a row: "very slightly" is less than "slightly".
fn combine(before: Option<f32>, by: f32) -> f32 {
    match before {
        Some(before) if before > 1.0 && by < 1.0 => by / before,
        Some(before) => before * by,
        None => by,
    }
}

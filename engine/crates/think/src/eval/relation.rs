//! Relations that a sentence asks for, and whether a script keeps them.
//!
//! A and B are FACS numbers; `15|17` is either, `1+2` both.
//! `A` appears · `no A` · `A before B` · `A one side` · `A left` · `A right` · `A both` ·
//! `A at least 0.6` · `A at most 0.4` · `A above B` · `A left above right` · `A within 0.5` (moves for
//! so long in all) · `A after 1.5` (starts no earlier) · `A gone by 3.0` ·
//! `A more than "another sentence"` · `A less than "…"` · `A slower than "…"` · `A faster than "…"`.

use super::shown::{SLACK, Shown, TRACE};
use risorius_face::Script;

/// What a relation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A unit appears.
    Appears,
    /// A unit does not.
    Absent,
    /// One before the other.
    Order,
    /// On which side.
    Side,
    /// How strongly.
    Strength,
    /// When and how long.
    Time,
}

impl Kind {
    /// All kinds, as tables list them.
    pub const ALL: [Self; 6] =
        [Self::Appears, Self::Absent, Self::Order, Self::Side, Self::Strength, Self::Time];

    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Appears => "appears",
            Self::Absent => "absent",
            Self::Order => "order",
            Self::Side => "side",
            Self::Strength => "strength",
            Self::Time => "time",
        }
    }
}

/// Units that stand for one another or act together.
#[derive(Clone, Debug, PartialEq)]
enum Units {
    Any(Vec<u8>),
    All(Vec<u8>),
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Appears,
    Absent,
    Before(Units),
    OneSide,
    /// On this side only: 0 left, 1 right.
    Only(usize),
    Both,
    AtLeast(f32),
    AtMost(f32),
    Above(Units),
    /// This side above the other.
    SideAbove(usize),
    Within(f32),
    After(f32),
    GoneBy(f32),
    Stronger {
        than: String,
        is_more: bool,
    },
    Slower {
        than: String,
        is_slower: bool,
    },
}

/// One relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// As written.
    pub text: String,
    units: Units,
    test: Test,
}

impl Relation {
    /// Reads a relation.
    ///
    /// # Errors
    /// One line that says what cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let broken = || format!("'{text}' is no relation");
        let (head, other) = match text.split_once('"') {
            Some((head, rest)) => (head, Some(rest.trim_end().trim_end_matches('"').to_owned())),
            None => (text, None),
        };
        let words: Vec<&str> = head.split_whitespace().collect();
        let number = |word: &str| word.parse::<f32>().map_err(|_| broken());
        let (units, test) = match (words.as_slice(), other) {
            (["no", units], None) => (units, Test::Absent),
            ([units], None) => (units, Test::Appears),
            ([units, "before", later], None) => (units, Test::Before(Units::parse(later)?)),
            ([units, "one", "side"], None) => (units, Test::OneSide),
            ([units, "left", "above", "right"], None) => (units, Test::SideAbove(0)),
            ([units, "right", "above", "left"], None) => (units, Test::SideAbove(1)),
            ([units, "left"], None) => (units, Test::Only(0)),
            ([units, "right"], None) => (units, Test::Only(1)),
            ([units, "both"], None) => (units, Test::Both),
            ([units, "at", "least", value], None) => (units, Test::AtLeast(number(value)?)),
            ([units, "at", "most", value], None) => (units, Test::AtMost(number(value)?)),
            ([units, "above", lower], None) => (units, Test::Above(Units::parse(lower)?)),
            ([units, "within", secs], None) => (units, Test::Within(number(secs)?)),
            ([units, "after", secs], None) => (units, Test::After(number(secs)?)),
            ([units, "gone", "by", secs], None) => (units, Test::GoneBy(number(secs)?)),
            ([units, how @ ("more" | "less"), "than"], Some(than)) => {
                (units, Test::Stronger { than, is_more: *how == "more" })
            }
            ([units, how @ ("slower" | "faster"), "than"], Some(than)) => {
                (units, Test::Slower { than, is_slower: *how == "slower" })
            }
            _ => return Err(broken()),
        };
        Ok(Self { text: text.to_owned(), units: Units::parse(units)?, test })
    }

    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self.test {
            Test::Appears => Kind::Appears,
            Test::Absent => Kind::Absent,
            Test::Before(_) => Kind::Order,
            Test::OneSide | Test::Only(_) | Test::Both | Test::SideAbove(_) => Kind::Side,
            Test::AtLeast(_) | Test::AtMost(_) | Test::Above(_) | Test::Stronger { .. } => {
                Kind::Strength
            }
            Test::Within(_) | Test::After(_) | Test::GoneBy(_) | Test::Slower { .. } => Kind::Time,
        }
    }

    /// The sentence whose script it compares with.
    pub fn compared(&self) -> Option<&str> {
        match &self.test {
            Test::Stronger { than, .. } | Test::Slower { than, .. } => Some(than),
            _ => None,
        }
    }

    /// Whether a script keeps it; `other` is that of the sentence to compare with.
    pub fn holds(&self, script: &Script, other: Option<&Script>) -> bool {
        let shown = self.units.shown(script);
        let other = other.map(|other| self.units.shown(other)).unwrap_or_default();
        let appears = shown.appears();
        match &self.test {
            Test::Appears => appears,
            Test::Absent => shown.peak() <= TRACE + SLACK,
            Test::Before(later) => {
                let later = later.shown(script);
                appears && later.appears() && shown.start_secs < later.start_secs
            }
            Test::OneSide => {
                let [low, high] = sorted(shown.peaks);
                appears && high >= 2.0 * low - SLACK
            }
            Test::Only(side) => appears && shown.peaks[1 - side] < TRACE - SLACK,
            Test::Both => shown.peaks.iter().all(|&peak| peak >= TRACE - SLACK),
            Test::AtLeast(least) => shown.peak() >= least - SLACK,
            Test::AtMost(most) => shown.peak() <= most + SLACK,
            Test::Above(lower) => appears && shown.peak() > lower.shown(script).peak() + SLACK,
            Test::SideAbove(side) => appears && shown.peaks[*side] > shown.peaks[1 - side] + SLACK,
            Test::Within(secs) => appears && shown.total_secs <= secs + SLACK,
            Test::After(secs) => appears && shown.start_secs >= secs - SLACK,
            Test::GoneBy(secs) => appears && shown.end_secs <= secs + SLACK,
            Test::Stronger { is_more: true, .. } => shown.peak() > other.peak() + SLACK,
            Test::Stronger { is_more: false, .. } => shown.peak() < other.peak() - SLACK,
            Test::Slower { is_slower: true, .. } => shown.onset_secs > other.onset_secs + SLACK,
            Test::Slower { is_slower: false, .. } => {
                appears && shown.onset_secs < other.onset_secs - SLACK
            }
        }
    }
}

impl Units {
    fn parse(text: &str) -> Result<Self, String> {
        let codes = |mark: char| {
            let code = |code: &str| code.parse().map_err(|_| format!("'{code}' is no FACS number"));
            text.split(mark).map(code).collect::<Result<Vec<u8>, String>>()
        };
        if text.contains('+') { Ok(Self::All(codes('+')?)) } else { Ok(Self::Any(codes('|')?)) }
    }

    /// What is shown of them: of alternatives the strongest and earliest, of several the least.
    fn shown(&self, script: &Script) -> Shown {
        match self {
            Self::Any(codes) => {
                let each = codes.iter().map(|&code| Shown::of(script, code));
                each.filter(Shown::appears).reduce(either).unwrap_or_default()
            }
            Self::All(codes) => {
                let each = codes.iter().map(|&code| Shown::of(script, code));
                each.reduce(together).unwrap_or_default()
            }
        }
    }
}

fn either(a: Shown, b: Shown) -> Shown {
    Shown {
        peaks: [a.peaks[0].max(b.peaks[0]), a.peaks[1].max(b.peaks[1])],
        start_secs: a.start_secs.min(b.start_secs),
        end_secs: a.end_secs.max(b.end_secs),
        total_secs: a.total_secs.max(b.total_secs),
        onset_secs: a.onset_secs.max(b.onset_secs),
    }
}

fn together(a: Shown, b: Shown) -> Shown {
    Shown { peaks: [a.peaks[0].min(b.peaks[0]), a.peaks[1].min(b.peaks[1])], ..either(a, b) }
}

fn sorted([a, b]: [f32; 2]) -> [f32; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::script::parse;

    #[test]
    fn relations_are_told_apart() {
        let script = parse(
            "# x · 4 s\n0.2 1+2C in 0.2 hold 1 out 0.5\n1.0 L12C in 0.6 hold 1 out 0.8\n\
             1.1 R12A in 0.6 hold 1 out 0.8\n1.2 17A in 0.1 hold 0.1 out 0.1\n",
        );
        let other = parse("# y · 4 s\n0 12B in 0.3 hold 1 out 1\n");
        let table = [
            ("12", true),
            ("no 6", true),
            ("no 17", true),
            ("no 12", false),
            ("1+2", true),
            ("1+4", false),
            ("4|2", true),
            ("1 before 12", true),
            ("12 before 1", false),
            ("1 before 9", false),
            ("12 one side", true),
            ("1+2 one side", false),
            ("12 left", false),
            ("12 left above right", true),
            ("1 both", true),
            ("12 at least 0.5", true),
            ("12 at most 0.4", false),
            ("12 above 17", true),
            ("17 within 0.5", true),
            ("12 within 0.5", false),
            ("12 after 1.0", true),
            ("1 gone by 2", true),
            ("12 gone by 2", false),
            ("12 more than \"he\"", true),
            ("12 slower than \"he\"", true),
            ("12 less than \"he\"", false),
        ];
        for (text, expected) in table {
            let relation = Relation::parse(text).expect(text);
            assert_eq!(relation.holds(&script, Some(&other)), expected, "{text}");
        }
        for text in ["", "12 sometimes", "x", "12 at least much", "12 more than"] {
            assert!(Relation::parse(text).is_err(), "{text}");
        }
    }
}

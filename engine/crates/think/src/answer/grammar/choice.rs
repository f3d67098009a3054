//! One word of a list, letter by letter.

use risorius_face::{Display, Prototype};
use std::sync::LazyLock;

/// Emotions that a beat can name, sorted: those that the motion knows.
static EMOTIONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let names = Prototype::all().iter().map(|prototype| prototype.name.as_str());
    sorted(names.filter(|name| !name.contains(' ')).collect())
});

static DISPLAYS: LazyLock<Vec<&str>> =
    LazyLock::new(|| sorted(Display::WORDS.iter().map(|(word, _)| *word).collect()));

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum List {
    Emotions,
    Displays,
}

impl List {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Emotions => &EMOTIONS,
            Self::Displays => &DISPLAYS,
        }
    }
}

/// A word that is being written: those between `first` and `end` of the sorted list begin with the
/// letters so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    list: List,
    first: u16,
    end: u16,
    letters: u16,
}

impl Choice {
    pub(super) fn of(list: List) -> Self {
        let end = u16::try_from(list.words().len()).unwrap_or(u16::MAX);
        Self { list, first: 0, end, letters: 0 }
    }

    /// Whether the letters so far are a whole word.
    pub(super) fn is_word(self) -> bool {
        // Where one word begins another, the shorter one is sorted before the longer one.
        self.list.words()[usize::from(self.first)].len() == usize::from(self.letters)
    }

    pub(super) fn step(self, byte: u8) -> Option<Self> {
        let letter = usize::from(self.letters);
        let fits = |index: &u16| {
            self.list.words()[usize::from(*index)].as_bytes().get(letter) == Some(&byte)
        };
        let first = (self.first..self.end).find(fits)?;
        let end = (first..self.end).find(|index| !fits(index)).unwrap_or(self.end);
        Some(Self { first, end, letters: self.letters + 1, ..self })
    }
}

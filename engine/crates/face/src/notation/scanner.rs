//! A cursor over the characters of one line.

/// Characters of a quoted word that an error message shows at most.
const QUOTED_CHARS: usize = 24;

/// A cursor over one line; positions are characters from its start.
pub(crate) struct Scanner {
    chars: Vec<char>,
    /// Where the cursor stands.
    pub(crate) at: usize,
}

impl Scanner {
    pub(crate) fn new(text: &str) -> Self {
        Self { chars: text.chars().collect(), at: 0 }
    }

    /// The character so many places ahead.
    pub(crate) fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    /// Takes the characters that satisfy a test.
    pub(crate) fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(&test) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    pub(crate) fn skip_blanks(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Steps over a character if it is next.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek(0).is_some_and(|c| c.eq_ignore_ascii_case(&wanted));
        self.at += usize::from(found);
        found
    }

    /// Whether a unit's number is next, with or without L, R and AU before it.
    pub(crate) fn at_unit(&self) -> bool {
        self.is_unit_ahead(0)
    }

    /// The same for what stands after the blanks so many places ahead.
    pub(crate) fn is_unit_after_blanks(&self, mut ahead: usize) -> bool {
        while self.peek(ahead).is_some_and(char::is_whitespace) {
            ahead += 1;
        }
        self.is_unit_ahead(ahead)
    }

    fn is_unit_ahead(&self, mut ahead: usize) -> bool {
        let lower = |ahead| self.peek(ahead).map(|c| c.to_ascii_lowercase());
        ahead += usize::from(matches!(lower(ahead), Some('l' | 'r')));
        if lower(ahead) == Some('a') && lower(ahead + 1) == Some('u') {
            ahead += 2;
            while lower(ahead).is_some_and(char::is_whitespace) {
                ahead += 1;
            }
        }
        lower(ahead).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether a word is next, in either case.
    pub(crate) fn at_word(&self, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(i, c)| self.peek(i).is_some_and(|d| d.eq_ignore_ascii_case(&c)))
    }

    /// What is left of the line.
    pub(crate) fn rest(&self) -> String {
        self.chars[self.at..].iter().collect()
    }

    /// The text between two positions.
    pub(crate) fn between(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The next word, shortened and on one line, for a message; the cursor stays.
    pub(crate) fn quote(&self) -> String {
        let word = self.chars[self.at..].iter().take_while(|c| !c.is_whitespace());
        shorten(word.copied())
    }
}

/// Text for a message: one line, no control characters, not too long.
pub(crate) fn shorten(text: impl Iterator<Item = char>) -> String {
    let mut text = text.map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut short: String = text.by_ref().take(QUOTED_CHARS).collect();
    if text.next().is_some() {
        short.push('…');
    }
    short
}

//! Reading: characters to units and settings, in one pass.

use super::scanner::{Scanner, shorten};
use super::{DEFAULT_INTENSITY, Notation, NotationError, Problem, SETTINGS};
use crate::intensity::{from_hundredths, hundredths};
use crate::{Au, Channel, Intensity, Side, Unit};

/// Reads a whole text as notation.
pub(super) fn read_all(text: &str) -> Result<Notation, NotationError> {
    let mut scanner = Scanner::new(text);
    let notation = Reader::new(&mut scanner, false).read()?;
    if scanner.at_end() {
        return Ok(notation);
    }
    Err(NotationError { column: scanner.at, problem: Problem::Unexpected(scanner.quote()) })
}

/// Reads the notation at the head of a line of prose and leaves the cursor on the word after it.
/// In prose a strength that stands apart is a capital: in `12 a smile` the `a` is a word.
pub(crate) fn read_prefix(scanner: &mut Scanner) -> Result<Notation, NotationError> {
    Reader::new(scanner, true).read()
}

/// Drops units that drive a channel which an earlier one drives already, as no notation can say
/// them together.
pub(crate) fn keep_compatible(units: &[Unit]) -> Vec<Unit> {
    let mut seen: Vec<Channel> = Vec::new();
    let mut kept = Vec::new();
    for &unit in units {
        let channels = driven(unit.au, unit.side);
        if channels.iter().all(|channel| !seen.contains(channel)) {
            seen.extend(channels);
            kept.push(unit);
        }
    }
    kept
}

fn driven(au: Au, side: Side) -> Vec<Channel> {
    Channel::of_unit(au, side).into_iter().map(|(channel, _)| channel).collect()
}

/// Who has set a channel.
struct Claim {
    channel: Channel,
    au: Option<Au>,
    as_typed: String,
}

struct Reader<'a> {
    scanner: &'a mut Scanner,
    in_prose: bool,
    notation: Notation,
    claims: Vec<Claim>,
    /// Units from this one on have no strength yet.
    first_bare: usize,
    zero_at: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(scanner: &'a mut Scanner, in_prose: bool) -> Self {
        Self {
            scanner,
            in_prose,
            notation: Notation::default(),
            claims: Vec::new(),
            first_bare: 0,
            zero_at: None,
        }
    }

    fn read(mut self) -> Result<Notation, NotationError> {
        self.scanner.skip_blanks();
        let start = self.scanner.at;
        loop {
            if self.at_setting() {
                self.read_setting()?;
            } else if self.scanner.at_unit() {
                self.read_unit()?;
            } else {
                break;
            }
            if !self.step_over_separators() {
                break;
            }
        }
        let is_empty = self.notation.units.is_empty() && self.notation.settings.is_empty();
        match self.zero_at {
            Some(column) if !is_empty => {
                Err(NotationError { column, problem: Problem::ZeroInCompany })
            }
            None if is_empty && self.scanner.at_end() => {
                Err(NotationError { column: start, problem: Problem::Empty })
            }
            None if is_empty => Err(NotationError {
                column: start,
                problem: Problem::Unexpected(self.scanner.quote()),
            }),
            _ => Ok(self.notation),
        }
    }

    /// Steps over `+`, `,` and blanks; false where something else follows directly.
    fn step_over_separators(&mut self) -> bool {
        let start = self.scanner.at;
        while let Some(c) = self.scanner.peek(0) {
            match c {
                ',' => self.first_bare = self.notation.units.len(),
                '+' => {}
                c if c.is_whitespace() => {}
                _ => break,
            }
            self.scanner.at += 1;
        }
        self.scanner.at > start
    }

    /// Whether a name and `=` are next.
    fn at_setting(&self) -> bool {
        let mut ahead = 0;
        let skip = |ahead: &mut usize, test: &dyn Fn(char) -> bool| {
            while self.scanner.peek(*ahead).is_some_and(test) {
                *ahead += 1;
            }
        };
        skip(&mut ahead, &|c| c.is_ascii_alphabetic() || c == '_');
        let is_named = ahead > 0;
        skip(&mut ahead, &char::is_whitespace);
        is_named && self.scanner.peek(ahead) == Some('=')
    }

    fn read_unit(&mut self) -> Result<(), NotationError> {
        let column = self.scanner.at;
        let side = if self.scanner.eat('l') {
            Side::Left
        } else if self.scanner.eat('r') {
            Side::Right
        } else {
            Side::Both
        };
        if self.scanner.eat('a') {
            self.scanner.eat('u');
            self.scanner.skip_blanks();
        }
        let digits = self.scanner.take_while(|c| c.is_ascii_digit());
        let code = digits.parse::<u8>().unwrap_or(u8::MAX);
        if code == 0 && side == Side::Both {
            self.zero_at = Some(column);
            return Ok(());
        }
        let au = Au::new(code)
            .ok_or_else(|| NotationError { column, problem: unknown_unit(&digits) })?;
        if side != Side::Both && !au.info().sided {
            return Err(NotationError { column, problem: Problem::Unsided(au) });
        }
        let as_typed = self.scanner.between(column, self.scanner.at);
        self.claim(column, &driven(au, side), Some(au), &as_typed)?;
        let strength = self.read_strength(code)?;
        self.notation.units.push(Unit {
            au,
            side,
            intensity: strength.unwrap_or(DEFAULT_INTENSITY),
        });
        if let Some(strength) = strength {
            for bare in &mut self.notation.units[self.first_bare..] {
                bare.intensity = strength;
            }
            self.first_bare = self.notation.units.len();
        }
        Ok(())
    }

    /// The letter or `=number` after a unit, directly or after blanks.
    fn read_strength(&mut self, code: u8) -> Result<Option<f32>, NotationError> {
        let attached_at = self.scanner.at;
        self.scanner.skip_blanks();
        let is_apart = self.scanner.at > attached_at;
        if self.scanner.peek(0) == Some('=') {
            return self.read_intensity(code).map(Some);
        }
        let ends_word = self.scanner.peek(1).is_none_or(|c| c.is_whitespace() || "+,".contains(c));
        let letter = self
            .scanner
            .peek(0)
            .filter(|c| ends_word && !(is_apart && self.in_prose && c.is_lowercase()));
        if let Some(intensity) = letter.and_then(Intensity::from_letter) {
            self.scanner.at += 1;
            return Ok(Some(intensity.value()));
        }
        let is_next_item = self.scanner.peek(0).is_none_or(|c| "+,".contains(c));
        if is_apart || is_next_item {
            self.scanner.at = attached_at;
            return Ok(None);
        }
        let problem = Problem::BadLetter { code, word: self.scanner.quote() };
        Err(NotationError { column: self.scanner.at, problem })
    }

    fn read_intensity(&mut self, code: u8) -> Result<f32, NotationError> {
        let (column, word, value) = self.read_number(&code.to_string())?;
        if !(0.0..=1.0).contains(&value) {
            return Err(NotationError { column, problem: Problem::BadIntensity { code, word } });
        }
        Ok(from_hundredths(hundredths(value)))
    }

    fn read_setting(&mut self) -> Result<(), NotationError> {
        let column = self.scanner.at;
        let name = self.scanner.take_while(|c| c.is_ascii_alphabetic() || c == '_');
        let known = SETTINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        let &(key, channel) = known.ok_or_else(|| NotationError {
            column,
            problem: Problem::UnknownKey(shorten(name.chars())),
        })?;
        self.claim(column, &[channel], None, key)?;
        self.scanner.skip_blanks();
        let (column, word, value) = self.read_number(key)?;
        let (low, high) = channel.range();
        if !(low..=high).contains(&value) {
            return Err(NotationError {
                column,
                problem: Problem::OutOfRange { key, word, low, high },
            });
        }
        self.notation.settings.push((channel, value));
        Ok(())
    }

    /// `=` and a number with or without a percent sign: where it stands, as typed, and its value,
    /// which may be not-a-number.
    fn read_number(&mut self, key: &str) -> Result<(usize, String, f32), NotationError> {
        self.scanner.eat('=');
        self.scanner.skip_blanks();
        let column = self.scanner.at;
        if matches!(self.scanner.peek(0), Some('+' | '-')) {
            self.scanner.at += 1;
        }
        self.scanner.take_while(|c| !c.is_whitespace() && !"+,".contains(c));
        let word = self.scanner.between(column, self.scanner.at);
        let (digits, scale) =
            word.strip_suffix('%').map_or((word.as_str(), 1.0), |digits| (digits, 0.01));
        let value = digits.parse::<f32>().map(|value| value * scale);
        let word = shorten(word.chars());
        match value {
            Ok(value) => Ok((column, word, value)),
            Err(_) => Err(NotationError {
                column,
                problem: Problem::BadNumber { key: key.to_owned(), word },
            }),
        }
    }

    /// Notes who sets which channels, and refuses a second one.
    fn claim(
        &mut self,
        column: usize,
        channels: &[Channel],
        au: Option<Au>,
        as_typed: &str,
    ) -> Result<(), NotationError> {
        for &channel in channels {
            if let Some(claim) = self.claims.iter().find(|claim| claim.channel == channel) {
                let (first, second) = (claim.as_typed.clone(), as_typed.to_owned());
                let is_opposite =
                    au.zip(claim.au).is_some_and(|(a, b)| a.info().antagonists.contains(&b.code()));
                let problem = if is_opposite {
                    Problem::Excluded { first, second }
                } else {
                    Problem::Twice { first, second }
                };
                return Err(NotationError { column, problem });
            }
            self.claims.push(Claim { channel, au, as_typed: as_typed.to_owned() });
        }
        Ok(())
    }
}

fn unknown_unit(digits: &str) -> Problem {
    let wanted = digits.parse::<i64>().unwrap_or(i64::MAX);
    let mut by_distance: Vec<_> = Au::table().iter().collect();
    by_distance.sort_by_key(|info| i64::from(info.code).abs_diff(wanted));
    let nearest = by_distance[..2].iter().map(|info| format!("AU{} ({})", info.code, info.name));
    Problem::UnknownUnit {
        code: shorten(digits.chars()),
        nearest: nearest.collect::<Vec<_>>().join(" and "),
    }
}

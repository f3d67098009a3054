//! Numbers with two decimals between two bounds, digit by digit.

/// A number that is being written, in hundredths, held between `low` and `high` (inclusive).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    low: u32,
    high: u32,
    /// The digits so far, as one whole number.
    digits: u32,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Empty,
    Whole,
    Point,
    Tenths,
}

/// What a byte makes of a number.
pub(super) enum Step {
    /// It goes on.
    More(Number),
    /// It is written, with this value in hundredths.
    Done(u32),
}

impl Number {
    /// A number of so many hundredths; `low` must not be above `high`.
    pub(super) fn between(low: u32, high: u32) -> Self {
        debug_assert!(low <= high);
        Self { low, high, digits: 0, stage: Stage::Empty }
    }

    pub(super) fn step(self, byte: u8) -> Option<Step> {
        let stage = match (self.stage, byte) {
            (Stage::Empty, b'0'..=b'9') => Stage::Whole,
            (Stage::Whole, b'0'..=b'9') if self.digits > 0 => Stage::Whole,
            (Stage::Whole, b'.') => Stage::Point,
            (Stage::Point, b'0'..=b'9') => Stage::Tenths,
            (Stage::Tenths, b'0'..=b'9') => {
                let value = self.digits * 10 + u32::from(byte - b'0');
                return (self.low..=self.high).contains(&value).then_some(Step::Done(value));
            }
            _ => return None,
        };
        let digits =
            if byte == b'.' { self.digits } else { self.digits * 10 + u32::from(byte - b'0') };
        let next = Self { digits, stage, ..self };
        next.can_end_within_bounds().then_some(Step::More(next))
    }

    /// Whether some further digits lead to a number between the bounds.
    fn can_end_within_bounds(self) -> bool {
        let (digits, low, high) =
            (u64::from(self.digits), u64::from(self.low), u64::from(self.high));
        let meets = |unit: u64| digits * unit <= high && digits * unit + unit > low;
        match self.stage {
            Stage::Empty => true,
            Stage::Tenths => meets(10),
            Stage::Point => meets(100),
            // More whole digits may follow, as long as the number stays below the upper bound.
            Stage::Whole => {
                let units = std::iter::successors(Some(100_u64), |unit| Some(unit * 10));
                let longest = if digits == 0 { 1 } else { 8 };
                units.take(longest).any(meets)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is written to its end.
    fn accepts(low: u32, high: u32, text: &str) -> bool {
        let mut number = Number::between(low, high);
        for (index, byte) in text.bytes().enumerate() {
            match number.step(byte) {
                Some(Step::More(next)) => number = next,
                Some(Step::Done(_)) => return index + 1 == text.len(),
                None => return false,
            }
        }
        false
    }

    #[test]
    fn exactly_the_numbers_between_the_bounds_are_written() {
        for (low, high) in [(0, 0), (5, 45), (50, 6000), (1100, 1500), (399, 400), (2100, 2500)] {
            for value in 0..7000_u32 {
                let text = format!("{}.{:02}", value / 100, value % 100);
                assert_eq!(accepts(low, high, &text), (low..=high).contains(&value), "{text}");
            }
        }
        for text in ["00.10", "01.00", "1", "1.0", ".50", "1..0", "-1.00"] {
            assert!(!accepts(0, 60_000, text), "{text}");
        }
    }
}

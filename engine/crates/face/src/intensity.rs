//! The five letters of FACS intensity and the numbers that they stand for here.

/// A FACS intensity letter. FACS defines the letters by appearance, not by number; the numbers are
/// Risorius's own and spread them over 0..1 so that each looks clearly stronger than the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intensity {
    /// Trace, 0.1.
    A,
    /// Slight, 0.3.
    B,
    /// Marked or pronounced, 0.5.
    C,
    /// Severe or extreme, 0.75.
    D,
    /// Maximum, 1.0.
    E,
}

impl Intensity {
    /// All letters, weakest first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// The number 0..1 that the letter stands for.
    pub const fn value(self) -> f32 {
        match self {
            Self::A => 0.1,
            Self::B => 0.3,
            Self::C => 0.5,
            Self::D => 0.75,
            Self::E => 1.0,
        }
    }

    /// The letter itself, upper case.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
        }
    }

    /// The manual's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "trace",
            Self::B => "slight",
            Self::C => "marked",
            Self::D => "severe",
            Self::E => "maximum",
        }
    }

    /// The intensity of a letter in either case.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.letter() == letter.to_ascii_uppercase())
    }

    /// The letter that stands for exactly this number, to the two decimals that a script keeps.
    pub fn exact(value: f32) -> Option<Self> {
        Self::ALL.into_iter().find(|i| hundredths(i.value()) == hundredths(value))
    }

    /// The letter whose number is nearest.
    pub fn nearest(value: f32) -> Self {
        let distance = |i: Self| (i.value() - value).abs();
        Self::ALL.into_iter().fold(
            Self::A,
            |best, i| {
                if distance(i) < distance(best) { i } else { best }
            },
        )
    }
}

/// A number in whole hundredths, the precision of a written script; not-a-number and negative
/// numbers become 0.
pub(crate) fn hundredths(value: f32) -> u32 {
    (f64::from(value) * 100.0).round() as u32
}

/// The number nearest to so many hundredths: the same bits as reading it from two decimals.
pub(crate) fn from_hundredths(hundredths: u32) -> f32 {
    (f64::from(hundredths) / 100.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_agree() {
        for intensity in Intensity::ALL {
            assert_eq!(
                Intensity::from_letter(intensity.letter().to_ascii_lowercase()),
                Some(intensity)
            );
            assert_eq!(Intensity::exact(intensity.value()), Some(intensity));
            assert_eq!(Intensity::nearest(intensity.value() + 0.05), intensity);
        }
        assert_eq!(Intensity::from_letter('F'), None);
        assert_eq!(Intensity::exact(0.62), None);
        assert_eq!(Intensity::nearest(f32::NAN), Intensity::A);
    }
}

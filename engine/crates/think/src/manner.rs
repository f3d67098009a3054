//! How something is shown: the display rule's effect on strength and time.

use crate::lexicon::Course;
use crate::reading::{Clause, Mention};
use risorius_face::{Display, Intensity, Unit};

/// Factors on a signal, all 1 where an emotion is felt and let out.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) strength: f32,
    pub(crate) onset: f32,
    pub(crate) offset: f32,
    /// On the delays between an emotion's signals.
    pub(crate) delay: f32,
    /// Only muscles that obey the will take part.
    pub(crate) is_posed: bool,
    /// It slips out and is covered at once.
    pub(crate) is_leak: bool,
    /// It is over within half a second.
    pub(crate) is_micro: bool,
    pub(crate) course: Course,
    display: Display,
}

impl Manner {
    /// Nothing special.
    pub(crate) const PLAIN: Self = Self {
        strength: 1.0,
        onset: 1.0,
        offset: 1.0,
        delay: 1.0,
        is_posed: false,
        is_leak: false,
        is_micro: false,
        course: Course::Steady,
        display: Display::Felt,
    };

    /// The manner of a feeling in its clause. Deliberate smiles are faster and larger and end more
    /// slowly (PMC2668537); suppressed and masked feelings leak, weak and short, and first where
    /// muscles obey least (Ekman & Friesen 1969). The factors themselves are chosen by eye.
    pub(crate) fn of(mention: &Mention, clause: &Clause) -> Self {
        let is_covered = clause.mentions.iter().any(|other| other.is_mask) && !mention.is_mask;
        let display = match mention.display {
            _ if mention.is_mask => Display::Posed,
            _ if is_covered || mention.is_leak => Display::Masked,
            display => display,
        };
        let (strength, onset, offset) = match display {
            Display::Felt => (1.0, 1.0, 1.0),
            Display::Posed => (1.05, 0.75, 1.25),
            Display::Suppressed => (0.4, 1.1, 0.8),
            Display::Masked => (0.4, 0.7, 0.7),
        };
        Self {
            strength: strength * mention.strength,
            onset: onset * mention.pace,
            offset: offset * mention.pace,
            is_posed: display == Display::Posed,
            is_leak: display == Display::Masked,
            display,
            ..Self::as_asked(mention)
        }
    }

    /// A movement that the words ask for.
    pub(crate) fn as_asked(mention: &Mention) -> Self {
        Self {
            strength: mention.strength,
            onset: mention.pace,
            offset: mention.pace,
            delay: mention.pace.max(1.0),
            is_micro: mention.is_micro,
            course: mention.course,
            display: if mention.is_mask { Display::Posed } else { mention.display },
            ..Self::PLAIN
        }
    }

    /// Why it is shown so, if there is more to it than feeling.
    pub(crate) fn explanation(&self) -> Option<&'static str> {
        match self.display {
            Display::Felt => None,
            Display::Posed => Some(
                "It is put on: only muscles that obey the will take part, faster and a little larger than felt.",
            ),
            Display::Suppressed => Some(
                "{They} will not let it be seen: it leaks weakly, and other muscles hold it back.",
            ),
            Display::Masked => {
                Some("It is covered at once: only a brief, weak trace slips out before the mask.")
            }
        }
    }
}

/// The least that a unit is asked for: less is not seen.
const LEAST: f32 = 0.05;

/// A unit at a strength, within what renders well, and on a letter where one is near.
pub(crate) fn snapped(unit: Unit, strength: f32) -> Unit {
    let value = (unit.intensity * strength).clamp(LEAST, unit.au.info().risky_from);
    let letter = Intensity::nearest(value).value();
    let is_near = (letter - value).abs() <= 0.06 && letter <= unit.au.info().risky_from;
    Unit { intensity: if is_near { letter } else { (value * 20.0).round() / 20.0 }, ..unit }
}

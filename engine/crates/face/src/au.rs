//! Action units: code, name, muscles, region, antagonists.

use serde::{Deserialize, Serialize};

/// The side of the face that acts; left is the person's left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The person's left, on the right of a picture that looks at the camera.
    Left,
    /// The person's right.
    Right,
    /// Both sides alike.
    Both,
}

/// The part of the face that an action unit moves; cues are confined to it and the studio groups by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// Forehead and brows.
    Brow,
    /// Lids.
    Eye,
    /// Nose and cheeks.
    Nose,
    /// Lips, chin, jaw and tongue.
    Mouth,
    /// The head as a whole.
    Head,
    /// Where the eyes look.
    Gaze,
}

/// What FACS says of one action unit.
#[derive(Debug, PartialEq)]
pub struct AuInfo {
    /// FACS number.
    pub code: u8,
    /// FACS name, e.g. "lip corner puller".
    pub name: &'static str,
    /// Muscles that make it; empty for head and gaze.
    pub muscles: &'static str,
    /// Where it acts.
    pub region: Region,
    /// Whether left and right can act apart. Jaw, tongue, head and gaze cannot.
    pub sided: bool,
    /// Codes that pull against it or that FACS does not let stand beside it.
    pub antagonists: &'static [u8],
    /// Intensity above which the rendered face starts to look wrong (0..1).
    pub risky_from: f32,
}

/// A FACS action unit that Risorius can draw: always one of [`Au::table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Au(u8);

/// One action unit on one side at one strength.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Which action unit.
    pub au: Au,
    /// On which side.
    pub side: Side,
    /// Strength 0..1; A–E are 0.1, 0.3, 0.5, 0.75, 1.0.
    pub intensity: f32,
}

impl Unit {
    /// Units with left and right apart, where they have sides.
    pub fn part_sides(units: &[Self]) -> Vec<Self> {
        let part = |unit: &Self| match unit.side {
            Side::Both if unit.au.info().sided => {
                [Side::Left, Side::Right].map(|side| Self { side, ..*unit }).to_vec()
            }
            _ => vec![*unit],
        };
        units.iter().flat_map(part).collect()
    }

    /// Units with left and right as one where they are as strong, to the two decimals of a script.
    pub fn join_sides(units: &[Self]) -> Vec<Self> {
        let mut joined: Vec<Self> = Vec::new();
        for unit in units {
            let is_other_half = |other: &&mut Self| {
                let sides = [other.side, unit.side];
                let are_two = sides.contains(&Side::Left) && sides.contains(&Side::Right);
                let is_as_strong = (other.intensity - unit.intensity).abs() < 0.005;
                other.au == unit.au && are_two && is_as_strong
            };
            match joined.iter_mut().find(is_other_half) {
                Some(half) => half.side = Side::Both,
                None => joined.push(*unit),
            }
        }
        joined
    }
}

impl AuInfo {
    /// The muscle that does most of it; empty for the head.
    pub fn main_muscle(&self) -> &'static str {
        self.muscles.split([',', '(']).next().unwrap_or_default().trim_end()
    }
}

impl Au {
    /// The unit with this FACS code, if Risorius can draw it.
    pub fn new(code: u8) -> Option<Self> {
        TABLE.iter().any(|info| info.code == code).then_some(Self(code))
    }

    /// The unit with this FACS code.
    ///
    /// # Panics
    /// Where the table has no such code: for constants in code and tests, not for input.
    pub const fn of(code: u8) -> Self {
        let mut row = 0;
        while row < TABLE.len() {
            if TABLE[row].code == code {
                return Self(code);
            }
            row += 1;
        }
        panic!("no such action unit in the table")
    }

    /// FACS number.
    pub const fn code(self) -> u8 {
        self.0
    }

    /// What FACS says of it.
    pub fn info(self) -> &'static AuInfo {
        TABLE.iter().find(|info| info.code == self.0).expect("an Au is made from a table row only")
    }

    /// Every unit that Risorius can draw, by code.
    pub fn table() -> &'static [AuInfo] {
        TABLE
    }
}

impl From<Au> for u8 {
    fn from(au: Au) -> Self {
        au.code()
    }
}

impl TryFrom<u8> for Au {
    type Error = String;

    fn try_from(code: u8) -> Result<Self, Self::Error> {
        Self::new(code).ok_or_else(|| format!("AU{code} is not an action unit that can be drawn"))
    }
}

const fn row(
    code: u8,
    name: &'static str,
    muscles: &'static str,
    region: Region,
    sided: bool,
    antagonists: &'static [u8],
    risky_from: f32,
) -> AuInfo {
    AuInfo { code, name, muscles, region, sided, antagonists, risky_from }
}

/// Names and muscles: FACS manual; muscles also in PMC7264164 table 1.
/// `risky_from`: where renders of ten test pictures stopped looking right.
#[rustfmt::skip]
static TABLE: &[AuInfo] = {
    use Region::{Brow, Eye, Gaze, Head, Mouth, Nose};
    &[
        row(1, "inner brow raiser", "frontalis, pars medialis", Brow, true, &[4], 0.9),
        row(2, "outer brow raiser", "frontalis, pars lateralis", Brow, true, &[4], 0.9),
        row(4, "brow lowerer", "corrugator, depressor glabellae, depressor supercilii", Brow, true, &[1, 2], 0.9),
        row(5, "upper lid raiser", "levator palpebrae superioris", Eye, true, &[7, 43, 45, 46], 0.9),
        row(6, "cheek raiser", "orbicularis oculi, pars orbitalis", Eye, true, &[], 0.9),
        row(7, "lid tightener", "orbicularis oculi, pars palpebralis", Eye, true, &[5], 0.9),
        row(9, "nose wrinkler", "levator labii superioris alaeque nasi", Nose, true, &[], 0.7),
        row(10, "upper lip raiser", "levator labii superioris, caput infraorbitalis", Mouth, true, &[], 0.7),
        row(11, "nasolabial furrow deepener", "zygomaticus minor", Mouth, true, &[], 0.6),
        row(12, "lip corner puller", "zygomaticus major", Mouth, true, &[15, 18], 0.9),
        row(13, "sharp lip puller", "levator anguli oris (caninus)", Mouth, true, &[15], 0.6),
        row(14, "dimpler", "buccinator", Mouth, true, &[18], 0.8),
        row(15, "lip corner depressor", "depressor anguli oris (triangularis)", Mouth, true, &[12, 13], 0.9),
        row(16, "lower lip depressor", "depressor labii inferioris", Mouth, true, &[17], 0.8),
        row(17, "chin raiser", "mentalis", Mouth, true, &[16], 0.9),
        row(18, "lip pucker", "incisivii labii superioris and inferioris", Mouth, true, &[12, 14, 20], 0.7),
        row(19, "tongue show", "genioglossus", Mouth, false, &[], 0.4),
        row(20, "lip stretcher", "risorius", Mouth, true, &[18, 22], 0.8),
        row(21, "neck tightener", "platysma", Mouth, true, &[], 0.5),
        row(22, "lip funneler", "orbicularis oris", Mouth, true, &[20, 28], 0.7),
        row(23, "lip tightener", "orbicularis oris", Mouth, true, &[], 0.9),
        row(24, "lip pressor", "orbicularis oris", Mouth, true, &[25, 26, 27], 0.9),
        row(25, "lips part", "depressor labii, relaxation of mentalis or orbicularis oris", Mouth, true, &[24, 28], 0.9),
        row(26, "jaw drop", "masseter relaxed, with temporal and internal pterygoid", Mouth, false, &[24], 1.0),
        row(27, "mouth stretch", "pterygoids, digastric", Mouth, false, &[24], 0.7),
        row(28, "lip suck", "orbicularis oris", Mouth, true, &[22, 25], 0.8),
        row(29, "jaw thrust", "pterygoids", Mouth, false, &[], 0.8),
        row(30, "jaw sideways", "pterygoids", Mouth, true, &[], 0.8),
        row(33, "cheek blow", "buccinator relaxed, breath pressed out", Mouth, true, &[35], 0.7),
        row(34, "cheek puff", "buccinator relaxed, breath held", Mouth, true, &[35], 0.7),
        row(35, "cheek suck", "buccinator", Mouth, true, &[33, 34], 0.5),
        row(38, "nostril dilator", "nasalis, pars alaris", Nose, true, &[39], 0.9),
        row(39, "nostril compressor", "nasalis, pars transversa, and depressor septi nasi", Nose, true, &[38], 0.9),
        row(43, "eyes closed", "levator palpebrae superioris relaxed", Eye, true, &[5], 1.0),
        row(45, "blink", "levator palpebrae superioris relaxed, orbicularis oculi", Eye, true, &[5], 1.0),
        row(46, "wink", "orbicularis oculi", Eye, true, &[5], 1.0),
        row(51, "head turn left", "", Head, false, &[52], 0.9),
        row(52, "head turn right", "", Head, false, &[51], 0.9),
        row(53, "head up", "", Head, false, &[54], 0.9),
        row(54, "head down", "", Head, false, &[53], 0.9),
        row(55, "head tilt left", "", Head, false, &[56], 0.9),
        row(56, "head tilt right", "", Head, false, &[55], 0.9),
        row(57, "head forward", "", Head, false, &[58], 0.9),
        row(58, "head back", "", Head, false, &[57], 0.9),
        row(61, "eyes turn left", "medial and lateral recti", Gaze, false, &[62], 1.0),
        row(62, "eyes turn right", "medial and lateral recti", Gaze, false, &[61], 1.0),
        row(63, "eyes up", "superior rectus, inferior oblique", Gaze, false, &[64], 1.0),
        row(64, "eyes down", "inferior rectus, superior oblique", Gaze, false, &[63], 1.0),
    ]
};

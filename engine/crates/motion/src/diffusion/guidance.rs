//! Progressive guidance: first the emotion of the whole face, then each muscle.
//!
//! *Think-Before-Draw* denoises "from the global emotion to the local muscles". Here the network
//! estimates the clean motion several times a step, each time told a little more: nothing, the window
//! before, the beats, the cues, the speech. What a branch adds to the one before it is weighted
//! (compositional classifier-free guidance, Ho & Salimans 2022, Liu et al. 2022), and each weight is a
//! [`Ramp`] over the noise level: while noise is high the emotion is placed, as it falls the muscles
//! are brought to what their cues ask, region by region. With all weights 1 the result is the plain
//! estimate that knows everything.

use risorius_face::Region;
use serde::{Deserialize, Serialize};

/// Past this weight a branch is only exaggerated.
pub const MAX_WEIGHT: f32 = 5.0;

/// A weight over the noise level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ramp {
    /// The weight where there is only noise, at the beginning.
    pub early: f32,
    /// The weight where the motion is almost clean, at the end.
    pub late: f32,
}

impl Ramp {
    /// The same weight at every level.
    pub const fn flat(weight: f32) -> Self {
        Self { early: weight, late: weight }
    }

    /// Both ends held to what a performance survives; what is not a number counts as 0.
    fn held(self) -> Self {
        let held = |weight: f32| if weight.is_nan() { 0.0 } else { weight.clamp(0.0, MAX_WEIGHT) };
        Self { early: held(self.early), late: held(self.late) }
    }

    /// The weight at a level of noise (1 noise, 0 clean), along a smooth step between both ends.
    pub fn at(&self, level: f32) -> f32 {
        let u = level.clamp(0.0, 1.0);
        self.late + (self.early - self.late) * u * u * (3.0 - 2.0 * u)
    }
}

/// The weights of the cues, for each part of the face.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CueRamps {
    /// Forehead and brows.
    pub brow: Ramp,
    /// Lids.
    pub eye: Ramp,
    /// Nose and cheeks.
    pub nose: Ramp,
    /// Lips, chin, jaw and tongue.
    pub mouth: Ramp,
    /// Head and gaze.
    pub head: Ramp,
}

/// The weight of every branch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guidance {
    /// What the beats add to knowing only the window before.
    pub beats: Ramp,
    /// What the cues add to the beats.
    pub cues: CueRamps,
    /// What speech adds to both, at the mouth.
    pub speech: Ramp,
    /// How far the end of the window before is believed: 1 as the network says, 0 not at all.
    pub context: Ramp,
}

impl CueRamps {
    /// The same for every part.
    pub const fn all(ramp: Ramp) -> Self {
        Self { brow: ramp, eye: ramp, nose: ramp, mouth: ramp, head: ramp }
    }

    fn held(self) -> Self {
        let Self { brow, eye, nose, mouth, head } = self;
        Self {
            brow: brow.held(),
            eye: eye.held(),
            nose: nose.held(),
            mouth: mouth.held(),
            head: head.held(),
        }
    }

    /// Whether no part has any weight.
    pub(super) fn are_off(&self) -> bool {
        *self == Self::all(Ramp::flat(0.0))
    }

    pub(super) fn of(&self, region: Region) -> Ramp {
        match region {
            Region::Brow => self.brow,
            Region::Eye => self.eye,
            Region::Nose => self.nose,
            Region::Mouth => self.mouth,
            Region::Head | Region::Gaze => self.head,
        }
    }
}

impl Guidance {
    /// The emotion early, the muscles late. Of some thirty pairs of ramps this one was best, by the
    /// figures of `eval motion`, on 96 held-out performances other than those that it measures. More
    /// for the cues draws micro-expressions too strong.
    pub const PROGRESSIVE: Self = Self {
        beats: Ramp::flat(1.0),
        cues: CueRamps::all(Ramp { early: 1.0, late: 1.1 }),
        speech: Ramp { early: 1.0, late: 1.1 },
        context: Ramp::flat(1.0),
    };

    /// Beats and cues at once, with the same weight from beginning to end.
    pub const AT_ONCE: Self = Self {
        beats: Ramp::flat(1.0),
        cues: CueRamps::all(Ramp::flat(1.0)),
        speech: Ramp::flat(1.0),
        context: Ramp::flat(1.0),
    };

    /// Beats alone.
    pub const GLOBAL_ONLY: Self =
        Self { cues: CueRamps::all(Ramp::flat(0.0)), speech: Ramp::flat(0.0), ..Self::AT_ONCE };

    /// Cues alone.
    pub const LOCAL_ONLY: Self = Self { beats: Ramp::flat(0.0), ..Self::AT_ONCE };

    pub(crate) fn held(self) -> Self {
        Self {
            beats: self.beats.held(),
            cues: self.cues.held(),
            speech: self.speech.held(),
            context: self.context.held(),
        }
    }
}

impl Default for Guidance {
    fn default() -> Self {
        Self::PROGRESSIVE
    }
}

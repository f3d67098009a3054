//! The project document: everything that an artist decides, and nothing that can be computed from it.

use crate::work::Performance;
use risorius_face::{Fps, Region, Script};
use risorius_motion::{Life, Sampling};
use risorius_rig::Landmarks;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Which face of which picture acts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PortraitRef {
    /// The picture.
    pub picture: PathBuf,
    /// Its landmark file; `None` looks for one beside the picture.
    pub landmarks: Option<PathBuf>,
    /// Which face, from 0; `None` takes the largest.
    pub face: Option<usize>,
    /// A box that the artist drew around a face that was not found: left, top, width and height in
    /// pixels of the picture. The face in it acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<[f32; 4]>,
    /// The acting face's landmarks as the artist corrected them; they stand above all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<Landmarks>,
}

/// How the performance is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Seed of everything that is drawn by chance.
    pub seed: u64,
    /// Frame rate.
    pub fps: Fps,
    /// Movement that no cue asks for.
    pub life: Life,
    /// Width and height of an export; `None` is the picture's own size.
    pub size: Option<(u32, u32)>,
    /// How much of the portrait's own expression is removed before the script acts, 0..1.
    #[serde(default = "wholly")]
    pub neutralise: f32,
    /// How the denoiser draws.
    #[serde(default)]
    pub sampling: Sampling,
}

/// A part of the performance that is drawn again, by other chance; all else stays to the bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retake {
    /// Seconds.
    pub from_secs: f32,
    /// Seconds.
    pub to_secs: f32,
    /// The parts of the face that change.
    pub regions: Vec<Region>,
    /// Seed of the new drawing.
    pub seed: u64,
}

fn wholly() -> f32 {
    1.0
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            fps: Fps::PAL,
            life: Life::FULL,
            size: None,
            neutralise: wholly(),
            sampling: Sampling::default(),
        }
    }
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The portrait, once there is one.
    pub portrait: Option<PortraitRef>,
    /// The emotion in the artist's words.
    pub words: String,
    /// The steps from the words to the muscles, one sentence each.
    pub reasoning: Vec<String>,
    /// The muscle script.
    pub script: Script,
    /// Seed, frame rate, life, size, sampling.
    pub settings: Settings,
    /// Parts of the performance that are drawn again, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retakes: Vec<Retake>,
}

impl Document {
    /// What its performance is drawn from.
    pub fn performance(&self) -> Performance {
        Performance {
            script: self.script.clone(),
            settings: self.settings,
            retakes: self.retakes.clone(),
        }
    }
}

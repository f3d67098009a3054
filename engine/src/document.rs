//! The project document: everything that an artist decides, and nothing that can be computed from it.

use risorius_face::{Fps, Script};
use risorius_motion::Life;
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
}

fn wholly() -> f32 {
    1.0
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, fps: Fps::PAL, life: Life::FULL, size: None, neutralise: wholly() }
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
    /// Seed, frame rate, life, size.
    pub settings: Settings,
}

//! Arguments that several commands share, and how their values are read.

use risorius_engine::face::Fps;
use risorius_engine::minds::{self, NotAMind};
use risorius_engine::{Guidance, Mind, PortraitRef};
use std::path::PathBuf;

/// A picture and the face in it.
#[derive(clap::Args)]
pub(super) struct Portrait {
    /// The picture: PNG, JPEG, WebP, TIFF, BMP or GIF
    #[arg(value_name = "PORTRAIT")]
    picture: PathBuf,
    /// Landmark file (JSON of named groups, or 68 points) [default: PORTRAIT with .landmarks.json, or
    /// else the faces that are found in the picture]
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// Which face acts, from 0 [default: the largest]
    #[arg(long, value_name = "N")]
    face: Option<usize>,
    /// A box around a face that is not found by itself, pixels
    #[arg(long, value_name = "X,Y,W,H", value_parser = area, allow_hyphen_values = true)]
    area: Option<Area>,
}

/// Left, top, width and height, pixels.
#[derive(Clone, Copy)]
pub(super) struct Area([f32; 4]);

fn area(text: &str) -> Result<Area, String> {
    let wrong = || "use left,top,width,height in pixels, such as 120,80,300,360".to_owned();
    let numbers: Option<Vec<f32>> = text
        .split(',')
        .map(|number| number.trim().parse().ok().filter(|n: &f32| n.is_finite()))
        .collect();
    let area: [f32; 4] = numbers.and_then(|n| n.try_into().ok()).ok_or_else(wrong)?;
    if area[2] > 0.0 && area[3] > 0.0 { Ok(Area(area)) } else { Err(wrong()) }
}

impl From<&Portrait> for PortraitRef {
    fn from(args: &Portrait) -> Self {
        Self {
            picture: args.picture.clone(),
            landmarks: args.landmarks.clone(),
            face: args.face,
            area: args.area.map(|area| area.0),
            hand: None,
        }
    }
}

/// Who thinks.
#[derive(clap::Args)]
pub(super) struct MindArgs {
    /// Who thinks: builtin, local (a language model of `risorius models`), local:NAME, local:FILE.gguf, or
    /// the address of a chat server such as http://localhost:11434/v1, whose key is taken from the
    /// system's keyring or from RISORIUS_API_KEY
    #[arg(long, value_name = "MIND", default_value = "builtin", value_parser = mind)]
    mind: Mind,
    /// Where a local model computes: the graphics card where there is one, or as said
    #[arg(long, value_enum, default_value_t)]
    device: Device,
    /// The server's model [default: the only one that it has]
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    model: String,
    /// The server's model sees pictures: send it the portrait
    #[arg(long)]
    sees_pictures: bool,
}

impl MindArgs {
    pub(super) fn value(&self) -> Mind {
        let mut mind = self.mind.clone();
        match &mut mind {
            Mind::BuiltIn => {}
            Mind::Local(_, device) => *device = self.device.value(),
            Mind::Server(server) => {
                server.model.clone_from(&self.model);
                server.sees_pictures = self.sees_pictures;
            }
        }
        mind
    }
}

/// Where a local model computes.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Device {
    /// On the graphics card where there is one
    #[default]
    Best,
    /// On the processor
    Processor,
    /// On the graphics card
    Graphics,
}

impl Device {
    fn value(self) -> minds::Device {
        match self {
            Self::Best => minds::Device::Best,
            Self::Processor => minds::Device::Processor,
            Self::Graphics => minds::Device::Graphics,
        }
    }
}

fn mind(text: &str) -> Result<Mind, NotAMind> {
    Mind::read(text)
}

/// How a command tells of itself.
#[derive(clap::ValueEnum, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: a stable contract
    Json,
}

/// `25`, `24000/1001` or `23.976`.
pub(super) fn fps(text: &str) -> Result<Fps, String> {
    let known = [(24, 1), (25, 1), (30, 1), (50, 1), (60, 1), (24000, 1001), (30000, 1001)];
    let asked = match text.split_once('/') {
        Some((frames, secs)) => {
            frames.parse::<f64>().ok().zip(secs.parse::<f64>().ok()).map(|(f, s)| f / s)
        }
        None => text.parse::<f64>().ok(),
    };
    known
        .iter()
        .find(|(frames, secs)| {
            asked.is_some_and(|asked| (asked - f64::from(*frames) / f64::from(*secs)).abs() < 0.005)
        })
        .map(|&(frames, per_secs)| Fps { frames, per_secs })
        .ok_or_else(|| "use 24, 25, 30, 50, 60, 24000/1001 or 30000/1001".into())
}

/// `512x512`, or `source` for the picture's own size.
pub(super) fn size(text: &str) -> Result<Size, String> {
    if text == "source" {
        return Ok(Size(None));
    }
    let wrong =
        || "use WIDTHxHEIGHT in pixels, 16 to 3840 each, such as 512x512, or 'source'".to_owned();
    let (width, height) = text.split_once(['x', '×']).ok_or_else(wrong)?;
    let side =
        |text: &str| text.parse().ok().filter(|px| (16..=3840).contains(px)).ok_or_else(wrong);
    Ok(Size(Some((side(width)?, side(height)?))))
}

/// A clip's size; `None` is the picture's own.
#[derive(Clone, Copy)]
pub(super) struct Size(pub(super) Option<(u32, u32)>);

/// A share, 0 to 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "use a number from 0 to 1".into())
}

/// Steps of denoising, 1 to 100.
pub(super) fn steps(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|steps| (1..=100).contains(steps))
        .ok_or_else(|| "use a number of steps from 1 to 100".into())
}

/// Seconds, 0.5 to 600.
pub(super) fn seconds(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|secs| (0.5..=600.0).contains(secs))
        .ok_or_else(|| "use seconds from 0.5 to 600".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_fractions() {
        for (text, expect) in [
            ("25", Some((25, 1))),
            ("23.976", Some((24000, 1001))),
            ("30000/1001", Some((30000, 1001))),
            ("29.97", Some((30000, 1001))),
            ("12", None),
            ("0/0", None),
            ("-25", None),
        ] {
            assert_eq!(fps(text).ok().map(|fps| (fps.frames, fps.per_secs)), expect, "{text}");
        }
    }

    #[test]
    fn sizes_are_bounded() {
        for (text, expect) in [
            ("512x512", Some(Some((512, 512)))),
            ("source", Some(None)),
            ("8x8", None),
            ("9999x2", None),
            ("512", None),
            ("-1x5", None),
        ] {
            assert_eq!(size(text).ok().map(|size| size.0), expect, "{text}");
        }
    }
}

/// How the emotion and the muscles guide the denoising.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Guiding {
    /// First the emotion of the whole face, then each muscle
    #[default]
    Progressive,
    /// Both with the same weight from beginning to end
    AtOnce,
    /// The emotion alone: cues are not told
    Global,
    /// The cues alone: the emotion is not told
    Local,
}

impl Guiding {
    pub(super) fn value(self) -> Guidance {
        match self {
            Self::Progressive => Guidance::PROGRESSIVE,
            Self::AtOnce => Guidance::AT_ONCE,
            Self::Global => Guidance::GLOBAL_ONLY,
            Self::Local => Guidance::LOCAL_ONLY,
        }
    }
}

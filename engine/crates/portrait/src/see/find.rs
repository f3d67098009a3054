//! Whole pictures: where the faces are.

use super::bounds::{Bounds, keep_surest};
use super::detector::{Candidate, Detector, SIZE_MULTIPLE_PX};
use super::resample::Grid;
use super::{Found, SeeError};
use glam::Vec2;
use image::RgbaImage;

/// The longer side of what the detector looks at first, pixels; faces down to a tenth of it are easy.
const FIRST_LOOK_PX: usize = 384;
/// The longer side if that shows no face: small ones are found then.
const CLOSER_LOOK_PX: usize = 768;
/// Less sure candidates are forgotten. On seven photographs and four paintings of one person, not trained
/// on, faces had 0.72 to 0.95; what is something else hardly ever gets as far as this.
const LEAST_CONFIDENCE: f32 = 0.65;
/// More faces than this are not looked for: the largest stay.
const MOST_FACES: usize = 32;

/// The faces of a picture, largest first.
pub(super) fn find(detector: &Detector, picture: &RgbaImage) -> Result<Vec<Found>, SeeError> {
    if picture.width() == 0 || picture.height() == 0 {
        return Ok(Vec::new());
    }
    let mut found = look(detector, picture, FIRST_LOOK_PX)?;
    let is_large = picture.width().max(picture.height()) as usize > FIRST_LOOK_PX;
    if is_large && found.is_empty() {
        found = look(detector, picture, CLOSER_LOOK_PX)?;
    }
    let mut found = keep_surest(found, |face| face.confidence, |face| face.bounds);
    found.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
    found.truncate(MOST_FACES);
    Ok(found.iter().map(Found::of).collect())
}

/// Looks at the picture scaled to a longer side; candidates in pixels of the picture.
fn look(
    detector: &Detector,
    picture: &RgbaImage,
    longer_px: usize,
) -> Result<Vec<Candidate>, SeeError> {
    let longest = picture.width().max(picture.height()) as f32;
    let step = longest / longer_px as f32;
    let cells = |side: u32| {
        let scaled = (side as f32 / step).ceil() as usize;
        scaled.div_ceil(SIZE_MULTIPLE_PX).max(1) * SIZE_MULTIPLE_PX
    };
    let (width, height) = (cells(picture.width()), cells(picture.height()));
    // Corner lies on corner; pixels count from the centre of the first one.
    let origin = Vec2::splat((step - 1.0) / 2.0);
    let planes =
        Grid { width, height, origin, along: Vec2::X * step, down: Vec2::Y * step }.sample(picture);
    let answers = detector.look_at(planes, width, height)?;
    let on_picture = |at: Vec2| at * step - 0.5;
    let placed = |candidate: Candidate| Candidate {
        bounds: Bounds {
            low: on_picture(candidate.bounds.low),
            high: on_picture(candidate.bounds.high),
        },
        five: candidate.five.map(on_picture),
        ..candidate
    };
    Ok(answers.candidates(LEAST_CONFIDENCE).into_iter().map(placed).collect())
}

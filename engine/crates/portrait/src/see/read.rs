//! One face: its landmarks, read in a frame and once more in the frame they give.

use super::bounds::Bounds;
use super::frame::{CROP_PX, Frame};
use super::landmark_net::{CropAnswer, LandmarkNet};
use super::resample::Grid;
use super::weights::{Description, LANDMARK_NET, load};
use super::{Read, SeeError};
use glam::Vec2;
use image::RgbaImage;
use risorius_face::Side;
use risorius_rig::Landmarks;
use std::collections::BTreeMap;

/// Scales and turns (radians) tried around a box that was drawn by hand.
const SCALES: [f32; 3] = [0.85, 1.0, 1.2];
const TURNS: [f32; 3] = [0.0, -0.45, 0.45];

/// Reads faces with the landmark network.
pub(super) struct Reader {
    net: LandmarkNet,
    /// Group and number in it, for each point of the network.
    points: Vec<(String, usize)>,
    /// For each point the one that takes its place in a mirror image.
    mirror: Vec<usize>,
    /// What each point is off by, interocular distances along the crop's axes.
    offsets_iod: Vec<Vec2>,
    units: Vec<(u8, Side)>,
    /// The network's points of the left and the right eye.
    eyes: [Vec<usize>; 2],
}

impl Reader {
    pub(super) fn embedded() -> Result<Self, SeeError> {
        let Description { points, mirror, offsets_iod, units } = Description::embedded()?;
        let net =
            load(LANDMARK_NET, |weights| LandmarkNet::load(points.len(), units.len(), weights))?;
        let units = units.iter().map(unit).collect::<Option<_>>();
        let units = units
            .ok_or_else(|| SeeError::Weights("an action unit has no known name".to_owned()))?;
        let eye = |side: &str| {
            let is_lid = |group: &str| group.starts_with(side) && group.contains("_eye_");
            points
                .iter()
                .enumerate()
                .filter(|(_, (group, _))| is_lid(group))
                .map(|(number, _)| number)
                .collect()
        };
        Ok(Self { net, eyes: [eye("left"), eye("right")], points, mirror, offsets_iod, units })
    }

    /// Reads the face in a frame, then once more in the frame of what was read.
    pub(super) fn read_in(&self, picture: &RgbaImage, frame: Frame) -> Result<Read, SeeError> {
        let first = self.look(picture, &[frame])?.remove(0);
        self.refine(picture, first)
    }

    /// Reads the face in a box, whose tilt and exact size are not known: the frame that convinces most.
    pub(super) fn read_near(&self, picture: &RgbaImage, frame: Frame) -> Result<Read, SeeError> {
        let tries =
            TURNS.iter().flat_map(|&turn| SCALES.map(|scale| frame.scaled_and_turned(scale, turn)));
        let reads = self.look(picture, &tries.collect::<Vec<_>>())?;
        let best = reads.into_iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        self.refine(picture, best.expect("there are frames to try"))
    }

    /// Reads once more in the frame of what was read: the crop and its mirror image, which err differently.
    fn refine(&self, picture: &RgbaImage, first: Read) -> Result<Read, SeeError> {
        let Some(frame) = Frame::of_landmarks(&first.landmarks) else { return Ok(first) };
        let seen = crop(picture, &frame);
        let mirror_image = mirrored(&seen);
        let mut answers = self.net.look_at(&[seen, mirror_image])?;
        let of_mirror_image = answers.remove(1);
        let answer = answers.remove(0).averaged_with_mirrored(&of_mirror_image, &self.mirror);
        Ok(self.placed(picture, &frame, &answer))
    }

    fn look(&self, picture: &RgbaImage, frames: &[Frame]) -> Result<Vec<Read>, SeeError> {
        let crops: Vec<_> = frames.iter().map(|frame| crop(picture, frame)).collect();
        let answers = self.net.look_at(&crops)?;
        Ok(answers
            .iter()
            .zip(frames)
            .map(|(answer, frame)| self.placed(picture, frame, answer))
            .collect())
    }

    /// What was seen in a frame, on the picture.
    fn placed(&self, picture: &RgbaImage, frame: &Frame, answer: &CropAnswer) -> Read {
        let iod = answer.scale(self.eyes.each_ref().map(Vec::as_slice));
        let iod_px = iod * frame.side();
        let mut landmarks = Landmarks { size: picture.dimensions(), groups: BTreeMap::new() };
        let mut expected_error_px: BTreeMap<String, Vec<f32>> = BTreeMap::new();
        // Points of a group stand in its order.
        for ((((group, _), &place), &offset), error) in self
            .points
            .iter()
            .zip(&answer.points)
            .zip(&self.offsets_iod)
            .zip(answer.expected_errors())
        {
            let place = frame.picture_from_crop(place - offset * iod);
            landmarks.groups.entry(group.clone()).or_default().push(place);
            expected_error_px.entry(group.clone()).or_default().push(error * iod_px);
        }
        let [yaw, pitch, roll] = answer.pose_deg();
        let face_probability = answer.face_probability();
        Read {
            landmarks,
            expected_error_px,
            face_probability,
            confidence: face_probability * self.net.good_probability(answer),
            units: self.units.iter().copied().zip(answer.units()).collect(),
            pose_deg: [yaw, pitch, roll + frame.roll.to_degrees()],
        }
    }
}

fn unit((code, side): &(String, String)) -> Option<(u8, Side)> {
    let side = match side.as_str() {
        "left" => Side::Left,
        "right" => Side::Right,
        "both" => Side::Both,
        _ => return None,
    };
    Some((code.parse().ok()?, side))
}

/// The picture inside of a frame, as the landmark network takes it.
fn crop(picture: &RgbaImage, frame: &Frame) -> Vec<f32> {
    let step = 1.0 / CROP_PX as f32;
    let origin = frame.picture_from_crop(Vec2::splat(step / 2.0));
    let along = frame.picture_from_crop(Vec2::new(1.5 * step, step / 2.0)) - origin;
    let down = frame.picture_from_crop(Vec2::new(step / 2.0, 1.5 * step)) - origin;
    Grid { width: CROP_PX, height: CROP_PX, origin, along, down }.sample(picture)
}

/// A crop with left and right exchanged.
fn mirrored(crop: &[f32]) -> Vec<f32> {
    crop.chunks_exact(CROP_PX).flat_map(|row| row.iter().rev().copied()).collect()
}

/// The box around all landmarks.
pub(super) fn bounds_of(read: &Read) -> Bounds {
    let (low, high) = crate::choose::bounds(&read.landmarks);
    Bounds { low, high }
}

//! The networks against the training programs, and against pictures that show nothing.

use super::Seer;
use super::detector::Detector;
use super::frame::{CROP_PX, Frame};
use super::landmark_net::LandmarkNet;
use super::resample::Grid;
use super::weights::{self, Description};
use glam::Vec2;
use image::{Rgba, RgbaImage};
use proptest::prelude::*;
use serde::Deserialize;

/// How far candle may be from PyTorch.
const TOLERANCE: f32 = 1e-4;

/// What `train/parity.py` wrote.
#[derive(Deserialize)]
struct Expected {
    points: Vec<f32>,
    log_error: Vec<f32>,
    state: Vec<f32>,
    every_cell: usize,
    answer: Vec<f32>,
}

fn expected() -> Expected {
    serde_json::from_str(include_str!("parity/expected.json")).unwrap()
}

fn planes(png: &[u8]) -> (Vec<f32>, usize) {
    let picture = image::load_from_memory(png).unwrap().to_rgba8();
    let side = picture.width() as usize;
    let grid =
        Grid { width: side, height: side, origin: Vec2::ZERO, along: Vec2::X, down: Vec2::Y };
    (grid.sample(&picture), side)
}

fn check(what: &str, ours: &[f32], theirs: &[f32]) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let close = (ours - theirs).abs() <= TOLERANCE * theirs.abs().max(1.0);
        assert!(close, "{what} {at}: {ours} here, {theirs} in PyTorch");
    }
}

#[test]
fn the_landmark_network_is_that_of_the_training_program() {
    let Description { points, units, .. } = Description::embedded().unwrap();
    let net = weights::load(weights::LANDMARK_NET, |weights| {
        LandmarkNet::load(points.len(), units.len(), weights)
    })
    .unwrap();
    let (crop, side) = planes(include_bytes!("parity/crop.png"));
    assert_eq!(side, CROP_PX);
    let expected = expected();
    // Beside a second crop, so that an answer cannot depend on what else is looked at.
    let other = crop.iter().map(|value| -value).collect();
    let answers = net.look_at(&[other, crop]).unwrap();
    let places: Vec<f32> = answers[1].points.iter().flat_map(|point| point.to_array()).collect();
    check("point", &places, &expected.points);
    // The error itself: its logarithm is of a variance, the difference of two squares nearly equal,
    // in which PyTorch's own rounding shows in the fourth digit.
    let error = |log_errors: &[f32]| log_errors.iter().map(|log| log.exp()).collect::<Vec<_>>();
    check("expected error", &error(&answers[1].log_error), &error(&expected.log_error));
    check("state", &answers[1].state, &expected.state);
}

#[test]
fn the_detector_is_that_of_the_training_program() {
    let detector = weights::load(weights::DETECTOR, Detector::load).unwrap();
    let (scene, side) = planes(include_bytes!("parity/scene.png"));
    let answers = detector.look_at(scene, side, side).unwrap().values;
    let expected = expected();
    let cells = side / 8;
    let is_kept = |at: &usize| {
        (at % cells).is_multiple_of(expected.every_cell)
            && (at / cells % cells).is_multiple_of(expected.every_cell)
    };
    let kept: Vec<f32> = (0..answers.len()).filter(is_kept).map(|at| answers[at]).collect();
    check("answer", &kept, &expected.answer);
}

#[test]
fn weights_name_the_points_of_the_rig() {
    let points = Description::embedded().unwrap().points;
    let rig = risorius_rig::Rig::embedded().unwrap();
    let attachments = rig.attachments.iter();
    let named = attachments
        .flat_map(|(group, of_group)| (0..of_group.len()).map(|number| (group.clone(), number)));
    assert_eq!(points, named.collect::<Vec<_>>());
}

#[test]
fn mirrored_twice_every_point_is_itself() {
    let Description { points, mirror, .. } = Description::embedded().unwrap();
    for (number, &other) in mirror.iter().enumerate() {
        assert_eq!(mirror[other], number);
        let swapped = points[number]
            .0
            .replace("left_", "L")
            .replace("right_", "left_")
            .replace('L', "right_");
        assert_eq!(points[other].0, swapped);
    }
}

#[test]
fn a_flat_picture_shows_nobody() {
    let seer = Seer::embedded().unwrap();
    for colour in [[0, 0, 0, 255], [255, 255, 255, 255], [120, 90, 70, 0]] {
        let picture = RgbaImage::from_pixel(500, 300, Rgba(colour));
        assert!(seer.see(&picture).unwrap().is_empty(), "{colour:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_picture_and_frame_gives_finite_points(
        width in 0u32..40, height in 0u32..300, x in -1e5f32..1e5, half_side in 0.5f32..1e5, roll in -9f32..9.0,
    ) {
        let picture = RgbaImage::from_fn(width, height, |x, y| Rgba([(x * y) as u8, y as u8, x as u8, 255]));
        let seer = Seer::embedded().unwrap();
        let frame = Frame { centre: Vec2::splat(x), half_side, roll };
        let read = seer.landmarks_in(&picture, frame).unwrap();
        prop_assert!(read.landmarks.groups.values().flatten().all(|point| point.is_finite()));
        prop_assert!((0.0..=1.0).contains(&read.confidence));
        seer.see(&picture).unwrap();
    }
}

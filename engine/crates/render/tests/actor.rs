//! What a portrait on a device must hold, on whatever adapter is there. Without any these tests
//! fail: the set-up installs a software one.

use glam::{Mat3, Vec2, Vec3};
use image::{Rgba, RgbaImage};
use risorius_face::{Row, notation};
use risorius_render::{Actor, Gpu, RenderError};
use risorius_rig::{Fit, Landmarks, REST_IOD_DM, Rig};
use std::sync::LazyLock;

static GPU: LazyLock<Gpu> = LazyLock::new(|| {
    Gpu::headless().expect("a graphics device; mesa-vulkan-drivers is a software one")
});

/// A picture with a face of a size in its middle. Noise, so that every pixel tells where it came from.
fn portrait(side: u32, iod_px: f32, alpha: u8) -> (Fit, RgbaImage) {
    let rig = Rig::embedded().expect("the embedded rig is sound");
    let fit = Fit {
        size: (side, side),
        view_from_rig: Mat3::from_rotation_y(0.1),
        scale_px_per_dm: iod_px / REST_IOD_DM,
        translation_px: Vec2::splat(side as f32 / 2.0),
        centre_dm: Vec3::new(0.0, 7.0, 1.2),
        vertices_dm: rig.rest_dm.clone(),
        units: Vec::new(),
        landmarks: Landmarks::default(),
        pose_deg: Vec3::ZERO,
        quality: 1.0,
    };
    let picture = RgbaImage::from_fn(side, side, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 20;
        Rgba([120 + (noise % 64) as u8, 90, (y % 200) as u8, alpha])
    });
    (fit, picture)
}

fn row(text: &str) -> Row {
    notation::parse(text).expect("the notation is sound").row()
}

#[test]
fn the_true_zero_is_the_source_bit_for_bit() {
    for (side, iod_px, alpha) in [(256, 60.0, 255), (256, 61.0, 90), (96, 12.0, 255), (7, 2.0, 255)]
    {
        let (fit, picture) = portrait(side, iod_px, alpha);
        let mut actor = Actor::new(&GPU, &fit, &picture).expect("the device has room");
        // Something else before it: nothing may carry over.
        actor.still(&row("12D+43E+27C")).expect("the device draws");
        let zero = actor.still(&Row::ZERO).expect("the device draws");
        assert!(zero == picture, "{side} {iod_px} {alpha}");
    }
}

#[test]
fn a_movement_changes_its_place_alone() {
    let (fit, picture) = portrait(256, 60.0, 255);
    let mut actor = Actor::new(&GPU, &fit, &picture).expect("the device has room");
    for (text, middle_iod) in [("L12E", Vec2::new(0.7, 0.85)), ("R43E", Vec2::new(-0.5, 0.0))] {
        let still = actor.still(&row(text)).expect("the device draws");
        let eyes_px = fit.project(Vec3::new(0.0, 7.2, 1.2)).truncate();
        let differs = |x: u32, y: u32| still.get_pixel(x, y) != picture.get_pixel(x, y);
        let changed: Vec<Vec2> = (0..256)
            .flat_map(|y| (0..256).map(move |x| (x, y)))
            .filter(|&(x, y)| differs(x, y))
            .map(|(x, y)| (Vec2::new(x as f32, y as f32) - eyes_px) / fit.iod_px())
            .collect();
        assert!(changed.len() > 100, "{text} moves {} pixels", changed.len());
        let mean = changed.iter().sum::<Vec2>() / changed.len() as f32;
        assert!(mean.distance(middle_iod) < 0.5, "{text} moves around {mean}");
    }
}

#[test]
fn a_clip_is_its_stills_in_order() {
    let (fit, picture) = portrait(160, 60.0, 255);
    let mut actor = Actor::new(&GPU, &fit, &picture).expect("the device has room");
    let rows = ["12D", "0", "yaw=10+12B", "43E", "26C"].map(row);
    // A clip that is given up half-way leaves nothing behind.
    assert!(actor.frames(&rows).next().is_some());
    let clip: Vec<RgbaImage> =
        actor.frames(&rows).map(|frame| frame.expect("the device draws")).collect();
    assert_eq!(clip.len(), rows.len());
    for (frame, row) in clip.iter().zip(&rows) {
        assert!(*frame == actor.still(row).expect("the device draws"));
    }
}

#[test]
fn a_fit_of_another_picture_is_refused() {
    let (fit, _) = portrait(64, 20.0, 255);
    let (_, picture) = portrait(65, 20.0, 255);
    let refused = Actor::new(&GPU, &fit, &picture);
    assert!(matches!(refused, Err(RenderError::OtherPicture { fit: (64, 64), picture: (65, 65) })));
}

//! What the geometry of a row must hold on the embedded rig, placed on a plain picture.

use glam::{Mat3, Vec2, Vec3};
use image::{Rgba, RgbaImage};
use proptest::prelude::*;
use risorius_face::{Au, CHANNEL_COUNT, CHANNELS, Channel, Row, Side, Unit};
use risorius_render::{FaceLayout, Field, Posed, Poser, Stage};
use risorius_rig::{Fit, Landmarks, Rig};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

const SIZE: u32 = 512;

struct Portrait {
    stage: Stage,
    poser: Poser,
}

static LAYOUT: LazyLock<Arc<FaceLayout>> = LazyLock::new(|| {
    Arc::new(FaceLayout::new(Rig::embedded().expect("the embedded rig is sound")))
});
static PORTRAIT: LazyLock<Portrait> = LazyLock::new(|| portrait(|_| Vec3::ZERO));

/// A portrait whose identity moves the rest vertices by a function of their place.
fn portrait(identity: impl Fn(Vec3) -> Vec3) -> Portrait {
    expressive(identity, Vec::new())
}

/// The same, and its picture shows some units.
fn expressive(identity: impl Fn(Vec3) -> Vec3, units: Vec<Unit>) -> Portrait {
    let rig = LAYOUT.rig();
    let mut vertices_dm: Vec<Vec3> = rig.rest_dm.iter().map(|&p| p + identity(p)).collect();
    for unit in &units {
        rig.units[&(unit.au.code(), unit.side)].add_to(&mut vertices_dm, unit.intensity);
    }
    let fit = Fit {
        size: (SIZE, SIZE),
        view_from_rig: Mat3::from_rotation_y(0.15) * Mat3::from_rotation_x(-0.05),
        scale_px_per_dm: 150.0,
        translation_px: Vec2::new(250.0, 260.0),
        centre_dm: Vec3::new(0.0, 7.0, 1.2),
        vertices_dm,
        units,
        landmarks: Landmarks::default(),
        pose_deg: Vec3::ZERO,
        quality: 1.0,
    };
    let picture = RgbaImage::from_fn(SIZE, SIZE, |x, y| {
        Rgba([(120 + x / 8) as u8, (90 + y / 16) as u8, 80, 255])
    });
    let stage = Stage::new(&LAYOUT, &fit, &picture);
    let poser = Poser::new(LAYOUT.clone(), &fit, &stage);
    Portrait { stage, poser }
}

fn row(units: &[(u8, Side, f32)]) -> Row {
    let mut row = Row::ZERO;
    for &(code, side, intensity) in units {
        row.add(Au::of(code), side, intensity);
    }
    row
}

#[test]
fn zero_row_leaves_everything_as_it_is() {
    let Portrait { stage, poser } = &*PORTRAIT;
    let posed = poser.pose(&Row::ZERO);
    assert_eq!(posed.vertices_px, stage.source_px);
    assert!(posed.relight.iter().all(|&factor| factor == 1.0));
    assert!(posed.backdrop.values.iter().all(|&offset| offset == Vec2::ZERO));
    assert!(posed.wrinkles.is_none() && posed.head.is_none());
    assert_eq!(posed.lid_closure, [0.0; 2]);
}

/// Muscles that push skin together from two sides fold it; not spread, some 3, 7 and 14 ten-thousandths
/// of a square interocular distance would lie over other skin.
#[test]
fn skin_that_is_pushed_together_hardly_folds() {
    let Portrait { stage, poser } = &*PORTRAIT;
    let doubled_area = |vertices: &[Vec3], triangle: [u32; 3]| {
        let [a, b, c] = triangle.map(|vertex| vertices[vertex as usize].truncate());
        (b - a).perp_dot(c - a)
    };
    for (units, most_iod2) in [([6, 7], 1e-4), ([17, 15], 4e-4), ([9, 10], 1e-3)] {
        let posed = poser.pose(&row(&units.map(|code| (code, Side::Both, 1.0))));
        let triangles = stage.face_triangles.iter().copied();
        let seen = triangles.filter(|&t| doubled_area(&stage.source_px, t) < 0.0);
        let folded: f32 = seen.map(|t| doubled_area(&posed.vertices_px, t).max(0.0)).sum();
        let folded_iod2 = folded / stage.iod_px.powi(2);
        assert!(folded_iod2 < most_iod2, "{units:?}: {folded_iod2}");
    }
}

#[test]
fn one_sided_units_leave_the_other_side() {
    let Portrait { stage, poser } = &*PORTRAIT;
    for &channel in CHANNELS {
        let Channel::Unit(au, Side::Left) = channel else {
            continue;
        };
        if au.code() == 30 {
            continue; // The jaw goes sideways as a whole.
        }
        let posed = poser.pose(&row(&[(au.code(), Side::Left, 1.0)]));
        for (vertex, rest) in LAYOUT.rig().rest_dm.iter().enumerate() {
            let moved = posed.vertices_px[vertex].distance(stage.source_px[vertex]) / stage.iod_px;
            assert!(
                rest.x > -0.1 || moved < 0.01,
                "L{} moves {rest} on the right by {moved} IOD",
                au.code()
            );
        }
    }
}

#[test]
fn blink_shuts_any_eye() {
    let rig = LAYOUT.rig();
    let identities: [fn(Vec3) -> Vec3; 4] = [
        |_| Vec3::ZERO,
        |p| Vec3::Y * (p.y - 7.28) * 0.6,
        |p| Vec3::Y * (p.y - 7.28) * -0.4,
        |p| Vec3::new(0.0, 0.15 * p.x, 0.0),
    ];
    for (number, identity) in identities.into_iter().enumerate() {
        let Portrait { stage, poser } = portrait(identity);
        for extra in
            [&[][..], &[(5, Side::Both, 1.0)], &[(12, Side::Both, 1.0), (6, Side::Both, 1.0)]]
        {
            let mut units = vec![(43, Side::Both, 1.0)];
            units.extend_from_slice(extra);
            let posed = poser.pose(&row(&units));
            assert_eq!(posed.lid_closure, [1.0; 2]);
            for lids in [&rig.left_lids, &rig.right_lids] {
                let gap = widest_gap(&posed, &lids.upper, &lids.lower) / stage.iod_px;
                assert!(gap < 0.04, "identity {number} with {extra:?} leaves {gap} IOD open");
            }
        }
    }
}

/// Largest height between an upper and a lower line, pixels.
fn widest_gap(posed: &Posed, upper: &[u32], lower: &[u32]) -> f32 {
    let at = |vertex: u32| posed.vertices_px[vertex as usize].truncate();
    let below = |x: f32| {
        let segments = lower.windows(2).map(|pair| (at(pair[0]), at(pair[1])));
        let hit = segments.filter(|(a, b)| a.x.min(b.x) <= x && x <= a.x.max(b.x));
        hit.map(|(a, b)| a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x).max(1e-6)))
            .fold(f32::NAN, f32::max)
    };
    upper.iter().map(|&v| below(at(v).x) - at(v).y).filter(|gap| !gap.is_nan()).fold(0.0, f32::max)
}

#[test]
fn pressed_lips_meet_on_an_open_jaw() {
    let Portrait { stage, poser } = &*PORTRAIT;
    let lips = &LAYOUT.rig().lips_inner;
    let gap = |units: &[(u8, Side, f32)]| {
        widest_gap(&poser.pose(&row(units)), &lips.upper, &lips.lower) / stage.iod_px
    };
    let open = gap(&[(26, Side::Both, 0.5)]);
    let pressed = gap(&[(26, Side::Both, 0.5), (24, Side::Both, 1.0)]);
    assert!(open > 0.08 && pressed < 0.03, "open {open}, pressed {pressed} IOD");
}

#[test]
fn a_smile_is_neutralised() {
    let unit = |code, side, intensity| Unit { au: Au::of(code), side, intensity };
    let units = vec![
        unit(12, Side::Left, 0.9),
        unit(12, Side::Right, 0.8),
        unit(25, Side::Left, 0.6),
        unit(25, Side::Right, 0.6),
        unit(26, Side::Both, 0.7),
    ];
    let rested = |p: Vec3| Vec3::new(0.05 * p.x, 0.0, 0.0);
    let still = portrait(rested);
    let Portrait { stage, mut poser } = expressive(rested, units);
    let lips = &LAYOUT.rig().lips_inner;
    let smile = poser.pose(&Row::ZERO);
    assert_eq!(smile.vertices_px, stage.source_px, "nothing is neutralised unasked");
    let gap_iod = |posed: &Posed| widest_gap(posed, &lips.upper, &lips.lower) / stage.iod_px;
    assert!(gap_iod(&smile) > 0.1, "{}", gap_iod(&smile));
    poser.set_neutralise(1.0);
    let neutral = poser.pose(&Row::ZERO);
    assert!(gap_iod(&neutral) < 0.01, "{}", gap_iod(&neutral));
    for corner in [lips.upper[0], *lips.upper.last().expect("a lip")] {
        let there = still.stage.source_px[corner as usize];
        let off = neutral.vertices_px[corner as usize].truncate().distance(there.truncate());
        assert!(off < 0.03 * stage.iod_px, "a corner is {off} px off");
    }
}

/// The backdrop shows under the face what the face itself shows there, so that the two join.
#[test]
fn backdrop_agrees_with_the_face() {
    let Portrait { stage, poser } = &*PORTRAIT;
    let face: BTreeSet<usize> =
        stage.face_triangles.iter().flatten().map(|&vertex| vertex as usize).collect();
    let still = poser.pose(&Row::ZERO);
    for units in [&[(27, Side::Both, 1.0)][..], &[(12, Side::Both, 1.0)], &[(34, Side::Both, 1.0)]]
    {
        let posed = poser.pose(&row(units));
        let mut seams: Vec<f32> = face
            .iter()
            .filter(|&&vertex| still.normals_view[vertex].z.min(posed.normals_view[vertex].z) > 0.3)
            .map(|&vertex| {
                let to = posed.vertices_px[vertex].truncate();
                let from = stage.source_px[vertex].truncate();
                (to + posed.backdrop.sample(to)).distance(from) / stage.iod_px
            })
            .collect();
        seams.sort_by(f32::total_cmp);
        let (median, most) = (seams[seams.len() / 2], seams[seams.len() * 95 / 100]);
        assert!(median < 0.004 && most < 0.03, "{units:?}: {median}, {most} IOD apart");
    }
}

/// Where the middle of the face goes for each head channel: right, down in picture pixels.
#[test]
fn head_goes_where_the_channels_say() {
    let Portrait { stage, poser } = &*PORTRAIT;
    let rig = LAYOUT.rig();
    let (nose, brow) = (rig.attachments["nose_bridge"][3], rig.attachments["nose_bridge"][0]);
    let still = poser.pose(&Row::ZERO);
    for (channel, value, towards) in [
        (Channel::HeadYaw, 15.0, Vec2::X),
        (Channel::HeadPitch, 12.0, Vec2::NEG_Y),
        (Channel::HeadX, 0.2, Vec2::X),
        (Channel::HeadY, 0.2, Vec2::NEG_Y),
    ] {
        let mut row = Row::ZERO;
        row.set(channel, value);
        let head = poser.pose(&row).head.expect("a head channel is set");
        let at = nose.at(&still.vertices_px).truncate();
        let came_from = head.sample(at);
        assert!(
            -came_from.dot(towards) > 0.05 * stage.iod_px,
            "{channel:?}: comes from {came_from}"
        );
    }
    let mut tilted = Row::ZERO;
    tilted.set(Channel::HeadRoll, 15.0);
    let head = poser.pose(&tilted).head.expect("a head channel is set");
    let top_came_from = head.sample(brow.at(&still.vertices_px).truncate());
    assert!(top_came_from.x < 0.0, "the top goes to the person's left: {top_came_from}");
}

fn is_sound(field: &Field, reach_px: f32) -> bool {
    field.values.iter().all(|offset| offset.is_finite() && offset.length() < reach_px)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_row_gives_finite_geometry(
        values in prop::collection::vec(prop_oneof![
            Just(0.0_f32), -30.0_f32..30.0, Just(f32::NAN), Just(f32::INFINITY), Just(1e30),
        ], CHANNEL_COUNT),
    ) {
        let mut row = Row::ZERO;
        row.0.copy_from_slice(&values);
        let posed = PORTRAIT.poser.pose(&row);
        let reach_px = 2.0 * SIZE as f32;
        prop_assert!(posed.vertices_px.iter().all(|point| point.is_finite()));
        prop_assert!(posed.normals_view.iter().all(|normal| (normal.length() - 1.0).abs() < 1e-3));
        prop_assert!(posed.relight.iter().all(|factor| (0.5..1.6).contains(factor)));
        prop_assert!(is_sound(&posed.backdrop, reach_px));
        prop_assert!(posed.head.as_ref().is_none_or(|field| is_sound(field, reach_px)));
        prop_assert!(posed.wrinkles.iter().flat_map(|grid| &grid.values).all(|m| (0.65..=1.12).contains(m)));
    }
}

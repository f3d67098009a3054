//! The fit against heads whose pose and identity are known.

use super::*;
use crate::landmarks::positions_in_group;
use glam::{Mat3, Vec2};
use proptest::prelude::*;
use risorius_face::Side;
use risorius_rig::Attachment;
use std::collections::BTreeMap;

fn rig() -> &'static Rig {
    Rig::embedded().expect("the embedded rig loads")
}

/// What the rig would look like in a picture of 1000×1000 pixels.
fn seen(yaw: f32, pitch: f32, roll: f32, identity: &[(usize, f32)]) -> Landmarks {
    seen_head(yaw, pitch, roll, &rig().with_identity(identity))
}

fn seen_head(yaw: f32, pitch: f32, roll: f32, vertices: &[Vec3]) -> Landmarks {
    let [yaw, pitch, roll] = [yaw, pitch, roll].map(f32::to_radians);
    let view = Mat3::from_euler(EulerRot::ZYX, -roll, yaw, -pitch);
    let project = |point: Vec3| {
        let v = view * (point - CENTRE_DM.as_vec3()) * 250.0;
        Vec2::new(500.0 + v.x, 480.0 - v.y)
    };
    let is_landmark = |(name, points): &(&String, &Vec<Attachment>)| {
        positions_in_group(name, points.len()).is_some()
    };
    let groups: BTreeMap<String, Vec<Vec2>> = rig()
        .attachments
        .iter()
        .filter(is_landmark)
        .map(|(name, points)| {
            (name.clone(), points.iter().map(|at| project(at.at(vertices))).collect())
        })
        .collect();
    Landmarks { size: (1000, 1000), groups }
}

fn finite(fit: &Fit) -> bool {
    fit.vertices_dm.iter().all(|vertex| vertex.is_finite())
        && fit.view_from_rig.is_finite()
        && fit.translation_px.is_finite()
        && fit.scale_px_per_dm.is_finite()
        && fit.quality.is_finite()
}

fn worst_residual_iod(fit: &Fit) -> f32 {
    let on_head = |name: &String| {
        rig().attachments[name].iter().map(|at| fit.project(at.at(&fit.vertices_dm)).truncate())
    };
    let outline = |name: &str| name == "face_oval" || name == "chin" || name.contains("_iris_");
    let groups = fit.landmarks.groups.iter().filter(|(name, _)| !outline(name));
    let misses = groups.flat_map(|(name, points)| {
        on_head(name).zip(points).map(|(there, &here)| there.distance(here))
    });
    misses.fold(0.0, f32::max) / fit.iod_px()
}

/// Keeps only the points that a list of 68 has.
fn sparse(full: &Landmarks) -> Landmarks {
    let thin = |(name, points): (&String, &Vec<Vec2>)| {
        let positions = (1..points.len()).find_map(|count| positions_in_group(name, count));
        let points = positions
            .map_or_else(|| points.clone(), |kept| kept.iter().map(|&k| points[k]).collect());
        (name.clone(), points)
    };
    Landmarks { size: full.size, groups: full.groups.iter().map(thin).collect() }
}

/// Somebody with eyes, a mouth and cheeks of their own. One picture cannot tell a longer nose or a
/// deeper skull from a turned head, so those stay as they are.
fn somebody(seed: usize) -> Vec<(usize, f32)> {
    let own = |name: &str| ["/eyes/", "/mouth/", "/cheek/"].iter().any(|part| name.contains(part));
    let shapes = rig().identity.iter().enumerate().filter(|(_, (name, _))| own(name));
    shapes.skip(3 * seed).step_by(17).map(|(shape, _)| (shape, 0.3)).collect()
}

#[test]
fn known_poses_and_identities_are_found_again() {
    for (seed, (yaw, pitch, roll)) in [
        (0.0, 0.0, 0.0),
        (20.0, 5.0, -10.0),
        (-30.0, -8.0, 4.0),
        (8.0, -15.0, 30.0),
        (0.0, 0.0, 170.0),
    ]
    .into_iter()
    .enumerate()
    {
        let landmarks = seen(yaw, pitch, roll, &somebody(seed));
        let fit = fit(&landmarks, rig()).expect("a face");
        let turned = fit.pose_deg - Vec3::new(yaw, pitch, roll);
        assert!(
            turned.abs().max_element() < 1.0,
            "asked {yaw} {pitch} {roll}, found {}",
            fit.pose_deg
        );
        assert!(worst_residual_iod(&fit) < 0.005, "{}", worst_residual_iod(&fit));
        assert!(fit.quality > 0.9, "{}", fit.quality);
    }
}

#[test]
fn fewer_points_still_fit() {
    let full = seen(12.0, 3.0, -5.0, &somebody(3));
    let keep = |wanted: &[&str]| {
        let mut kept = full.clone();
        kept.groups.retain(|name, _| wanted.iter().any(|part| name.contains(part)));
        kept
    };
    for landmarks in [sparse(&full), keep(&["_eye_", "lips_"]), keep(&["_brow_", "nose_"])] {
        let fit = fit(&landmarks, rig()).expect("enough of a face");
        assert!(
            finite(&fit) && (fit.pose_deg - Vec3::new(12.0, 3.0, -5.0)).length() < 6.0,
            "{}",
            fit.pose_deg
        );
    }
    let error = fit(&keep(&["_eye_"]), rig()).expect_err("eyes only");
    assert!(
        error
            .to_string()
            .ends_with("found left_eye_lower, left_eye_upper, right_eye_lower, right_eye_upper")
    );
}

#[test]
fn mirrored_landmarks_are_told() {
    let mut landmarks = seen(0.0, 0.0, 0.0, &[]);
    landmarks.groups.values_mut().flatten().for_each(|point| point.x = 1000.0 - point.x);
    assert_eq!(fit(&landmarks, rig()).expect_err("mirrored"), FitError::Mirrored);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_points_give_a_finite_fit_or_an_error(
        noise in prop::collection::vec((-1.0f32..1.0, -1.0f32..1.0), 32),
        strength in prop::sample::select(vec![0.0f32, 10.0, 100.0, 1e4, f32::INFINITY]),
    ) {
        let mut landmarks = seen(0.0, 0.0, 0.0, &[]);
        for (point, &(x, y)) in landmarks.groups.values_mut().flatten().zip(noise.iter().cycle()) {
            *point += Vec2::new(x, y) * strength;
        }
        if let Ok(fit) = fit(&landmarks, rig()) {
            prop_assert!(finite(&fit));
        }
    }
}

/// What is remembered of the last fit is that of other heads, too, when the points differ.
#[test]
fn a_fit_does_not_depend_on_the_one_before() {
    let first = seen(12.0, 3.0, -5.0, &somebody(1));
    let mut dragged = first.clone();
    dragged.groups.get_mut("nose_bridge").expect("the rig has a nose")[2] += Vec2::new(9.0, -4.0);
    // Nothing is remembered of other rigs than the embedded one.
    let other_rig = rig().clone();
    for landmarks in [&first, &dragged, &sparse(&first), &dragged] {
        let [fit, anew] = [rig(), &other_rig].map(|rig| fit(landmarks, rig).expect("a face"));
        assert_eq!(fit.vertices_dm, anew.vertices_dm);
    }
}

/// Somebody who shows units, seen a little from the side.
fn acting(seed: usize, units: &[(u8, f32)]) -> Fit {
    let mut vertices = rig().with_identity(&somebody(seed));
    for &(code, intensity) in units {
        for side in [Side::Left, Side::Right, Side::Both] {
            if let Some(shape) = rig().units.get(&(code, side)) {
                shape.add_to(&mut vertices, intensity);
            }
        }
    }
    fit(&seen_head(5.0, 3.0, -4.0, &vertices), rig()).expect("a face")
}

#[test]
fn the_expression_is_told_from_the_identity() {
    for expect in [&[][..], &[(12, 0.8)], &[(25, 0.8)], &[(25, 0.4)], &[(26, 0.8)], &[(43, 0.8)]] {
        for seed in 0..2 {
            let told = acting(seed, expect).units;
            for unit in &told {
                let shown = expect.iter().find(|(code, _)| *code == unit.au.code());
                let shown = shown.map_or(0.0, |&(_, intensity)| intensity);
                let tolerance = if shown > 0.0 { 0.2 } else { 0.25 };
                let miss = (unit.intensity - shown).abs();
                assert!(miss <= tolerance, "{expect:?} of {seed} is told as {told:?}");
            }
            for (code, _) in expect {
                assert!(told.iter().any(|unit| unit.au.code() == *code), "{expect:?}: {told:?}");
            }
        }
    }
}

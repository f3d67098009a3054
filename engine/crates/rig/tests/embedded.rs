//! The rig that is part of the program.

use glam::Vec3;
use risorius_face::{Au, Region, Side};
use risorius_rig::{Part, Rig, Shape, normals};
use std::collections::BTreeMap;

fn rig() -> &'static Rig {
    Rig::embedded().expect("the embedded files fit each other")
}

fn displacement(shape: &Shape) -> Vec<Vec3> {
    let mut moved = vec![Vec3::ZERO; rig().rest_dm.len()];
    shape.add_to(&mut moved, 1.0);
    moved
}

fn size(displacement: &[Vec3]) -> f32 {
    displacement.iter().map(|delta| delta.length_squared()).sum::<f32>().sqrt()
}

#[test]
fn the_mesh_has_the_expected_parts() {
    let mut triangles = BTreeMap::new();
    for part in &rig().part_of_triangle {
        *triangles.entry(*part).or_insert(0) += 1;
    }
    assert_eq!(rig().rest_dm.len(), 19_785);
    let expected = [
        (Part::Skin, 25_280),
        (Part::EyePocket, 2 * 3_016),
        (Part::MouthInterior, 3_792),
        (Part::LeftEye, 560),
        (Part::RightEye, 560),
        (Part::UpperTeeth, 384),
        (Part::LowerTeeth, 384),
        (Part::Tongue, 1_792),
        (Part::Lashes, 368),
    ];
    assert_eq!(triangles.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn every_unit_of_the_face_has_its_shapes() {
    // Eyes that turn sideways leave the lids alone.
    let faceless = |code: u8| matches!(code, 61 | 62);
    let table = Au::table().iter().filter(|info| info.region != Region::Head);
    for info in table.filter(|info| !faceless(info.code)) {
        let followers = info.region == Region::Gaze;
        let sides: &[Side] =
            if info.sided || followers { &[Side::Left, Side::Right] } else { &[Side::Both] };
        let found: Vec<Side> =
            rig().units.keys().filter(|(code, _)| *code == info.code).map(|key| key.1).collect();
        assert_eq!(found, sides, "AU{}", info.code);
        for &side in sides {
            let largest = rig().units[&(info.code, side)].deltas_dm.iter().map(|d| d.length());
            let largest = largest.fold(0.0, f32::max);
            assert!((0.01..0.4).contains(&largest), "AU{} {side:?} moves {largest} dm", info.code);
        }
    }
}

#[test]
fn a_shape_stays_on_its_side() {
    for ((code, side), shape) in &rig().units {
        let sign = match side {
            Side::Both => continue,
            _ if *code == 30 => continue, // the jaw is one bone
            Side::Left => 1.0,
            Side::Right => -1.0,
        };
        let moved = displacement(shape);
        let astray: Vec<Vec3> = moved
            .iter()
            .zip(&rig().rest_dm)
            .filter(|(_, rest)| rest.x * sign < -0.1)
            .map(|(&delta, _)| delta)
            .collect();
        let share = size(&astray) / size(&moved);
        assert!(share < 0.02, "AU{code} {side:?}: {share} of it is on the other side");
    }
}

#[test]
fn left_and_right_mirror_each_other() {
    let mirror = mirror_of_each_vertex();
    for (code, side) in rig().units.keys().filter(|(_, side)| *side == Side::Left) {
        let left = displacement(&rig().units[&(*code, *side)]);
        let right = displacement(&rig().units[&(*code, Side::Right)]);
        let mirrored = mirror.iter().map(|&v| right[v] * Vec3::new(-1.0, 1.0, 1.0));
        let apart: Vec<Vec3> = left.iter().zip(mirrored).map(|(&a, b)| a - b).collect();
        let share = size(&apart) / size(&left);
        assert!(share < 0.04, "AU{code}: left and right differ by {share}");
    }
}

/// The vertex at the mirrored place of each.
fn mirror_of_each_vertex() -> Vec<usize> {
    let rest = &rig().rest_dm;
    let cell = |at: Vec3| (at * 100.0).round().as_ivec3().to_array();
    let mut vertices_of_cell: BTreeMap<[i32; 3], Vec<usize>> = BTreeMap::new();
    for (vertex, &at) in rest.iter().enumerate() {
        vertices_of_cell.entry(cell(at)).or_default().push(vertex);
    }
    let nearest = |at: Vec3| {
        let around = (0..27).map(|n| Vec3::from([n % 3, n / 3 % 3, n / 9].map(|k| k as f32 - 1.0)));
        let cells = around.map(|step| cell(at + step * 0.01));
        let vertices = cells.filter_map(|cell| vertices_of_cell.get(&cell)).flatten();
        let distance = |vertex: &usize| rest[*vertex].distance_squared(at);
        vertices.copied().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let mirrored = rest.iter().map(|&at| nearest(at * Vec3::new(-1.0, 1.0, 1.0)));
    mirrored.map(|vertex| vertex.expect("the head at rest is symmetric")).collect()
}

#[test]
fn directions_are_what_the_codes_say() {
    // AU, side, landmark group, point, axis, sign: what an artist would see first.
    let table = [
        (1, Side::Left, "left_brow_upper", 4, Vec3::Y),
        (2, Side::Right, "right_brow_upper", 1, Vec3::Y),
        (4, Side::Left, "left_brow_lower", 4, Vec3::NEG_Y),
        (4, Side::Left, "left_brow_lower", 3, Vec3::NEG_X),
        (5, Side::Left, "left_eye_upper", 4, Vec3::Y),
        (12, Side::Left, "lips_upper_outer", 10, Vec3::Y),
        (12, Side::Left, "lips_upper_outer", 10, Vec3::X),
        (12, Side::Right, "lips_upper_outer", 0, Vec3::NEG_X),
        (15, Side::Left, "lips_upper_outer", 10, Vec3::NEG_Y),
        (26, Side::Both, "lips_lower_inner", 5, Vec3::NEG_Y),
        (30, Side::Left, "chin", 0, Vec3::X),
        (30, Side::Right, "chin", 0, Vec3::NEG_X),
        (43, Side::Right, "right_eye_upper", 4, Vec3::NEG_Y),
    ];
    for (code, side, group, point, direction) in table {
        let moved = displacement(&rig().units[&(code, side)]);
        let along = rig().attachments[group][point].at(&moved).dot(direction);
        assert!(along > 0.015, "AU{code} {side:?} moves {group}[{point}] by {along} dm that way");
    }
}

#[test]
fn landmarks_have_the_groups_of_a_landmark_file() {
    let mut expected: BTreeMap<&str, usize> =
        BTreeMap::from([("face_oval", 36), ("nose_bridge", 7), ("nose_base", 5), ("chin", 1)]);
    for name in ["right_eye_upper", "right_eye_lower", "left_eye_upper", "left_eye_lower"] {
        expected.insert(name, 9);
    }
    for name in ["right_brow_upper", "right_brow_lower", "left_brow_upper", "left_brow_lower"] {
        expected.insert(name, 5);
    }
    for name in ["lips_upper_outer", "lips_lower_outer", "lips_upper_inner", "lips_lower_inner"] {
        expected.insert(name, 11);
    }
    for (centre, edge) in
        [("right_iris_centre", "right_iris_edge"), ("left_iris_centre", "left_iris_edge")]
    {
        expected.extend([(centre, 1), (edge, 4)]);
    }
    for (group, count) in expected {
        let points = &rig().attachments[group];
        assert_eq!(points.len(), count, "{group}");
        for point in points {
            assert!((point.weights.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{group}");
            assert!(point.at(&rig().rest_dm).z > 0.7, "{group} lies on the front of the head");
        }
    }
}

#[test]
fn lines_ascend_and_share_their_ends() {
    let rig = rig();
    let pairs = [
        (&rig.left_lids.upper, &rig.left_lids.lower),
        (&rig.right_lids.upper, &rig.right_lids.lower),
        (&rig.lips_outer.upper, &rig.lips_outer.lower),
        (&rig.lips_inner.upper, &rig.lips_inner.lower),
    ];
    for (upper, lower) in pairs {
        assert_eq!((upper.first(), upper.last()), (lower.first(), lower.last()));
        let middle = |line: &[u32]| rig.rest_dm[line[line.len() / 2] as usize];
        assert!(middle(upper).y > middle(lower).y - 1e-4);
        for line in [upper, lower] {
            let ends = [line[0], line[line.len() - 1]].map(|v| rig.rest_dm[v as usize].x);
            assert!(ends[0] < ends[1]);
        }
    }
}

#[test]
fn identity_at_points_agrees_with_the_whole_mesh() {
    let rig = rig();
    let points = &rig.attachments["nose_base"];
    let moved_points = rig.identity_at(points);
    for shape in (0..rig.identity.len()).step_by(37) {
        let head = rig.with_identity(&[(shape, 1.0)]);
        for (point, moved) in points.iter().zip(&moved_points[shape]) {
            let expected = point.at(&head) - point.at(&rig.rest_dm);
            assert!((expected - *moved).length() < 1e-4, "{}", rig.identity[shape].0);
        }
    }
    assert_eq!(rig.with_identity(&[]), rig.rest_dm);
}

#[test]
fn skin_faces_outwards() {
    let rig = rig();
    let normals = normals(&rig.rest_dm, &rig.triangles);
    let tip = rig.attachments["nose_bridge"][6].vertices[0] as usize;
    assert!(normals[tip].z > 0.5 && (normals[tip].length() - 1.0).abs() < 1e-5);
}

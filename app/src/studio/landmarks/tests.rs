use super::*;

/// The bundled portrait's landmarks: 159 points.
pub(super) fn face() -> Landmarks {
    let text = include_str!("../../../../assets/sample/portrait.landmarks.json");
    serde_json::from_str(text).unwrap()
}

fn named(label: &str) -> &'static Handle {
    HANDLES.iter().find(|handle| handle.label == label).unwrap_or_else(|| panic!("{label}"))
}

fn pulled(label: &str, by: Vec2, pulled: Pulled) -> Landmarks {
    Grip::new(&face(), named(label)).moved(by, pulled)
}

/// How far a point of a group went.
fn way(after: &Landmarks, group: &str, point: usize) -> Vec2 {
    let by = after.groups[group][point] - face().groups[group][point];
    vec2(by.x, by.y)
}

#[test]
fn every_handle_stands_on_its_face_alone() {
    let face = face();
    for (i, handle) in HANDLES.iter().enumerate() {
        let at = handle.position_px(&face).unwrap_or_else(|| panic!("{}", handle.label));
        for other in &HANDLES[i + 1..] {
            assert_ne!(other.label, handle.label);
            assert!(other.position_px(&face).unwrap().distance(at) > 1.0, "{}", handle.label);
        }
        if let Some(partner) = handle.partner() {
            assert_eq!(partner.partner().unwrap().label, handle.label);
        }
    }
    assert_eq!(HANDLES.iter().filter(|handle| handle.partner().is_some()).count(), 22);
}

#[test]
fn a_handle_lands_where_it_is_put() {
    for handle in &HANDLES {
        for by in [vec2(3.0, -2.0), vec2(-41.0, 17.5), Vec2::ZERO] {
            for how in [Pulled::Handle, Pulled::Both, Pulled::Face] {
                let from = handle.position_px(&face()).unwrap();
                let to = handle.position_px(&pulled(handle.label, by, how)).unwrap();
                assert!(to.distance(from + by) < 1e-3, "{} {how:?}: {to}", handle.label);
            }
        }
    }
}

#[test]
fn what_is_beyond_its_reach_stays() {
    for (label, moves, stays) in [
        (
            "Left upper lid",
            ("left_eye_upper", 3),
            &["left_eye_lower", "left_iris_centre", "lips_upper_outer", "right_eye_upper"][..],
        ),
        (
            "Left iris",
            ("left_iris_edge", 2),
            &["left_eye_upper", "left_eye_lower", "right_iris_centre"],
        ),
        ("Right mouth corner", ("lips_lower_inner", 1), &["chin", "left_eye_lower", "nose_bridge"]),
        (
            "Left brow, peak",
            ("left_brow_lower", 2),
            &["right_brow_upper", "left_eye_lower", "nose_base"],
        ),
        ("Chin", ("face_oval", 17), &["lips_upper_outer", "left_brow_lower"]),
        ("Nose tip", ("nose_bridge", 4), &["left_eye_upper", "chin"]),
    ] {
        let after = pulled(label, vec2(9.0, 5.0), Pulled::Handle);
        assert!(way(&after, moves.0, moves.1).length() > 0.5, "{label} moves {moves:?}");
        for group in stays {
            assert_eq!(after.groups[*group], face().groups[*group], "{label} leaves {group}");
        }
    }
}

#[test]
fn lids_and_lips_stay_joined_at_their_corners() {
    for handle in &HANDLES {
        let after = pulled(handle.label, vec2(-7.0, 11.0), Pulled::Handle);
        for (upper, lower) in [
            ("left_eye_upper", "left_eye_lower"),
            ("right_eye_upper", "right_eye_lower"),
            ("lips_upper_outer", "lips_lower_outer"),
            ("lips_upper_inner", "lips_lower_inner"),
        ] {
            for point in [0, face().groups[upper].len() - 1] {
                let (a, b) = (way(&after, upper, point), way(&after, lower, point));
                assert!((a - b).length() < 1e-3, "{}: {upper} {point}", handle.label);
            }
        }
    }
}

#[test]
fn a_pull_fades_along_its_line() {
    let after = pulled("Left upper lid", vec2(0.0, -10.0), Pulled::Handle);
    let ways: Vec<f32> = (0..9).map(|point| -way(&after, "left_eye_upper", point).y).collect();
    assert!(ways[..=4].windows(2).all(|pair| pair[0] <= pair[1]), "{ways:?}");
    assert!(ways[4..].windows(2).all(|pair| pair[0] >= pair[1]), "{ways:?}");
    assert_eq!((ways[0], ways[4], ways[8]), (0.0, 10.0, 0.0));
}

#[test]
fn a_mirror_moves_the_other_side_alike() {
    let after = pulled("Left mouth corner", vec2(6.0, -4.0), Pulled::Both);
    let across = Points::of(&face()).across_px().normalized();
    let (left, right) = (way(&after, "lips_upper_outer", 10), way(&after, "lips_upper_outer", 0));
    let along = across.rot90();
    assert!((left.dot(across) + right.dot(across)).abs() < 1e-3, "{left} {right}");
    assert!((left.dot(along) - right.dot(along)).abs() < 1e-3, "{left} {right}");
}

#[test]
fn a_face_with_few_or_odd_points_is_no_panic() {
    let mut sparse = face();
    sparse.groups.retain(|name, _| name != "chin" && !name.contains("iris"));
    sparse.groups.get_mut("face_oval").unwrap().truncate(17);
    sparse.groups.get_mut("left_eye_upper").unwrap().truncate(1);
    sparse.groups.get_mut("left_eye_lower").unwrap().clear();
    for landmarks in [sparse, Landmarks::default()] {
        for handle in &HANDLES {
            let moved = Grip::new(&landmarks, handle).moved(vec2(1.0, 2.0), Pulled::Both);
            assert_eq!(moved.groups.len(), landmarks.groups.len());
            assert!(moved.groups.values().flatten().all(|point| point.is_finite()));
        }
    }
}

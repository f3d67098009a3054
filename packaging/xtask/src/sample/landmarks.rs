//! The portrait's landmarks: exact, since the mesh is known.

use super::{
    canvas::{HEIGHT, WIDTH},
    person::{IRIS_IN_EYE, Person},
};
use glam::Vec3;
use serde_json::{Map, Value, json};

/// Groups in the order of a landmark file.
const GROUPS: [&str; 20] = [
    "face_oval",
    "right_eye_upper",
    "right_eye_lower",
    "left_eye_upper",
    "left_eye_lower",
    "right_brow_upper",
    "right_brow_lower",
    "left_brow_upper",
    "left_brow_lower",
    "right_iris_centre",
    "right_iris_edge",
    "left_iris_centre",
    "left_iris_edge",
    "lips_upper_outer",
    "lips_lower_outer",
    "lips_upper_inner",
    "lips_lower_inner",
    "nose_bridge",
    "nose_base",
    "chin",
];

/// The text of the landmark file.
pub(super) fn json(person: &Person) -> String {
    let groups: Map<String, Value> =
        GROUPS.iter().map(|&name| (name.to_owned(), group(person, name))).collect();
    let file = json!({
        "image": "portrait.png",
        "size": [WIDTH, HEIGHT],
        "units": "pixels, x right, y down; 'left' and 'right' are the person's",
        "source": "projected from the rig that drew it",
        "groups": groups,
    });
    format!("{file:#}\n")
}

fn group(person: &Person, name: &str) -> Value {
    let points = match name.split_once("_iris_") {
        Some((side, which)) => iris(person, usize::from(side == "left"), which),
        None => {
            let attached = &person.rig.attachments[name];
            attached.iter().map(|point| point.at(&person.vertices_dm)).collect()
        }
    };
    let pixel = |at: Vec3| {
        let at = person.camera.project(at);
        json!([hundredths(at.x), hundredths(at.y)])
    };
    points.into_iter().map(pixel).collect()
}

/// The iris turns with the gaze, so it is not fixed to the mesh. Edge: her left, top, right, bottom.
fn iris(person: &Person, eye: usize, which: &str) -> Vec<Vec3> {
    let eye = person.eyes[eye];
    let centre =
        eye.centre_dm + eye.gaze * eye.radius_dm * (1.0 - IRIS_IN_EYE * IRIS_IN_EYE).sqrt();
    let radius = eye.radius_dm * IRIS_IN_EYE;
    if which == "centre" {
        return vec![centre];
    }
    [eye.across, eye.up, -eye.across, -eye.up].map(|way| centre + way * radius).to_vec()
}

fn hundredths(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_rig::Rig;

    #[test]
    fn the_committed_list_is_what_the_rig_gives() {
        let person = Person::new(Rig::embedded().expect("the rig loads")).expect("shapes exist");
        let read = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
        let drawn = read(&json(&person));
        let committed = read(include_str!("../../../../assets/sample/portrait.landmarks.json"));
        assert_eq!(drawn["size"], committed["size"]);
        for name in GROUPS {
            let points = |file: &Value| file["groups"][name].as_array().cloned().expect("a list");
            let (drawn, committed) = (points(&drawn), points(&committed));
            assert_eq!(drawn.len(), committed.len(), "{name}");
            for (a, b) in drawn.iter().zip(&committed) {
                let apart = |axis: usize| {
                    let number = |point: &Value| point[axis].as_f64().expect("a number");
                    (number(a) - number(b)).abs()
                };
                // Sines differ in their last bits between platforms.
                assert!(apart(0).max(apart(1)) < 0.05, "{name}: {a} {b}");
            }
        }
    }
}

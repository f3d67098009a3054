//! Landmarks in JSON.

use super::{FaceLandmarks, LandmarkError, face_of_list};
use glam::Vec2;
use risorius_rig::{Group, Landmarks};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The forms that a file may have.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Faces { size: Option<(u32, u32)>, faces: Vec<FaceObject> },
    Face(FaceObject),
    FaceList(Vec<FaceObject>),
    Points(Vec<Point>),
    Numbers(Vec<f64>),
}

/// One face; other keys (`image`, `units`, `source`, `box` …) are not needed.
#[derive(Deserialize)]
struct FaceObject {
    size: Option<(u32, u32)>,
    groups: BTreeMap<String, Vec<Point>>,
}

/// A point; a depth is not needed.
#[derive(Deserialize)]
#[serde(untagged)]
enum Point {
    Pair(f64, f64),
    Triple(f64, f64, #[allow(dead_code, reason = "read so that triples are accepted")] f64),
    Named { x: f64, y: f64 },
}

impl Point {
    fn position(&self) -> Vec2 {
        match *self {
            Self::Pair(x, y) | Self::Triple(x, y, _) | Self::Named { x, y } => {
                Vec2::new(x as f32, y as f32)
            }
        }
    }
}

/// Reads any of the JSON forms.
pub(super) fn parse(text: &str) -> Result<Vec<FaceLandmarks>, LandmarkError> {
    let file: File = serde_json::from_str(text).map_err(|_| no_known_form(text))?;
    let faces = match file {
        File::Face(face) => vec![named_face(face, None)],
        File::Faces { size, faces } => {
            faces.into_iter().map(|face| named_face(face, size)).collect()
        }
        File::FaceList(faces) => faces.into_iter().map(|face| named_face(face, None)).collect(),
        File::Points(points) => {
            let points: Vec<Vec2> = points.iter().map(Point::position).collect();
            vec![face_of_list(&points)?]
        }
        File::Numbers(numbers) => vec![face_of_list(&pairs(&numbers))?],
    };
    if faces.is_empty() { Err(LandmarkError::NoFace) } else { Ok(faces) }
}

/// The text of a landmark file with one face, a line a group. Read again, it gives the same landmarks
/// to the last bit.
pub fn to_json(landmarks: &Landmarks) -> String {
    let (width, height) = landmarks.size;
    let group = |(name, points): (&String, &Group)| {
        let points: Vec<String> =
            points.iter().map(|point| format!("[{}, {}]", point.x, point.y)).collect();
        format!("    {}: [{}]", serde_json::Value::from(name.as_str()), points.join(", "))
    };
    let groups: Vec<String> = landmarks.groups.iter().map(group).collect();
    format!(
        "{{\n  \"size\": [{width}, {height}],\n  \"groups\": {{\n{}\n  }}\n}}\n",
        groups.join(",\n")
    )
}

/// Where the text is broken as JSON, or else that it is JSON of something else: the forms themselves
/// forget which.
fn no_known_form(text: &str) -> LandmarkError {
    let message = match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Err(broken) => broken.to_string(),
        Ok(_) => "its JSON has neither `groups`, nor `faces`, nor a list of points".to_owned(),
    };
    LandmarkError::BadJson(message)
}

fn named_face(face: FaceObject, size_of_file: Option<(u32, u32)>) -> FaceLandmarks {
    let positions = |points: Vec<Point>| -> Group { points.iter().map(Point::position).collect() };
    let groups = face.groups.into_iter().map(|(name, points)| (name, positions(points))).collect();
    FaceLandmarks { size: face.size.or(size_of_file), groups }
}

/// Points of `x, y, x, y, …`; an odd number at the end makes a point of its own, so that it counts.
fn pairs(numbers: &[f64]) -> Vec<Vec2> {
    let point =
        |pair: &[f64]| Vec2::new(pair[0] as f32, pair.get(1).copied().unwrap_or(f64::NAN) as f32);
    numbers.chunks(2).map(point).collect()
}

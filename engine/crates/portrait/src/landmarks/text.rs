//! Landmarks in plain text: iBUG `.pts` files, and lines of `x y` parted by blanks, tabs, commas or
//! semicolons.

use super::{FaceLandmarks, LandmarkError, face_of_list};
use glam::Vec2;

/// Reads one face of 68 (or 468, or 478) lines. Blank lines, `#` comments, the `version:`,
/// `n_points:` and brace lines of a `.pts` file, and a first line of column names are passed over.
pub(super) fn parse(text: &str) -> Result<Vec<FaceLandmarks>, LandmarkError> {
    let mut points = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if is_frame(line) {
            continue;
        }
        match point(line) {
            Some(point) => points.push(point),
            None if points.is_empty() && is_heading(line) => {}
            None => {
                let found = line.chars().take(40).collect();
                return Err(LandmarkError::BadLine { line: index + 1, found });
            }
        }
    }
    if points.is_empty() {
        return Err(LandmarkError::NoFace);
    }
    Ok(vec![face_of_list(&points)?])
}

fn is_frame(line: &str) -> bool {
    line.is_empty()
        || line.starts_with(['#', '{', '}'])
        || line.starts_with("version:")
        || line.starts_with("n_points:")
}

/// Column names such as `x,y`.
fn is_heading(line: &str) -> bool {
    let mut words = fields(line).map(str::to_ascii_lowercase);
    words.next().as_deref() == Some("x") && words.next().as_deref() == Some("y")
}

fn point(line: &str) -> Option<Vec2> {
    let numbers: Option<Vec<f32>> = fields(line).map(|field| field.parse().ok()).collect();
    match numbers?[..] {
        [x, y] => Some(Vec2::new(x, y)),
        _ => None,
    }
}

fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t', ',', ';']).filter(|field| !field.is_empty())
}

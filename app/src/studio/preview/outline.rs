//! The landmarks of a face as thin lines.

use super::super::theme;
use super::place::Place;
use egui::{Painter, Pos2, Shape, Stroke, pos2};
use risorius_engine::Landmarks;

/// Groups that are drawn as lines, and whether the line is closed.
const LINES: &[(&str, bool)] = &[
    ("face_oval", true),
    ("right_brow_upper", false),
    ("right_brow_lower", false),
    ("left_brow_upper", false),
    ("left_brow_lower", false),
    ("right_eye_upper", false),
    ("right_eye_lower", false),
    ("left_eye_upper", false),
    ("left_eye_lower", false),
    ("nose_bridge", false),
    ("nose_base", false),
    ("lips_upper_outer", false),
    ("lips_lower_outer", false),
    ("lips_upper_inner", false),
    ("lips_lower_inner", false),
];

const IRISES: [(&str, &str); 2] =
    [("right_iris_centre", "right_iris_edge"), ("left_iris_centre", "left_iris_edge")];

/// Draws the lines where the picture is placed.
pub(super) fn paint(painter: &Painter, place: Place, landmarks: &Landmarks) {
    let group = |name: &str| landmarks.groups.get(name).map_or(&[][..], Vec::as_slice);
    for &(name, closed) in LINES {
        let group = group(name);
        let mut line: Vec<Pos2> =
            group.iter().map(|point| place.point(pos2(point.x, point.y))).collect();
        if closed && group.len() > 17 {
            line.extend(line.first().copied());
        }
        if line.iter().all(|point| point.is_finite()) {
            painter.add(Shape::line(line.clone(), Stroke::new(2.5, theme::UNDER)));
            painter.add(Shape::line(line, Stroke::new(1.0, theme::TEXT)));
        }
    }
    for (centre, edge) in IRISES {
        let (Some(centre), edge) = (group(centre).first(), group(edge)) else { continue };
        let radius = edge.iter().map(|point| point.distance(*centre)).sum::<f32>()
            / edge.len().max(1) as f32
            * place.points_per_px;
        let centre = place.point(pos2(centre.x, centre.y));
        if centre.is_finite() && radius.is_finite() {
            painter.circle_stroke(centre, radius, Stroke::new(2.5, theme::UNDER));
            painter.circle_stroke(centre, radius, Stroke::new(1.0, theme::TEXT));
        }
    }
}

//! What there is to learn from a drawn head.

use super::{
    Frame,
    film::{Film, SAMPLES},
    model::{Model, PointKey},
    person::Person,
    posed::Posed,
    slides,
};
use glam::{Vec2, Vec3};
use risorius_face::Side;
use risorius_rig::Attachment;

/// A landmark counts as seen unless skin stands this far in front of it: further than the depth of a
/// fold, nearer than a nose.
const HIDDEN_DM: f32 = 0.10;

/// A landmark in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelPoint {
    /// Where it is, pixels, whether it is seen or not.
    pub at_px: Vec2,
    /// Whether the head itself leaves it in sight (hair, glasses and beards do not count).
    pub is_visible: bool,
}

/// Exact labels of a drawn head.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// In the order of [`point_keys`].
    pub points: Vec<LabelPoint>,
    /// Yaw, pitch, roll, degrees, with the signs of [`risorius_face::Channel`].
    pub pose_deg: Vec3,
    /// Intensities 0..1 in the order of [`unit_keys`].
    pub units: Vec<f32>,
    /// Least and greatest x and y of all points, pixels.
    pub bounds_px: [Vec2; 2],
}

/// The 159 landmarks in the order of [`Labels::points`]: groups by name, each in its order.
pub fn point_keys() -> &'static [PointKey] {
    &Model::get().points
}

/// The action units in the order of [`Labels::units`].
pub fn unit_keys() -> Vec<(u8, Side)> {
    Model::get().rig.units.keys().copied().collect()
}

impl Labels {
    /// Reads the labels; the film holds nothing but the naked head.
    pub(crate) fn read(person: &Person, posed: &Posed, film: &Film) -> Self {
        let points: Vec<LabelPoint> =
            posed.model.points.iter().map(|&key| label(posed, film, key)).collect();
        let first = points[0].at_px;
        let bounds_px = points.iter().fold([first, first], |[least, most], point| {
            [least.min(point.at_px), most.max(point.at_px)]
        });
        let units = posed.model.rig.units.keys();
        let amount = |key| person.expression.units.get(key).copied().unwrap_or_default();
        let units = units.map(amount).collect();
        Self { points, pose_deg: person.pose.turn_deg, units, bounds_px }
    }
}

/// Where every landmark of a person is seen, pixels, in the order of [`point_keys`], without drawing.
pub fn points_px(person: &Person, frame: &Frame) -> Vec<Vec2> {
    let posed = Posed::new(person, frame);
    let points = posed.model.points.iter();
    points.map(|&key| posed.camera.to_pixels(place_dm(&posed, key)).truncate()).collect()
}

/// Where a landmark lies, view space.
fn place_dm(posed: &Posed, (group, n): PointKey) -> Vec3 {
    match group.split_once("_iris_") {
        Some((side, which)) => {
            let eye = &posed.eyes[usize::from(side == "left")];
            if which == "centre" { eye.iris_centre_dm() } else { eye.iris_edge_dm(n) }
        }
        None => {
            let shift_dm = posed.head * slides::shift_dm(group, n).extend(0.0);
            attachment(posed, group, n).at(&posed.vertices_dm) + shift_dm
        }
    }
}

fn label(posed: &Posed, film: &Film, key: PointKey) -> LabelPoint {
    let (at_dm, group) = (place_dm(posed, key), key.0);
    let at_px = posed.camera.to_pixels(at_dm).truncate();
    LabelPoint { at_px, is_visible: is_visible(posed, film, at_dm, group.contains("_iris_")) }
}

/// Brows are this person's own; other points are the rig's.
fn attachment(posed: &Posed, group: &str, n: usize) -> Attachment {
    match group.split_once("_brow_") {
        Some((side, line)) => {
            posed.brows[usize::from(side == "left")][usize::from(line == "lower")][n]
        }
        None => posed.model.attachments[group][n],
    }
}

/// Whether nothing on the film stands in front of a point, in any of the samples around it. Lids lie
/// close upon the iris, so there less is tolerated.
fn is_visible(posed: &Posed, film: &Film, at_dm: Vec3, is_iris: bool) -> bool {
    let at = posed.camera.to_samples(at_dm);
    let tolerance_dm = if is_iris { 0.02 } else { HIDDEN_DM };
    let reach = SAMPLES as i32 / 2;
    (-reach..=reach).any(|dy| {
        (-reach..=reach).any(|dx| {
            let (x, y) = (at.x.round() as i32 + dx, at.y.round() as i32 + dy);
            let is_inside =
                (0..film.width as i32).contains(&x) && (0..film.height as i32).contains(&y);
            is_inside && film.depth_dm[y as usize * film.width + x as usize] < at.z + tolerance_dm
        })
    })
}

impl Frame {
    /// Whether a point lies on the picture.
    pub fn contains(&self, at_px: Vec2) -> bool {
        at_px.cmpge(Vec2::splat(-0.5)).all()
            && at_px.x < self.width as f32 - 0.5
            && at_px.y < self.height as f32 - 0.5
    }
}

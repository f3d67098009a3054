//! One head that nobody has, drawn with exact labels.
//!
//! [`Person::random`] makes up who is seen and how; [`draw`] draws it on a transparent layer and tells
//! where every landmark lies. The same person in the same frame gives the same bytes.

mod camera;
mod dice;
mod expression;
mod film;
mod identity;
mod labels;
mod model;
mod noise;
mod person;
mod posed;
mod raster;
mod shadow;
#[cfg(test)]
mod tests;

pub use labels::{LabelPoint, Labels, point_keys, unit_keys};
pub use model::PointKey;
pub use person::Person;

use crate::Layer;
use film::Film;
use glam::Vec2;
use posed::Posed;

/// Where a head stands in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Where the middle of the face (the bridge of the nose, inside of the head) is seen, pixels.
    pub centre_px: Vec2,
    /// Pixels a decimetre at that place. A grown head is about 2.3 dm high with its hair, its oval
    /// 1.6 dm; eyes are [`risorius_rig::REST_IOD_DM`] apart.
    pub px_per_dm: f32,
}

/// A head and its labels.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The head with neck and shoulders; transparent elsewhere.
    pub layer: Layer,
    /// What there is to learn.
    pub labels: Labels,
}

/// Draws a person. Smaller than a few pixels it is a speck; out of the frame it is not drawn, and its
/// labels still tell where it is.
pub fn draw(person: &Person, frame: &Frame) -> Drawn {
    let posed = Posed::new(person, frame);
    let mut film = Film::new(frame);
    posed.draw_skin(&mut film);
    let labels = Labels::read(person, &posed, &film);
    Drawn { layer: film.develop(), labels }
}

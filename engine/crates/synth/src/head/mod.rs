//! One head that nobody has, drawn with exact labels.
//!
//! [`Person::random`] makes up who is seen and how; [`draw`] draws it on a transparent layer and tells
//! where every landmark lies. The same person in the same frame gives the same bytes.

mod brows;
mod camera;
mod complexion;
mod dice;
mod expression;
mod eyes;
mod film;
mod front;
mod glasses;
mod hair;
mod headwear;
mod identity;
mod labels;
mod medium;
mod model;
mod mouth;
mod noise;
mod paint;
mod person;
mod posed;
mod raster;
mod shadow;
mod shell;
mod skin;
mod slides;
mod studio;
mod surface;
#[cfg(test)]
mod tests;
mod torso;
mod whiskers;

pub use labels::{LabelPoint, Labels, point_keys, points_px, unit_keys};
pub use model::PointKey;
pub use person::Person;

use crate::Layer;
use film::Film;
use glam::Vec2;
use paint::Paint;
use posed::Posed;
use studio::Studio;

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
    let studio = Studio::new(&person.lighting, &posed);
    let paint = painted(person, &posed);
    let mut film = Film::new(frame);
    skin::draw(&mut film, person, &posed, &studio, &paint);
    skin::draw_mouth(&mut film, person, &posed, &studio);
    eyes::draw(&mut film, person, &posed, &studio);
    let labels = Labels::read(person, &posed, &film);
    eyes::draw_lashes(&mut film, person, &posed);
    person.garment.draw(&mut film, person, &posed, &studio);
    person.whiskers.draw(&mut film, person, &posed, &studio);
    if person.headwear.is_none_or(|worn| worn.shows_hair()) {
        person.hair.draw(&mut film, person, &posed, &studio);
    }
    if let Some(headwear) = &person.headwear {
        headwear.draw(&mut film, person, &posed, &studio);
    }
    if let Some(glasses) = &person.glasses {
        glasses.draw(&mut film, person, &posed, &studio);
    }
    if person.medium.ink > 0.0 {
        film.ink(person.medium.ink * frame.px_per_dm / 60.0);
    }
    Drawn { layer: film.develop(&person.medium), labels }
}

/// What lies on the skin of the face.
fn painted(person: &Person, posed: &Posed) -> Paint {
    let mut paint = Paint::clear(posed.camera.frame.px_per_dm);
    person.complexion.paint(&mut paint, &person.expression, person.medium.detail);
    person.whiskers.paint(&mut paint);
    posed.brow_lines.iter().for_each(|line| person.brows.paint(&mut paint, line));
    paint
}

//! What is read from the source picture once for a portrait: eyes, lid skin, the inside of the mouth.

mod eyes;
mod iris;
mod lids;
mod lips;
mod mouth;
mod opening;
mod patch;

use crate::Stage;
use image::RgbaImage;
use risorius_rig::{Fit, Rig};

pub(crate) use eyes::Eye;
pub(crate) use lids::LidSkin;
pub(crate) use lips::{Mended, mended_lips};
pub(crate) use mouth::Mouth;
pub(crate) use opening::{Axes, COLUMNS, Lines, Opening, Polyline};
pub(crate) use patch::smoothstep;

/// A portrait and everything known about it.
#[derive(Clone, Copy)]
pub(crate) struct Portrait<'a> {
    /// The whole source picture.
    pub(crate) picture: &'a RgbaImage,
    /// The head at rest.
    pub(crate) rig: &'a Rig,
    /// The head placed on the picture.
    pub(crate) fit: &'a Fit,
    /// The geometry of the portrait.
    pub(crate) stage: &'a Stage,
}

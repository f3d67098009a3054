//! What the head is made of and drawn with: photographed skin, a cartoon, ink, stone.

use super::{dice::Dice, studio::Lit};
use glam::Vec3;
use rand::Rng;

/// How light and colour become paint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Medium {
    /// Steps of light, where it is drawn flat.
    bands: Option<f32>,
    /// Width of ink lines, samples at 100 pixels a decimetre.
    pub(crate) ink: f32,
    /// One material for everything.
    pub(crate) stone: Option<Vec3>,
    /// 1 leaves colours as they are.
    pub(crate) saturation: f32,
    /// Multiplies every colour.
    pub(crate) tint: Vec3,
    /// How much of pores, spots and creases there is, 0..1.
    pub(crate) detail: f32,
    /// Contrast: the exponent of light.
    pub(crate) contrast: f32,
}

impl Medium {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let photo = Self {
            bands: None,
            ink: 0.0,
            stone: None,
            saturation: rng.normal(1.0, 0.15),
            tint: Vec3::ONE,
            detail: rng.between(0.4, 1.0),
            contrast: rng.normal(1.05, 0.12),
        };
        match rng.random::<f32>() {
            share if share < 0.66 => photo,
            share if share < 0.76 => Self {
                saturation: rng.between(0.3, 0.9),
                tint: Vec3::new(1.0, rng.between(0.82, 0.97), rng.between(0.6, 0.9)),
                contrast: rng.between(0.8, 1.3),
                ..photo
            },
            share if share < 0.84 => {
                Self { saturation: rng.between(1.1, 1.5), detail: rng.between(0.0, 0.2), ..photo }
            }
            share if share < 0.94 => Self {
                bands: Some(rng.pick(&[2.0, 2.0, 3.0, 4.0])),
                ink: if rng.chance(0.75) { rng.between(0.8, 2.4) } else { 0.0 },
                saturation: rng.between(0.8, 1.5),
                detail: rng.between(0.0, 0.3),
                ..photo
            },
            _ => Self {
                stone: Some(rng.pick(&[
                    Vec3::new(0.55, 0.54, 0.50),
                    Vec3::new(0.48, 0.22, 0.12),
                    Vec3::new(0.20, 0.15, 0.09),
                    Vec3::new(0.32, 0.31, 0.30),
                    Vec3::new(0.62, 0.55, 0.42),
                ])),
                ..photo
            },
        }
    }

    /// The colour of a surface: what it scatters, and its highlight at a strength.
    pub(crate) fn show(&self, albedo: Vec3, lit: &Lit, gloss: f32) -> Vec3 {
        let albedo = self.stone.unwrap_or(albedo);
        match self.bands {
            Some(bands) => {
                let light = lit.diffuse.element_sum() / 3.0;
                let step = ((light * bands).floor() + 0.6).min(bands) / bands;
                let shine = if lit.gloss.x * gloss > 0.25 { 0.25 } else { 0.0 };
                albedo * lit.diffuse * (step / light.max(0.02)).min(3.0) + shine
            }
            None => albedo * lit.diffuse + lit.gloss * gloss,
        }
    }

    /// The colour as it leaves the painter's hand.
    pub(crate) fn grade(&self, colour: Vec3) -> Vec3 {
        let grey = Vec3::splat(colour.dot(Vec3::new(0.21, 0.72, 0.07)));
        let toned = (grey + (colour - grey) * self.saturation).max(Vec3::ZERO) * self.tint;
        // Around a middle grey, so that contrast leaves the exposure alone.
        (toned / 0.3).powf(self.contrast) * 0.3
    }
}

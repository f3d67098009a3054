//! How a strand of hair takes the light.

use super::{
    light::Studio,
    noise::{noise, smoothstep},
};
use glam::Vec3;

/// A piece of a strand.
pub(super) struct Piece {
    pub(super) tangent: Vec3,
    pub(super) outwards: Vec3,
    pub(super) to_viewer: Vec3,
    pub(super) light: Vec3,
    pub(super) layer: f32,
    pub(super) tone: f32,
}

impl Piece {
    /// Two shifted highlights along the strand (after Kajiya & Kay 1989 and Scheuermann 2004).
    pub(super) fn colour(&self, studio: &Studio, at: Vec3) -> Vec3 {
        let depth = 0.16 + 0.84 * self.layer.min(1.0).powf(1.3);
        let warmth = 0.16 * self.tone;
        let base = Vec3::new(0.105 * (1.0 + warmth), 0.046, 0.022 * (1.0 - warmth))
            * (1.0 + 0.35 * self.tone);
        let mut colour = base * self.light * depth;
        let shift = 0.10 * self.tone + 0.05 * noise(at * 9.0);
        let lamps = [
            (studio.key, Vec3::new(1.0, 0.80, 0.60), 1.0, 0.0),
            (studio.rim, Vec3::new(0.70, 0.82, 0.95), 1.1, 0.15),
        ];
        for (toward, tint, strength, behind) in lamps {
            let facing = smoothstep(-0.35, 0.75, self.outwards.dot(toward) + behind);
            let lobe = |shift: f32, power: f32| {
                let tangent = (self.tangent + self.outwards * shift).normalize();
                let cosine = tangent.dot((toward + self.to_viewer).normalize());
                (1.0 - cosine * cosine).max(0.0).sqrt().powf(power)
            };
            let gloss = tint * 0.19 * lobe(0.12 + shift, 70.0)
                + tint * base * 2.4 * lobe(-0.10 + shift, 16.0);
            colour += gloss * facing * strength * depth * depth;
        }
        colour
    }
}

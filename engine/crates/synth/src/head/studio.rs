//! Light: a gradient all around and up to three lamps.

use super::{dice::Dice, posed::Posed, shadow::ShadowMap};
use glam::Vec3;
use rand::Rng;

/// The lights of a picture, in view space.
#[derive(Clone, Debug)]
pub(crate) struct Lighting {
    /// Light from everywhere.
    ambient: Vec3,
    /// How much more comes from `bright_side` than from the other, 0..1.
    gradient: f32,
    bright_side: Vec3,
    lamps: Vec<Lamp>,
    /// How much crevices darken, 0..1.
    occlusion: f32,
    /// Whether the first lamp casts shadows.
    casts: bool,
    /// Overall, after the light on a face is brought to a middle value.
    exposure: f32,
}

/// A distant lamp.
#[derive(Clone, Copy, Debug)]
struct Lamp {
    toward: Vec3,
    light: Vec3,
    /// How far the light reaches around the edge: 0 hard, 1 all around.
    wrap: f32,
}

/// The lights around a posed head.
pub(crate) struct Studio<'a> {
    lighting: &'a Lighting,
    shadow: Option<ShadowMap>,
    scale: f32,
}

/// What reaches a point: light that is scattered, and light that is mirrored to the viewer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lit {
    pub(crate) diffuse: Vec3,
    pub(crate) gloss: Vec3,
}

impl Lighting {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let tint = |rng: &mut dyn rand::RngCore, amount: f32| {
            let warmth = rng.normal(0.0, amount);
            Vec3::new(1.0 + warmth, 1.0 + 0.2 * warmth, 1.0 - warmth).max(Vec3::splat(0.1))
                * (Vec3::ONE + Vec3::new(0.0, rng.normal(0.0, amount * 0.3), 0.0))
        };
        let direction = |rng: &mut dyn rand::RngCore| {
            let wild = Vec3::new(rng.normal(0.0, 1.0), rng.normal(0.4, 0.7), rng.normal(0.7, 0.6));
            wild.try_normalize().unwrap_or(Vec3::Z)
        };
        let key = rng.between(0.1, 1.3);
        let mut lamps = vec![Lamp {
            toward: direction(rng),
            light: tint(rng, 0.12) * key,
            wrap: rng.between(0.0, 0.5),
        }];
        if rng.chance(0.5) {
            let light = tint(rng, 0.15) * rng.between(0.05, 0.5);
            lamps.push(Lamp { toward: direction(rng), light, wrap: rng.between(0.1, 0.6) });
        }
        if rng.chance(0.35) {
            // A rim light from behind.
            let side = rng.pick(&[-1.0, 1.0]);
            let toward =
                Vec3::new(side, rng.between(-0.1, 0.6), rng.between(-0.8, -0.1)).normalize();
            lamps.push(Lamp { toward, light: tint(rng, 0.3) * rng.between(0.3, 1.5), wrap: 0.0 });
        }
        let coloured = rng.chance(0.04);
        Self {
            ambient: if coloured { rng.colour() } else { tint(rng, 0.08) } * rng.between(0.15, 0.8),
            gradient: rng.between(0.0, 0.6),
            bright_side: direction(rng),
            lamps,
            occlusion: rng.between(0.4, 1.0),
            casts: rng.chance(0.6),
            exposure: rng.normal(0.0, 0.33).exp2() * if rng.chance(0.08) { 0.5 } else { 1.0 },
        }
    }

    /// Towards the main lamp.
    pub(crate) fn key(&self) -> Vec3 {
        self.lamps[0].toward
    }
}

impl<'a> Studio<'a> {
    pub(crate) fn new(lighting: &'a Lighting, posed: &Posed) -> Self {
        let shadow = lighting.casts.then(|| {
            let mut map = ShadowMap::new(lighting.key(), Vec3::new(0.0, 0.1, -0.5), 2.1);
            map.cast(&posed.vertices_dm, &posed.model.skin);
            map
        });
        let mut studio = Self { lighting, shadow: None, scale: 1.0 };
        // The eye and every camera adapt: what faces the viewer and its sides are brought to 0.8 in the mean.
        let sides = [Vec3::Z, Vec3::new(0.6, 0.2, 0.75), Vec3::new(-0.6, 0.2, 0.75)];
        let mean: f32 = sides
            .map(|normal| {
                studio.light(Vec3::ZERO, normal.normalize(), 0.9, 1.0).diffuse.element_sum() / 9.0
            })
            .iter()
            .sum();
        studio.scale = lighting.exposure * 0.8 / mean.max(0.05);
        studio.shadow = shadow;
        studio
    }

    /// Towards the main lamp.
    pub(crate) fn key(&self) -> Vec3 {
        self.lighting.key()
    }

    /// How bright the main lamp is, as it is mirrored.
    pub(crate) fn brightness(&self) -> f32 {
        (self.lighting.lamps[0].light.element_sum() / 3.0 * self.scale).clamp(0.2, 1.5)
    }

    /// The light on a surface. `openness` is the share of the sky that it sees, `polish` the exponent of
    /// the highlight (Blinn 1977).
    pub(crate) fn light(&self, at_dm: Vec3, normal: Vec3, openness: f32, polish: f32) -> Lit {
        let lighting = self.lighting;
        let open = 1.0 - lighting.occlusion * (1.0 - openness);
        let side = 1.0 + lighting.gradient * normal.dot(lighting.bright_side);
        let mut lit = Lit { diffuse: lighting.ambient * side * open, gloss: Vec3::ZERO };
        for (n, lamp) in lighting.lamps.iter().enumerate() {
            let facing = (normal.dot(lamp.toward) + lamp.wrap) / (1.0 + lamp.wrap);
            if facing <= 0.0 {
                continue;
            }
            let shadow = self.shadow.as_ref().filter(|_| n == 0);
            let reach = shadow.map_or(open.sqrt(), |map| map.reach(at_dm + normal * 0.02));
            lit.diffuse += lamp.light * (facing * reach);
            let half = (lamp.toward + Vec3::Z).normalize_or_zero();
            lit.gloss += lamp.light * (reach * normal.dot(half).max(0.0).powf(polish));
        }
        Lit { diffuse: lit.diffuse * self.scale, gloss: lit.gloss * self.scale }
    }
}

//! Hats, hoods and scarves, which hide hair and forehead.

use super::{
    dice::Dice,
    film::{Film, Substance},
    noise::{noise, noise2, smoothstep},
    person::Person,
    posed::Posed,
    shell::{Lift, Sheen, shell},
    studio::Studio,
    surface::Surface,
};
use glam::Vec3;
use rand::Rng;
use std::f32::consts::{PI, TAU};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Cap,
    Beanie,
    Turban,
    Hood,
    Scarf,
    Brimmed,
    Helmet,
    Band,
}

/// Something worn on the head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headwear {
    kind: Kind,
    /// Height of its edge over the forehead.
    edge_dm: f32,
    thickness_dm: f32,
    /// Width of a brim.
    brim_dm: f32,
    colour: Vec3,
    second: Vec3,
    /// Stripes, or folds of cloth, a decimetre.
    folds: f32,
    gloss: f32,
    seed: f32,
}

impl Headwear {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        use Kind::{Band, Beanie, Brimmed, Cap, Helmet, Hood, Scarf, Turban};
        let kind =
            rng.pick(&[Cap, Beanie, Turban, Hood, Scarf, Scarf, Brimmed, Brimmed, Helmet, Band]);
        let colour = rng.colour() * rng.between(0.1, 0.9);
        Self {
            kind,
            edge_dm: rng.between(7.58, 7.9),
            thickness_dm: rng.between(0.05, 0.14) + if kind == Turban { 0.15 } else { 0.0 },
            brim_dm: rng.between(0.25, 0.8),
            colour,
            second: if rng.chance(0.3) { rng.colour() } else { colour },
            folds: rng.between(2.0, 9.0),
            gloss: if kind == Helmet { rng.between(0.2, 0.8) } else { rng.between(0.0, 0.1) },
            seed: rng.between(0.0, 90.0),
        }
    }

    /// Whether hair below it stays in sight.
    pub(crate) fn shows_hair(&self) -> bool {
        !matches!(self.kind, Kind::Hood | Kind::Scarf | Kind::Turban)
    }

    fn lift(&self, rest: Vec3) -> Lift {
        let (x, y, z) = (rest.x.abs(), rest.y, rest.z);
        let back = smoothstep(0.9, 0.0, z);
        let cover = match self.kind {
            Kind::Hood | Kind::Scarf => {
                // Everything but an oval before the face.
                let face = ((x / 0.70).powi(2) + ((y - 7.0) / (self.edge_dm - 7.0)).powi(2)).sqrt();
                let low = ((x / 0.66).powi(2) + ((y - 7.0) / 0.86).powi(2)).sqrt();
                let open = if y > 7.0 { face } else { low };
                if z > 0.35 { (open - 1.0) * 0.7 } else { 0.4 }
            }
            Kind::Band => (0.10 - (y - self.edge_dm - 0.02 - 0.25 * back).abs()).min(0.4),
            Kind::Turban => y - (self.edge_dm - 0.25 * back + 0.1 * rest.x),
            _ => y - (self.edge_dm - 0.22 * back),
        };
        let dome = match self.kind {
            Kind::Beanie => 0.10 * smoothstep(8.0, 8.4, y),
            Kind::Brimmed => 0.25 * smoothstep(7.9, 8.3, y),
            Kind::Cap => 0.08 * smoothstep(7.8, 8.1, y),
            _ => 0.0,
        };
        let lumps = 1.0 + 0.4 * noise(rest * 2.2 + self.seed);
        let rise = smoothstep(-0.01, 0.06, cover);
        Lift {
            cover: cover.min(0.4),
            thickness_dm: (self.thickness_dm * lumps + dome) * rise + 0.01,
        }
    }

    /// Draws it, with its brim and what hangs from it.
    pub(crate) fn draw(&self, film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
        let sheen = Sheen { comb: 2, polish: 3.0 };
        let show = |sample: &super::surface::Sample| {
            if sample.cover < 0.0 {
                return None;
            }
            let rest = sample.rest_dm;
            let slope = if self.kind == Kind::Turban { 0.7 * rest.x } else { 0.2 * rest.x };
            let fold =
                noise2((rest.y + slope + 0.3 * rest.z) * self.folds, rest.x * 1.5 + self.seed);
            let weave = 1.0 + 0.10 * noise2(rest.x * 50.0, (rest.y + rest.z) * 50.0);
            let is_stripe = noise2(rest.y * self.folds + self.seed, 0.5) > 0.1;
            let colour = if is_stripe { self.second } else { self.colour };
            Some(person.medium.show(colour * (1.0 + 0.3 * fold) * weave, &sample.lit, self.gloss))
        };
        shell(posed, studio, &sheen, |rest| self.lift(rest)).draw(
            film,
            &posed.camera,
            Substance::Cloth,
            show,
        );
        if matches!(self.kind, Kind::Brimmed | Kind::Cap) {
            self.brim(posed, studio).draw(film, &posed.camera, Substance::Cloth, show);
        }
        if matches!(self.kind, Kind::Hood | Kind::Scarf) {
            self.drape(posed, studio).draw(film, &posed.camera, Substance::Cloth, show);
        }
    }

    fn brim(&self, posed: &Posed, studio: &Studio) -> Surface {
        const COLUMNS: usize = 41;
        let half = if self.kind == Kind::Cap { PI * 0.33 } else { PI };
        let mut points = Vec::new();
        for row in 0..4 {
            let out = row as f32 / 3.0;
            for column in 0..COLUMNS {
                let angle = half * (column as f32 / (COLUMNS - 1) as f32 * 2.0 - 1.0);
                let (sin, cos) = angle.sin_cos();
                let reach =
                    self.brim_dm * if self.kind == Kind::Cap { 0.9 * cos.max(0.0) } else { 1.0 };
                let radius = out * reach;
                let y = self.edge_dm + 0.03 - 0.10 * out + 0.08 * sin.powi(2) * out
                    - 0.10 * (1.0 - cos) * 0.5;
                points.push(posed.place(Vec3::new(
                    sin * (0.74 + radius),
                    y,
                    0.52 + cos * (1.0 + radius),
                )));
            }
        }
        let below = posed.place(Vec3::new(0.0, 6.0, 0.5));
        let mut surface = Surface::grid(&points, COLUMNS, |_| below);
        surface.light(studio, 0.9, 8.0);
        surface
    }

    /// Cloth that hangs from the head over neck and shoulders.
    fn drape(&self, posed: &Posed, studio: &Studio) -> Surface {
        const COLUMNS: usize = 33;
        let opening = if self.kind == Kind::Scarf { 0.12 } else { 0.75 };
        let mut points = Vec::new();
        for row in 0..10 {
            let y = 7.3 - 0.24 * row as f32;
            for column in 0..COLUMNS {
                let close = smoothstep(6.4, 6.0, y);
                let opening = 0.95 + (opening - 0.95) * close;
                let angle = opening + (TAU - 2.0 * opening) * column as f32 / (COLUMNS - 1) as f32;
                let (sin, cos) = angle.sin_cos();
                let waves = 0.06 * noise2(angle * 2.5 + self.seed, y * 1.5);
                let radius = 0.86 + self.thickness_dm + waves - 0.18 * smoothstep(6.9, 6.1, y)
                    + 0.9 * smoothstep(6.0, 5.2, y);
                points.push(posed.place(Vec3::new(sin * radius, y, 0.34 + cos * radius * 0.95)));
            }
        }
        let middle = posed.place(Vec3::new(0.0, 7.0, 0.3));
        let mut surface = Surface::grid(&points, COLUMNS, |at| middle.with_y(at.y));
        surface.light(studio, 0.8, 8.0);
        surface
    }
}

//! Hair of the head: a shell on the scalp, and a curtain where it is long.

use super::{
    dice::Dice,
    film::{Film, Substance, linear},
    identity::Identity,
    noise::{bell, noise, noise2, smoothstep},
    person::Person,
    posed::Posed,
    shell::{Lift, Sheen, shell},
    studio::Studio,
    surface::{Sample, Surface},
};
use glam::Vec3;
use rand::Rng;
use std::f32::consts::{PI, TAU};

/// A head of hair. Heights and lengths are decimetres of the head at rest.
#[derive(Clone, Debug)]
pub(crate) struct Hair {
    pub(crate) colour: Vec3,
    tips: Vec3,
    pub(crate) grows: bool,
    /// Height of the hairline over the middle of the forehead.
    line_dm: f32,
    widow_dm: f32,
    /// How far the hairline recedes over the temples.
    recess_dm: f32,
    /// Above this nothing grows.
    bald_above_dm: f32,
    /// How low it reaches at the sides before the ear.
    side_dm: f32,
    /// Lowest height of a fringe, where there is one.
    fringe_dm: Option<f32>,
    /// −1..1: to which side a fringe falls.
    sweep: f32,
    top_dm: f32,
    around_dm: f32,
    curtain: Option<Curtain>,
    /// Where a bun sits, on the head at rest, and its radius.
    bun: Option<(Vec3, f32)>,
    strands: Strands,
    seed: f32,
}

/// The look of strands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strands {
    comb: u8,
    /// Strands a decimetre.
    per_dm: f32,
    /// How much they differ, 0..1.
    contrast: f32,
    /// 0 straight, 1 a ball of curls.
    curl: f32,
    gloss: f32,
}

/// Hair that hangs.
#[derive(Clone, Copy, Debug)]
struct Curtain {
    /// Height at which it ends.
    end_dm: f32,
    volume_dm: f32,
    /// Half of the angle that it leaves open before the face.
    opening: f32,
    flare: f32,
}

/// Hair colours in sRGB with how common they are.
const COLOURS: &[(f32, [f32; 3])] = &[
    (0.30, [0.09, 0.07, 0.06]),
    (0.24, [0.24, 0.16, 0.10]),
    (0.14, [0.42, 0.29, 0.17]),
    (0.12, [0.76, 0.62, 0.40]),
    (0.05, [0.47, 0.20, 0.09]),
    (0.04, [0.33, 0.12, 0.08]),
];

impl Hair {
    pub(crate) fn random(person: &Identity, rng: &mut impl Rng) -> Self {
        let is_grey = person.age > 0.55 && rng.chance(0.7);
        let grey = linear([0.80, 0.79, 0.77]) * rng.between(0.3, 1.0);
        let natural = linear(rng.weigh(COLOURS)) * rng.between(0.6, 1.4);
        let colour = match rng.random::<f32>() {
            share if share < 0.05 => rng.colour(),
            _ if is_grey => grey,
            _ => natural,
        };
        let is_grown_man = !person.is_female && person.age > 0.27;
        let balding = if is_grown_man { rng.between(-0.6, 1.0) * (0.5 + person.age) } else { 0.0 };
        let is_long = rng.chance(if person.is_female { 0.7 } else { 0.15 });
        let curl = if rng.chance(0.25) { rng.between(0.4, 1.0) } else { rng.between(0.0, 0.2) };
        let afro = if curl > 0.6 { rng.between(0.0, 0.45) } else { 0.0 };
        let around_dm =
            if is_long { rng.between(0.05, 0.16) } else { rng.between(0.008, 0.12) } + afro;
        Self {
            colour,
            tips: if rng.chance(0.3) { colour * rng.between(0.8, 1.8) } else { colour },
            grows: !rng.chance(if is_grown_man { 0.08 } else { 0.02 }),
            line_dm: rng.normal(7.93, 0.06) + 0.25 * balding.max(0.0),
            widow_dm: rng.normal(0.02, 0.03),
            recess_dm: rng.between(0.0, 0.08) + 0.25 * balding.max(0.0),
            bald_above_dm: if balding > 0.75 { rng.between(7.6, 8.2) } else { 9.0 },
            side_dm: rng.between(7.0, 7.4),
            fringe_dm: rng.chance(0.24).then(|| rng.between(7.42, 7.85)),
            sweep: rng.between(-1.0, 1.0),
            top_dm: rng.between(0.02, 0.20) + afro,
            around_dm,
            curtain: is_long.then(|| Curtain {
                end_dm: rng.between(4.6, 6.6),
                volume_dm: rng.between(0.02, 0.25) + afro * 0.6,
                opening: rng.between(0.75, 1.45),
                flare: rng.between(-0.1, 0.25),
            }),
            bun: rng.chance(if person.is_female { 0.12 } else { 0.03 }).then(|| {
                let height = rng.between(7.3, 8.6);
                let back = if height > 8.2 { 0.1 } else { -0.5 };
                (Vec3::new(0.0, height, back), rng.between(0.18, 0.36))
            }),
            strands: Strands {
                comb: rng.pick(&[0, 0, 1, 2]),
                per_dm: rng.between(8.0, 28.0),
                contrast: rng.between(0.2, 0.75),
                curl,
                gloss: rng.between(0.0, 0.5),
            },
            seed: rng.between(0.0, 300.0),
        }
    }

    /// How far inside the hairline a place of the head at rest lies, and how thick hair is there.
    pub(crate) fn lift(&self, rest: Vec3) -> Lift {
        // Shoulders, which the curves of a hairline would reach, stay bare.
        let x = rest.x.abs().min(0.9);
        let widow = self.widow_dm * bell(rest.x, 0.10);
        let recess = self.recess_dm * bell(x - 0.40, 0.16);
        let line = self.line_dm - widow + recess - 0.34 * (x / 0.62).powi(4);
        let side = (0.88 - rest.z + 0.40 * (rest.y - 7.45)).min(rest.y - self.side_dm);
        let behind = rest.y - 6.35 - 0.9 * smoothstep(-0.2, 0.35, rest.z);
        let ear = if x > 0.72 && rest.z < 0.75 && rest.z > -0.05 { 7.52 - rest.y } else { -1.0 };
        let mut cover = (rest.y - line).max(side);
        cover = if rest.z < 0.2 { cover.max(behind) } else { cover };
        if let Some(lowest) = self.fringe_dm.filter(|_| self.bald_above_dm > 8.5) {
            let slant = lowest + 0.35 * self.sweep * rest.x + 0.15 * x;
            cover = cover.max((rest.y - slant).min(0.75 - x));
        }
        cover = cover.min(self.bald_above_dm - rest.y).min(rest.y - 6.3).min(0.4) - ear.max(0.0);
        let rise = smoothstep(0.0, 0.25, cover);
        let crown = smoothstep(7.6, 8.3, rest.y);
        let body = self.around_dm + (self.top_dm - self.around_dm) * crown;
        let lumps = 1.0
            + (0.2 + 0.5 * self.strands.curl)
                * noise(rest * (2.5 + 4.0 * self.strands.curl) + self.seed);
        Lift { cover, thickness_dm: body * rise * lumps + 0.012 }
    }

    pub(crate) fn draw(&self, film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
        if !self.grows {
            return;
        }
        let sheen = Sheen { comb: self.strands.comb, polish: 14.0 };
        let margin = if self.fringe_dm.is_some() { 0.10 } else { 0.05 };
        let on_scalp = shell(posed, studio, &sheen, |rest| self.lift(rest));
        let show =
            |margin: f32| move |sample: &Sample| self.strands.show(person, self, sample, margin);
        on_scalp.draw(film, &posed.camera, Substance::Hair, show(margin));
        if let Some(curtain) = &self.curtain {
            let hanging = curtain.surface(self, posed, studio, &sheen);
            hanging.draw(film, &posed.camera, Substance::Hair, show(0.12));
        }
        if let Some((centre, radius)) = self.bun {
            let ball = ball(posed, studio, centre, radius, self.seed);
            ball.draw(film, &posed.camera, Substance::Hair, show(0.02));
        }
    }
}

impl Strands {
    /// The colour of hair at a sample; hair frays at its margin.
    fn show(&self, person: &Person, hair: &Hair, sample: &Sample, margin: f32) -> Option<Vec3> {
        let rest = sample.rest_dm;
        let (across, along) = match self.comb {
            0 => (rest.x.atan2(rest.z - 0.3) * 0.9, rest.y),
            1 => (rest.x, rest.z),
            _ => (rest.z + 0.5 * rest.y, rest.x),
        };
        let wave = 0.05 * self.curl * (along * 14.0 + rest.x * 5.0).sin();
        let fine = noise2(
            (across + wave) * self.per_dm + hair.seed,
            along * self.per_dm * (0.10 + 0.5 * self.curl),
        );
        let lock = noise2(
            (across + wave) * self.per_dm * 0.27,
            along * (1.0 + 4.0 * self.curl) - hair.seed,
        );
        if sample.cover < margin * (0.4 + 0.8 * fine + 0.5 * lock) {
            return None;
        }
        let tone = 1.0 + self.contrast * (0.55 * fine + 0.6 * lock);
        let grown = smoothstep(7.6, 5.8, rest.y);
        let colour = hair.colour.lerp(hair.tips, grown) * tone.max(0.15);
        let mut lit = sample.lit;
        lit.diffuse *= if person.medium.stone.is_some() { tone.clamp(0.5, 1.2) } else { 1.0 };
        let gloss =
            self.gloss * (0.6 + 0.8 * fine.max(0.0)) * (0.25 + 1.5 * hair.colour.max_element());
        Some(person.medium.show(colour, &lit, gloss))
    }
}

impl Curtain {
    /// A sheet around sides and back, from under the shell of the scalp down to its end.
    fn surface(&self, hair: &Hair, posed: &Posed, studio: &Studio, sheen: &Sheen) -> Surface {
        const COLUMNS: usize = 49;
        const ROWS: usize = 20;
        const TOP_DM: f32 = 7.95;
        let mut points = Vec::with_capacity(COLUMNS * ROWS);
        let mut rests = Vec::with_capacity(COLUMNS * ROWS);
        for row in 0..ROWS {
            let down = row as f32 / (ROWS - 1) as f32;
            let y = TOP_DM + (self.end_dm - TOP_DM) * down;
            for column in 0..COLUMNS {
                let around = column as f32 / (COLUMNS - 1) as f32;
                // Hair closes in before the face where it leaves the temples.
                let opening = self.opening + 0.35 * smoothstep(7.5, 7.95, y);
                let angle = opening + (TAU - 2.0 * opening) * around;
                let waves =
                    noise2(angle * 3.0 + hair.seed, y * 2.0) * (0.03 + 0.10 * hair.strands.curl);
                let crown = (0.14 + self.volume_dm) * smoothstep(7.25, 7.9, y);
                let hang = self.flare * (7.0 - y).max(0.0) * 0.5;
                let radius = 0.80 + self.volume_dm - crown + hang + waves;
                let (sin, cos) = angle.sin_cos();
                let rest = Vec3::new(sin * radius, y, 0.30 + cos * (radius + 0.02));
                rests.push(rest);
                points.push(posed.place(rest));
            }
        }
        let middle = posed.place(Vec3::new(0.0, 7.0, 0.3));
        let mut surface = Surface::grid(&points, COLUMNS, |at| middle.with_y(at.y));
        for (n, (vertex, rest)) in surface.vertices.iter_mut().zip(rests).enumerate() {
            let (row, column) = (n / COLUMNS, n % COLUMNS);
            let from_edge = column.min(COLUMNS - 1 - column) as f32 * 0.05;
            let from_end = (ROWS - 1 - row) as f32 * 0.07;
            vertex.cover = from_edge.min(from_end).min(0.4);
            vertex.rest_dm = rest;
            vertex.lit = sheen.light(studio, vertex.at_dm, vertex.normal, posed.head * Vec3::NEG_Y);
            // The inner side, which is seen beside the neck, lies in the shade.
            let behind = smoothstep(PI * 0.45, PI * 0.8, (rest.x.atan2(rest.z - 0.3)).abs());
            let inside = smoothstep(0.2, -0.4, vertex.normal.z);
            vertex.lit.diffuse *= 1.0 - 0.75 * behind * inside;
        }
        surface
    }
}

fn ball(posed: &Posed, studio: &Studio, centre: Vec3, radius: f32, seed: f32) -> Surface {
    const COLUMNS: usize = 17;
    let mut points = Vec::new();
    let mut rests = Vec::new();
    for row in 0..=10 {
        let polar = row as f32 / 10.0 * PI;
        for column in 0..COLUMNS {
            let angle = column as f32 / (COLUMNS - 1) as f32 * TAU;
            let way = Vec3::new(polar.sin() * angle.cos(), polar.cos(), polar.sin() * angle.sin());
            let rest = centre + way * radius * (1.0 + 0.12 * noise(way * 3.0 + seed));
            rests.push(rest);
            points.push(posed.place(rest));
        }
    }
    let middle = posed.place(centre);
    let mut surface = Surface::grid(&points, COLUMNS, |_| middle);
    surface.light(studio, 0.85, 8.0);
    surface.vertices.iter_mut().zip(rests).for_each(|(vertex, rest)| vertex.rest_dm = rest);
    surface
}

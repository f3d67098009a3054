//! Long hair with a side parting: where it grows, how it falls, how it shines.

use super::{
    canvas::{Canvas, SAMPLES},
    garment,
    light::Studio,
    noise::{Random, noise, smoothstep},
    person::Person,
};
use glam::{Vec2, Vec3};
use risorius_rig::Part;

const STRANDS: usize = 42_000;
const LOCKS: usize = 420;
const STEP_DM: f32 = 0.055;
const STEPS: usize = 58;
/// The parting's place across the head, towards her left.
const PARTING_DM: f32 = 0.17;
/// Middle of the skull in the rig at rest.
const SKULL_DM: Vec3 = Vec3::new(0.0, 7.42, 0.45);

/// How far inside the hairline each vertex lies, decimetres; below 0 is bare skin.
pub(super) fn scalp(person: &Person) -> Vec<f32> {
    let skin = |part: Part| part == Part::Skin;
    person
        .rig
        .rest_dm
        .iter()
        .zip(&person.rig.part_of_vertex)
        .map(|(&at, &part)| if skin(part) { inside_hairline(at) } else { -1.0 })
        .collect()
}

/// The hairline: high over the forehead, in at the temples, down before the ears and behind them.
fn inside_hairline(at: Vec3) -> f32 {
    let x = at.x.abs();
    let widow = 0.03 * (-(at.x / 0.10).powi(2)).exp();
    let recess = 0.03 * (-((x - 0.38) / 0.13).powi(2)).exp();
    let forehead = 7.93 - widow - 0.34 * (x / 0.62).powi(4) + recess;
    let front = at.y - forehead;
    let side = 0.93 - at.z + 0.40 * (at.y - 7.45);
    let above_ear = at.y - (7.26 - 0.45 * smoothstep(0.62, 0.15, at.z));
    let temple = side.min(above_ear);
    let ear = if x > 0.70 && at.z < 0.72 && at.z > -0.05 { 7.58 - at.y } else { -1.0 };
    let nape = if at.z < 0.1 { at.y - 6.35 } else { -1.0 };
    front.max(temple).max(nape.min(0.2 - at.z)).min(0.5) - ear.max(0.0)
}

/// A line of hair in the posed rig.
struct Strand {
    points: Vec<Vec3>,
    /// 0 in the depth of the hair, 1 at its surface.
    layer: f32,
    /// Shift of colour and gloss of the lock.
    tone: f32,
}

/// The shape that hair lies on.
struct Skull {
    radii: Vec<f32>,
    centre: Vec3,
}

const BANDS: usize = 36;
const SECTORS: usize = 72;

impl Skull {
    /// Radius by direction, from the posed skin; ears included, neck and face left out.
    fn new(person: &Person) -> Self {
        let offset =
            person.vertices_dm.iter().zip(&person.rig.rest_dm).map(|(&posed, &rest)| posed - rest);
        let centre = SKULL_DM + offset.sum::<Vec3>() / person.vertices_dm.len() as f32;
        let mut sums = vec![(0.0, 0.0); BANDS * SECTORS];
        for (vertex, &at) in person.vertices_dm.iter().enumerate() {
            let rest = person.rig.rest_dm[vertex];
            if person.rig.part_of_vertex[vertex] != Part::Skin || rest.y < 6.7 {
                continue;
            }
            let away = at - centre;
            let (band, sector) = cell(away);
            for b in band.saturating_sub(2)..(band + 3).min(BANDS) {
                for s in 0..5 {
                    let s = (sector + SECTORS + s - 2) % SECTORS;
                    let apart = (direction(b, s) - away.normalize()).length_squared();
                    // The furthest vertices count most, so that ears stay inside.
                    let weight = (-apart / 0.006 + away.length() * 14.0).exp();
                    let sum = &mut sums[b * SECTORS + s];
                    *sum = (sum.0 + weight * away.length(), sum.1 + weight);
                }
            }
        }
        let radii =
            sums.iter().map(|&(sum, weight)| if weight > 1e-6 { sum / weight } else { 0.8 });
        Self { radii: radii.collect(), centre }
    }

    fn radius(&self, away: Vec3) -> f32 {
        let unit = away.normalize_or_zero();
        let band = (unit.y.clamp(-1.0, 1.0).acos() / std::f32::consts::PI * BANDS as f32 - 0.5)
            .clamp(0.0, BANDS as f32 - 1.001);
        let sector = (unit.x.atan2(unit.z) / std::f32::consts::TAU + 0.5) * SECTORS as f32 - 0.5
            + SECTORS as f32;
        let (b, tb) = (band as usize, band.fract());
        let (s, ts) = (sector as usize, sector.fract());
        let at = |b: usize, s: usize| self.radii[b.min(BANDS - 1) * SECTORS + s % SECTORS];
        let row = |b| at(b, s) + (at(b, s + 1) - at(b, s)) * ts;
        row(b) + (row(b + 1) - row(b)) * tb
    }
}

fn cell(away: Vec3) -> (usize, usize) {
    let unit = away.normalize();
    let band = unit.y.clamp(-1.0, 1.0).acos() / std::f32::consts::PI * BANDS as f32;
    let sector = (unit.x.atan2(unit.z) / std::f32::consts::TAU + 0.5) * SECTORS as f32;
    ((band as usize).min(BANDS - 1), sector as usize % SECTORS)
}

fn direction(band: usize, sector: usize) -> Vec3 {
    let polar = (band as f32 + 0.5) / BANDS as f32 * std::f32::consts::PI;
    let azimuth = ((sector as f32 + 0.5) / SECTORS as f32 - 0.5) * std::f32::consts::TAU;
    Vec3::new(polar.sin() * azimuth.sin(), polar.cos(), polar.sin() * azimuth.cos())
}

/// A lock: strands that share a wave and a tone.
struct Lock {
    root: Vec3,
    phase: f32,
    tone: f32,
    wave: f32,
}

/// Grows, and paints from the depth outwards.
pub(super) fn paint(canvas: &mut Canvas, person: &Person, studio: &Studio, scalp: &[f32]) {
    let skull = Skull::new(person);
    let mut random = Random::new(7);
    let roots = Roots::new(person, scalp);
    let locks: Vec<Lock> = (0..LOCKS)
        .map(|_| Lock {
            root: roots.pick(&mut random).0,
            phase: random.unit() * std::f32::consts::TAU,
            tone: random.signed(),
            wave: 0.5 + random.unit(),
        })
        .collect();
    let mut strands: Vec<Strand> =
        (0..STRANDS).map(|_| grow(&skull, &roots, &locks, &mut random)).collect();
    strands.sort_by(|a, b| a.layer.total_cmp(&b.layer));
    for strand in &strands {
        draw(canvas, person, studio, &skull, strand);
    }
}

/// Triangles of the scalp to grow from.
struct Roots<'a> {
    person: &'a Person,
    scalp: &'a [f32],
    triangles: Vec<[u32; 3]>,
    areas: Vec<f32>,
}

impl<'a> Roots<'a> {
    fn new(person: &'a Person, scalp: &'a [f32]) -> Self {
        let hairy =
            |corners: &&[u32; 3]| corners.iter().any(|&vertex| scalp[vertex as usize] > 0.0);
        let triangles: Vec<[u32; 3]> = person.rig.triangles.iter().filter(hairy).copied().collect();
        let mut total = 0.0;
        let areas = triangles.iter().map(|corners| {
            let [a, b, c] = corners.map(|vertex| person.vertices_dm[vertex as usize]);
            total += (b - a).cross(c - a).length();
            total
        });
        Self { person, scalp, areas: areas.collect(), triangles }
    }

    /// A place and how far inside the hairline it lies.
    fn pick(&self, random: &mut Random) -> (Vec3, f32) {
        loop {
            let wanted = random.unit() * self.areas.last().copied().unwrap_or_default();
            let n = self.areas.partition_point(|&area| area < wanted).min(self.triangles.len() - 1);
            let (mut u, mut v) = (random.unit(), random.unit());
            if u + v > 1.0 {
                (u, v) = (1.0 - u, 1.0 - v);
            }
            let weights = [1.0 - u - v, u, v];
            let corners = self.triangles[n].iter().zip(weights);
            let inside =
                corners.clone().map(|(&vertex, w)| self.scalp[vertex as usize] * w).sum::<f32>();
            if inside > 0.01 && random.unit() < smoothstep(0.0, 0.12, inside) + 0.10 {
                let at =
                    corners.map(|(&vertex, w)| self.person.vertices_dm[vertex as usize] * w).sum();
                return (at, inside);
            }
        }
    }
}

fn grow(skull: &Skull, roots: &Roots, locks: &[Lock], random: &mut Random) -> Strand {
    let (root, inside) = roots.pick(random);
    let lock = locks
        .iter()
        .min_by(|a, b| a.root.distance_squared(root).total_cmp(&b.root.distance_squared(root)))
        .expect("there are locks");
    let layer = random.unit();
    let combed_aside = smoothstep(7.5, 7.95, root.y);
    let side = if root.x > PARTING_DM { combed_aside } else { -combed_aside };
    let stray = if random.unit() < 0.04 { 1.7 } else { 1.0 };
    let bulk = (0.03 + 0.13 * layer) * stray;
    let mut at = root;
    let away = (root - skull.centre).normalize();
    let mut velocity =
        (away * 0.35 + Vec3::new(side * 0.8, 0.20 - 0.9 * (1.0 - combed_aside), -0.25)).normalize();
    // The hair of the nape is short: it only fills the shade behind the neck.
    let reach = if root.z < 0.15 && root.y < 7.5 { 0.5 } else { 1.0 };
    let mut points = vec![root];
    let steps = (STEPS as f32 * (0.86 + 0.14 * random.unit()) * reach) as usize;
    let jitter = Vec3::new(random.signed(), random.signed(), random.signed()) * 0.045;
    for step in 0..steps {
        let travelled = step as f32 * STEP_DM;
        let combed = (-travelled / 0.45).exp();
        let falling = smoothstep(0.1, 1.0, travelled);
        let front = smoothstep(0.42, 0.85, at.z) * smoothstep(6.0, 6.8, at.y);
        let pull = Vec3::new(
            side * (0.9 * combed + 0.25 * front),
            -0.35 - 1.1 * falling,
            -0.35 * combed - 0.95 * front,
        ) + (lock.root - root) * 0.35 * falling
            + jitter * falling * 2.0;
        velocity = (velocity * 0.72 + pull * 0.28).normalize();
        let swing = (travelled * 4.2 * lock.wave.sqrt() + lock.phase).sin()
            * 0.034
            * lock.wave
            * smoothstep(0.7, 1.9, travelled);
        let across = Vec3::Y.cross(at - Vec3::new(0.0, at.y, 0.2)).normalize_or_zero();
        at += velocity * STEP_DM + across * swing;
        let lift = smoothstep(0.0, 0.35, travelled + 0.10 * inside.min(0.3));
        at = rest_on(skull, at, 0.012 + bulk * lift);
        points.push(at);
    }
    Strand { points, layer: layer * stray.min(1.2), tone: lock.tone + 0.5 * random.signed() }
}

/// Pushes a point out of head, neck and clothes.
fn rest_on(skull: &Skull, at: Vec3, bulk: f32) -> Vec3 {
    let away = at - skull.centre;
    let length = away.length();
    let mut at = at;
    if away.y > -0.75 {
        let surface = skull.radius(away) + bulk;
        let hold = smoothstep(-0.75, -0.45, away.y);
        // Locks cling: what stands off is drawn back gently, what sinks in is pushed out at once.
        let correction =
            if length < surface { surface - length } else { (surface - length) * 0.22 };
        at += away / length * correction * hold;
    }
    let axis = Vec3::new(at.x, 0.0, at.z - 0.2);
    let neck = 0.50 + bulk;
    if at.y < 7.0 && axis.length() < neck {
        at += axis.normalize_or_zero() * (neck - axis.length());
    }
    let hang = 0.74 + 1.1 * bulk + 0.30 * smoothstep(6.5, 5.3, at.y);
    if at.y < 6.95 && axis.length() > hang {
        at -= axis.normalize_or_zero() * (axis.length() - hang) * 0.12;
    }
    let cloth = garment::distance(at);
    if cloth < bulk * 0.4 {
        let e = 0.02;
        let slope = Vec3::new(
            garment::distance(at + Vec3::X * e) - cloth,
            garment::distance(at + Vec3::Y * e) - cloth,
            garment::distance(at + Vec3::Z * e) - cloth,
        );
        at += slope.normalize_or_zero() * (bulk * 0.4 - cloth);
    }
    at
}

fn draw(canvas: &mut Canvas, person: &Person, studio: &Studio, skull: &Skull, strand: &Strand) {
    let to_viewer = person.camera.view_from_rig.transpose() * Vec3::Z;
    let count = strand.points.len() - 1;
    let width = |n: usize| {
        let t = n as f32 / count as f32;
        (0.55 + 0.45 * (1.0 - strand.layer))
            * smoothstep(1.02, 0.72, t)
            * smoothstep(-0.05, 0.06, t)
            * SAMPLES as f32
            * 0.85
    };
    let mut light = Vec3::ZERO;
    for n in 0..count {
        let (a, b) = (strand.points[n], strand.points[n + 1]);
        let outwards = outwards(skull, a);
        if n % 4 == 0 {
            light = studio.at(a + outwards * 0.10, outwards).irradiance;
        }
        let tangent = (b - a).normalize_or_zero();
        let shade =
            Shade { tangent, outwards, to_viewer, light, layer: strand.layer, tone: strand.tone };
        let (from, to) = (person.camera.to_samples(a), person.camera.to_samples(b));
        canvas.stroke(from, to, Vec2::new(width(n), width(n + 1)), shade.colour(studio, a), 1.0);
    }
}

/// The way out of the mass of hair.
fn outwards(skull: &Skull, at: Vec3) -> Vec3 {
    let from_skull = (at - skull.centre).normalize();
    let from_axis = Vec3::new(at.x, 0.0, at.z - 0.1).normalize_or_zero();
    from_axis.lerp(from_skull, smoothstep(6.5, 7.6, at.y)).normalize()
}

struct Shade {
    tangent: Vec3,
    outwards: Vec3,
    to_viewer: Vec3,
    light: Vec3,
    layer: f32,
    tone: f32,
}

impl Shade {
    /// Two shifted highlights along the strand (after Kajiya & Kay 1989 and Scheuermann 2004).
    fn colour(&self, studio: &Studio, at: Vec3) -> Vec3 {
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
            let gloss = tint * 0.12 * lobe(0.12 + shift, 70.0)
                + tint * base * 2.4 * lobe(-0.10 + shift, 16.0);
            colour += gloss * facing * strength * depth * depth;
        }
        colour
    }
}

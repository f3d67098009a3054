//! Eyeballs and lashes.

use super::{
    dice::Dice,
    film::{Film, Substance, linear},
    noise::{bell, noise2, smoothstep},
    person::Person,
    posed::{Eye, Posed},
    raster::each_sample,
    studio::Studio,
};
use glam::{Vec2, Vec3};
use rand::Rng;

/// The colours of both eyes, linear.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Irises {
    iris: Vec3,
    inner: Vec3,
    sclera: Vec3,
    /// Radius of the pupil in radii of the iris.
    pupil: f32,
    /// Strength of the catch light.
    catch_light: f32,
    /// How large, in radii of a common iris.
    pub(crate) size: f32,
    /// Statues have blank eyes, or carved ones.
    is_carved: bool,
    lash_dm: f32,
    /// Opacity of the lashes, 0..1: fair ones are hardly seen.
    lashes: f32,
}

impl Irises {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let iris = rng.weigh(&[
            (0.36, [0.26, 0.15, 0.09]),
            (0.18, [0.45, 0.31, 0.16]),
            (0.18, [0.42, 0.55, 0.66]),
            (0.12, [0.40, 0.48, 0.32]),
            (0.12, [0.12, 0.09, 0.08]),
            (0.04, [0.55, 0.60, 0.62]),
        ]);
        let iris = linear(iris) * rng.between(0.6, 1.5);
        Self {
            iris,
            inner: iris.lerp(linear([0.5, 0.33, 0.15]), rng.between(0.0, 0.6)),
            sclera: linear([0.93, 0.90, 0.88]) * rng.between(0.65, 1.05),
            pupil: rng.between(0.28, 0.55),
            catch_light: if rng.chance(0.85) { rng.between(0.3, 2.0) } else { 0.0 },
            size: rng.normal(1.0, 0.05),
            is_carved: rng.chance(0.5),
            lash_dm: rng.between(0.01, 0.06),
            lashes: rng.between(0.03, 1.0).sqrt(),
        }
    }
}

/// Draws both eyeballs.
pub(crate) fn draw(film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
    for (side, eye) in posed.eyes.iter().enumerate() {
        let lids = LidCurves::new(posed, side);
        let size = (film.width, film.height);
        let toward_viewer = Vec3::Z;
        let light = studio.light(eye.centre_dm + toward_viewer * 0.16, toward_viewer, 0.75, 8.0);
        for corners in &posed.model.eyes[side] {
            let corners = corners.map(|vertex| vertex as usize);
            each_sample(corners.map(|vertex| posed.seen[vertex]), size, |x, y, weights, depth| {
                let sample = y * size.0 + x;
                if depth <= film.depth_dm[sample] {
                    return;
                }
                let at: Vec3 =
                    corners.iter().zip(weights).map(|(&v, w)| posed.vertices_dm[v] * w).sum();
                let normal = (at - eye.centre_dm).normalize_or_zero();
                let on_eye = eye.view_from_eye.transpose() * normal;
                let shade = lids.shade(Vec2::new(x as f32, y as f32));
                let lit = super::studio::Lit {
                    diffuse: light.diffuse * (0.55 + 0.45 * normal.z.max(0.0)) * shade,
                    gloss: Vec3::ZERO,
                };
                let radius = on_eye.truncate().length() / (eye.iris_dm / eye.radius_dm);
                let is_iris = on_eye.z > 0.0 && radius < 1.0;
                let colour = colour(person, eye, on_eye, radius);
                let glint = glint(person, studio, normal, shade);
                let substance = if is_iris { Substance::Iris } else { Substance::Eye };
                let shown = shown(person, colour, is_iris, &lit);
                film.put(sample, depth, shown + glint, substance);
            });
        }
    }
}

/// In stone the eye is of the same stone, with its iris carved or not.
fn shown(person: &Person, colour: Vec3, is_iris: bool, lit: &super::studio::Lit) -> Vec3 {
    let shown = person.medium.show(colour, lit, 0.0);
    let is_cut = person.medium.stone.is_some() && person.irises.is_carved && is_iris;
    if is_cut { shown * (0.45 + colour.min_element().min(0.5)) } else { shown }
}

fn colour(person: &Person, eye: &Eye, on_eye: Vec3, radius: f32) -> Vec3 {
    let irises = &person.irises;
    let toward_nose = (-eye.centre_dm.x.signum() * on_eye.x).max(0.0);
    let pink = 0.15 + 0.6 * smoothstep(0.5, 0.95, toward_nose);
    let sclera = irises.sclera * Vec3::ONE.lerp(Vec3::new(1.0, 0.72, 0.68), pink);
    if on_eye.z <= 0.0 || radius > 1.15 {
        return sclera;
    }
    let angle = on_eye.y.atan2(on_eye.x);
    let fibres = 1.0 + 0.5 * noise2(angle * 9.0, radius * 2.0 + person.grain);
    let ring = bell(radius - irises.pupil - 0.12, 0.2);
    let mut iris = irises.iris.lerp(irises.inner, ring) * fibres;
    iris *= 1.0 - 0.7 * smoothstep(0.75, 1.0, radius);
    let iris =
        iris.lerp(Vec3::splat(0.004), smoothstep(irises.pupil + 0.06, irises.pupil - 0.06, radius));
    iris.lerp(sclera, smoothstep(0.92, 1.08, radius))
}

/// The lamp in the cornea.
fn glint(person: &Person, studio: &Studio, normal: Vec3, shade: f32) -> Vec3 {
    if person.medium.stone.is_some() {
        return Vec3::ZERO;
    }
    // The cornea bulges: its normals spread wider than the ball's, and the image of a lamp is near.
    let mirror = (person.lighting.key() * Vec3::new(0.6, 0.6, 1.0)).normalize_or_zero();
    let half = (mirror + Vec3::Z).normalize_or_zero();
    let lobe = smoothstep(0.985, 0.996, normal.dot(half));
    Vec3::ONE * (lobe * person.irises.catch_light * shade * studio.brightness())
}

/// Lid margins of one eye, in samples.
struct LidCurves {
    upper: Vec<Vec2>,
    samples_per_dm: f32,
}

impl LidCurves {
    fn new(posed: &Posed, side: usize) -> Self {
        let line = &posed.model.lids(side).upper;
        let upper = line.iter().map(|&vertex| posed.seen[vertex as usize].truncate()).collect();
        let samples_per_dm = posed.camera.frame.px_per_dm * super::film::SAMPLES as f32;
        Self { upper, samples_per_dm }
    }

    /// The upper lid and its lashes shade the ball.
    fn shade(&self, at: Vec2) -> f32 {
        let distance = |pair: &[Vec2]| {
            let along = pair[1] - pair[0];
            let t = ((at - pair[0]).dot(along) / along.length_squared().max(1e-6)).clamp(0.0, 1.0);
            at.distance(pair[0] + along * t)
        };
        let nearest = self.upper.windows(2).map(distance).fold(f32::MAX, f32::min);
        1.0 - 0.65 * bell(nearest / self.samples_per_dm, 0.04)
    }
}

/// Draws lashes and the dark line of their roots.
pub(crate) fn draw_lashes(film: &mut Film, person: &Person, posed: &Posed) {
    if person.medium.stone.is_some() {
        return;
    }
    let samples_per_dm = posed.camera.frame.px_per_dm * super::film::SAMPLES as f32;
    let irises = &person.irises;
    let (liner, lash_dm) = (person.complexion.liner, irises.lash_dm);
    let colour = (person.complexion.tone * 0.15).min(Vec3::splat(0.03));
    for side in 0..2 {
        let lids = posed.model.lids(side);
        for (line, strength) in [(&lids.upper, 1.0), (&lids.lower, 0.4)] {
            let ahead = Vec3::Z * 0.012;
            let at = |n: usize| posed.vertices_dm[line[n] as usize] + ahead;
            for n in 1..line.len() {
                let ends = [at(n - 1), at(n)].map(|at| posed.camera.to_samples(at));
                let width = (0.010 + 0.014 * liner) * strength * samples_per_dm;
                film.line(ends, width, colour, (0.35 * irises.lashes + 0.5 * liner) * strength);
                let along = (n as f32 / line.len() as f32 - 0.5) * 1.6;
                let fan = posed.head * Vec3::new(along, 0.5 * (strength * 3.0 - 2.0), 0.8);
                let tip = at(n) + fan.normalize() * lash_dm * strength;
                let hair = [at(n), tip].map(|at| posed.camera.to_samples(at));
                film.line(hair, 0.007 * samples_per_dm, colour, 0.8 * irises.lashes * strength);
            }
        }
    }
}

//! Long hair with a side parting, strand by strand.

use super::{
    canvas::{Canvas, SAMPLES},
    gloss::Piece,
    hairline::Roots,
    light::Studio,
    noise::{Random, smoothstep},
    person::Person,
    skull::Skull,
};
use glam::{Vec2, Vec3};

const STRANDS: usize = 42_000;
const LOCKS: usize = 420;
const STEP_DM: f32 = 0.055;
const STEPS: usize = 58;
/// The parting's place across the head, towards her left.
const PARTING_DM: f32 = 0.17;

/// A line of hair in the posed rig.
struct Strand {
    points: Vec<Vec3>,
    /// 0 in the depth of the hair, 1 at its surface.
    layer: f32,
    /// Shift of colour and gloss of the lock.
    tone: f32,
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

/// How one strand runs.
struct Course<'a> {
    lock: &'a Lock,
    root: Vec3,
    /// −1 combed to her right, 1 to her left, 0 hanging as it grows.
    side: f32,
    /// Distance from the skull once it has risen from the root, decimetres.
    bulk: f32,
    jitter: Vec3,
}

fn grow(skull: &Skull, roots: &Roots, locks: &[Lock], random: &mut Random) -> Strand {
    let (root, inside) = roots.pick(random);
    let distance = |lock: &&Lock| lock.root.distance_squared(root);
    let nearest = locks.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let lock = nearest.expect("LOCKS is above 0");
    let at_nape = root.z < 0.15 && root.y < 7.5;
    let layer = random.unit() * if at_nape { 0.3 } else { 1.0 };
    let is_stray = random.unit() < 0.04;
    let stray = if is_stray { 1.7 } else { 1.0 };
    let combed_aside = smoothstep(7.5, 7.95, root.y);
    let side = if root.x > PARTING_DM { combed_aside } else { -combed_aside };
    // The hair of the nape is short: it only fills the shade behind the neck.
    let reach = if at_nape { 0.5 } else { 1.0 };
    let steps = (STEPS as f32 * (0.86 + 0.14 * random.unit()) * reach) as usize;
    let jitter = Vec3::new(random.signed(), random.signed(), random.signed()) * 0.045;
    let course = Course { lock, root, side, bulk: (0.03 + 0.13 * layer) * stray, jitter };
    Strand {
        points: course.follow(skull, inside, steps),
        layer: layer * stray.min(1.2),
        tone: lock.tone + 0.5 * random.signed(),
    }
}

impl Course<'_> {
    /// Steps along the comb, then gravity, always resting on what is beneath.
    fn follow(&self, skull: &Skull, inside_dm: f32, steps: usize) -> Vec<Vec3> {
        let mut at = self.root;
        let away = (self.root - skull.centre).normalize();
        let hanging = 1.0 - self.side.abs();
        let start = away * 0.35 + Vec3::new(self.side * 0.8, 0.20 - 0.9 * hanging, -0.25);
        let mut velocity = start.normalize();
        let mut points = vec![at];
        for step in 0..steps {
            let travelled_dm = step as f32 * STEP_DM;
            velocity = (velocity * 0.72 + self.pull(at, travelled_dm) * 0.28).normalize();
            let across = Vec3::Y.cross(at - Vec3::new(0.0, at.y, 0.2)).normalize_or_zero();
            at += velocity * STEP_DM + across * self.swing(travelled_dm);
            let lift = smoothstep(0.0, 0.35, travelled_dm + 0.10 * inside_dm.min(0.3));
            at = skull.carry(at, 0.012 + self.bulk * lift);
            let slid_down_the_back = at.y < 6.1 && at.x.abs() > 0.98 && at.z < 0.15;
            if slid_down_the_back {
                break;
            }
            points.push(at);
        }
        points
    }

    /// The comb near the root, gravity further on, and back from the face all the way.
    fn pull(&self, at: Vec3, travelled_dm: f32) -> Vec3 {
        let combed = (-travelled_dm / 0.45).exp();
        let falling = smoothstep(0.1, 1.0, travelled_dm);
        let front = smoothstep(0.42, 0.85, at.z) * smoothstep(6.0, 6.8, at.y);
        let comb = Vec3::new(
            self.side * (0.9 * combed + 0.25 * front),
            -0.35 - 1.1 * falling,
            -0.35 * combed - 0.95 * front,
        );
        comb + ((self.lock.root - self.root) * 0.35 + self.jitter * 2.0) * falling
    }

    /// The lock's wave, which opens towards the ends.
    fn swing(&self, travelled_dm: f32) -> f32 {
        let phase = travelled_dm * 4.2 * self.lock.wave.sqrt() + self.lock.phase;
        phase.sin() * 0.034 * self.lock.wave * smoothstep(0.7, 1.9, travelled_dm)
    }
}

fn draw(canvas: &mut Canvas, person: &Person, studio: &Studio, skull: &Skull, strand: &Strand) {
    let to_viewer = person.camera.view_from_rig.transpose() * Vec3::Z;
    let count = strand.points.len().max(2) - 1;
    let width = |n: usize| {
        let t = n as f32 / count as f32;
        (0.55 + 0.45 * (1.0 - strand.layer))
            * smoothstep(1.02, 0.72, t)
            * smoothstep(-0.05, 0.06, t)
            * SAMPLES as f32
            * 0.85
    };
    let mut light = Vec3::ZERO;
    for n in 0..strand.points.len() - 1 {
        let (a, b) = (strand.points[n], strand.points[n + 1]);
        let outwards = skull.outwards(a);
        if n % 8 == 0 {
            light = studio.at(a + outwards * 0.10, outwards).irradiance;
        }
        let tangent = (b - a).normalize_or_zero();
        let piece =
            Piece { tangent, outwards, to_viewer, light, layer: strand.layer, tone: strand.tone };
        let (from, to) = (person.camera.to_samples(a), person.camera.to_samples(b));
        canvas.stroke(from, to, Vec2::new(width(n), width(n + 1)), piece.colour(studio, a), 1.0);
    }
}

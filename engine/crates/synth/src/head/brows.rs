//! Brows: where they grow on this person, their labels, and their hair.

use super::{dice::Dice, model::Model, noise::smoothstep, paint::Paint};
use glam::{Vec2, Vec3};
use rand::Rng;
use risorius_rig::{Attachment, REST_IOD_DM};

/// How a person's brows grow. Heights and widths are interocular distances.
///
/// The distributions were measured on eleven portraits with a face tracker (five paintings and
/// photographs with reference points, six photographs): height above the centre of the eye 0.29 ± 0.055,
/// thickness in the middle 0.078 ± 0.009, arch 0.096 ± 0.03, heads 0.03 above the tails and 0.223 from
/// the midline. The spreads here are wider, since eleven are few.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brows {
    /// Mean height above the eye when the face rests, right and left.
    height: [f32; 2],
    thickness: f32,
    arch: f32,
    /// How far the brows lie towards the midline, from where the rig has them.
    inwards: f32,
    tilt: f32,
    /// Opacity of the hair as a whole, 0..1.
    pub(crate) density: f32,
    pub(crate) colour: Vec3,
    seed: f32,
}

/// One brow on the head at rest, from its outer end to its head.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BrowLine {
    pub(crate) upper: [Vec2; 5],
    pub(crate) lower: [Vec2; 5],
}

impl Brows {
    pub(crate) fn random(hair: Vec3, rng: &mut impl Rng) -> Self {
        let height = rng.normal(0.25, 0.05);
        let uneven = rng.normal(0.0, 0.012);
        let dyed = rng.colour() * 0.3;
        Self {
            height: [height + uneven, height - uneven],
            thickness: rng.normal(0.084, 0.02).max(0.035),
            arch: rng.normal(0.095, 0.03),
            inwards: rng.normal(0.03, 0.02),
            tilt: rng.normal(0.016, 0.03),
            density: if rng.chance(0.2) {
                rng.between(0.03, 0.3)
            } else {
                rng.between(0.1, 1.0).sqrt()
            },
            colour: if rng.chance(0.05) { dyed } else { hair * rng.between(0.3, 1.1) },
            seed: rng.between(0.0, 100.0),
        }
    }

    #[cfg(test)]
    pub(crate) fn mirrored(mut self) -> Self {
        self.height.swap(0, 1);
        self
    }

    /// Where a brow grows (0 the right, 1 the left) on the head at rest, so that on this person's head
    /// (`vertices_dm`, at rest too) it has the height that it should have.
    pub(crate) fn line(&self, model: &Model, vertices_dm: &[Vec3], side: usize) -> BrowLine {
        let name = ["right", "left"][side];
        let sign = [-1.0, 1.0][side];
        let group = |line: &str| &model.rig.attachments[&format!("{name}_{line}")];
        let mean_y = |line: &str| {
            let points = group(line);
            points.iter().map(|point| point.at(vertices_dm).y).sum::<f32>() / points.len() as f32
        };
        let iod_dm = iod_dm(model, vertices_dm);
        let eye_y = (mean_y("eye_upper") + mean_y("eye_lower")) * 0.5;
        let brow_y = (mean_y("brow_upper") + mean_y("brow_lower")) * 0.5;
        let lift = self.height[side] * iod_dm - (brow_y - eye_y);
        let rest = |line: &str, n: usize| group(line)[n].at(&model.rig.rest_dm).truncate();
        let middle = |n: usize| (rest("brow_upper", n) + rest("brow_lower", n)) * 0.5;
        let half = |n: usize| (rest("brow_upper", n) - rest("brow_lower", n)) * 0.5;
        let chord = |n: usize| {
            let (from, to) = (middle(0), middle(4));
            from.y + (to.y - from.y) * (middle(n).x - from.x) / (to.x - from.x)
        };
        // The rig's own brow is 0.149 high over its chord and 0.112 thick in the middle.
        let size = iod_dm / REST_IOD_DM;
        let (arch, thick) = (self.arch / 0.149 * size, self.thickness / 0.112 * size);
        let mean_arch = (0..5).map(|n| middle(n).y - chord(n)).sum::<f32>() / 5.0;
        let mut line = BrowLine::default();
        for n in 0..5 {
            let bow = (middle(n).y - chord(n) - mean_arch) * (arch - 1.0);
            // Brows thicken towards their heads.
            let thick = thick * (1.0 + 0.08 * (n as f32 - 2.0));
            let turn = self.tilt * iod_dm * (n as f32 / 2.0 - 1.0);
            let inwards = Vec2::new(-sign * self.inwards * iod_dm, bow + turn + lift);
            line.upper[n] = middle(n) + inwards + half(n) * thick;
            line.lower[n] = middle(n) + inwards - half(n) * thick;
        }
        line.keep_off_lid();
        line
    }

    /// Draws the hair between the lines.
    pub(crate) fn paint(&self, paint: &mut Paint, line: &BrowLine) {
        let sign = line.upper[0].x.signum();
        let mut random = Hashes(self.seed + sign);
        let count = (paint.texels_per_dm * 2.2) as usize + 40;
        let width = (1.0 / paint.texels_per_dm).max(0.006);
        for _ in 0..count {
            // 0 at the head, 1 at the tail.
            let along = random.unit();
            let across = 0.5 + (random.unit() - 0.5) * 1.02;
            let (top, bottom) =
                (on_line(&line.upper, 1.0 - along), on_line(&line.lower, 1.0 - along));
            let root = bottom.lerp(top, across);
            let run = (on_line(&line.upper, 0.9 - along) - on_line(&line.upper, 1.1 - along))
                .normalize_or_zero();
            let lean = Vec2::new(sign * 0.2, 0.9 - 1.4 * along - 1.0 * (across - 0.5));
            let direction = (run + lean * 0.6).normalize_or_zero();
            // Hairs near the margin are short, so that they stay between the lines.
            let room = 1.0 - (2.0 * across - 1.0).abs();
            let length = (0.03 + 0.05 * room) * (1.0 - 0.4 * along);
            let opacity = self.density * 0.8 * smoothstep(-0.1, 0.15, along);
            let ends = [root - direction * length * 0.4, root + direction * length * 0.6];
            paint.stroke(ends, width, self.colour, opacity);
        }
        self.shade(paint, line);
    }

    /// The skin that shows between hairs is darker too.
    fn shade(&self, paint: &mut Paint, line: &BrowLine) {
        for n in 0..24 {
            let along = n as f32 / 23.0;
            let (top, bottom) = (on_line(&line.upper, along), on_line(&line.lower, along));
            let middle = (top + bottom) * 0.5;
            let thin = smoothstep(1.15, 0.8, along);
            paint.dab(
                middle,
                Vec2::new(0.03, top.distance(bottom) * 0.42),
                self.colour,
                0.30 * self.density * thin,
            );
        }
    }
}

/// Distance between the eyeballs of a head at rest.
fn iod_dm(model: &Model, vertices_dm: &[Vec3]) -> f32 {
    let [right, left] = model.eye_vertices.each_ref().map(|vertices| {
        let sum: Vec3 = vertices.iter().map(|&vertex| vertices_dm[vertex as usize]).sum();
        sum / vertices.len().max(1) as f32
    });
    right.distance(left)
}

/// The lowest that a brow grows on the head at rest; below, the lid folds.
const LID_FOLD_DM: f32 = 7.385;

impl BrowLine {
    fn keep_off_lid(&mut self) {
        let lowest = self.lower.iter().map(|at| at.y).fold(f32::MAX, f32::min);
        let lift = (LID_FOLD_DM - lowest).max(0.0);
        self.upper.iter_mut().chain(&mut self.lower).for_each(|at| at.y += lift);
    }

    /// Fixes the points to the mesh; where one falls beside the head, the rig's own point stands.
    pub(crate) fn attach(&self, model: &Model, side: usize) -> [Vec<Attachment>; 2] {
        let name = ["right", "left"][side];
        [("upper", &self.upper), ("lower", &self.lower)].map(|(line, points)| {
            let own = &model.rig.attachments[&format!("{name}_brow_{line}")];
            points.iter().zip(own).map(|(&at, &own)| model.front.cast(at).unwrap_or(own)).collect()
        })
    }
}

/// The point at a fraction of the way along a line of five.
fn on_line(line: &[Vec2; 5], t: f32) -> Vec2 {
    let at = t.clamp(0.0, 1.0) * 4.0;
    let n = (at as usize).min(3);
    line[n].lerp(line[n + 1], at - n as f32)
}

/// Repeatable numbers 0..1 for the hairs of one brow.
struct Hashes(f32);

impl Hashes {
    fn unit(&mut self) -> f32 {
        self.0 += 1.0;
        super::noise::hash((Vec3::new(self.0, self.0 * 0.37, 5.0) * 64.0).as_ivec3())
    }
}

//! What hair lies on: the head, the neck and the shoulders.

use super::{garment, noise::smoothstep, person::Person};
use glam::Vec3;
use risorius_rig::Part;

/// Middle of the skull in the rig at rest.
const SKULL_DM: Vec3 = Vec3::new(0.0, 7.42, 0.45);

/// The shape that hair lies on.
pub(super) struct Skull {
    radii: Vec<f32>,
    pub(super) centre: Vec3,
}

const BANDS: usize = 36;
const SECTORS: usize = 72;

impl Skull {
    /// Radius by direction, from the posed skin; ears included, neck and face left out.
    pub(super) fn new(person: &Person) -> Self {
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

    pub(super) fn radius(&self, away: Vec3) -> f32 {
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

    /// Pushes a point out of head, neck and clothes.
    pub(super) fn carry(&self, at: Vec3, bulk: f32) -> Vec3 {
        let away = at - self.centre;
        let length = away.length();
        let mut at = at;
        if away.y > -0.75 {
            let surface = self.radius(away) + bulk;
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

    /// The way out of the mass of hair.
    pub(super) fn outwards(&self, at: Vec3) -> Vec3 {
        let from_skull = (at - self.centre).normalize();
        let from_axis = Vec3::new(at.x, 0.0, at.z - 0.1).normalize_or_zero();
        from_axis.lerp(from_skull, smoothstep(6.5, 7.6, at.y)).normalize()
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

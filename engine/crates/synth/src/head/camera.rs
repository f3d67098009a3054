//! How the head is held and from where it is seen.

use super::{Frame, dice::Dice, film::SAMPLES};
use glam::{EulerRot, Mat3, Vec3};
use rand::Rng;

/// The point around which the head turns, rig space: behind the bridge of the nose.
pub(crate) const CENTRE_DM: Vec3 = Vec3::new(0.0, 7.05, 0.9);

/// The head's turn and the viewer's distance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pose {
    /// Yaw, pitch, roll with the signs of [`risorius_face::Channel`].
    pub(crate) turn_deg: Vec3,
    /// From the viewer to [`CENTRE_DM`].
    pub(crate) distance_dm: f32,
}

impl Pose {
    /// Half of the heads face the viewer, a few are nearly in profile.
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let (yaw, pitch, roll) = match rng.random::<f32>() {
            share if share < 0.50 => {
                (rng.between(-15.0, 15.0), rng.normal(0.0, 6.0), rng.normal(0.0, 6.0))
            }
            share if share < 0.94 => {
                (rng.between(-45.0, 45.0), rng.normal(0.0, 10.0), rng.normal(0.0, 12.0))
            }
            _ => (rng.between(45.0, 65.0) * rng.pick(&[-1.0, 1.0]), rng.normal(0.0, 8.0), 0.0),
        };
        let roll = if rng.chance(0.06) { rng.between(-40.0, 40.0) } else { roll };
        let turn_deg = Vec3::new(yaw, pitch.clamp(-25.0, 25.0), roll);
        // From an arm's length to a long lens.
        Self { turn_deg, distance_dm: 4.5 * rng.between(0.0, 2.0).exp() }
    }

    /// The rotation of the head, as in a fit of the rig to a portrait.
    pub(crate) fn view_from_rig(&self) -> Mat3 {
        rotation(self.turn_deg)
    }
}

/// The rotation of yaw, pitch and roll.
pub(crate) fn rotation(turn_deg: Vec3) -> Mat3 {
    let [yaw, pitch, roll] = turn_deg.to_array().map(f32::to_radians);
    Mat3::from_euler(EulerRot::ZYX, -roll, yaw, -pitch)
}

/// From view space (decimetres around [`CENTRE_DM`], Z towards the viewer) to the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Camera {
    pub(crate) distance_dm: f32,
    pub(crate) frame: Frame,
}

impl Camera {
    /// Where a point is seen: x and y in samples of the film, z the depth in decimetres.
    pub(crate) fn to_samples(self, at_dm: Vec3) -> Vec3 {
        let seen = self.to_pixels(at_dm);
        let sample = |pixel: f32| (pixel + 0.5) * SAMPLES as f32 - 0.5;
        Vec3::new(sample(seen.x), sample(seen.y), seen.z)
    }

    /// The same in pixels.
    pub(crate) fn to_pixels(self, at_dm: Vec3) -> Vec3 {
        // Nothing comes nearer than a third of the way, so that nothing passes the viewer.
        let nearness = self.distance_dm / (self.distance_dm - at_dm.z).max(self.distance_dm / 3.0);
        let scale = self.frame.px_per_dm * nearness;
        let centre = self.frame.centre_px;
        Vec3::new(centre.x + at_dm.x * scale, centre.y - at_dm.y * scale, at_dm.z)
    }
}

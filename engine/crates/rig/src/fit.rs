//! A head placed on a portrait.

use crate::Landmarks;
use glam::{Mat3, Vec2, Vec3};
use risorius_face::Unit;

/// Where the rig stands in a picture, by weak perspective: a rig point `p` is seen at
/// `translation_px + scale_px_per_dm · (y.x, −y.y)` with `y = view_from_rig · (p − centre_dm)`.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Size of the picture, pixels.
    pub size: (u32, u32),
    /// Head rotation.
    pub view_from_rig: Mat3,
    /// Pixels a decimetre.
    pub scale_px_per_dm: f32,
    /// Where `centre_dm` is seen, pixels.
    pub translation_px: Vec2,
    /// The point around which the head is turned, rig space.
    pub centre_dm: Vec3,
    /// The rig with this person's identity, the expression of the picture, and the snap onto the
    /// landmarks.
    pub vertices_dm: Vec<Vec3>,
    /// The expression of the picture: what `vertices_dm` holds of each action unit, one entry a side.
    pub units: Vec<Unit>,
    /// What was fitted to.
    pub landmarks: Landmarks,
    /// Head pose in the picture, degrees: yaw, pitch, roll, with the signs of [`risorius_face::Channel`].
    pub pose_deg: Vec3,
    /// How well the landmarks are met before the snap, 0..1; below 0.5 is doubtful.
    pub quality: f32,
}

impl Fit {
    /// Where rig points are seen: x, y in pixels, z in pixels towards the viewer.
    pub fn project(&self, point_dm: Vec3) -> Vec3 {
        let view = self.view_from_rig * (point_dm - self.centre_dm) * self.scale_px_per_dm;
        Vec3::new(self.translation_px.x + view.x, self.translation_px.y - view.y, view.z)
    }

    /// Interocular distance in this picture were the head seen from the front, pixels.
    pub fn iod_px(&self) -> f32 {
        crate::REST_IOD_DM * self.scale_px_per_dm
    }
}

//! The head's turn as a warp of the finished picture.
//!
//! Turning the mesh itself would tear ears and hair, of which a single picture shows too little. Instead
//! each place of the picture gets a depth (the head's own, carried softly beyond it), moves as that point
//! of a turning head would, and comes to rest away from the head and below the chin.

use super::inverse::backward;
use super::lattice::Lattice;
use super::layout::FaceLayout;
use super::membrane::Membrane;
use super::ramp::smoothstep;
use crate::{Field, Grid, Stage};
use glam::{Mat3, Vec2, Vec3};
use risorius_face::{Channel, Row};
use risorius_rig::{Attachment, Fit, Part};

/// Distance between the samples of the field, interocular distances.
const STEP_IOD: f32 = 0.055;
const MOST_SAMPLES: usize = 144;
/// The point about which a head turns: between the ears' lower ends, where the skull sits on the neck.
const PIVOT_DM: Vec3 = Vec3::new(0.0, 6.3, 0.25);
/// Skin above this height belongs to the head, the rest to the neck.
const NECK_DM: f32 = 6.75;
/// Distances over which depth and motion are carried beyond the head, and over which each is blurred.
const DEPTH_FADE_IOD: f32 = 2.5;
const MOTION_FADE_IOD: f32 = 1.3;
const DEPTH_BLUR_IOD: f32 = 0.09;
const MOTION_BLUR_IOD: f32 = 0.08;
/// The body stays: from a little above the chin the motion fades over this distance.
const CHIN_MARGIN_IOD: f32 = 0.1;
const NECK_FADE_IOD: f32 = 1.5;
/// Distance of the camera by which a head that comes forward grows: a portrait lens at half a metre.
const CAMERA_IOD: f32 = 8.0;

/// The turning head of one portrait.
#[derive(Clone, Debug)]
pub(super) struct HeadTurn {
    lattice: Lattice,
    iod_px: f32,
    pivot_px: Vec3,
    /// Depth in front of the pivot, pixels.
    depth_px: Grid<f32>,
    /// How much of the head's motion each place takes, 0..1.
    motion_share: Grid<f32>,
    chin: Option<Attachment>,
}

impl HeadTurn {
    pub(super) fn new(face: &FaceLayout, fit: &Fit, stage: &Stage) -> Self {
        let iod_px = stage.iod_px;
        let lattice = Lattice::over(stage.region_px, STEP_IOD * iod_px, MOST_SAMPLES);
        let pivot_px = fit.project(PIVOT_DM);
        let mut depth_px = vec![0.0; lattice.len()];
        let mut known = vec![false; lattice.len()];
        for hit in lattice.rasterise(&stage.source_px, &head_triangles(face)) {
            depth_px[hit.sample] = hit.mix(|vertex| stage.source_px[vertex].z) - pivot_px.z;
            known[hit.sample] = true;
        }
        let mut motion_share: Vec<f32> =
            known.iter().map(|&known| f32::from(u8::from(known))).collect();
        Membrane::new(&lattice, &known, DEPTH_FADE_IOD * iod_px).extend(&mut depth_px);
        Membrane::new(&lattice, &known, MOTION_FADE_IOD * iod_px).extend(&mut motion_share);
        let blurred = |values: Vec<f32>, blur_iod: f32| {
            lattice.grid(gaussian_blur(&values, lattice.width, blur_iod * iod_px / lattice.step_px))
        };
        Self {
            depth_px: blurred(depth_px, DEPTH_BLUR_IOD),
            motion_share: blurred(motion_share, MOTION_BLUR_IOD),
            chin: face.rig.attachments.get("chin").and_then(|points| points.first()).copied(),
            lattice,
            iod_px,
            pivot_px,
        }
    }

    /// The warp for one row; `backdrop` and `vertices_px` tell where the row has brought the skin.
    /// `None` where the head keeps still.
    pub(super) fn field(&self, row: &Row, backdrop: &Field, vertices_px: &[Vec3]) -> Option<Field> {
        let motion = Motion::of(row, self.iod_px)?;
        let chin_y = self.chin.map_or(f32::INFINITY, |chin| chin.at(vertices_px).y);
        let fade_from = chin_y - CHIN_MARGIN_IOD * self.iod_px;
        let fade_to = fade_from + NECK_FADE_IOD * self.iod_px;
        let displacement = (0..self.lattice.len())
            .map(|sample| {
                let here = self.lattice.at_px(sample);
                // Depth belongs to the skin, which the row has moved here from there.
                let there = here + backdrop.sample(here);
                let depth = self.depth_px.sample(there);
                let share = self.motion_share.sample(there)
                    * (1.0 - smoothstep(fade_from, fade_to, here.y));
                let offset = here - self.pivot_px.truncate();
                let point_view = Vec3::new(offset.x, -offset.y, depth);
                let shift = motion.apply(point_view) - point_view;
                Vec2::new(shift.x, -shift.y) * share
            })
            .collect();
        Some(backward(&self.lattice.grid(displacement)))
    }
}

/// A rigid motion about the pivot, in view space, pixels; with growth for coming closer.
struct Motion {
    rotation: Mat3,
    growth: f32,
    shift_px: Vec3,
}

impl Motion {
    /// `None` where every head channel is 0.
    fn of(row: &Row, iod_px: f32) -> Option<Self> {
        use Channel::{HeadPitch, HeadRoll, HeadX, HeadY, HeadYaw, HeadZ};
        let [yaw, pitch, roll] = [HeadYaw, HeadPitch, HeadRoll].map(|c| row.get(c).to_radians());
        let [x, y, z] = [HeadX, HeadY, HeadZ].map(|c| row.get(c));
        if [yaw, pitch, roll, x, y, z] == [0.0; 6] {
            return None;
        }
        // In view space +x is the person's left and +y up: turning left is a positive turn about y,
        // looking up a negative one about x, tilting to the left shoulder a negative one about z.
        let rotation = Mat3::from_rotation_z(-roll)
            * Mat3::from_rotation_y(yaw)
            * Mat3::from_rotation_x(-pitch);
        Some(Self {
            rotation,
            growth: CAMERA_IOD / (CAMERA_IOD - z),
            shift_px: Vec3::new(x, y, 0.0) * iod_px,
        })
    }

    fn apply(&self, point_view: Vec3) -> Vec3 {
        self.rotation * point_view * self.growth + self.shift_px
    }
}

/// Head, eyes and mouth, without the neck.
fn head_triangles(face: &FaceLayout) -> Vec<[u32; 3]> {
    let rig = &face.rig;
    let pairs = rig.triangles.iter().zip(&rig.part_of_triangle);
    let above_neck = pairs.filter(|(triangle, part)| match part {
        Part::Skin => triangle.iter().all(|&vertex| rig.rest_dm[vertex as usize].y > NECK_DM),
        Part::LeftEye | Part::RightEye => true,
        _ => false,
    });
    let above_neck = above_neck.map(|(&triangle, _)| triangle);
    let face_parts = [&face.face_triangles, &face.mouth_triangles, &face.teeth_triangles];
    above_neck.chain(face_parts.into_iter().flatten().copied()).collect()
}

/// Blurs a grid of rows `width` long; values are held at the edge.
fn gaussian_blur(values: &[f32], width: usize, sigma: f32) -> Vec<f32> {
    let reach = (3.0 * sigma).ceil() as isize;
    let kernel: Vec<f32> =
        (-reach..=reach).map(|k| (-0.5 * (k as f32 / sigma).powi(2)).exp()).collect();
    let total: f32 = kernel.iter().sum();
    let height = values.len() / width;
    let held = |k: usize, by: isize, length: usize| k.saturating_add_signed(by).min(length - 1);
    let blur = |values: &[f32], at: &dyn Fn(usize, usize, isize) -> usize| -> Vec<f32> {
        let mean = |k: usize| {
            let taps = (-reach..=reach).zip(&kernel);
            taps.map(|(by, weight)| values[at(k % width, k / width, by)] * weight).sum::<f32>()
                / total
        };
        (0..values.len()).map(mean).collect()
    };
    let along = blur(values, &|column, row, by| row * width + held(column, by, width));
    blur(&along, &|column, row, by| held(row, by, height) * width + column)
}

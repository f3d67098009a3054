//! A portrait made ready: everything about it that no row changes.

use super::layout::FaceLayout;
use super::normals::vertex_normals;
use super::skin::{Skin, read_skin};
use crate::Stage;
use glam::{Vec2, Vec3};
use image::RgbaImage;
use risorius_rig::{Fit, Part};

/// Side of the square around the face that can change, interocular distances, and how far its middle
/// lies below that of the eyes: hair to collar.
const REGION_IOD: f32 = 5.2;
const REGION_BELOW_EYES_IOD: f32 = 0.55;
/// What the head's turn needs around that square on each side, to come to rest.
const TURN_MARGIN_IOD: f32 = 0.7;
/// Small shifts of the rig's teeth and tongue that seat them behind the lips of most faces.
const UPPER_TEETH_SHIFT_DM: Vec3 = Vec3::new(0.0, -0.05, 0.03);
const LOWER_TEETH_SHIFT_DM: Vec3 = Vec3::new(0.0, 0.015, 0.02);
const TONGUE_SHIFT_DM: Vec3 = Vec3::new(0.0, -0.04, -0.05);

impl Stage {
    /// Prepares a portrait, at least one pixel large, on which `fit` places the rig of `face`.
    pub fn new(face: &FaceLayout, fit: &Fit, picture: &RgbaImage) -> Self {
        let vertices_dm = seated(face, fit);
        let source_px: Vec<Vec3> = vertices_dm.iter().map(|&point| fit.project(point)).collect();
        let normals = vertex_normals(&vertices_dm, &face.rig.triangles);
        let skin_points: Vec<(Vec2, Vec3)> = face
            .face_vertices
            .iter()
            .map(|&v| (source_px[v as usize].truncate(), fit.view_from_rig * normals[v as usize]))
            .collect();
        let iod_px = fit.iod_px();
        let region_px = region(eye_middle(face, &source_px), iod_px, picture.dimensions());
        let Skin { light_sh9, skin_rgb, saturation } =
            read_skin(picture, region_px, iod_px, &skin_points);
        Self {
            region_px,
            iod_px,
            source_px,
            face_triangles: face.face_triangles.clone(),
            mouth_triangles: face.mouth_triangles.clone(),
            teeth_triangles: face.teeth_triangles.clone(),
            tongue_triangles: face.tongue_triangles.clone(),
            edge_fade: face.edge_fade.clone(),
            light_sh9,
            skin_rgb,
            saturation,
        }
    }
}

/// The fitted rig with teeth and tongue seated.
pub(super) fn seated(face: &FaceLayout, fit: &Fit) -> Vec<Vec3> {
    let shift = |part: Part| match part {
        Part::UpperTeeth => UPPER_TEETH_SHIFT_DM,
        Part::LowerTeeth => LOWER_TEETH_SHIFT_DM,
        Part::Tongue => TONGUE_SHIFT_DM,
        _ => Vec3::ZERO,
    };
    fit.vertices_dm
        .iter()
        .zip(&face.rig.part_of_vertex)
        .map(|(&point, &part)| point + shift(part))
        .collect()
}

/// The point between the eyes, pixels.
fn eye_middle(face: &FaceLayout, source_px: &[Vec3]) -> Vec2 {
    let rig = &face.rig;
    let lines =
        [&rig.left_lids.upper, &rig.left_lids.lower, &rig.right_lids.upper, &rig.right_lids.lower];
    let means = lines.map(|line| {
        line.iter().map(|&v| source_px[v as usize].truncate()).sum::<Vec2>()
            / line.len().max(1) as f32
    });
    means.into_iter().sum::<Vec2>() / means.len() as f32
}

/// The part of a picture that can change: at least one pixel, inside the picture.
fn region(eyes_px: Vec2, iod_px: f32, (width, height): (u32, u32)) -> [u32; 4] {
    let middle = eyes_px + Vec2::new(0.0, REGION_BELOW_EYES_IOD * iod_px);
    let half = (0.5 * REGION_IOD + TURN_MARGIN_IOD) * iod_px;
    let span = |middle: f32, length: u32| {
        let start = ((middle - half).floor().max(0.0) as u32).min(length - 1);
        let end = ((middle + half).ceil().max(0.0) as u32).clamp(start + 1, length);
        (start, end - start)
    };
    let ((x, w), (y, h)) = (span(middle.x, width), span(middle.y, height));
    [x, y, w, h]
}

#[cfg(test)]
mod tests {
    use super::region;
    use glam::Vec2;

    #[test]
    fn region_stays_inside_the_picture() {
        for (eyes, iod, size, expected) in [
            (Vec2::new(500.0, 400.0), 50.0, (1000, 1000), [335, 262, 330, 331]),
            (Vec2::new(50.0, 40.0), 100.0, (100, 100), [0, 0, 100, 100]),
            (Vec2::new(-900.0, 4000.0), 10.0, (100, 100), [0, 99, 1, 1]),
            (Vec2::splat(f32::NAN), 10.0, (100, 100), [0, 0, 1, 1]),
        ] {
            assert_eq!(region(eyes, iod, size), expected, "{eyes} {iod} {size:?}");
        }
    }
}

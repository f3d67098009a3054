//! From a motion row to a posed head.

use super::layout::FaceLayout;
use super::muscles::contract;
use super::normals::live_normals;
use super::stage::seated;
use crate::{Field, Posed, Stage};
use glam::{Vec2, Vec3};
use risorius_face::{CHANNELS, Row};
use risorius_rig::Fit;
use std::sync::Arc;

/// Poses the head of one portrait, row by row.
#[derive(Clone, Debug)]
pub struct Poser {
    face: Arc<FaceLayout>,
    fit: Fit,
    /// The fitted head at true zero, teeth and tongue seated.
    vertices_dm: Vec<Vec3>,
    /// Normals at true zero, view space.
    normals_view: Vec<Vec3>,
    region_px: [u32; 4],
}

impl Poser {
    /// Prepares the portrait that `fit` and `stage` describe, both made with the rig of `face`.
    pub fn new(face: Arc<FaceLayout>, fit: &Fit, stage: &Stage) -> Self {
        let vertices_dm = seated(&face, fit);
        let mut normals_view = vec![Vec3::Z; vertices_dm.len()];
        live_normals(&face, &vertices_dm, fit.view_from_rig, &mut normals_view);
        Self {
            fit: fit.clone(),
            region_px: stage.region_px,
            vertices_dm,
            normals_view,
            face,
        }
    }

    /// The head set to one row. Values that are not numbers count as 0, others are held to their range.
    pub fn pose(&self, row: &Row) -> Posed {
        let row = within_range(row);
        let face = &*self.face;
        let mut vertices_dm = self.vertices_dm.clone();
        contract(face, &row, &mut vertices_dm);
        let lid_closure = face
            .lids
            .each_ref()
            .map(|lids| lids.as_ref().map_or(0.0, |lids| lids.closure(&row)));
        for (lids, closure) in face.lids.iter().flatten().zip(lid_closure) {
            lids.close(closure, &mut vertices_dm);
        }
        if let Some(lips) = &face.lips {
            lips.close(&row, &mut vertices_dm);
        }
        let vertices_px: Vec<Vec3> = vertices_dm
            .iter()
            .map(|&point| self.fit.project(point))
            .collect();
        let mut normals_view = self.normals_view.clone();
        live_normals(
            face,
            &vertices_dm,
            self.fit.view_from_rig,
            &mut normals_view,
        );
        let [x, y, width, height] = self.region_px.map(|v| v as f32);
        Posed {
            relight: vec![1.0; vertices_px.len()],
            vertices_px,
            normals_view,
            backdrop: Field {
                origin_px: Vec2::new(x, y),
                step_px: width.max(height),
                width: 2,
                height: 2,
                values: vec![Vec2::ZERO; 4],
            },
            wrinkles: None,
            lid_closure,
            head: None,
        }
    }
}

fn within_range(row: &Row) -> Row {
    let mut held = Row::ZERO;
    for (&channel, &value) in CHANNELS.iter().zip(&row.0) {
        held.set(channel, if value.is_nan() { 0.0 } else { value });
    }
    held
}

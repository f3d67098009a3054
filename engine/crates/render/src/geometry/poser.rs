//! From a motion row to a posed head.

use super::backdrop::Backdrop;
use super::layout::FaceLayout;
use super::light::shade;
use super::muscles::contract;
use super::neutral::without;
use super::normals::live_normals;
use super::relight::relight;
use super::stage::seated;
use super::turn::HeadTurn;
use super::unfold::Unfolding;
use super::wrinkles::Wrinkles;
use crate::{Posed, Stage};
use glam::Vec3;
use risorius_face::{CHANNELS, Row};
use risorius_rig::Fit;
use std::sync::Arc;

/// Poses the head of one portrait, row by row.
#[derive(Clone, Debug)]
pub struct Poser {
    face: Arc<FaceLayout>,
    fit: Fit,
    /// The fitted head as the picture shows it, teeth and tongue seated.
    source_dm: Vec<Vec3>,
    source_px: Vec<Vec3>,
    /// The head without the picture's own expression.
    neutral_dm: Vec<Vec3>,
    /// What a row of zeros shows, between the two.
    base_dm: Vec<Vec3>,
    neutralise: f32,
    /// Normals in the picture, view space.
    normals_view: Vec<Vec3>,
    light_sh9: [f32; 9],
    /// Light on each vertex of the face in the picture.
    shade: Vec<f32>,
    unfolding: Unfolding,
    backdrop: Backdrop,
    head_turn: HeadTurn,
    wrinkles: Wrinkles,
    wrinkle_strength: f32,
}

impl Poser {
    /// Prepares the portrait that `fit` and `stage` describe, both made with the rig of `face`.
    pub fn new(face: Arc<FaceLayout>, fit: &Fit, stage: &Stage) -> Self {
        let source_dm = seated(&face, fit);
        let mut normals_view = vec![Vec3::Z; source_dm.len()];
        live_normals(&face, &source_dm, fit.view_from_rig, &mut normals_view);
        let shade_of = |&vertex: &u32| shade(&stage.light_sh9, normals_view[vertex as usize]);
        Self {
            shade: face.face_vertices.iter().map(shade_of).collect(),
            light_sh9: stage.light_sh9,
            unfolding: Unfolding::new(&face, &stage.source_px),
            backdrop: Backdrop::new(stage),
            head_turn: HeadTurn::new(&face, fit, stage),
            wrinkles: Wrinkles::new(&face, stage),
            wrinkle_strength: 1.0,
            fit: fit.clone(),
            source_px: stage.source_px.clone(),
            neutral_dm: without(&face, &fit.units, &source_dm),
            base_dm: source_dm.clone(),
            neutralise: 0.0,
            source_dm,
            normals_view,
            face,
        }
    }

    /// Sets how strongly skin folds: 0 not at all (a child), 1 as on an adult, up to 2.
    pub fn set_wrinkle_strength(&mut self, strength: f32) {
        self.wrinkle_strength = if strength.is_nan() { 1.0 } else { strength.clamp(0.0, 2.0) };
    }

    /// Sets how much of the picture's own expression is removed before a row is added, 0 to 1.
    pub fn set_neutralise(&mut self, amount: f32) {
        self.neutralise = if amount.is_nan() { 0.0 } else { amount.clamp(0.0, 1.0) };
        let pairs = self.source_dm.iter().zip(&self.neutral_dm);
        self.base_dm =
            pairs.map(|(source, &neutral)| source.lerp(neutral, self.neutralise)).collect();
    }

    /// Whether a row of zeros shows the picture as it is.
    pub fn rests_as_source(&self) -> bool {
        self.neutralise == 0.0 || self.neutral_dm == self.source_dm
    }

    /// The head set to one row. Values that are not numbers count as 0, others are held to their range.
    pub fn pose(&self, row: &Row) -> Posed {
        let row = within_range(row);
        let face = &*self.face;
        let mut vertices_dm = self.base_dm.clone();
        contract(face, &row, &mut vertices_dm);
        let lid_closure =
            face.lids.each_ref().map(|lids| lids.as_ref().map_or(0.0, |lids| lids.closure(&row)));
        for (lids, closure) in face.lids.iter().zip(lid_closure) {
            let Some(lids) = lids else { continue };
            lids.close(closure, &mut vertices_dm);
        }
        if let Some(lips) = &face.lips {
            lips.close(&row, &mut vertices_dm);
        }
        let mut vertices_px: Vec<Vec3> =
            vertices_dm.iter().map(|&point| self.fit.project(point)).collect();
        self.unfolding.apply(face, lid_closure, &mut vertices_px);
        let mut normals_view = self.normals_view.clone();
        live_normals(face, &vertices_dm, self.fit.view_from_rig, &mut normals_view);
        let backdrop = self.backdrop.field(&self.source_px, &vertices_px);
        Posed {
            relight: relight(face, &self.light_sh9, &self.shade, &normals_view),
            head: self.head_turn.field(&row, &backdrop, &vertices_px),
            wrinkles: self.wrinkles.factors(&row, self.wrinkle_strength, &backdrop),
            vertices_px,
            normals_view,
            neutralised: if self.rests_as_source() { 0.0 } else { self.neutralise },
            backdrop,
            lid_closure,
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

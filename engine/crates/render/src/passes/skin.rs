//! The front of the face: the picture's own skin on the posed mesh, relit.

use super::{
    Frame, Pass, Scene, depth,
    mesh::{Mesh, MeshVertex},
    upload_picture, write_part,
};
use crate::Gpu;
use crate::prepare::Mended;
use glam::Vec3;
use image::RgbaImage;

/// The mesh has its own way after this part, as a factor, of the width of [`crate::Stage::edge_fade`]:
/// the brows and the corners of the eyes are near the edge.
const EDGE_STEEPNESS: f32 = 4.0;

/// Lips are mended as a whole from this share of neutralising on: less hardly moves them.
const WHOLLY_MENDED_FROM: f32 = 0.3;

/// The face as triangles; it is drawn first and fills the depth.
pub(crate) struct Skin {
    mesh: Mesh,
    /// The rig vertex of each vertex of the mesh.
    rig_vertices: Vec<usize>,
    /// Where each is in the source, pixels.
    source_px: Vec<Vec3>,
    /// How far each shows what the mesh says, 1, rather than the backdrop, 0: at the mesh's edge
    /// both are the same, so that it cannot be seen.
    own_share: Vec<f32>,
    /// Filled anew for each frame.
    vertices: Vec<MeshVertex>,
    lips: Option<MendedLips>,
}

/// The picture as the skin shows it while the portrait's own expression is removed.
struct MendedLips {
    mended: Mended,
    picture: wgpu::Texture,
    /// How much it is mended now, 0..1.
    share: f32,
}

impl MendedLips {
    fn show(&mut self, gpu: &Gpu, share: f32) {
        if share == self.share {
            return;
        }
        self.share = share;
        let Mended { origin, source, mended } = &self.mended;
        let blend = |(a, b): (&u8, &u8)| {
            (f32::from(*a) + (f32::from(*b) - f32::from(*a)) * share).round() as u8
        };
        let values = source.iter().zip(mended.iter()).map(blend).collect();
        let part = RgbaImage::from_raw(source.width(), source.height(), values)
            .expect("a value for each pixel");
        write_part(gpu, &self.picture, *origin, &part);
    }
}

impl Skin {
    /// The skin of a scene whose source is `picture`.
    pub(crate) fn new(scene: &Scene, picture: &RgbaImage, mended: Option<Mended>) -> Self {
        let stage = &scene.stage;
        let nearest = depth(wgpu::CompareFunction::LessEqual, true);
        let lips = mended.map(|mended| {
            let picture = upload_picture(&scene.gpu, "skin", picture);
            MendedLips { mended, picture, share: 0.0 }
        });
        let shown = lips.as_ref().map_or(&scene.source, |lips| &lips.picture);
        let mut mesh = Mesh::new(scene, "skin", shown, Some(nearest));
        let (rig_vertices, triangles) = compact(&stage.face_triangles, stage.source_px.len());
        mesh.set_triangles(&scene.gpu, &triangles);
        let source_px = rig_vertices.iter().map(|&vertex| stage.source_px[vertex]).collect();
        let share = |&vertex: &usize| (EDGE_STEEPNESS * stage.edge_fade[vertex]).min(1.0);
        let own_share = rig_vertices.iter().map(share).collect();
        Self { mesh, rig_vertices, source_px, own_share, vertices: Vec::new(), lips }
    }
}

impl Pass for Skin {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        let posed = frame.posed;
        if let Some(lips) = &mut self.lips {
            lips.show(gpu, (posed.neutralised / WHOLLY_MENDED_FROM).min(1.0));
        }
        self.vertices.clear();
        let vertices = self.rig_vertices.iter().zip(&self.source_px).zip(&self.own_share);
        self.vertices.extend(vertices.map(|((&vertex, &source_px), &own_share)| {
            let position_px = posed.vertices_px[vertex];
            let own_px = (source_px - position_px).truncate();
            let backdrop_px = posed.backdrop.sample(position_px.truncate());
            MeshVertex {
                position_px: position_px.to_array(),
                offset_px: backdrop_px.lerp(own_px, own_share).to_array(),
                relight: posed.relight[vertex],
            }
        }));
        self.mesh.set_vertices(gpu, &self.vertices);
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        self.mesh.draw(canvas);
    }
}

/// The vertices that triangles use, and the triangles renumbered to them.
fn compact(triangles: &[[u32; 3]], vertex_count: usize) -> (Vec<usize>, Vec<[u32; 3]>) {
    let mut new_number = vec![None; vertex_count];
    let mut used = Vec::new();
    let renumbered = triangles
        .iter()
        .map(|triangle| {
            triangle.map(|vertex| {
                *new_number[vertex as usize].get_or_insert_with(|| {
                    used.push(vertex as usize);
                    used.len() as u32 - 1
                })
            })
        })
        .collect();
    (used, renumbered)
}

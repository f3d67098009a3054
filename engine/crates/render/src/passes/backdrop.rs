//! The picture around the face, pulled along by what the face does.

use super::{Frame, Pass, Scene, depth, lattice::Lattice, warp::WarpMesh};
use crate::Gpu;

/// Draws behind the skin: where skin is nearer, nothing is sampled.
pub(crate) struct Backdrop {
    mesh: WarpMesh,
    region_px: [u32; 4],
}

impl Backdrop {
    /// The backdrop of a scene.
    pub(crate) fn new(scene: &Scene) -> Self {
        let behind_skin = depth(wgpu::CompareFunction::LessEqual, false);
        let mesh = WarpMesh::new(scene, "backdrop", &scene.source, Some(behind_skin));
        Self { mesh, region_px: scene.stage.region_px }
    }
}

impl Pass for Backdrop {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        let lattice = Lattice::of(&frame.posed.backdrop, self.region_px);
        self.mesh.set_vertices(gpu, &lattice.vertices);
        self.mesh.set_triangles(gpu, &lattice.triangles);
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        self.mesh.draw(canvas);
    }
}

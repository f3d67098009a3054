//! The turn of the head: the finished canvas, warped as a whole.

use super::{Scene, lattice::Lattice, warp::WarpMesh};
use crate::{Field, Gpu};

/// Draws the canvas into the final texture where the turn moves it.
pub(crate) struct Head {
    mesh: WarpMesh,
    region_px: [u32; 4],
}

impl Head {
    /// A turn that reads `canvas`.
    pub(crate) fn new(scene: &Scene, canvas: &wgpu::Texture) -> Self {
        let mesh = WarpMesh::new(scene, "head", canvas, None);
        Self { mesh, region_px: scene.stage.region_px }
    }

    /// Uploads the turn.
    pub(crate) fn update(&mut self, gpu: &Gpu, turn: &Field) {
        let lattice = Lattice::of(turn, self.region_px);
        self.mesh.set_vertices(gpu, &lattice.vertices);
        self.mesh.set_triangles(gpu, &lattice.triangles);
    }

    /// Draws it; group 0 is set.
    pub(crate) fn draw(&self, target: &mut wgpu::RenderPass<'_>) {
        self.mesh.draw(target);
    }
}

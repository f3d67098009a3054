//! The passes, in the order in which they are drawn onto the canvas.
//!
//! A pass is made once for a portrait from the [`Scene`] and what was prepared from the picture. For
//! each frame it is updated, may draw into textures of its own, and then draws onto the canvas, in
//! one render pass that all share: colour [`CANVAS_FORMAT`] with straight alpha, and depth
//! [`DEPTH_FORMAT`] that holds the face's skin. Bind group 0 is [`Scene::globals`] (see
//! `shaders/common.wgsl`) and is set before every pass; groups 1 and on are the pass's own.

mod backdrop;
mod block;
mod blocks;
mod buffer;
mod dentition;
mod eyes;
mod features;
mod field;
mod head;
mod image;
mod inside;
mod lids;
mod mesh;
mod mouth;
mod pipelines;
mod scene;
mod skin;
mod wrinkles;

use crate::{Gpu, Posed};
use risorius_face::Row;

pub(crate) use backdrop::Backdrop;
pub(crate) use features::features;
pub(crate) use head::Head;
pub(crate) use pipelines::Pipelines;
pub(crate) use scene::{
    Material, OVER, Scene, depth, depth_ignored, upload_picture, write_part, write_picture,
};
pub(crate) use skin::Skin;
pub(crate) use wrinkles::Wrinkles;

/// Colour of the canvas: sRGB-encoded values, straight alpha.
pub(crate) const CANVAS_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;

/// Depth of the canvas: smaller is nearer; 1 where no skin is drawn.
pub(crate) const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;

/// What a frame shows.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// The motion row.
    pub row: &'a Row,
    /// The head set to it.
    pub posed: &'a Posed,
}

/// One layer of the picture.
pub(crate) trait Pass {
    /// Uploads what this frame changes.
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>);

    /// Draws into textures of the pass's own, before the canvas is begun.
    fn prepare(&self, _scene: &Scene, _encoder: &mut wgpu::CommandEncoder) {}

    /// Draws onto the canvas; draws nothing where nothing moved.
    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>);
}

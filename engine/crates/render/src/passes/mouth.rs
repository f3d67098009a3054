//! The mouth: what is between the posed lips.
//!
//! Its inside is drawn into a layer of its own and laid between the lips, in their shadow. A source
//! that shows its teeth keeps them.

use super::block::{Block, block_layout};
use super::inside::Inside;
use super::{CANVAS_FORMAT, Frame, Material, OVER, Pass, Scene, depth_ignored};
use crate::prepare::{COLUMNS, Lines, Mouth, Opening, smoothstep};
use crate::{Gpu, Posed};
use glam::{Vec2, Vec3};
use risorius_face::{Row, Side};
use risorius_rig::{LipLines, Rig};

const SHADER: &str = concat!(
    include_str!("../../../../../shaders/opening.wgsl"),
    include_str!("../../../../../shaders/mouth.wgsl")
);
/// Movements below this many pixels are none.
const STILL_PX: f32 = 1e-3;
/// How far below the lips a fully shown tongue can reach, interocular distances.
const TONGUE_OUT_IOD: f32 = 0.6;
/// The line between pressed lips against the lips' own colour: light that comes out of so narrow a gap
/// is redder. In a picture without colour it is the mean.
const CONTACT_SHADE: Vec3 = Vec3::new(0.54, 0.42, 0.42);
/// Source gaps between these, interocular distances, go from being replaced to being kept when the
/// lips move.
const REPLACED_GAP_IOD: f32 = 0.09;
const KEPT_GAP_IOD: f32 = 0.13;

/// `Mouth` in `shaders/mouth.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct MouthBlock {
    axes: [f32; 4],
    bounds: [f32; 4],
    box_px: [f32; 4],
    grid: [f32; 4],
    amount: [f32; 4],
    exposure: [f32; 4],
    contact: [f32; 4],
    columns: [[f32; 4]; COLUMNS],
}

/// Draws the mouth.
pub(crate) struct Mouths {
    lips: LipLines,
    mouth: Mouth,
    iod_px: f32,
    saturation: f32,
    source_lips_px: Vec<Vec2>,
    inside: Inside,
    pipeline: wgpu::RenderPipeline,
    block: Block<MouthBlock>,
    open: bool,
}

impl Mouths {
    /// Prepares the pass for what was read of the mouth.
    pub(crate) fn new(scene: &Scene, rig: &Rig, mouth: Mouth) -> Self {
        let inside = Inside::new(scene, rig, &mouth);
        let layout = block_layout(scene, "mouth", 1);
        let pipeline = scene.pipeline(&Material {
            label: "mouth",
            shader: SHADER,
            groups: &[&layout],
            buffers: &[],
            blend: Some(OVER),
            target: CANVAS_FORMAT,
            depth: Some(depth_ignored()),
        });
        let block = Block::new(scene, "mouth", &layout, &[inside.colour()]);
        Self {
            lips: rig.lips_inner.clone(),
            mouth,
            iod_px: scene.stage.iod_px,
            saturation: scene.stage.saturation,
            source_lips_px: lip_points(&rig.lips_inner, &scene.stage.source_px),
            inside,
            pipeline,
            block,
            open: false,
        }
    }

    /// The block for posed lips; `None` where they did not move.
    fn posed_block(&self, row: &Row, posed: &Posed) -> Option<MouthBlock> {
        let Self { mouth, iod_px, .. } = self;
        let points = lip_points(&self.lips, &posed.vertices_px);
        let moved_px = self.source_lips_px.iter().zip(&points).map(|(a, b)| a.distance(*b));
        let moved_px = moved_px.fold(0.0, f32::max);
        let opening = Opening::new(&mouth.axes, Lines::from(&self.lips), &posed.vertices_px)?;
        if moved_px < STILL_PX {
            return None;
        }
        let changed_iod = (opening.gap_px() / iod_px - mouth.gap_iod).abs();
        let changed_iod = changed_iod.max(0.7 * moved_px / iod_px);
        let (low, mut high) = opening.bounds_px();
        high.y += TONGUE_OUT_IOD * iod_px * row.unit(19, Side::Both);
        let column = |k: usize| {
            let [upper, lower] = [opening.upper_px[k], opening.lower_px[k]];
            [upper, lower, mouth.source.upper_px[k], mouth.source.lower_px[k]]
        };
        let mean = Vec3::splat(CONTACT_SHADE.element_sum() / 3.0);
        let contact_shade = mean.lerp(CONTACT_SHADE, self.saturation);
        Some(MouthBlock {
            axes: mouth.axes.to_array(),
            bounds: [low.x, low.y, high.x, high.y],
            box_px: self.inside.box_px(),
            grid: [opening.first_px, opening.step_px, mouth.source.first_px, mouth.source.step_px],
            amount: [
                smoothstep(0.0, 1.0, moved_px),
                kept(mouth, changed_iod),
                self.saturation,
                0.0,
            ],
            exposure: mouth.exposure.extend(0.0).to_array(),
            contact: (mouth.lip_rgb * contact_shade / 255.0).extend(1.0).to_array(),
            columns: std::array::from_fn(column),
        })
    }
}

/// How much of the source's own mouth stays when its gap changed by `changed_iod`.
fn kept(mouth: &Mouth, changed_iod: f32) -> f32 {
    if !mouth.is_open() {
        return 0.0;
    }
    let wide = smoothstep(REPLACED_GAP_IOD, KEPT_GAP_IOD, mouth.gap_iod);
    let hardly_changed = 1.0 - smoothstep(0.02, 0.08, changed_iod);
    wide + (1.0 - wide) * hardly_changed
}

fn lip_points(lips: &LipLines, vertices_px: &[Vec3]) -> Vec<Vec2> {
    lips.upper.iter().chain(&lips.lower).map(|&v| vertices_px[v as usize].truncate()).collect()
}

impl Pass for Mouths {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        let block = self.posed_block(frame.row, frame.posed);
        self.open = block.is_some();
        if let Some(block) = block {
            self.block.write(gpu, &block);
            self.inside.update(gpu, &self.mouth, frame.posed);
        }
    }

    fn prepare(&self, scene: &Scene, encoder: &mut wgpu::CommandEncoder) {
        if self.open {
            self.inside.draw(encoder, scene);
        }
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        if self.open {
            canvas.set_pipeline(&self.pipeline);
            canvas.set_bind_group(1, self.block.group(), &[]);
            canvas.draw(0..6, 0..1);
        }
    }
}

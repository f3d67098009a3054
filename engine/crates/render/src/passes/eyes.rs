//! The eyeballs: what is between the posed lids, with the iris turned by the gaze.

use super::block::{Block, block_layout, place_of, upload_colours, upload_grid};
use super::{CANVAS_FORMAT, Frame, Material, OVER, Pass, Scene, depth_ignored};
use crate::Gpu;
use crate::prepare::{COLUMNS, Eye, Lines, Opening, smoothstep};
use glam::Vec2;
use risorius_face::{Channel, Row};
use risorius_rig::{LidLines, Rig};

const SHADER: &str = concat!(
    include_str!("../../../../../shaders/opening.wgsl"),
    include_str!("../../../../../shaders/eyes.wgsl")
);
/// Radius of the eyeball on which the iris moves, in interocular distances (12 mm to 63 mm, and a
/// little more for what the cornea stands out).
const BALL_IOD: f32 = 0.205;
/// Furthest gaze that the lids leave visible, degrees to a side and up or down.
const FURTHEST_DEG: Vec2 = Vec2::new(28.0, 22.0);
/// Movements below this many pixels are none.
const STILL_PX: f32 = 1e-3;

/// `Eye` in `shaders/eyes.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct EyeBlock {
    axes: [f32; 4],
    bounds: [f32; 4],
    grid: [f32; 2],
    iris: [f32; 2],
    gaze: [f32; 4],
    place: [f32; 4],
    rest: [f32; 2],
    padding: [f32; 2],
    columns: [[f32; 4]; COLUMNS],
}

/// Draws both eyes.
pub(crate) struct Eyes {
    pipeline: wgpu::RenderPipeline,
    eyes: Vec<EyeState>,
    iod_px: f32,
}

struct EyeState {
    eye: Eye,
    lids: LidLines,
    block: Block<EyeBlock>,
    moved: bool,
}

impl Eyes {
    /// Prepares the pass for what was read of the left and right eye.
    pub(crate) fn new(scene: &Scene, rig: &Rig, eyes: [Option<Eye>; 2]) -> Self {
        let layout = block_layout(scene, "eyes", 3);
        let pipeline = scene.pipeline(&Material {
            label: "eyes",
            shader: SHADER,
            groups: &[&layout],
            buffers: &[],
            blend: Some(OVER),
            target: CANVAS_FORMAT,
            depth: Some(depth_ignored()),
        });
        let state = |(eye, lids): (Option<Eye>, &LidLines)| {
            let eye = eye?;
            let white = upload_colours(scene, "white of the eye", &eye.white);
            let disc = upload_grid(scene, "iris", &eye.disc);
            let glint = upload_colours(scene, "catch light", &eye.glint);
            let block = Block::new(scene, "eyes", &layout, &[&white, &disc, &glint]);
            Some(EyeState { eye, lids: lids.clone(), block, moved: false })
        };
        let eyes = eyes.into_iter().zip([&rig.left_lids, &rig.right_lids]).filter_map(state);
        Self { pipeline, eyes: eyes.collect(), iod_px: scene.stage.iod_px }
    }
}

impl Pass for Eyes {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        let gaze_deg = gaze_deg(frame.row);
        for state in &mut self.eyes {
            let lines = Lines::from(&state.lids);
            let posed = Opening::new(&state.eye.axes, lines, &frame.posed.vertices_px);
            let block = posed.map(|posed| eye_block(&state.eye, &posed, gaze_deg, self.iod_px));
            // At rest the source shows through the hole in the skin, untouched.
            let block = block.filter(|block| block.rest != [1.0; 2]);
            state.moved = block.is_some();
            if let Some(block) = block {
                state.block.write(gpu, &block);
            }
        }
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        canvas.set_pipeline(&self.pipeline);
        for state in self.eyes.iter().filter(|state| state.moved) {
            canvas.set_bind_group(1, state.block.group(), &[]);
            canvas.draw(0..6, 0..1);
        }
    }
}

/// The row's gaze, held to what can be shown, degrees.
fn gaze_deg(row: &Row) -> Vec2 {
    let gaze = Vec2::new(row.get(Channel::GazeX), row.get(Channel::GazeY));
    gaze.clamp(-FURTHEST_DEG, FURTHEST_DEG)
}

fn eye_block(eye: &Eye, posed: &Opening, gaze_deg: Vec2, iod_px: f32) -> EyeBlock {
    let gaze = Vec2::new(gaze_deg.x.to_radians(), -gaze_deg.y.to_radians());
    let way_px = BALL_IOD * iod_px * Vec2::new(gaze.x.sin(), gaze.y.sin());
    let columns: [[f32; 4]; COLUMNS] = std::array::from_fn(|k| {
        let (upper, lower) = eye.source.heights_px(posed.u_px(k));
        [posed.upper_px[k], posed.lower_px[k], upper, lower]
    });
    let lids_px = columns.iter().map(|[u, l, u0, l0]| (u - u0).abs().max((l - l0).abs()));
    let lids_px = lids_px.fold(0.0, f32::max);
    let resting = |moved_px: f32, gone_px: f32| {
        if moved_px < STILL_PX { 1.0 } else { 1.0 - smoothstep(0.0, gone_px, moved_px) }
    };
    let (low, high) = posed.bounds_px();
    let iris = eye.axes.local(eye.iris.centre_px);
    EyeBlock {
        axes: eye.axes.to_array(),
        bounds: [low.x, low.y, high.x, high.y],
        grid: [posed.first_px, posed.step_px],
        iris: iris.to_array(),
        gaze: [way_px.x, way_px.y, gaze.x.cos(), gaze.y.cos()],
        place: place_of(&eye.white),
        rest: [resting(way_px.length(), 0.015 * iod_px), resting(lids_px, 1.0)],
        padding: [0.0; 2],
        columns,
    }
}

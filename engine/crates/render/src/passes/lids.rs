//! The skin of closing lids: what comes out of the fold above the eye, and the lashes on its edge.

use super::block::{Block, block_layout, place_of, upload_grid};
use super::{CANVAS_FORMAT, Frame, Material, OVER, Pass, Scene, depth_ignored};
use crate::prepare::{Axes, COLUMNS, Eye, LidSkin, Lines, Opening, Polyline, smoothstep};
use crate::{Gpu, Posed, Stage};
use glam::{Vec2, Vec3};
use risorius_rig::{Fit, LidLines, Rig, Ring};

const SHADER: &str = concat!(
    include_str!("../../../../../shaders/opening.wgsl"),
    include_str!("../../../../../shaders/lids.wgsl")
);
/// Below this closure the source's own lid is only bent; above it, it is made anew.
const BENT_CLOSURE: f32 = 0.15;
const REMADE_CLOSURE: f32 = 0.35;
/// Source skin up to the first of these above its margin is lashes and narrow strip and is replaced;
/// from the second on it is kept. Interocular distances.
const REPLACED_IOD: f32 = 0.055;
const KEPT_IOD: f32 = 0.115;
/// How far the lashes reach below the margin, interocular distances.
const LASHES_IOD: f32 = 0.07;
/// How far the skin reaches beyond the corners, interocular distances.
const BEYOND_CORNERS_IOD: f32 = 0.10;

/// Binomial smoothings of the heights over the columns: a bell of ±5 columns.
const SMOOTHINGS: usize = 50;

/// `Lid` in `shaders/lids.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct LidBlock {
    axes: [f32; 4],
    bounds: [f32; 4],
    grid: [f32; 2],
    middle: [f32; 2],
    place: [f32; 4],
    facing: [f32; 4],
    light: [f32; 12],
    margin: [[f32; 4]; COLUMNS],
    fade: [[f32; 4]; COLUMNS],
}

/// Draws the upper lids that are closing.
pub(crate) struct Lids {
    pipeline: wgpu::RenderPipeline,
    lids: Vec<Lid>,
    iod_px: f32,
}

struct Lid {
    /// Index in [`Posed::lid_closure`].
    side: usize,
    lines: LidLines,
    source: Opening,
    arcs: Vec<Arc>,
    /// What no row changes.
    fixed: LidBlock,
    block: Block<LidBlock>,
    closing: bool,
}

/// The part of a ring around the eye that lies above it.
struct Arc {
    vertices: Ring,
    /// Height above the upper margin in the source, pixels, a column.
    heights_px: [f32; COLUMNS],
}

impl Lids {
    /// Prepares the pass for the left and right eye and their lid skin.
    pub(crate) fn new(
        scene: &Scene,
        rig: &Rig,
        fit: &Fit,
        lids: [Option<(&Eye, LidSkin)>; 2],
    ) -> Self {
        let layout = block_layout(scene, "lids", 1);
        let pipeline = scene.pipeline(&Material {
            label: "lids",
            shader: SHADER,
            groups: &[&layout],
            buffers: &[],
            blend: Some(OVER),
            target: CANVAS_FORMAT,
            depth: Some(depth_ignored()),
        });
        let lids = lids.into_iter().enumerate().filter_map(|(side, lid)| {
            let (eye, skin) = lid?;
            let (lines, rings) = match side {
                0 => (&rig.left_lids, &rig.left_eye_rings),
                _ => (&rig.right_lids, &rig.right_eye_rings),
            };
            let texture = upload_grid(scene, "lid skin", &skin.skin);
            let outer = rings.get(..rig.lid_margin_ring).unwrap_or_default();
            Some(Lid {
                side,
                lines: lines.clone(),
                arcs: outer
                    .iter()
                    .rev()
                    .filter_map(|ring| Arc::new(eye, ring, &scene.stage))
                    .collect(),
                source: eye.source.clone(),
                fixed: fixed_block(&scene.stage, fit, eye, &skin, side),
                block: Block::new(scene, "lids", &layout, &[&texture]),
                closing: false,
            })
        });
        Self { pipeline, lids: lids.collect(), iod_px: scene.stage.iod_px }
    }
}

impl Pass for Lids {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        for lid in &mut self.lids {
            let block = lid.posed_block(frame.posed, self.iod_px);
            lid.closing = block.is_some();
            if let Some(block) = block {
                lid.block.write(gpu, &block);
            }
        }
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        canvas.set_pipeline(&self.pipeline);
        for lid in self.lids.iter().filter(|lid| lid.closing) {
            canvas.set_bind_group(1, lid.block.group(), &[]);
            canvas.draw(0..6, 0..1);
        }
    }
}

impl Lid {
    /// The block for a posed head; `None` where the lid hardly closes.
    fn posed_block(&self, posed: &Posed, iod_px: f32) -> Option<LidBlock> {
        let shown = smoothstep(BENT_CLOSURE, REMADE_CLOSURE, posed.lid_closure[self.side]);
        if shown <= 0.0 {
            return None;
        }
        let axes = axes_of(&self.fixed);
        let opening = Opening::new(&axes, Lines::from(&self.lines), &posed.vertices_px)?;
        let arcs: Vec<(&Arc, Polyline)> = self
            .arcs
            .iter()
            .filter_map(|arc| Some((arc, Polyline::new(&axes, &arc.vertices, &posed.vertices_px)?)))
            .collect();
        let mut block = self.fixed;
        block.facing[3] = shown;
        block.grid = [opening.first_px, opening.step_px];
        for k in 0..COLUMNS {
            let (u, v) = (opening.u_px(k), opening.upper_px[k]);
            let came_down = v - self.source.upper_px[k];
            block.margin[k] = [v, came_down, self.source.u_px(k) - u, 0.0];
            let rows: Vec<(f32, f32)> =
                arcs.iter().map(|(arc, line)| (arc.heights_px[k], v - line.height(u))).collect();
            let [replaced, kept] =
                [REPLACED_IOD, KEPT_IOD].map(|height| posed_height(&rows, height * iod_px));
            block.fade[k] = [replaced, kept.max(replaced + 1.0), came_down, 0.0];
        }
        smooth(&mut block.fade);
        let (low, high) = opening.bounds_px();
        let tallest = block.fade.iter().map(|fade| fade[1]).fold(0.0, f32::max);
        let beyond = BEYOND_CORNERS_IOD * iod_px;
        let lashes = LASHES_IOD * iod_px;
        block.bounds =
            [low.x - beyond, low.y - tallest - 1.0, high.x + beyond, high.y + lashes + 1.0];
        Some(block)
    }
}

/// The posed height of what stood `height_px` above the margin in the source, from rows of (source
/// height, posed height) that go outwards. Beyond the last row the skin is not stretched.
fn posed_height(rows: &[(f32, f32)], height_px: f32) -> f32 {
    let mut inner = (0.0, 0.0);
    for &outer in rows.iter().filter(|row| row.0 > 0.0) {
        if outer.0 >= height_px {
            let share = (height_px - inner.0) / (outer.0 - inner.0).max(1e-3);
            return inner.1 + (outer.1 - inner.1) * share;
        }
        inner = if outer.0 > inner.0 { outer } else { inner };
    }
    inner.1 + height_px - inner.0
}

/// Smooths over the columns: at the corners the rings end one after the other, and heights jump.
fn smooth(fade: &mut [[f32; 4]; COLUMNS]) {
    for _ in 0..SMOOTHINGS {
        let before = *fade;
        for k in 0..COLUMNS {
            let (left, right) = (before[k.saturating_sub(1)], before[(k + 1).min(COLUMNS - 1)]);
            for (row, value) in fade[k].iter_mut().enumerate() {
                *value = 0.5 * before[k][row] + 0.25 * (left[row] + right[row]);
            }
        }
    }
}

impl Arc {
    fn new(eye: &Eye, ring: &Ring, stage: &Stage) -> Option<Self> {
        let local = |&v: &u32| eye.axes.local(stage.source_px[v as usize].truncate());
        let by_u = |a: &&u32, b: &&u32| local(a).x.total_cmp(&local(b).x);
        let (first, last) = (local(ring.iter().min_by(by_u)?), local(ring.iter().max_by(by_u)?));
        let chord = |u: f32| first.y + (last.y - first.y) * (u - first.x) / (last.x - first.x);
        let is_above = |v: &&u32| local(v).y <= chord(local(v).x) + 1e-3;
        let vertices: Ring = ring.iter().filter(is_above).copied().collect();
        let line = Polyline::new(&eye.axes, &vertices, &stage.source_px)?;
        let source = &eye.source;
        let height = |k: usize| source.upper_px[k] - line.height(source.u_px(k));
        Some(Self { vertices, heights_px: std::array::from_fn(height) })
    }
}

fn axes_of(block: &LidBlock) -> Axes {
    let [x, y, along_x, along_y] = block.axes;
    Axes { origin_px: Vec2::new(x, y), along: Vec2::new(along_x, along_y) }
}

fn fixed_block(stage: &Stage, fit: &Fit, eye: &Eye, skin: &LidSkin, side: usize) -> LidBlock {
    let facing = fit.view_from_rig * Vec3::Z;
    let (low, high) = eye.source.bounds_px();
    let middle = 0.5 * (low + high);
    let mut light = [0.0; 12];
    light[..9].copy_from_slice(&stage.light_sh9);
    // The person's left is the right of the picture, so u grows towards the left eye's temple.
    light[9] = if side == 0 { 1.0 } else { -1.0 };
    LidBlock {
        axes: eye.axes.to_array(),
        bounds: [0.0; 4],
        grid: [0.0; 2],
        middle: middle.to_array(),
        place: place_of(&skin.skin),
        facing: [facing.x, facing.y, facing.z, 0.0],
        light,
        margin: [[0.0; 4]; COLUMNS],
        fade: [[0.0; 4]; COLUMNS],
    }
}

#[cfg(test)]
mod tests {
    use super::posed_height;

    #[test]
    fn heights_follow_the_rings() {
        let rows = [(2.0, 6.0), (4.0, 9.0), (10.0, 11.0)];
        for (source, posed) in [(0.0, 0.0), (1.0, 3.0), (3.0, 7.5), (10.0, 11.0), (12.0, 13.0)] {
            assert!((posed_height(&rows, source) - posed).abs() < 1e-4, "{source}");
        }
        assert_eq!(posed_height(&[], 5.0), 5.0);
    }
}

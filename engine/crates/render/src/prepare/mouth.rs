//! What the picture tells of the mouth: how far the lips are apart, where the teeth must hang, and
//! in what light they stand.

use super::Portrait;
use super::opening::{Axes, Lines, Opening};
use super::patch::{colour_at, median_colour};
use glam::{Vec2, Vec3};
use risorius_rig::Part;

/// A gap between the lips above this, in interocular distances, shows the source's own teeth.
const OPEN_GAP_IOD: f32 = 0.035;
/// How far the upper teeth stand below a relaxed upper lip, in interocular distances: 2 mm of 63
/// (Vig and Brundo 1978 measured 1.9 mm in men and 3.4 mm in women).
const UPPER_SHOW_IOD: f32 = 0.04;
/// How far the lower teeth reach above the edge of the lower lip, in interocular distances.
const LOWER_SHOW_IOD: f32 = 0.012;
/// Median skin (sRGB) in the light of which [`shaders/mouth.wgsl`]'s colours were chosen.
const REFERENCE_SKIN: Vec3 = Vec3::new(215.0, 175.0, 150.0);

/// The mouth of a portrait.
#[derive(Clone, Debug)]
pub(crate) struct Mouth {
    /// Frame of the opening.
    pub(crate) axes: Axes,
    /// The opening in the source.
    pub(crate) source: Opening,
    /// Tallest gap between the lips in the source, in interocular distances.
    pub(crate) gap_iod: f32,
    /// Median colour of the lips, sRGB 0..255.
    pub(crate) lip_rgb: Vec3,
    /// The picture's light on what was chosen under [`REFERENCE_SKIN`], a factor a channel.
    pub(crate) exposure: Vec3,
    /// How far the upper teeth, and the lower ones with the tongue, are moved down, pixels.
    pub(crate) drop_px: [f32; 2],
    /// How far along u what lies one unit behind the lips is seen, because the head is turned.
    pub(crate) parallax: f32,
}

impl Mouth {
    /// Reads the mouth; `None` where the fit shows no lips.
    pub(crate) fn new(portrait: Portrait<'_>) -> Option<Self> {
        let Portrait { picture, rig, fit, stage } = portrait;
        let vertices = &stage.source_px;
        let seen = |&v: &u32| vertices.get(v as usize).map(|p| p.truncate());
        let lines = Lines::from(&rig.lips_inner);
        let corner_px = seen(lines.upper.first()?)?;
        let axes = Axes::new(0.5 * (corner_px + seen(lines.upper.last()?)?), fit.view_from_rig);
        let source = Opening::new(&axes, lines, vertices)?.no_wider_than(3.0 * stage.iod_px)?;
        let lips: Vec<Vec3> =
            rig.lip_colour_ring.iter().filter_map(seen).map(|p| colour_at(picture, p)).collect();
        let mut light =
            (stage.skin_rgb / REFERENCE_SKIN).clamp(Vec3::splat(0.15), Vec3::splat(1.25));
        // Yellow varnish and olive skin would make teeth green.
        light.y = light.y.min(light.x);
        let mean = light.element_sum() / 3.0;
        let facing = fit.view_from_rig * Vec3::Z;
        Some(Self {
            axes,
            gap_iod: source.gap_px() / stage.iod_px,
            lip_rgb: median_colour(&lips).unwrap_or(stage.skin_rgb),
            // Skin is warmer than teeth are: they take only a part of its tint.
            exposure: Vec3::splat(0.25 * mean) + 0.75 * light,
            drop_px: teeth_drop(portrait, &axes, &source),
            parallax: -Vec2::new(facing.x, -facing.y).dot(axes.along),
            source,
        })
    }

    /// Whether the source shows the inside of the mouth.
    pub(crate) fn is_open(&self) -> bool {
        self.gap_iod > OPEN_GAP_IOD
    }
}

/// Moves the rows of teeth so that they stand as they usually do behind these lips.
fn teeth_drop(portrait: Portrait<'_>, axes: &Axes, source: &Opening) -> [f32; 2] {
    let Portrait { rig, stage, .. } = portrait;
    let middle = 0.5 * (source.first_px + source.first_px + source.width_px());
    let (upper_lip, lower_lip) = source.heights_px(middle);
    // An open mouth has mostly lifted its upper lip and lowered the other one more.
    let lip = upper_lip + 0.25 * (lower_lip - upper_lip).max(0.0);
    let edge = |part: Part, lowest: bool| {
        let heights = rig
            .part_of_vertex
            .iter()
            .zip(&stage.source_px)
            .zip(&rig.rest_dm)
            // The incisors; the molars of a tilted head stand higher or lower.
            .filter(|((p, _), rest)| **p == part && rest.x.abs() < 0.09)
            .map(|((_, px), _)| axes.local(Vec2::new(px.x, px.y)).y);
        if lowest {
            heights.fold(f32::NEG_INFINITY, f32::max)
        } else {
            heights.fold(f32::INFINITY, f32::min)
        }
    };
    let wanted = lip + UPPER_SHOW_IOD * stage.iod_px;
    let upper = wanted - edge(Part::UpperTeeth, true);
    let lower = lower_lip - LOWER_SHOW_IOD * stage.iod_px - edge(Part::LowerTeeth, false);
    [upper, lower].map(|drop| if drop.is_finite() { drop } else { 0.0 })
}

//! One eye taken apart: the white without the iris, the whole iris without its catch light, and
//! the catch light.
//!
//! Put back together unmoved the three give the source again; moved apart they show a glance. What
//! the lids or the iris hide in the source is filled: the white by smoothing outwards from what is
//! seen of it, the iris by its median colour at each distance from its centre.

use super::Portrait;
use super::iris::{self, Circle};
use super::opening::{Axes, Lines, Opening};
use super::patch::{
    blurred, colour_at, filled, luma, mapped, median_colour, position_px, quantile, smoothstep,
};
use crate::Grid;
use glam::{Vec2, Vec3, Vec4};
use risorius_rig::LidLines;

/// How far around the opening the layers reach, in interocular distances: the way of the iris.
const MARGIN_IOD: f32 = 0.16;
/// The layers of a very large eye are coarser than the picture: at most this many samples an
/// interocular distance.
const MOST_SAMPLES_IOD: f32 = 640.0;
/// Below this size the layers are twice as fine as the picture, or the limbus would be a staircase.
const SMALL_IOD_PX: f32 = 110.0;
/// Fewer samples of the white than this say nothing of its colour.
const FEWEST_WHITE: usize = 12;
/// Radial bins of the iris from its centre to its rim; the profile goes on a little beyond.
const RIM_BIN: f32 = 24.0;
const BINS: usize = 41;
/// Just below the source's upper lid is its dark edge: from the second of these distances up to the
/// first, interocular, the layers show less and less of the source. `shaders/eyes.wgsl` has the same.
const MADE_BELOW_LID_IOD: (f32, f32) = (0.012, 0.05);
/// Brighter than the ring around it by this many levels is a catch light.
const GLINT_LEVELS: f32 = 26.0;

/// One eye as the picture shows it. All layers cover the same places; colours are sRGB 0..255.
#[derive(Clone, Debug)]
pub(crate) struct Eye {
    /// Frame of the opening.
    pub(crate) axes: Axes,
    /// The opening in the source.
    pub(crate) source: Opening,
    /// The iris in the source.
    pub(crate) iris: Circle,
    /// The white, as if there were no iris.
    pub(crate) white: Grid<Vec3>,
    /// The whole iris without catch light; w is how much of a sample it covers, 0..1.
    pub(crate) disc: Grid<Vec4>,
    /// What the catch light adds to the iris.
    pub(crate) glint: Grid<Vec3>,
}

impl Eye {
    /// Takes the person's left or right eye apart; `None` where the fit shows no opening.
    pub(crate) fn new(portrait: Portrait<'_>, lids: &LidLines, side: &str) -> Option<Self> {
        let stage = portrait.stage;
        let lines = Lines::from(lids);
        let axes = Axes::new(centre_px(lines, &stage.source_px)?, portrait.fit.view_from_rig);
        let source = Opening::new(&axes, lines, &stage.source_px)?.no_wider_than(stage.iod_px)?;
        let guess = first_guess(portrait, side, axes.origin_px);
        let iris = iris::find(portrait.picture, &axes, &source, guess, stage.iod_px);
        // The operator finds the steepest place, which is a little inside of the rim.
        let iris = Circle { radius_px: iris.radius_px * 1.03, ..iris };
        let view = View::new(portrait, axes, source, iris);
        let white = view.white();
        let (disc, glint) = view.disc_and_glint();
        let View { axes, source, iris, .. } = view;
        Some(Self { axes, source, iris, white, disc, glint })
    }
}

/// The middle of the lids' vertices.
fn centre_px(lines: Lines<'_>, vertices_px: &[Vec3]) -> Option<Vec2> {
    let points: Vec<Vec2> = lines
        .upper
        .iter()
        .chain(lines.lower)
        .filter_map(|&v| vertices_px.get(v as usize).map(|p| p.truncate()))
        .collect();
    (!points.is_empty()).then(|| points.iter().copied().sum::<Vec2>() / points.len() as f32)
}

/// The iris as the landmarks tell it, or a usual one in the middle of the opening.
fn first_guess(portrait: Portrait<'_>, side: &str, middle_px: Vec2) -> Circle {
    let groups = &portrait.fit.landmarks.groups;
    let group = |name: &str| groups.get(&format!("{side}_{name}")).filter(|g| !g.is_empty());
    let usual_px = 0.095 * portrait.stage.iod_px;
    let Some(centre_px) = group("iris_centre").map(|g| g[0]) else {
        return Circle { centre_px: middle_px, radius_px: usual_px };
    };
    // The left and right ends of the rim; the lids hide the upper and lower ones.
    let radius_px = group("iris_edge")
        .filter(|edge| edge.len() == 4)
        .map_or(usual_px, |edge| 0.5 * (edge[0].distance(centre_px) + edge[2].distance(centre_px)));
    Circle { centre_px, radius_px }
}

/// Dimming of the eyeball by the lids: `above` and `below` are the distances to the upper and
/// lower margin in interocular distances. `shaders/eyes.wgsl` has the same.
fn lid_shadow(above: f32, below: f32) -> f32 {
    (1.0 - 0.38 * (-above.max(0.0) / 0.055).exp()) * (1.0 - 0.08 * (-below.max(0.0) / 0.02).exp())
}

/// The source around one eye, and where each sample of it stands.
struct View {
    axes: Axes,
    source: Opening,
    iris: Circle,
    iod_px: f32,
    skin_rgb: Vec3,
    colours: Grid<Vec3>,
    places: Vec<Place>,
}

/// Where a sample is in the eye; lengths in interocular distances but for `from_iris`.
#[derive(Clone, Copy)]
struct Place {
    /// Distance from the centre of the iris, in its radii.
    from_iris: f32,
    /// Distance below the upper margin.
    above: f32,
    /// Distance above the lower margin.
    below: f32,
    /// −1 at one corner of the eye, 1 at the other.
    across: f32,
}

impl Place {
    /// How far a sample is inside of the opening.
    fn inside(&self) -> f32 {
        let beyond_corner = if self.across.abs() > 1.0 { f32::NEG_INFINITY } else { f32::INFINITY };
        self.above.min(self.below).min(beyond_corner)
    }

    /// 0 at the dark edge of the upper lid to 1 well below it.
    fn clear_of_upper_lid(&self) -> f32 {
        smoothstep(MADE_BELOW_LID_IOD.0, MADE_BELOW_LID_IOD.1, self.above)
    }
}

impl View {
    fn new(portrait: Portrait<'_>, axes: Axes, source: Opening, iris: Circle) -> Self {
        let iod_px = portrait.stage.iod_px;
        let (low, high) = source.bounds_px();
        let corners = [low, Vec2::new(low.x, high.y), Vec2::new(high.x, low.y), high]
            .map(|corner| axes.picture(corner));
        let margin = Vec2::splat(MARGIN_IOD * iod_px);
        let min_px = corners.into_iter().fold(Vec2::INFINITY, Vec2::min) - margin;
        let max_px = corners.into_iter().fold(Vec2::NEG_INFINITY, Vec2::max) + margin;
        let fine: f32 = if iod_px < SMALL_IOD_PX { 0.5 } else { 1.0 };
        let step_px = fine.max(iod_px / MOST_SAMPLES_IOD);
        let colours = filled(min_px.floor(), max_px, step_px, |p| colour_at(portrait.picture, p));
        let place = |k: usize| {
            let point = position_px(&colours, k);
            let local = axes.local(point);
            let (upper, lower) = source.heights_px(local.x);
            Place {
                from_iris: point.distance(iris.centre_px) / iris.radius_px,
                above: (local.y - upper) / iod_px,
                below: (lower - local.y) / iod_px,
                across: 2.0 * (local.x - source.first_px) / source.width_px() - 1.0,
            }
        };
        let places = (0..colours.values.len()).map(place).collect();
        Self { axes, source, iris, iod_px, skin_rgb: portrait.stage.skin_rgb, colours, places }
    }

    /// The white of the eye everywhere: the source where it shows, else its smoothed colour under
    /// the lids' shadow.
    fn white(&self) -> Grid<Vec3> {
        let shadow: Vec<f32> = self.places.iter().map(shadow_at).collect();
        let known = self.clean_white();
        let (base, usual_shadow) = if known.len() < FEWEST_WHITE {
            let plain = (self.skin_rgb * Vec3::new(0.95, 1.05, 1.15)).min(Vec3::splat(235.0));
            (mapped(&self.colours, |_, _| plain), 1.0)
        } else {
            let shadows = known.iter().map(|&k| shadow[k]).collect();
            (self.spread(&known), quantile(shadows, 0.5).unwrap_or(1.0))
        };
        let seen = mapped(&self.colours, |k, _| {
            let place = self.places[k];
            smoothstep(1.2, 1.5, place.from_iris)
                * smoothstep(-0.007, 0.004, place.inside())
                * place.clear_of_upper_lid()
        });
        mapped(&self.colours, |k, &colour| {
            let fill = base.values[k] * (shadow[k] / usual_shadow).clamp(0.6, 1.1);
            // Beside the iris the source is dim; left there, that would be the ghost of a rim.
            let is_corner = smoothstep(1.7, 2.2, self.places[k].from_iris);
            let is_white = smoothstep(0.62, 0.85, luma(colour) / luma(fill).max(1.0));
            fill.lerp(colour, seen.values[k] * is_white.max(is_corner))
        })
    }

    /// Samples that show nothing but white: away from iris and lids, and the brighter ones of
    /// those, because lashes and veins are darker.
    fn clean_white(&self) -> Vec<usize> {
        let is_white =
            |&k: &usize| self.places[k].from_iris > 1.22 && self.places[k].inside() > 0.008;
        let white: Vec<usize> = (0..self.places.len()).filter(is_white).collect();
        let brightness = |k: usize| luma(self.colours.values[k]);
        let all = white.iter().map(|&k| brightness(k)).collect();
        let Some(floor) = quantile(all, 0.25) else {
            return white;
        };
        white.into_iter().filter(|&k| brightness(k) >= floor).collect()
    }

    /// Carries the colours of `known` samples to everywhere: from fine to coarse, each blur fills
    /// what finer ones did not reach.
    fn spread(&self, known: &[usize]) -> Grid<Vec3> {
        let mut weighted = mapped(&self.colours, |_, _| Vec4::ZERO);
        for &k in known {
            weighted.values[k] = self.colours.values[k].extend(1.0);
        }
        let mut filled = mapped(&self.colours, |_, _| Vec4::ZERO);
        for sigma_iod in [0.014, 0.029, 0.057, 0.114, 0.286] {
            let blur = blurred(&weighted, sigma_iod * self.iod_px);
            for (sum, near) in filled.values.iter_mut().zip(&blur.values) {
                let weight = (near.w * 6.0).min(1.0) * (1.0 - sum.w);
                *sum += (near.truncate() / near.w.max(1e-5)).extend(1.0) * weight;
            }
        }
        let mean = mapped(&filled, |_, sum| sum.truncate() / sum.w.max(1e-6));
        blurred(&mean, 0.02 * self.iod_px)
    }

    /// The whole iris, and what its catch light adds.
    fn disc_and_glint(&self) -> (Grid<Vec4>, Grid<Vec3>) {
        let profile = self.profile();
        let ideal = |k: usize| profile_at(&profile, self.places[k].from_iris);
        let is_seen =
            |k: usize| self.places[k].from_iris <= 1.08 && self.places[k].inside() > 0.008;
        let shines = |k: usize| luma(self.colours.values[k]) - luma(ideal(k)) > GLINT_LEVELS;
        let glints = mapped(&self.colours, |k, _| f32::from(u8::from(is_seen(k) && shines(k))));
        // A catch light is blurred: what lies next to it belongs to it.
        let near_glint = blurred(&glints, 0.010 * self.iod_px);
        let is_clean = |k: usize| is_seen(k) && near_glint.values[k] < 0.06;
        let clean = mapped(&self.colours, |k, _| f32::from(u8::from(is_clean(k))));
        let soft = blurred(&clean, 0.006 * self.iod_px);
        let rim = 0.016 * self.iod_px / self.iris.radius_px;
        let disc = mapped(&self.colours, |k, &colour| {
            let cover = ((1.02 - self.places[k].from_iris) / rim + 0.5).clamp(0.0, 1.0);
            let shown = soft.values[k] * clean.values[k] * self.places[k].clear_of_upper_lid();
            ideal(k).lerp(colour, shown).extend(cover)
        });
        let glint = mapped(&disc, |k, whole| {
            let added = (self.colours.values[k] - whole.truncate()).max(Vec3::ZERO);
            // Towards the rim the white shines in, which is no catch light.
            let within = 1.0 - smoothstep(0.85, 1.0, self.places[k].from_iris);
            added * within * smoothstep(0.004, 0.012, self.places[k].inside())
        });
        (disc, glint)
    }

    /// Median colour of the iris at each distance from its centre.
    fn profile(&self) -> [Vec3; BINS] {
        let mut rings = vec![Vec::new(); BINS];
        for (place, &colour) in self.places.iter().zip(&self.colours.values) {
            let bin = (place.from_iris * RIM_BIN) as usize;
            if place.inside() > 0.008 && place.from_iris <= 1.08 && bin < BINS {
                rings[bin].push(colour);
            }
        }
        let medians = rings.iter().map(|ring| median_colour(ring).filter(|_| ring.len() > 2));
        let known: Vec<(f32, Vec3)> =
            medians.enumerate().filter_map(|(bin, m)| Some((bin as f32, m?))).collect();
        let raw: [Vec3; BINS] = std::array::from_fn(|bin| interpolated(&known, bin as f32));
        // Three taps smooth what single samples near the centre would make rings of.
        std::array::from_fn(|bin| {
            let (before, after) = (raw[bin.saturating_sub(1)], raw[(bin + 1).min(BINS - 1)]);
            0.5 * raw[bin] + 0.25 * (before + after)
        })
    }
}

/// The lids' shadow and the turning away of the ball at the corners of the eye.
fn shadow_at(place: &Place) -> f32 {
    lid_shadow(place.above, place.below) * (1.0 - 0.30 * place.across.abs().min(1.0).powi(3))
}

/// A colour between known ones, held beyond them; dark grey where none is known.
fn interpolated(known: &[(f32, Vec3)], at: f32) -> Vec3 {
    let after = known.partition_point(|k| k.0 <= at);
    match (after.checked_sub(1).map(|k| known[k]), known.get(after)) {
        (Some(a), Some(b)) => a.1.lerp(b.1, (at - a.0) / (b.0 - a.0)),
        (Some(end), None) => end.1,
        (None, Some(start)) => start.1,
        (None, None) => Vec3::splat(40.0),
    }
}

fn profile_at(profile: &[Vec3; BINS], from_iris: f32) -> Vec3 {
    let place = (from_iris * RIM_BIN - 0.5).clamp(0.0, (BINS - 1) as f32);
    let bin = (place as usize).min(BINS - 2);
    profile[bin].lerp(profile[bin + 1], place - bin as f32)
}

//! The lines of a face: which points follow each other.

use super::Points;
use std::f32::consts::PI;
use std::ops::Range;

/// A line of stops. The points of a stop move together: where two lids meet, the two edges of a
/// brow, the whole of an iris.
pub(super) struct Line {
    /// Points of each stop, among all points in a row; the first is where the stop is.
    pub(super) stops: Vec<Vec<usize>>,
    is_closed: bool,
    /// Whether it is skin, which pulls at the skin around it; an iris slides under the lids.
    pub(super) is_skin: bool,
}

/// Whether an oval of so many points goes all round the face; lists of 68 end at the temples.
pub(super) fn is_whole_oval(count: usize) -> bool {
    count > 17
}

/// All lines of a face.
pub(super) fn lines(points: &Points) -> Vec<Line> {
    let group = |name: &str| points.group(name);
    let mut lines = Vec::new();
    for side in ["right", "left"] {
        let of = |part: &str| group(&format!("{side}_{part}"));
        lines.push(Line::ring(of("eye_upper"), of("eye_lower")));
        lines.push(Line::band(of("brow_upper"), of("brow_lower")));
        lines.push(Line::disc(of("iris_centre").chain(of("iris_edge"))));
    }
    for edge in ["outer", "inner"] {
        let of = |lip: &str| group(&format!("lips_{lip}_{edge}"));
        lines.push(Line::ring(of("upper"), of("lower")));
    }
    let oval = group("face_oval");
    let is_closed = is_whole_oval(oval.len());
    lines.push(Line { is_closed, ..Line::open(oval) });
    lines.extend(["nose_bridge", "nose_base", "chin"].map(|name| Line::open(group(name))));
    lines
}

impl Line {
    fn open(group: Range<usize>) -> Self {
        let stops = group.map(|point| vec![point]).collect();
        Self { stops, is_closed: false, is_skin: true }
    }

    /// Two groups that begin and end together, as lids do: there once, back the other way.
    fn ring(there: Range<usize>, back: Range<usize>) -> Self {
        let mut line = Self { is_closed: true, ..Self::open(there) };
        let last = back.end.saturating_sub(1);
        for point in back.clone().rev() {
            let joined = match point {
                _ if point == last => line.stops.last_mut(),
                _ if point == back.start => line.stops.first_mut(),
                _ => None,
            };
            match joined {
                Some(stop) => stop.push(point),
                None => line.stops.push(vec![point]),
            }
        }
        line
    }

    /// Two groups side by side.
    fn band(upper: Range<usize>, lower: Range<usize>) -> Self {
        let mut line = Self::open(upper);
        for (stop, point) in line.stops.iter_mut().zip(lower) {
            stop.push(point);
        }
        line
    }

    /// Points that never part.
    fn disc(points: impl Iterator<Item = usize>) -> Self {
        Self { stops: vec![points.collect()], is_closed: false, is_skin: false }
    }

    /// How far each stop follows the stop `held`: wholly at itself, and less along the line by half a
    /// cosine, to nothing at the next stop that is `fixed`, at the line's end or at `reach_px`.
    pub(super) fn follow(
        &self,
        points: &Points,
        held: usize,
        fixed: impl Fn(usize) -> bool,
        reach_px: f32,
    ) -> Vec<f32> {
        let mut shares = vec![0.0; self.stops.len()];
        for forward in [true, false] {
            let mut walk = vec![(held, 0.0)];
            let mut ends_px = reach_px;
            while let Some((next, px)) = self.step(points, &walk, forward) {
                if px >= reach_px || next == held {
                    break;
                }
                walk.push((next, px));
                if fixed(next) || self.ends_at(next) {
                    ends_px = px;
                    break;
                }
            }
            for (stop, px) in walk {
                let share = fading(px / ends_px);
                shares[stop] = share.max(shares[stop]);
            }
        }
        shares[held] = 1.0;
        shares
    }

    /// The stop after the last of a walk, and its distance from the first along the line.
    fn step(&self, points: &Points, walk: &[(usize, f32)], forward: bool) -> Option<(usize, f32)> {
        let &(from, px) = walk.last()?;
        let count = self.stops.len();
        let to = if forward { from + 1 } else { from + count - 1 };
        let crosses_the_end = if forward { to == count } else { to < count };
        let to = to % count;
        if count < 2 || (crosses_the_end && !self.is_closed) {
            return None;
        }
        let at = |stop: usize| points.px[self.stops[stop][0]];
        Some((to, px + at(from).distance(at(to))))
    }

    fn ends_at(&self, stop: usize) -> bool {
        !self.is_closed && (stop == 0 || stop + 1 == self.stops.len())
    }
}

/// Half a cosine from 1 at 0 to 0 at 1 and beyond.
pub(super) fn fading(share: f32) -> f32 {
    0.5 * (1.0 + (PI * share.clamp(0.0, 1.0)).cos())
}

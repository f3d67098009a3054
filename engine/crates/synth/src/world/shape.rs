//! Flat shapes by their signed distance, so that one filler draws them all with clean edges.

use glam::Vec2;

/// A filled shape; lengths are the units of whoever draws it.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// An ellipse, turned clockwise by radians.
    Ellipse { centre: Vec2, radii: Vec2, turn: f32 },
    /// A rounded bar whose half-width runs from one end's to the other's.
    Limb { from: Vec2, to: Vec2, half_widths: [f32; 2] },
    /// A rectangle with rounded corners, turned clockwise by radians.
    Slab { centre: Vec2, half: Vec2, turn: f32, round: f32 },
    /// A simple polygon of at least three corners.
    Polygon(Vec<Vec2>),
}

impl Shape {
    /// A circle.
    pub(crate) fn disc(centre: Vec2, radius: f32) -> Self {
        Self::Ellipse { centre, radii: Vec2::splat(radius), turn: 0.0 }
    }

    /// An upright ellipse.
    pub(crate) fn oval(centre: Vec2, radii: Vec2) -> Self {
        Self::Ellipse { centre, radii, turn: 0.0 }
    }

    /// A bar of one half-width.
    pub(crate) fn bar(from: Vec2, to: Vec2, half_width: f32) -> Self {
        Self::Limb { from, to, half_widths: [half_width; 2] }
    }

    /// Signed distance to the edge, negative inside (after Quilez's "2D distance functions"; that of the
    /// ellipse and of the tapered bar is the usual first-order one).
    pub(crate) fn distance(&self, at: Vec2) -> f32 {
        match self {
            Self::Ellipse { centre, radii, turn } => {
                let local = Vec2::from_angle(-turn).rotate(at - *centre);
                let scaled = (local / *radii).length();
                let slope = (local / (*radii * *radii)).length();
                if slope < 1e-6 { -radii.min_element() } else { scaled * (scaled - 1.0) / slope }
            }
            Self::Limb { from, to, half_widths: [first, last] } => {
                let axis = *to - *from;
                let along =
                    ((at - *from).dot(axis) / axis.length_squared().max(1e-9)).clamp(0.0, 1.0);
                at.distance(*from + along * axis) - (first + along * (last - first))
            }
            Self::Slab { centre, half, turn, round } => {
                let local = Vec2::from_angle(-turn).rotate(at - *centre).abs() - *half + *round;
                local.max(Vec2::ZERO).length() + local.max_element().min(0.0) - round
            }
            Self::Polygon(corners) => polygon_distance(corners, at),
        }
    }

    /// Corners of a box that holds the shape.
    pub(crate) fn bounds(&self) -> [Vec2; 2] {
        match self {
            Self::Ellipse { centre, radii, turn: 0.0 } => [*centre - *radii, *centre + *radii],
            Self::Ellipse { centre, radii, .. } => around(*centre, radii.max_element()),
            Self::Limb { from, to, half_widths } => {
                let reach = Vec2::splat(half_widths[0].max(half_widths[1]));
                [from.min(*to) - reach, from.max(*to) + reach]
            }
            Self::Slab { centre, half, .. } => around(*centre, half.length()),
            Self::Polygon(corners) => {
                corners.iter().fold([Vec2::MAX, Vec2::MIN], |[low, high], corner| {
                    [low.min(*corner), high.max(*corner)]
                })
            }
        }
    }
}

fn around(centre: Vec2, reach: f32) -> [Vec2; 2] {
    [centre - Vec2::splat(reach), centre + Vec2::splat(reach)]
}

fn polygon_distance(corners: &[Vec2], at: Vec2) -> f32 {
    let (mut squared, mut inside) = (f32::MAX, false);
    for (index, &here) in corners.iter().enumerate() {
        let last = corners[(index + corners.len() - 1) % corners.len()];
        let (edge, to) = (last - here, at - here);
        let along = (to.dot(edge) / edge.length_squared().max(1e-9)).clamp(0.0, 1.0);
        squared = squared.min((to - along * edge).length_squared());
        if (here.y > at.y) != (last.y > at.y) && at.x < here.x + edge.x * (at.y - here.y) / edge.y {
            inside = !inside;
        }
    }
    if inside { -squared.sqrt() } else { squared.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_tell_inside_from_outside() {
        let square =
            Shape::Polygon(vec![Vec2::ZERO, Vec2::X * 4.0, Vec2::splat(4.0), Vec2::Y * 4.0]);
        let cases = [
            (Shape::disc(Vec2::splat(2.0), 2.0), Vec2::splat(2.0), -2.0),
            (Shape::disc(Vec2::ZERO, 2.0), Vec2::new(5.0, 0.0), 3.0),
            (square.clone(), Vec2::new(2.0, 1.0), -1.0),
            (square, Vec2::new(6.0, 2.0), 2.0),
            (Shape::bar(Vec2::ZERO, Vec2::X * 4.0, 1.0), Vec2::new(2.0, 3.0), 2.0),
            (
                Shape::Slab {
                    centre: Vec2::ZERO,
                    half: Vec2::new(3.0, 1.0),
                    turn: 0.0,
                    round: 0.2,
                },
                Vec2::ZERO,
                -1.0,
            ),
        ];
        for (shape, at, expected) in cases {
            assert!((shape.distance(at) - expected).abs() < 1e-4, "{shape:?} at {at}");
        }
    }
}

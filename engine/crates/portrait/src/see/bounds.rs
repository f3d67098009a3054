//! Boxes, and which of several show the same face.

use glam::Vec2;

/// Two boxes of one face share more than this of what they cover together.
const SAME_FACE: f32 = 0.4;

/// An upright box, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Left and top.
    pub(super) low: Vec2,
    /// Right and bottom.
    pub(super) high: Vec2,
}

impl Bounds {
    /// Left, top, width, height.
    pub(super) fn to_array(self) -> [f32; 4] {
        let size = self.high - self.low;
        [self.low.x, self.low.y, size.x, size.y]
    }

    pub(super) fn area(self) -> f32 {
        let size = (self.high - self.low).max(Vec2::ZERO);
        size.x * size.y
    }

    fn is_same_face(self, other: Self) -> bool {
        let common = Self { low: self.low.max(other.low), high: self.high.min(other.high) }.area();
        common > SAME_FACE * (self.area() + other.area() - common)
    }
}

/// Of boxes that show the same face keeps the surest; the rest stays, surest first.
pub(super) fn keep_surest<T>(
    mut seen: Vec<T>,
    confidence: impl Fn(&T) -> f32,
    bounds: impl Fn(&T) -> Bounds,
) -> Vec<T> {
    seen.sort_by(|a, b| confidence(b).total_cmp(&confidence(a)));
    let mut kept: Vec<T> = Vec::new();
    for candidate in seen {
        if !kept.iter().any(|other| bounds(other).is_same_face(bounds(&candidate))) {
            kept.push(candidate);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_boxes_of_one_face_the_surer_stays() {
        let square =
            |x: f32, side: f32| Bounds { low: Vec2::new(x, 0.0), high: Vec2::new(x + side, side) };
        let seen = vec![
            (0.5, square(0.0, 10.0)),
            (0.9, square(2.0, 10.0)),
            (0.3, square(8.0, 10.0)),
            (0.2, square(3.0, 4.0)),
        ];
        let kept = keep_surest(seen, |face| face.0, |face| face.1);
        assert_eq!(kept.iter().map(|face| face.0).collect::<Vec<_>>(), [0.9, 0.3, 0.2]);
    }
}

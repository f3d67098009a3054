//! Interpolation over vertical columns of the face: lids and lips close column by column.

/// For a fixed list of points, where each stands between the knots of a piecewise-linear curve.
/// The curve is held beyond its ends. Knowing the places in advance leaves one blend a point for
/// each new set of knot values.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    knot: u32,
    next: u32,
    share_of_next: f32,
}

impl Columns {
    /// Places the points `at_x` between knots at `knots_x`, which ascend and are at least one.
    pub(super) fn new(knots_x: &[f32], at_x: impl IntoIterator<Item = f32>) -> Self {
        let last = knots_x.len() - 1;
        let place = |x: f32| {
            let after = knots_x.partition_point(|&knot| knot <= x);
            let (knot, next) = (after.saturating_sub(1), after.min(last));
            let span = knots_x[next] - knots_x[knot];
            let share_of_next = if span > 0.0 { (x - knots_x[knot]) / span } else { 0.0 };
            Place { knot: knot as u32, next: next as u32, share_of_next }
        };
        Self { places: at_x.into_iter().map(place).collect() }
    }

    /// The curve through `values` at point number `point`.
    pub(super) fn value(&self, point: usize, values: &[f32]) -> f32 {
        let Place { knot, next, share_of_next } = self.places[point];
        let (a, b) = (values[knot as usize], values[next as usize]);
        a + (b - a) * share_of_next
    }
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn curve_is_linear_between_knots_and_held_beyond() {
        let columns = Columns::new(&[0.0, 1.0, 3.0], [-1.0, 0.0, 0.5, 2.0, 3.0, 9.0]);
        let values = [10.0, 20.0, 40.0];
        let seen: Vec<f32> = (0..6).map(|point| columns.value(point, &values)).collect();
        assert_eq!(seen, [10.0, 10.0, 15.0, 30.0, 40.0, 40.0]);
    }
}

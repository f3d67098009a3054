//! The Fréchet distance between two clouds of features.
//!
//! Each cloud is taken as a normal distribution with its mean and covariance, and
//! `d² = |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½)` (Dowson & Landau 1982; as for pictures in Heusel et
//! al. 2017). Clouds are small and features many, so they are first turned and cut to the directions in
//! which held-out performances vary most (principal components).

use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// The directions in which performances vary most.
#[derive(Clone, Debug)]
pub struct Space {
    mean: DVector<f64>,
    /// [components, features].
    axes: DMatrix<f64>,
    /// Share of all variance that lies in the components.
    pub explained: f64,
}

impl Space {
    /// The `components` main directions of features; the same number of features in each row.
    pub fn of(rows: &[Vec<f32>], components: usize) -> Self {
        let all = Gaussian::of(rows.iter().map(|row| vector(row)));
        let whole: f64 = all.covariance.trace();
        let eigen = SymmetricEigen::new(all.covariance);
        let mut order: Vec<usize> = (0..eigen.eigenvalues.len()).collect();
        order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
        order.truncate(components);
        let kept: f64 = order.iter().map(|&n| eigen.eigenvalues[n]).sum();
        let axes: Vec<_> =
            order.iter().map(|&n| eigen.eigenvectors.column(n).transpose()).collect();
        Self {
            mean: all.mean,
            axes: DMatrix::from_rows(&axes),
            explained: kept / whole.max(f64::MIN_POSITIVE),
        }
    }

    /// The normal distribution of features in these directions.
    pub fn cloud(&self, rows: &[Vec<f32>]) -> Gaussian {
        Gaussian::of(rows.iter().map(|row| &self.axes * (vector(row) - &self.mean)))
    }
}

fn vector(row: &[f32]) -> DVector<f64> {
    DVector::from_iterator(row.len(), row.iter().map(|&value| f64::from(value)))
}

/// A normal distribution.
#[derive(Clone, Debug)]
pub struct Gaussian {
    mean: DVector<f64>,
    covariance: DMatrix<f64>,
}

impl Gaussian {
    /// Mean and covariance of points, two at least.
    fn of(points: impl Iterator<Item = DVector<f64>>) -> Self {
        let points: Vec<DVector<f64>> = points.collect();
        let table = DMatrix::from_columns(&points);
        let mean = table.column_mean();
        let centred =
            DMatrix::from_columns(&points.iter().map(|point| point - &mean).collect::<Vec<_>>());
        let covariance = &centred * centred.transpose() / (points.len() - 1) as f64;
        Self { mean, covariance }
    }

    /// The Fréchet distance, squared as is usual.
    pub fn distance(&self, other: &Self) -> f64 {
        let root = root(&self.covariance);
        let product = &root * &other.covariance * &root;
        let shared = SymmetricEigen::new(product)
            .eigenvalues
            .iter()
            .map(|value| value.max(0.0).sqrt())
            .sum::<f64>();
        let apart = (&self.mean - &other.mean).norm_squared();
        (apart + self.covariance.trace() + other.covariance.trace() - 2.0 * shared).max(0.0)
    }
}

/// The square root of a symmetric matrix without negative eigenvalues.
fn root(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let eigen = SymmetricEigen::new(matrix.clone());
    let roots = eigen.eigenvalues.map(|value| value.max(0.0).sqrt());
    &eigen.eigenvectors * DMatrix::from_diagonal(&roots) * eigen.eigenvectors.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cloud with exact mean and deviations along both axes.
    fn cloud(mean: [f32; 2], deviations: [f32; 2]) -> Vec<Vec<f32>> {
        let corners = [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)];
        let size = 0.75f32.sqrt();
        let point = |(x, y): (f32, f32)| {
            vec![mean[0] + size * deviations[0] * x, mean[1] + size * deviations[1] * y]
        };
        corners.into_iter().map(point).collect()
    }

    #[test]
    fn distances_are_those_of_the_formula() {
        // Along axes that both share, d² = Σ (Δμ)² + (Δσ)².
        let plain = cloud([0.0, 0.0], [1.0, 2.0]);
        let space = Space::of(&plain, 2);
        assert!((space.explained - 1.0).abs() < 1e-9);
        for (mean, deviations, expect) in [
            ([0.0, 0.0], [1.0, 2.0], 0.0),
            ([3.0, 4.0], [1.0, 2.0], 25.0),
            ([0.0, 0.0], [3.0, 1.0], 5.0),
            ([1.0, 0.0], [1.0, 0.0], 5.0),
        ] {
            let distance = space.cloud(&plain).distance(&space.cloud(&cloud(mean, deviations)));
            assert!((distance - expect).abs() < 1e-5, "{mean:?} {deviations:?}: {distance}");
        }
    }

    #[test]
    fn the_main_directions_come_first() {
        let space = Space::of(&cloud([5.0, 5.0], [1.0, 2.0]), 1);
        assert!((space.explained - 0.8).abs() < 1e-6, "{}", space.explained);
    }
}

//! Light as spherical harmonics of order 2, fitted to the brightness of the skin.

use glam::Vec3;

/// Weights of the regularisation by harmonic: the constant is free, the linear ones are held a little,
/// the quadratic ones, which a single face hardly tells, strongly.
const RIDGE: [f64; 9] = [0.0, 0.3, 0.3, 0.3, 2.0, 2.0, 2.0, 2.0, 2.0];
const RIDGE_PER_SAMPLE: f64 = 0.02;
/// Rounds of reweighting: brows, nostrils, beards and highlights are no skin in plain light.
const ROBUST_ROUNDS: usize = 5;
/// No skin turned away from the light gets darker than this share of the mean light.
const LEAST_SHADE: f32 = 0.08;

/// The nine harmonics of a view-space normal, in the order of [`crate::Stage::light_sh9`].
pub(super) fn harmonics(n: Vec3) -> [f32; 9] {
    let Vec3 { x, y, z } = n;
    [1.0, x, y, z, x * y, y * z, 3.0 * z * z - 1.0, x * z, x * x - y * y]
}

/// Linear intensity of skin with this normal under the light.
pub(super) fn shade(light_sh9: &[f32; 9], normal_view: Vec3) -> f32 {
    let value: f32 = harmonics(normal_view).iter().zip(light_sh9).map(|(h, l)| h * l).sum();
    value.max(LEAST_SHADE * light_sh9[0].max(1e-3))
}

/// Fits the light to pairs of normal and linear intensity by iteratively reweighted least squares
/// (Cauchy weights at 1.5 median residuals). Without samples the light is even and grey.
pub(super) fn fit_light(samples: &[(Vec3, f32)]) -> [f32; 9] {
    let mut light = [0.0; 9];
    light[0] = 0.5;
    let mut weights = vec![1.0_f64; samples.len()];
    for _ in 0..ROBUST_ROUNDS {
        let Some(solution) = solve_weighted(samples, &weights) else {
            break;
        };
        light = solution;
        let residuals: Vec<f64> = samples
            .iter()
            .map(|&(normal, intensity)| {
                let seen: f32 = harmonics(normal).iter().zip(&light).map(|(h, l)| h * l).sum();
                f64::from((intensity - seen).abs())
            })
            .collect();
        let mut sorted = residuals.clone();
        sorted.sort_by(f64::total_cmp);
        let scale = sorted[sorted.len() / 2] * 1.5 + 1e-6;
        weights = residuals.iter().map(|r| 1.0 / (1.0 + (r / scale).powi(2))).collect();
    }
    light
}

fn solve_weighted(samples: &[(Vec3, f32)], weights: &[f64]) -> Option<[f32; 9]> {
    if samples.is_empty() {
        return None;
    }
    let mut system = [[0.0_f64; 10]; 9];
    for (&(normal, intensity), weight) in samples.iter().zip(weights) {
        let h = harmonics(normal).map(f64::from);
        for row in 0..9 {
            for column in 0..9 {
                system[row][column] += weight * h[row] * h[column];
            }
            system[row][9] += weight * h[row] * f64::from(intensity);
        }
    }
    for (k, ridge) in RIDGE.iter().enumerate() {
        system[k][k] += ridge * RIDGE_PER_SAMPLE * samples.len() as f64;
    }
    solve(system)
}

/// Gaussian elimination with row pivoting; `None` where the system is singular.
fn solve(mut rows: [[f64; 10]; 9]) -> Option<[f32; 9]> {
    for pivot in 0..9 {
        let best =
            (pivot..9).max_by(|&a, &b| rows[a][pivot].abs().total_cmp(&rows[b][pivot].abs()))?;
        rows.swap(pivot, best);
        if rows[pivot][pivot].abs() < 1e-12 {
            return None;
        }
        let pivot_row = rows[pivot];
        for (k, row) in rows.iter_mut().enumerate() {
            if k != pivot {
                let factor = row[pivot] / pivot_row[pivot];
                for (value, above) in row.iter_mut().zip(&pivot_row) {
                    *value -= factor * above;
                }
            }
        }
    }
    let mut solution = [0.0; 9];
    for (k, value) in solution.iter_mut().enumerate() {
        *value = (rows[k][9] / rows[k][k]) as f32;
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::{fit_light, shade};
    use glam::Vec3;

    #[test]
    fn light_from_above_is_found_despite_outliers() {
        let normals = (0..400).map(|k| {
            let (a, r) = (k as f32 * 2.4, (k as f32 / 400.0).sqrt() * 0.9);
            Vec3::new(r * a.cos(), r * a.sin(), (1.0 - r * r).sqrt())
        });
        let samples: Vec<(Vec3, f32)> = normals
            .enumerate()
            .map(|(k, n)| (n, if k % 10 == 0 { 0.02 } else { 0.3 + 0.2 * n.y + 0.1 * n.z }))
            .collect();
        let light = fit_light(&samples);
        for (normal, expected) in [(Vec3::Z, 0.4), (Vec3::new(0.0, 0.6, 0.8), 0.5)] {
            let seen = shade(&light, normal);
            assert!((seen - expected).abs() < 0.02, "{normal}: {seen}, not {expected}");
        }
        assert!(light[2] > 0.12, "light from above is positive in y: {light:?}");
    }

    #[test]
    fn no_samples_give_even_light() {
        assert_eq!(fit_light(&[])[1..], [0.0; 8]);
    }
}

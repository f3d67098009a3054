//! Plain statistics. Of no numbers every one of them is 0.

/// The mean.
pub fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// The root of the mean square.
pub fn rms(values: &[f32]) -> f32 {
    (values.iter().map(|value| value * value).sum::<f32>() / values.len().max(1) as f32).sqrt()
}

/// The value that this share (0..1) of them stays under.
pub fn quantile(values: &[f32], share: f32) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let place = share.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f32;
    sorted.get(place.round() as usize).copied().unwrap_or_default()
}

/// The value in the middle.
pub fn median(values: &[f32]) -> f32 {
    quantile(values, 0.5)
}

/// Pearson's correlation; none where one of both stays the same.
pub fn correlation(a: &[f32], b: &[f32]) -> Option<f32> {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut together, mut alone_a, mut alone_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        together += a * b;
        alone_a += a * a;
        alone_b += b * b;
    }
    let whole = (alone_a * alone_b).sqrt();
    (whole > 1e-6).then(|| together / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_a_schoolbook() {
        let values = [3.0, 1.0, 2.0, 4.0, 100.0];
        assert_eq!((mean(&values), median(&values), quantile(&values, 1.0)), (22.0, 3.0, 100.0));
        assert!((rms(&[3.0, 4.0]) - 12.5f32.sqrt()).abs() < 1e-6);
        assert_eq!((mean(&[]), median(&[]), rms(&[])), (0.0, 0.0, 0.0));
        assert!(
            (correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]).expect("both vary") - 1.0).abs()
                < 1e-6
        );
        assert!(
            (correlation(&[1.0, 2.0, 3.0], &[1.0, 0.0, -1.0]).expect("both vary") + 1.0).abs()
                < 1e-6
        );
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}

use super::*;
use glam::Vec3;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

pub(super) const FRAME: Frame =
    Frame { width: 96, height: 96, centre_px: Vec2::new(47.5, 50.0), px_per_dm: 28.0 };

fn people(count: u64) -> impl Iterator<Item = Person> {
    (0..count).map(|seed| Person::random(&mut Pcg64Mcg::seed_from_u64(seed)))
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for seed in 0..4 {
        let draw_again = || draw(&Person::random(&mut Pcg64Mcg::seed_from_u64(seed)), &FRAME);
        let (first, second) = (draw_again(), draw_again());
        assert_eq!(first.layer, second.layer);
        assert_eq!(first.labels, second.labels);
    }
}

#[test]
fn visible_points_lie_on_what_is_drawn() {
    for person in people(24) {
        let drawn = draw(&person, &FRAME);
        for (point, key) in drawn.labels.points.iter().zip(point_keys()) {
            if point.is_visible && FRAME.contains(point.at_px) {
                let [x, y] = point.at_px.round().as_uvec2().to_array().map(|n| n as usize);
                let near = |dx: usize, dy: usize| {
                    let (x, y) = ((x + dx).saturating_sub(1), (y + dy).saturating_sub(1));
                    let x = x.min(FRAME.width - 1);
                    drawn.layer.pixels[y.min(FRAME.height - 1) * FRAME.width + x].w
                };
                let covered = (0..9).map(|n| near(n % 3, n / 3)).fold(0.0, f32::max);
                assert!(covered > 0.2, "{key:?} at {} of {:?}", point.at_px, drawn.labels.pose_deg);
            }
        }
    }
}

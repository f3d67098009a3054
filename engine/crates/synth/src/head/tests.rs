use super::{expression::Units, *};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use risorius_face::Side;

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

/// The person in a mirror. Shapes that make a face uneven have no exact partner and are left out.
fn mirrored(mut person: Person) -> Person {
    let identity = &model::Model::get().rig.identity;
    let position = |wanted: String| identity.iter().position(|(name, _)| *name == wanted);
    for (shape, _) in &mut person.identity.shapes {
        let name = &identity[*shape].0;
        let partner = match name {
            name if name.contains("/l-") => position(name.replace("/l-", "/r-")),
            name => position(name.replace("/r-", "/l-")),
        };
        *shape = partner.expect("shapes of one side have partners");
    }
    let swap = |(&(unit, side), &amount): (&(u8, Side), &f32)| {
        let other = match side {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
            Side::Both => Side::Both,
        };
        ((unit, other), amount)
    };
    person.expression.units = person.expression.units.iter().map(swap).collect::<Units>();
    person.expression.gaze_deg.x = -person.expression.gaze_deg.x;
    person.pose.turn_deg *= glam::Vec3::new(-1.0, 1.0, -1.0);
    person.brows = person.brows.mirrored();
    person
}

/// The landmark that a landmark becomes in the mirror.
fn mirrored_key((group, n): PointKey) -> (String, usize) {
    let name = match group.split_once('_') {
        Some(("left", rest)) => format!("right_{rest}"),
        Some(("right", rest)) => format!("left_{rest}"),
        _ => group.to_owned(),
    };
    let n = match group {
        "face_oval" => (36 - n) % 36,
        "nose_base" => 4 - n,
        _ if group.starts_with("lips") => 10 - n,
        _ if group.ends_with("iris_edge") => [2, 1, 0, 3][n],
        _ => n,
    };
    (name, n)
}

#[test]
fn a_mirrored_person_has_mirrored_labels() {
    let asymmetries = &model::Model::get().asymmetries;
    for mut person in people(12) {
        person.identity.shapes.retain(|(shape, _)| !asymmetries.contains(shape));
        let (one, other) = (draw(&person, &FRAME), draw(&mirrored(person), &FRAME));
        let middle = FRAME.centre_px.x;
        let mut sum_px = 0.0;
        for (&key, point) in point_keys().iter().zip(&one.labels.points) {
            let (group, n) = mirrored_key(key);
            let partner = point_keys().iter().position(|&(name, k)| name == group && k == n);
            let partner = other.labels.points[partner.expect("the partner exists")].at_px;
            let apart = point.at_px.distance(Vec2::new(2.0 * middle - partner.x, partner.y));
            // The rig's left and right units of the mouth differ a little; eyes are 17 px apart.
            assert!(apart < 2.0, "{key:?} is {apart} px from its mirror image");
            sum_px += apart;
        }
        let mean_px = sum_px / point_keys().len() as f32;
        assert!(mean_px < 0.5, "points are {mean_px} px from their mirror images in the mean");
    }
}

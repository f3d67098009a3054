//! Muscles that go together, and muscles that give way.

use crate::rng::Rng;
use risorius_face::{Au, CHANNELS, Channel, physiology};
use std::sync::LazyLock;

/// A muscle drags another along: from this strength on, by this share of what is beyond it. A strong
/// AU12 raises the cheeks by itself (FACS manual); the other pairs are neighbours that prototypes join.
/// Figures are chosen.
const DRAGS: [(u8, u8, f32, f32); 9] = [
    (12, 6, 0.4, 0.45),
    (6, 7, 0.5, 0.3),
    (1, 2, 0.5, 0.25),
    (2, 1, 0.4, 0.4),
    (4, 7, 0.5, 0.3),
    (9, 4, 0.3, 0.35),
    (9, 10, 0.3, 0.4),
    (15, 17, 0.4, 0.3),
    (20, 21, 0.5, 0.3),
];

/// How far a muscle pushes its antagonist back: reciprocal inhibition (Sherrington 1906); chosen.
const INHIBITION: f32 = 0.85;

/// Channels that work against each other.
static OPPOSED: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
    let unit = |channel: Channel| {
        if let Channel::Unit(au, side) = channel { Some((au, side)) } else { None }
    };
    let mut pairs = Vec::new();
    for (a, first) in CHANNELS.iter().enumerate() {
        for (b, second) in CHANNELS.iter().enumerate().skip(a + 1) {
            if let (Some((au, side)), Some((other, its))) = (unit(*first), unit(*second)) {
                let sides = side == its || !au.info().sided || !other.info().sided;
                if sides && (physiology::opposes(au, other) || physiology::opposes(other, au)) {
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs
});

static DRAGGED: LazyLock<Vec<(usize, usize, f32, f32)>> = LazyLock::new(|| {
    let columns = |code| Channel::of_unit(Au::of(code), risorius_face::Side::Both);
    let pairs = |(from, to, least, share)| {
        let pairs = columns(from).into_iter().zip(columns(to));
        pairs.map(move |((a, _), (b, _))| (a.index(), b.index(), least, share))
    };
    DRAGS.into_iter().flat_map(pairs).collect()
});

/// Values of every channel, frame by frame; `None` where a channel rests throughout.
pub(super) type Tracks = [Option<Vec<f32>>];

/// Lets strong muscles drag others along, as far as this person does that.
pub(super) fn drag(tracks: &mut Tracks, amount: f32, rng: &mut Rng) {
    for &(from, to, least, share) in DRAGGED.iter() {
        let share = share * amount * rng.between(0.8, 1.2);
        let Some(leader) = &tracks[from] else { continue };
        if share == 0.0 || leader.iter().all(|&value| value <= least) {
            continue;
        }
        let follows: Vec<f32> =
            leader.iter().map(|value| share * (value - least).max(0.0)).collect();
        let own = tracks[to].get_or_insert_with(|| vec![0.0; follows.len()]);
        own.iter_mut().zip(follows).for_each(|(own, follows)| *own = own.max(follows));
    }
}

/// Lets the weaker of two antagonists give way to the stronger.
pub(super) fn inhibit(tracks: &mut Tracks) {
    for &(a, b) in OPPOSED.iter() {
        let [Some(first), Some(second)] =
            tracks.get_disjoint_mut([a, b]).expect("two different channels of the table")
        else {
            continue;
        };
        for (one, other) in first.iter_mut().zip(second) {
            let (weaker, stronger) = if *one < *other { (one, *other) } else { (other, *one) };
            // As the two meet neither can win at once: the push grows with the lead.
            let lead = (stronger - *weaker) / stronger.max(1e-6);
            *weaker *= 1.0 - INHIBITION * stronger * (0.4 + 0.6 * lead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;
    use risorius_face::{CHANNEL_COUNT, Side};

    fn column(code: u8) -> usize {
        Channel::Unit(Au::of(code), Side::Left).index()
    }

    #[test]
    fn strong_muscles_drag_others_and_push_antagonists_back() {
        let mut tracks = vec![None; CHANNEL_COUNT];
        tracks[column(12)] = Some(vec![0.3, 0.9, 0.8]);
        tracks[column(15)] = Some(vec![0.0, 0.0, 0.5]);
        drag(&mut tracks, 1.0, &mut Rng::new(1, Stream::Muscles, 0));
        inhibit(&mut tracks);
        let cheek = tracks[column(6)].clone().expect("it is dragged along");
        assert!(cheek[0] == 0.0 && (0.15..0.3).contains(&cheek[1]), "{cheek:?}");
        let corner = tracks[column(15)].clone().expect("it was there");
        assert!((0.1..0.3).contains(&corner[2]), "{corner:?}");
        assert_eq!(tracks[column(12)], Some(vec![0.3, 0.9, 0.8]));
        assert_eq!(tracks[column(4)], None);
    }
}

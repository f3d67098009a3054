//! What a hand on an envelope can hold, and what becomes of the envelope when it moves.

use risorius_face::Envelope;

/// How near the pointer must be to a corner to hold it, points.
const REACH: f32 = 6.0;

/// A part of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grip {
    /// All of it.
    Body,
    /// Where it leaves zero.
    Start,
    /// Where it reaches its apex.
    Apex,
    /// Where it leaves its apex.
    Fall,
    /// Where it is gone.
    End,
}

/// The four corners of an envelope in time, seconds.
pub(crate) fn corners_secs(e: &Envelope) -> [f32; 4] {
    let apex = e.start_secs + e.onset_secs;
    let fall = apex + e.hold_secs;
    [e.start_secs, apex, fall, fall + e.offset_secs]
}

/// What the pointer holds at a place, given the corners in points. The inner corners come first:
/// where a hold is short they would never be reached otherwise.
pub(crate) fn grip_at(x: f32, corners: [f32; 4]) -> Option<Grip> {
    let [start, apex, fall, end] = corners;
    let near = |corner: f32| (x - corner).abs() <= REACH;
    let order = [(Grip::End, end), (Grip::Start, start), (Grip::Apex, apex), (Grip::Fall, fall)];
    let nearest = order
        .into_iter()
        .filter(|(_, corner)| near(*corner))
        .min_by(|a, b| (x - a.1).abs().total_cmp(&(x - b.1).abs()));
    nearest.map(|(grip, _)| grip).or((start..=end).contains(&x).then_some(Grip::Body))
}

/// The envelope after its grip moved by some seconds; the other corners stay where they are.
pub(crate) fn dragged(e: Envelope, grip: Grip, by_secs: f32) -> Envelope {
    let [start, apex, fall, end] = corners_secs(&e);
    let [start, apex, fall, end] = match grip {
        Grip::Body => {
            let by = by_secs.max(-start);
            [start + by, apex + by, fall + by, end + by]
        }
        Grip::Start => [(start + by_secs).clamp(0.0, apex.max(0.0)), apex, fall, end],
        Grip::Apex => [start, (apex + by_secs).clamp(start, fall.max(start)), fall, end],
        Grip::Fall => [start, apex, (fall + by_secs).clamp(apex, end.max(apex)), end],
        Grip::End => [start, apex, fall, (end + by_secs).max(fall)],
    };
    let hundredth = super::super::run_command::hundredth;
    Envelope {
        start_secs: hundredth(start),
        onset_secs: hundredth(apex - start),
        hold_secs: hundredth(fall - apex),
        offset_secs: hundredth(end - fall),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: Envelope =
        Envelope { start_secs: 1.0, onset_secs: 0.2, hold_secs: 0.6, offset_secs: 0.4 };

    #[test]
    fn a_corner_moves_alone_and_never_past_another() {
        for (grip, by, expect) in [
            (Grip::Body, 0.5, [1.5, 1.7, 2.3, 2.7]),
            (Grip::Body, -9.0, [0.0, 0.2, 0.8, 1.2]),
            (Grip::Start, -0.3, [0.7, 1.2, 1.8, 2.2]),
            (Grip::Start, 9.0, [1.2, 1.2, 1.8, 2.2]),
            (Grip::Apex, 0.1, [1.0, 1.3, 1.8, 2.2]),
            (Grip::Fall, 9.0, [1.0, 1.2, 2.2, 2.2]),
            (Grip::End, -9.0, [1.0, 1.2, 1.8, 1.8]),
        ] {
            let corners = corners_secs(&dragged(E, grip, by));
            for (corner, expect) in corners.into_iter().zip(expect) {
                assert!((corner - expect).abs() < 1e-4, "{grip:?} by {by}: {corners:?}");
            }
        }
    }

    #[test]
    fn the_nearest_corner_is_held() {
        let corners = [100.0, 110.0, 200.0, 240.0];
        for (x, expect) in [
            (90.0, None),
            (97.0, Some(Grip::Start)),
            (108.0, Some(Grip::Apex)),
            (150.0, Some(Grip::Body)),
            (203.0, Some(Grip::Fall)),
            (244.0, Some(Grip::End)),
            (260.0, None),
        ] {
            assert_eq!(grip_at(x, corners), expect, "{x}");
        }
    }
}

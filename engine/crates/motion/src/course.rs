//! The course of one movement in time.
//!
//! Muscles and eyes speed up and slow down in one bell of velocity, here that of the smoothest path
//! between two points (minimum jerk, Flash & Hogan 1985), whose peak velocity is 1.875 × amplitude ÷
//! duration and so grows with the amplitude. Rising and falling are not mirror images, and reversed
//! playback of a face looks wrong (Frontiers in Psychology 6:1107): a rise is fastest before its
//! middle, a fall still earlier, with a long tail.

use risorius_face::Envelope;

/// A rise is drawn with time to this power.
const RISE_WARP: f32 = 0.85;

/// A fall is drawn with time to this power.
const FALL_WARP: f32 = 0.7;

/// The steepest slope of rise and fall, amplitude a duration: the velocity law.
#[cfg(test)]
pub(crate) const STEEPEST: f32 = 2.2;

/// How slowly something must move at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pace {
    /// The shortest rise, seconds.
    pub(crate) min_rise_secs: f32,
    /// The shortest fall, seconds.
    pub(crate) min_fall_secs: f32,
}

impl Pace {
    /// Facial muscles: nothing in a face is faster than the lids in a blink, 66 ms (pubmed 18565090).
    pub(crate) const MUSCLE: Self = Self { min_rise_secs: 0.066, min_fall_secs: 0.1 };

    /// The head, chosen by eye: no trustworthy figures were found.
    pub(crate) const HEAD: Self = Self { min_rise_secs: 0.15, min_fall_secs: 0.2 };
}

/// Rise, hold and fall of one movement: seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Course {
    pub(crate) start: f32,
    pub(crate) rise: f32,
    pub(crate) hold: f32,
    pub(crate) fall: f32,
}

impl Course {
    /// The envelope, no faster than the pace. `None` if one of its times is not a finite number.
    pub(crate) fn new(envelope: &Envelope, pace: Pace) -> Option<Self> {
        let Envelope { start_secs, onset_secs, hold_secs, offset_secs } = *envelope;
        let times = [start_secs, onset_secs, hold_secs, offset_secs];
        let rise = onset_secs.max(pace.min_rise_secs);
        let start = if envelope.is_there_already() { -rise } else { start_secs.max(0.0) };
        times.iter().all(|time| time.is_finite()).then(|| Self {
            start,
            rise,
            hold: hold_secs.max(0.0),
            fall: offset_secs.max(pace.min_fall_secs),
        })
    }

    /// When it reaches its apex, seconds.
    pub(crate) fn apex(&self) -> f32 {
        self.start + self.rise
    }

    /// When it begins to fall, seconds.
    pub(crate) fn release(&self) -> f32 {
        self.apex() + self.hold
    }

    /// When it is over, seconds.
    pub(crate) fn end(&self) -> f32 {
        self.release() + self.fall
    }

    /// How far it has got at a time, 0..1.
    pub(crate) fn at(&self, time_secs: f32) -> f32 {
        if time_secs < self.apex() {
            rise((time_secs - self.start) / self.rise)
        } else if time_secs <= self.release() {
            1.0
        } else {
            fall((time_secs - self.release()) / self.fall)
        }
    }
}

/// From 0 to 1 along the smoothest path.
pub(crate) fn smoothest(share: f32) -> f32 {
    let u = share.clamp(0.0, 1.0);
    u * u * u * (10.0 + u * (6.0 * u - 15.0))
}

/// From 0 to 1, fastest before the middle.
pub(crate) fn rise(share: f32) -> f32 {
    smoothest(share.clamp(0.0, 1.0).powf(RISE_WARP))
}

/// From 1 to 0, fastest soon, with a long tail.
pub(crate) fn fall(share: f32) -> f32 {
    1.0 - smoothest(share.clamp(0.0, 1.0).powf(FALL_WARP))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slopes(curve: impl Fn(f32) -> f32) -> Vec<f32> {
        (0..1000)
            .map(|n| (curve((n + 1) as f32 / 1000.0) - curve(n as f32 / 1000.0)) * 1000.0)
            .collect()
    }

    #[test]
    fn what_begins_with_the_script_without_a_rise_is_there() {
        let at_start = |start_secs, onset_secs| {
            let envelope = Envelope { start_secs, onset_secs, hold_secs: 0.5, offset_secs: 0.5 };
            Course::new(&envelope, Pace::MUSCLE).expect("finite").at(0.0)
        };
        assert_eq!((at_start(0.0, 0.0), at_start(0.0, 0.1), at_start(0.1, 0.0)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn velocity_is_one_bell_and_falls_do_not_mirror_rises() {
        for (curve, earliest, latest) in [(rise as fn(f32) -> f32, 350, 480), (fall, 200, 380)] {
            let speeds: Vec<f32> = slopes(curve).iter().map(|slope| slope.abs()).collect();
            let peak =
                (0..1000).max_by(|&a, &b| speeds[a].total_cmp(&speeds[b])).expect("a thousand");
            assert!((earliest..latest).contains(&peak), "peak at {peak}");
            assert!(speeds[peak] < STEEPEST, "{}", speeds[peak]);
            assert!(speeds[0] < 0.05 && speeds[999] < 0.05, "{} {}", speeds[0], speeds[999]);
            let falters = |a: f32, b: f32| a > b + 1e-2;
            assert!(speeds[..peak].windows(2).all(|w| !falters(w[0], w[1])));
            assert!(speeds[peak..].windows(2).all(|w| !falters(w[1], w[0])));
        }
    }

    #[test]
    fn a_course_keeps_its_times_or_is_slowed_to_the_pace() {
        let envelope =
            Envelope { start_secs: 1.0, onset_secs: 0.2, hold_secs: 0.5, offset_secs: 0.0 };
        let course = Course::new(&envelope, Pace::MUSCLE).expect("finite");
        for (time, expect) in
            [(0.9, 0.0), (1.0, 0.0), (1.2, 1.0), (1.7, 1.0), (1.801, 0.0), (9.0, 0.0)]
        {
            assert!((course.at(time) - expect).abs() < 1e-4, "{time}: {}", course.at(time));
        }
        assert_eq!(Course::new(&Envelope { hold_secs: f32::NAN, ..envelope }, Pace::MUSCLE), None);
    }
}

//! Strokes: what each cue asks of each channel.

use crate::course::{Course, Pace};
use crate::life::saccade_secs;
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use risorius_face::{Au, Channel, Cue, Envelope, Script, Side, Unit};

/// Muscles that are used again within this time do not relax in between (coarticulation), seconds.
const COARTICULATION_SECS: f32 = 0.25;

/// A movement shorter than this is a micro-expression (PMC3296074) and is over before the next begins,
/// seconds.
const MICRO_SECS: f32 = 0.5;

/// The weaker side of a movement of both sides reaches at least this share of the other.
const WEAKEST_SIDE: f32 = 0.96;

/// The weaker side is late by this much at most, seconds.
const LATEST_SIDE_SECS: f32 = 0.02;

/// A glance that is given at least this long follows something; a shorter one is a jump of the eyes.
const PURSUIT_SECS: f32 = 0.6;

/// One movement of one channel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub(crate) channel: Channel,
    /// Value at the apex, in the channel's own unit and with its sign.
    pub(crate) peak: f32,
    pub(crate) course: Course,
    /// Reproduced exactly.
    pub(crate) locked: bool,
}

impl Stroke {
    /// Whether it is over before anybody takes it for an expression.
    pub(crate) fn is_micro(&self) -> bool {
        self.course.end() - self.course.start < MICRO_SECS
    }
}

/// The strokes of all cues, ordered by channel and start. Cues with a time or an intensity that is not
/// a finite number ask for nothing.
pub(crate) fn strokes(script: &Script, seed: u64, clock: &Clock) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> =
        script.cues().flat_map(|cue| strokes_of_cue(cue, seed, clock)).collect();
    let key = |stroke: &Stroke| stroke.channel.index();
    strokes.sort_by(|a, b| key(a).cmp(&key(b)).then(a.course.start.total_cmp(&b.course.start)));
    strokes.chunk_by_mut(|a, b| a.channel == b.channel).for_each(coarticulate);
    strokes
}

fn strokes_of_cue<'a>(
    cue: &'a Cue,
    seed: u64,
    clock: &'a Clock,
) -> impl Iterator<Item = Stroke> + 'a {
    let reachable = cue.units.iter().filter(|unit| unit.intensity > 0.0);
    reachable.flat_map(move |unit| {
        let spans = Channel::of_unit(unit.au, unit.side).into_iter();
        spans.filter_map(move |(channel, span)| stroke(cue, unit, channel, span, seed, clock))
    })
}

fn stroke(
    cue: &Cue,
    unit: &Unit,
    channel: Channel,
    span: f32,
    seed: u64,
    clock: &Clock,
) -> Option<Stroke> {
    let peak = span * unit.intensity.min(1.0);
    let course = match channel {
        Channel::Unit(..) => Course::new(&cue.envelope, Pace::MUSCLE),
        Channel::GazeX | Channel::GazeY => glance(&cue.envelope, peak.abs()),
        _ => Course::new(&cue.envelope, Pace::HEAD),
    }?;
    let stroke = Stroke { channel, peak, course, locked: cue.locked };
    Some(if cue.locked {
        within_the_clip(stroke, clock)
    } else {
        with_asymmetry(stroke, unit.side, seed)
    })
}

/// The eyes jump, unless they are given time to follow something.
fn glance(envelope: &Envelope, degrees: f32) -> Option<Course> {
    let jump = saccade_secs(degrees);
    let course = Course::new(envelope, Pace { min_rise_secs: jump, min_fall_secs: jump })?;
    let time = |given: f32| if given < PURSUIT_SECS { jump } else { given };
    let (rise, fall) = (time(course.rise), time(course.fall));
    Some(Course { rise, hold: course.hold + course.rise - rise, fall, ..course })
}

/// A locked cue shows its apex in one frame at least, before the clip ends.
fn within_the_clip(mut stroke: Stroke, clock: &Clock) -> Stroke {
    let course = &mut stroke.course;
    course.hold = course.hold.max(1.01 * clock.frame_secs());
    let left_secs = clock.last_secs() - course.start;
    if left_secs > 0.0 {
        course.rise = course.rise.min(left_secs);
    }
    stroke
}

/// No face moves both sides quite alike; which side is weaker belongs to the person (the seed) and the
/// muscle. Lids close together.
fn with_asymmetry(mut stroke: Stroke, side_of_cue: Side, seed: u64) -> Stroke {
    const LIDS: Au = Au::of(43);
    let Channel::Unit(au, side) = stroke.channel else {
        return stroke;
    };
    if side_of_cue != Side::Both || side == Side::Both || au == LIDS {
        return stroke;
    }
    let mut rng = Rng::new(seed, Stream::Asymmetry, u64::from(au.code()));
    let weaker = if rng.chance(0.5) { Side::Left } else { Side::Right };
    let (gain, delay_secs) = (rng.between(WEAKEST_SIDE, 1.0), rng.between(0.0, LATEST_SIDE_SECS));
    if side == weaker {
        stroke.peak *= gain;
        stroke.course.start += delay_secs;
    }
    stroke
}

/// Draws out the fall of a stroke into the rise of the next one in the same direction.
fn coarticulate(of_channel: &mut [Stroke]) {
    for n in 1..of_channel.len() {
        let next = of_channel[n];
        let stroke = &mut of_channel[n - 1];
        let same_way = stroke.peak.signum() == next.peak.signum();
        let meet_secs = next.course.apex();
        let near = next.course.start - COARTICULATION_SECS..meet_secs;
        if same_way && !stroke.locked && !stroke.is_micro() && near.contains(&stroke.course.end()) {
            stroke.course.fall = meet_secs - stroke.course.release();
        }
    }
}

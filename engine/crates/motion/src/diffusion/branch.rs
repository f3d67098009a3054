//! The branches of one window: each is told a little more than the one before.

use super::guidance::{Guidance, Ramp};
use crate::asked::Asked;
use crate::conditions::Conditions;
use crate::prior::Visemes;
use risorius_face::{Beat, CHANNEL_COUNT, CHANNELS, Channel, Region};

/// What a branch is told beyond the branch before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Context,
    Beats,
    Cues,
    Speech,
}

/// One estimate of the network, and how much what it adds counts.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) conditions: Conditions,
    kind: Kind,
}

/// What there is to tell of a performance at 25 frames a second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) beats: &'a [Beat],
    pub(super) asked: &'a Asked,
    pub(super) speech: &'a [Visemes],
}

impl Told<'_> {
    /// Whether nothing is asked of the face.
    pub(super) fn is_nothing(&self) -> bool {
        self.beats.is_empty() && self.speech.is_empty() && !self.asked.any_from(0)
    }
}

/// The branches of the window that begins at frame `start`, from the least told to the most. What
/// guidance gives no weight, and what there is nothing of, has no branch.
pub(super) fn branches(
    told: &Told<'_>,
    known: &Conditions,
    start: usize,
    guidance: &Guidance,
) -> Vec<Branch> {
    let mut branches = Vec::new();
    if guidance.context != Ramp::flat(1.0) {
        branches.push(Branch { conditions: Conditions::none(), kind: Kind::Context });
    }
    let mut conditions = known.clone();
    branches.push(Branch { conditions: conditions.clone(), kind: Kind::Context });
    if !told.beats.is_empty() && guidance.beats != Ramp::flat(0.0) {
        conditions.tell_beats(told.beats, start);
        branches.push(Branch { conditions: conditions.clone(), kind: Kind::Beats });
    }
    if told.asked.any_from(start) && !guidance.cues.are_off() {
        conditions.tell_cues(told.asked, start);
        branches.push(Branch { conditions: conditions.clone(), kind: Kind::Cues });
    }
    if told.speech.len() > start && guidance.speech != Ramp::flat(0.0) {
        conditions.tell_speech(told.speech, start);
        branches.push(Branch { conditions, kind: Kind::Speech });
    }
    branches
}

impl Branch {
    /// How much what it adds to the branch before counts, for each channel.
    fn weights(&self, guidance: &Guidance, level: f32) -> [f32; CHANNEL_COUNT] {
        let weight = |channel: Channel| match self.kind {
            Kind::Context => guidance.context.at(level),
            Kind::Beats => guidance.beats.at(level),
            Kind::Cues => guidance.cues.of(channel.region()).at(level),
            Kind::Speech if channel.region() == Region::Mouth => guidance.speech.at(level),
            Kind::Speech => 1.0,
        };
        std::array::from_fn(|column| weight(CHANNELS[column]))
    }
}

/// The guided estimate: the first, plus what each next one adds, weighted. `estimates` holds one
/// [frames, [`CHANNEL_COUNT`]] after the other.
pub(super) fn guided(
    estimates: &[f32],
    branches: &[Branch],
    guidance: &Guidance,
    level: f32,
) -> Vec<f32> {
    let size = estimates.len() / branches.len();
    let mut sum = estimates[..size].to_vec();
    for (pair, branch) in estimates.windows(2 * size).step_by(size).zip(&branches[1..]) {
        let weights = branch.weights(guidance, level);
        let (before, after) = pair.split_at(size);
        let added = after.iter().zip(before).map(|(after, before)| after - before);
        for ((sum, added), weight) in sum.iter_mut().zip(added).zip(weights.iter().cycle()) {
            *sum += weight * added;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diffusion::guidance::CueRamps;

    fn branch(kind: Kind) -> Branch {
        Branch { conditions: Conditions::none(), kind }
    }

    #[test]
    fn weights_of_one_believe_the_last_branch() {
        let branches = [Kind::Context, Kind::Beats, Kind::Cues].map(branch);
        let estimate = |value: f32| vec![value; CHANNEL_COUNT];
        let all = [estimate(1.0), estimate(3.0), estimate(4.0)].concat();
        assert_eq!(guided(&all, &branches, &Guidance::AT_ONCE, 0.5), estimate(4.0));
        let doubled = Guidance { beats: Ramp::flat(2.0), ..Guidance::AT_ONCE };
        assert_eq!(guided(&all, &branches, &doubled, 0.5), estimate(6.0));
    }

    #[test]
    fn the_parts_of_the_face_have_their_own_weight() {
        let cues = CueRamps { mouth: Ramp { early: 0.0, late: 3.0 }, ..Guidance::AT_ONCE.cues };
        let guidance = Guidance { cues, ..Guidance::AT_ONCE };
        let all = [vec![0.0; CHANNEL_COUNT], vec![1.0; CHANNEL_COUNT]].concat();
        for (level, mouth) in [(1.0, 0.0), (0.5, 1.5), (0.0, 3.0)] {
            let sum = guided(&all, &[Kind::Context, Kind::Cues].map(branch), &guidance, level);
            for (&channel, value) in CHANNELS.iter().zip(sum) {
                let expect = if channel.region() == Region::Mouth { mouth } else { 1.0 };
                assert!((value - expect).abs() < 1e-6, "{channel:?} at {level}");
            }
        }
    }
}

//! An instruction while it is read: what the words have said so far, and what that comes to.

use super::instruction::{By, Op, Scope};
use super::vocabulary::{Action, Quality};
use risorius_face::Side;

/// The steepest step that words can ask for, either way.
pub(super) const MOST: f32 = 10.0;

/// What an artist means by a longer hold, times and seconds.
const LONGER_HOLD: f32 = 1.6;

/// An instruction while it is read.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) step: Option<(Quality, f32)>,
    pub(super) action: Option<Action>,
    pub(super) amount: Option<f32>,
    pub(super) times: Option<f32>,
    pub(super) is_turned: bool,
    pub(super) secs: Option<f32>,
    pub(super) percent: Option<f32>,
    pub(super) scope: Scope,
    pub(super) typed: Vec<String>,
    /// What is to be added, in words.
    pub(super) added: Vec<String>,
}

impl Draft {
    /// What it does, if it says that.
    pub(super) fn op(&mut self) -> Option<Op> {
        let (side, has_place) = (self.scope.side, !self.scope.codes.is_empty());
        match self.action {
            Some(Action::Add) => return Some(Op::Add(self.added.join(" "))),
            Some(Action::Keep) => return Some(Op::Keep),
            Some(Action::Mirror) => return Some(Op::Mirror),
            Some(Action::EndNeutral) => return Some(Op::EndNeutral),
            Some(Action::StartNeutral) => return Some(Op::StartNeutral),
            Some(Action::Hold) => return Some(Op::Hold(self.hold())),
            Some(Action::Remove) => {
                let Some(side) = side.filter(|_| !has_place) else { return Some(Op::Remove) };
                self.scope.side = None;
                return Some(Op::OnlySide(other(side)));
            }
            Some(Action::Only) if self.step.is_none() => {
                let Some(side) = side else { return Some(Op::Only) };
                self.scope.side = None;
                return Some(Op::OnlySide(side));
            }
            _ => {}
        }
        let Some((quality, by)) = self.step else { return self.bare() };
        let by = if self.is_turned { stepped(quality, by, -1) } else { by };
        let amount = self.amount.unwrap_or(1.0);
        let factor = self.factor(by, amount);
        Some(match quality {
            Quality::Strength => Op::Strength(factor),
            Quality::Speed => Op::Speed(factor),
            Quality::Asymmetry => Op::Asymmetry(factor),
            Quality::Shift => Op::Shift(match self.secs {
                Some(secs) => secs * by.signum(),
                None => by * amount * self.times.unwrap_or(1.0),
            }),
            Quality::Length if !self.scope.is_whole_face() => Op::Hold(self.hold()),
            Quality::Length => Op::Length(match self.secs {
                Some(secs) if by < 1.0 => By::Secs(-secs),
                Some(secs) => By::Secs(secs),
                None => By::Factor(factor),
            }),
        })
    }

    /// What numbers alone say: "half the smile", "make it 6 seconds".
    fn bare(&self) -> Option<Op> {
        let strength = self.times.or(self.percent);
        let length = self.secs.filter(|_| self.scope.is_whole_face());
        strength
            .map(Op::Strength)
            .or_else(|| length.map(|secs| Op::Length(By::To(secs.max(0.5)))))
            .or_else(|| self.secs.map(|secs| Op::Hold(By::To(secs))))
    }

    /// How far a step goes, as a factor.
    fn factor(&self, by: f32, amount: f32) -> f32 {
        let grows = by >= 1.0;
        let factor = match (self.times, self.percent) {
            (Some(times), _) if grows || times < 1.0 => times,
            (Some(times), _) => 1.0 / times,
            (None, Some(percent)) if grows => 1.0 + percent,
            (None, Some(percent)) => 1.0 - percent.min(1.0),
            (None, None) => by.powf(amount),
        };
        factor.clamp(1.0 / MOST, MOST)
    }

    fn hold(&self) -> By {
        let is_shorter = self.step.is_some_and(|(_, by)| by < 1.0) != self.is_turned;
        match (self.secs, self.step) {
            (Some(secs), None) => By::To(secs),
            (Some(secs), Some(_)) => By::Secs(if is_shorter { -secs } else { secs }),
            (None, _) => {
                let longer = if is_shorter { 1.0 / LONGER_HOLD } else { LONGER_HOLD };
                By::Factor(self.factor(longer, self.amount.unwrap_or(1.0)))
            }
        }
    }
}

/// A step the other way round where `way` is −1; shifts have signs, all else are factors.
pub(super) fn stepped(quality: Quality, by: f32, way: i32) -> f32 {
    match quality {
        Quality::Shift => by * way as f32,
        _ => by.powi(way),
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
        Side::Both => Side::Both,
    }
}

//! The channels of a motion: one table names every number that a face can be set to.

use crate::{Au, Region, Side};

/// One number of a face at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// An action unit's intensity 0..1; `Side::Both` only for units that are not sided.
    Unit(Au, Side),
    /// Head turn, degrees, positive to the person's left (AU51/52).
    HeadYaw,
    /// Head up, degrees, positive up (AU53/54).
    HeadPitch,
    /// Head tilt, degrees, positive towards the person's left shoulder (AU55/56).
    HeadRoll,
    /// Head shift to the person's left, interocular distances.
    HeadX,
    /// Head shift up, interocular distances.
    HeadY,
    /// Head shift towards the viewer, interocular distances (AU57/58).
    HeadZ,
    /// Gaze, degrees, positive to the person's left (AU61/62).
    GazeX,
    /// Gaze, degrees, positive up (AU63/64).
    GazeY,
}

/// How many channels a motion has.
pub const CHANNEL_COUNT: usize = CHANNELS.len();

/// Every channel, in the order of a motion's columns. Closing the eye is one channel, AU43: a
/// blink (45) and a wink (46) are the same movement in another time or on one side.
#[rustfmt::skip]
pub const CHANNELS: &[Channel] = {
    use Channel::{GazeX, GazeY, HeadPitch, HeadRoll, HeadX, HeadY, HeadYaw, HeadZ};
    &[
        l(1), r(1), l(2), r(2), l(4), r(4),
        l(5), r(5), l(6), r(6), l(7), r(7), l(43), r(43),
        l(9), r(9), l(38), r(38), l(39), r(39),
        l(10), r(10), l(11), r(11), l(12), r(12), l(13), r(13), l(14), r(14), l(15), r(15),
        l(16), r(16), l(17), r(17), l(18), r(18), l(20), r(20), l(21), r(21), l(22), r(22),
        l(23), r(23), l(24), r(24), l(25), r(25), l(28), r(28), l(30), r(30),
        l(33), r(33), l(34), r(34), l(35), r(35),
        whole(19), whole(26), whole(27), whole(29),
        HeadYaw, HeadPitch, HeadRoll, HeadX, HeadY, HeadZ, GazeX, GazeY,
    ]
};

const fn l(code: u8) -> Channel {
    Channel::Unit(Au::of(code), Side::Left)
}

const fn r(code: u8) -> Channel {
    Channel::Unit(Au::of(code), Side::Right)
}

const fn whole(code: u8) -> Channel {
    Channel::Unit(Au::of(code), Side::Both)
}

/// Degrees (head 51–56, gaze 61–64) or interocular distances (57, 58) that intensity 1 stands for.
/// FACS gives none; these are the ranges in which a single picture still renders well.
pub(crate) const UNIT_SPANS: &[(u8, Channel, f32)] = &[
    (51, Channel::HeadYaw, 15.0),
    (52, Channel::HeadYaw, -15.0),
    (53, Channel::HeadPitch, 12.0),
    (54, Channel::HeadPitch, -12.0),
    (55, Channel::HeadRoll, 15.0),
    (56, Channel::HeadRoll, -15.0),
    (57, Channel::HeadZ, 0.25),
    (58, Channel::HeadZ, -0.25),
    (61, Channel::GazeX, 28.0),
    (62, Channel::GazeX, -28.0),
    (63, Channel::GazeY, 22.0),
    (64, Channel::GazeY, -22.0),
];

impl Channel {
    /// The channel's column in a motion.
    pub fn index(self) -> usize {
        CHANNELS
            .iter()
            .position(|&c| c == self)
            .expect("every constructible channel is in the table")
    }

    /// The channels that a unit on a side drives, each with what intensity 1 means there.
    pub fn of_unit(au: Au, side: Side) -> Vec<(Self, f32)> {
        if let Some(&(_, channel, span)) = UNIT_SPANS.iter().find(|(code, ..)| *code == au.code()) {
            return vec![(channel, span)];
        }
        let au = if matches!(au.code(), 45 | 46) { Au::of(43) } else { au };
        match (au.info().sided, side) {
            (false, _) => vec![(Self::Unit(au, Side::Both), 1.0)],
            (true, Side::Both) => {
                vec![(Self::Unit(au, Side::Left), 1.0), (Self::Unit(au, Side::Right), 1.0)]
            }
            (true, side) => vec![(Self::Unit(au, side), 1.0)],
        }
    }

    /// The part of the face that it moves.
    pub fn region(self) -> Region {
        match self {
            Self::Unit(au, _) => au.info().region,
            Self::GazeX | Self::GazeY => Region::Gaze,
            _ => Region::Head,
        }
    }

    /// The lowest and highest value that the channel takes.
    pub fn range(self) -> (f32, f32) {
        match self {
            Self::Unit(..) => (0.0, 1.0),
            Self::HeadYaw => (-25.0, 25.0),
            Self::HeadPitch => (-20.0, 20.0),
            Self::HeadRoll => (-25.0, 25.0),
            Self::HeadX | Self::HeadY | Self::HeadZ => (-0.5, 0.5),
            Self::GazeX => (-28.0, 28.0),
            Self::GazeY => (-22.0, 22.0),
        }
    }
}

/// A face at one moment: a value for each channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row(pub [f32; CHANNEL_COUNT]);

impl Row {
    /// The true zero: nothing acts, the picture as it is.
    pub const ZERO: Self = Self([0.0; CHANNEL_COUNT]);

    /// The value of a channel.
    pub fn get(&self, channel: Channel) -> f32 {
        self.0[channel.index()]
    }

    /// Sets a channel, held to its range; not-a-number is rest.
    pub fn set(&mut self, channel: Channel, value: f32) {
        let (low, high) = channel.range();
        self.0[channel.index()] = if value.is_nan() { 0.0 } else { value.clamp(low, high) };
    }

    /// Strength of a unit (0..1); of both sides the stronger, of head and gaze units the part of
    /// their span.
    pub fn unit(&self, code: u8, side: Side) -> f32 {
        let strength = |(channel, span): (Channel, f32)| self.get(channel) / span;
        Channel::of_unit(Au::of(code), side).into_iter().map(strength).fold(0.0, f32::max)
    }

    /// Adds a unit to what is there already (`61+62` cancel, `26+27` add up).
    pub fn add(&mut self, au: Au, side: Side, intensity: f32) {
        for (channel, span) in Channel::of_unit(au, side) {
            self.set(channel, self.get(channel) + span * intensity);
        }
    }
}

impl Default for Row {
    fn default() -> Self {
        Self::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_reads_back_what_was_added() {
        for info in Au::table() {
            let mut row = Row::ZERO;
            row.add(Au::of(info.code), Side::Both, 0.5);
            assert!((row.unit(info.code, Side::Both) - 0.5).abs() < 1e-6, "AU{}", info.code);
        }
        let mut row = Row::ZERO;
        row.add(Au::of(46), Side::Left, 0.7);
        assert_eq!((row.unit(43, Side::Left), row.unit(43, Side::Right)), (0.7, 0.0));
    }

    #[test]
    fn no_number_leaves_the_range() {
        let mut row = Row::ZERO;
        for value in [f32::NAN, f32::INFINITY, -1e30] {
            for &channel in CHANNELS {
                row.set(channel, value);
                let (low, high) = channel.range();
                assert!((low..=high).contains(&row.get(channel)));
            }
        }
    }
}

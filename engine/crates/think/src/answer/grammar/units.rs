//! Units with their strengths, joined by `+`: `1B+L12C+24=0.05`.

use super::number::{Number, Step};
use risorius_face::{Au, Channel, Side};
use std::sync::LazyLock;

/// Units of one cue, at most.
const MAX_UNITS: u8 = 8;

/// Strength that `=` can give, hundredths.
const STRENGTH: (u32, u32) = (1, 100);

/// A unit as it may be written, with the channels that it drives, a bit each.
struct Row {
    side: Side,
    code: u8,
    channels: u128,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let sides = [Side::Both, Side::Left, Side::Right];
    let rows = Au::table().iter().flat_map(|info| {
        let sides = if info.sided { &sides[..] } else { &sides[..1] };
        sides.iter().map(|&side| Row { side, code: info.code, channels: channels(info.code, side) })
    });
    rows.collect()
});

fn channels(code: u8, side: Side) -> u128 {
    let driven = Channel::of_unit(Au::of(code), side);
    driven.iter().fold(0, |bits, (channel, _)| bits | 1 << channel.index())
}

/// Units that are being written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Units {
    at: At,
    count: u8,
    /// Channels that the units so far drive: no other unit may drive them again.
    taken: u128,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    /// A side or a code is next.
    Unit,
    /// Digits of a code are next; 0 before the first.
    Code(Side, u8),
    Strength(Number),
    /// The unit has its strength.
    Written,
}

impl Units {
    pub(super) const NONE: Self = Self { at: At::Unit, count: 0, taken: 0 };

    /// Whether the units so far may end here.
    pub(super) fn is_whole(self) -> bool {
        self.at == At::Written
    }

    pub(super) fn step(self, byte: u8) -> Option<Self> {
        match (self.at, byte) {
            (At::Unit, b'L') => self.with_code(Side::Left, 0),
            (At::Unit, b'R') => self.with_code(Side::Right, 0),
            (At::Unit, b'1'..=b'9') => self.with_code(Side::Both, byte - b'0'),
            (At::Code(side, code), b'0'..=b'9') if code > 0 || byte > b'0' => {
                self.with_code(side, code.checked_mul(10)?.checked_add(byte - b'0')?)
            }
            (At::Code(side, code), b'A'..=b'E' | b'=') => {
                let row = self.free_rows(side).find(|row| row.code == code)?;
                let (low, high) = STRENGTH;
                let at = if byte == b'=' {
                    At::Strength(Number::between(low, high))
                } else {
                    At::Written
                };
                Some(Self { at, count: self.count + 1, taken: self.taken | row.channels })
            }
            (At::Strength(number), _) => {
                let at = match number.step(byte)? {
                    Step::More(number) => At::Strength(number),
                    Step::Done(_) => At::Written,
                };
                Some(Self { at, ..self })
            }
            (At::Written, b'+') if self.count < MAX_UNITS => Some(Self { at: At::Unit, ..self }),
            _ => None,
        }
    }

    /// The same with these digits of a code, if a free unit's code begins with them.
    fn with_code(self, side: Side, code: u8) -> Option<Self> {
        let begins = |row: &Row| code == 0 || row.code == code || row.code / 10 == code;
        let is_possible = self.free_rows(side).any(begins);
        is_possible.then_some(Self { at: At::Code(side, code), ..self })
    }

    /// Units on this side whose channels nothing drives yet.
    fn free_rows(self, side: Side) -> impl Iterator<Item = &'static Row> {
        ROWS.iter().filter(move |row| row.side == side && row.channels & self.taken == 0)
    }
}

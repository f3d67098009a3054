//! What a real face would object to in a script.
//!
//! Nothing here is an error: an artist may want it. Each remark says what is odd and what to do.

use crate::{Au, Cue, Script, Side, Unit};

/// Something to know about a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The cue that it is about, counted among the script's cues from 0; none for the whole script.
    pub cue: Option<usize>,
    /// One line: what is odd and what to do.
    pub message: String,
}

/// Remarks that a script gets at most; past it they no longer help.
const MAX_REMARKS: usize = 100;

/// A blink's closing is the fastest movement of the face: it takes 66 to 90 ms (pubmed 18565090).
/// Half of that is beyond any muscle.
const FASTEST_ONSET_SECS: f32 = 0.04;

/// Pairs of movements below this strength fight too little to be seen.
const VISIBLE: f32 = 0.15;

/// Antagonists that every face contracts together: grief and fear draw raised brows together
/// (1+4, 1+2+4), anger glares through tight lids (5+7), and wide eyes blink.
const SEEN_TOGETHER: &[(u8, u8)] = &[(1, 4), (2, 4), (5, 7), (5, 45)];

/// Everything that a real face would object to, cue by cue.
pub fn remarks(script: &Script) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (index, cue) in script.cues().enumerate() {
        let mut say = |message: String| {
            remarks.push(Remark { cue: Some(index), message });
        };
        check_time(cue, script.duration_secs, &mut say);
        for unit in &cue.units {
            check_unit(unit, &mut say);
        }
    }
    remarks.extend(opposed(script));
    remarks.sort_by_key(|remark| remark.cue);
    remarks.truncate(MAX_REMARKS);
    remarks
}

fn check_time(cue: &Cue, duration_secs: f32, say: &mut impl FnMut(String)) {
    let envelope = &cue.envelope;
    if envelope.onset_secs < FASTEST_ONSET_SECS && !cue.units.is_empty() {
        say(format!(
            "a rise of {:.2} s is faster than any muscle: give it {FASTEST_ONSET_SECS} s or more",
            envelope.onset_secs
        ));
    }
    if envelope.start_secs >= duration_secs {
        say(format!(
            "it begins after the script's end at {duration_secs} s and is not seen: start it earlier"
        ));
    } else if envelope.end_secs() > duration_secs + 0.005 {
        say(format!(
            "it ends at {:.2} s, after the script's end at {duration_secs} s: the clip cuts it off",
            envelope.end_secs()
        ));
    }
}

fn check_unit(unit: &Unit, say: &mut impl FnMut(String)) {
    let info = unit.au.info();
    if unit.intensity > info.risky_from {
        say(format!(
            "AU{} ({}) at {:.2} may look wrong: {:.2} or less is safe",
            info.code, info.name, unit.intensity, info.risky_from
        ));
    }
    if info.code == 30 && unit.side == Side::Both {
        say("AU30 (jaw sideways) on both sides cancels out: write L30 or R30".to_owned());
    }
}

/// The cue that holds a unit on a side the longest so far.
#[derive(Clone, Copy)]
struct Holder {
    cue: usize,
    end_secs: f32,
}

/// Antagonists that act at the same time on the same side. One sweep over the cues by start: for
/// each unit and side only the cue that lasts longest can still meet a later one.
fn opposed(script: &Script) -> Vec<Remark> {
    let mut cues: Vec<(usize, &Cue)> = script.cues().enumerate().collect();
    cues.sort_by(|(_, a), (_, b)| f32::total_cmp(&a.envelope.start_secs, &b.envelope.start_secs));
    let mut holders = [[None::<Holder>; 2]; 256];
    let mut remarks = Vec::new();
    for (index, cue) in cues {
        for unit in cue.units.iter().filter(|unit| unit.intensity >= VISIBLE) {
            let opponent = true_antagonists(unit.au).find_map(|code| {
                let mut held = sides(unit.side).filter_map(|side| holders[usize::from(code)][side]);
                held.find(|holder| holder.end_secs > cue.envelope.start_secs)
                    .map(|holder| (code, holder))
            });
            if let Some((code, holder)) = opponent {
                remarks.push(Remark {
                    cue: Some(index),
                    message: opposition(unit.au, code, holder.cue, index),
                });
            }
            let end_secs = cue.envelope.end_secs();
            for side in sides(unit.side) {
                let slot = &mut holders[usize::from(unit.au.code())][side];
                if slot.is_none_or(|holder| holder.end_secs < end_secs) {
                    *slot = Some(Holder { cue: index, end_secs });
                }
            }
        }
    }
    remarks
}

/// Whether two units work against each other in a way that faces avoid.
pub fn opposes(a: Au, b: Au) -> bool {
    true_antagonists(a).any(|code| code == b.code())
}

fn true_antagonists(au: Au) -> impl Iterator<Item = u8> {
    let together =
        move |other: u8| SEEN_TOGETHER.contains(&(au.code().min(other), au.code().max(other)));
    au.info().antagonists.iter().copied().filter(move |&other| !together(other))
}

fn sides(side: Side) -> impl Iterator<Item = usize> {
    let (first, last) = match side {
        Side::Left => (0, 0),
        Side::Right => (1, 1),
        Side::Both => (0, 1),
    };
    first..=last
}

fn opposition(au: Au, against: u8, against_cue: usize, cue: usize) -> String {
    let (info, other) = (au.info(), Au::of(against).info());
    let place = if against_cue == cue {
        "beside it".to_owned()
    } else {
        format!("in cue {}", against_cue + 1)
    };
    format!(
        "AU{} ({}) works against AU{} ({}) {place} at the same time: neither shows fully",
        info.code, info.name, other.code, other.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script;

    #[test]
    fn oddities_are_remarked() {
        let table: &[(&str, &[(usize, &str)])] = &[
            ("# x · 4 s\n0.5 12C in 0.3 hold 0.5 out 0.5", &[]),
            ("0 12C in 0.01 hold 1 out 1", &[(0, "faster than any muscle")]),
            ("0 9E in 0.3", &[(0, "AU9 (nose wrinkler) at 1.00 may look wrong: 0.70 or less")]),
            ("# x · 2 s\n0 12C in 0.3 hold 5 out 1", &[(0, "ends at 6.30 s")]),
            ("# x · 2 s\n3 12C", &[(0, "begins after the script's end")]),
            (
                "0 12C hold 2\n1 15C",
                &[(
                    1,
                    "AU15 (lip corner depressor) works against AU12 (lip corner puller) in cue 1",
                )],
            ),
            ("0 L12C hold 2\n1 R15C", &[]),
            ("0 12A hold 2\n1 15C", &[]),
            ("0 12C hold 0.2\n3 15C", &[]),
            ("0 24C hold 2\n0 26C", &[(1, "AU26 (jaw drop) works against AU24 (lip pressor)")]),
            ("0 51C hold 2\n1 52C", &[(1, "AU52")]),
            ("0 18+20C", &[(0, "beside it")]),
            ("0 1+2+4+5+7C", &[]),
            ("0 30C", &[(0, "cancels out")]),
        ];
        for (text, expected) in table {
            let found = remarks(&script::parse(text));
            assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
            for (remark, (cue, message)) in found.iter().zip(*expected) {
                assert_eq!(remark.cue, Some(*cue), "{text}");
                assert!(remark.message.contains(message), "{text}: {}", remark.message);
            }
        }
    }

    #[test]
    fn many_cues_at_once_stay_cheap() {
        let script = script::parse(&"0 12C+15C hold 9\n".repeat(script::MAX_LINES));
        assert_eq!(remarks(&script).len(), MAX_REMARKS);
    }
}

//! When each clause happens.

use crate::reading::{Clause, Pause};
use risorius_face::script::MAX_SECS;

/// Length of a clip with one clause of which nothing is said, and what each further one adds.
const FIRST_SECS: f32 = 4.0;
const FURTHER_SECS: f32 = 2.0;

/// Room for a micro-expression: under half a second of movement and a moment to see it gone.
const MICRO_SECS: f32 = 0.9;

/// Rest at the end of a clip whose only clause has a length of its own.
const REST_SECS: f32 = 0.6;

/// Room for what was there to go, and for a pause of which no length is told, seconds.
const GONE_SECS: f32 = 1.0;
const SLOWLY_GONE_SECS: f32 = 2.0;
const PAUSE_SECS: f32 = 1.0;

/// The shortest clause that can still be read: expressions last 0.5 s and more.
const SHORTEST_SECS: f32 = 0.5;

/// Where a clause stands in the clip, seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) start_secs: f32,
    pub(crate) end_secs: f32,
}

/// Where each clause stands, and how long the clip is. Clauses with a length of their own keep it
/// and the others share the rest; where that leaves them too little, all shrink alike.
pub(crate) fn plan(clauses: &[Clause], wanted_secs: Option<f32>) -> (Vec<Span>, f32) {
    let usual = (FIRST_SECS - FURTHER_SECS) / clauses.len().max(1) as f32 + FURTHER_SECS;
    let of_pause = |pause: Pause| match pause {
        Pause::Hold => PAUSE_SECS,
        Pause::Gone { is_slow: false } => GONE_SECS,
        Pause::Gone { is_slow: true } => SLOWLY_GONE_SECS,
    };
    let own = |clause: &Clause| {
        let brief = clause.is_micro().then_some(MICRO_SECS);
        let built = clause.over_secs.map(|secs| secs + 1.0);
        clause.secs.or(built).or(brief).or(clause.pause.map(of_pause))
    };
    let mut lengths: Vec<f32> = clauses.iter().map(|clause| own(clause).unwrap_or(usual)).collect();
    let flexible = clauses.iter().filter(|clause| own(clause).is_none()).count();
    let sum: f32 = lengths.iter().sum();
    let duration_secs = match wanted_secs {
        Some(wanted) => {
            let shared = (wanted - (sum - usual * flexible as f32)) / flexible.max(1) as f32;
            if flexible > 0 && shared >= SHORTEST_SECS {
                for (length, _) in
                    lengths.iter_mut().zip(clauses).filter(|(_, clause)| own(clause).is_none())
                {
                    *length = shared;
                }
            } else if sum > wanted {
                lengths.iter_mut().for_each(|length| *length *= wanted / sum);
            }
            wanted
        }
        None if flexible == 0 => sum + REST_SECS,
        None => sum,
    };
    let duration_secs = duration_secs.min(MAX_SECS);
    if sum > duration_secs && wanted_secs.is_none() {
        lengths.iter_mut().for_each(|length| *length *= duration_secs / sum);
    }
    let mut start_secs = 0.0;
    let spans = lengths.into_iter().map(|length| {
        let span = Span { start_secs, end_secs: start_secs + length };
        start_secs = span.end_secs;
        span
    });
    (spans.collect(), duration_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::read;

    fn clause(secs: Option<f32>, is_micro: bool) -> Clause {
        let mut reading = read(if is_micro { "a flash of joy" } else { "joy" });
        Clause { secs, ..reading.clauses.remove(0) }
    }

    #[test]
    fn clauses_share_the_clip() {
        let free = || clause(None, false);
        let table = [
            (vec![free()], None, vec![4.0], 4.0),
            (vec![free(), free()], None, vec![3.0, 6.0], 6.0),
            (vec![free(), free()], Some(4.0), vec![2.0, 4.0], 4.0),
            (vec![clause(Some(2.0), false)], None, vec![2.0], 2.6),
            (vec![clause(None, true), free()], Some(4.0), vec![0.9, 4.0], 4.0),
            (
                vec![clause(Some(6.0), false), clause(Some(2.0), false)],
                Some(4.0),
                vec![3.0, 4.0],
                4.0,
            ),
            (vec![clause(Some(1.0), false)], Some(4.0), vec![1.0], 4.0),
        ];
        for (clauses, wanted, ends, duration) in table {
            let (spans, duration_secs) = plan(&clauses, wanted);
            let found: Vec<f32> =
                spans.iter().map(|span| (span.end_secs * 100.0).round() / 100.0).collect();
            assert_eq!((found, duration_secs), (ends, duration));
        }
    }
}

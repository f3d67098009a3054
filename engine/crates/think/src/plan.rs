//! When each clause happens.

use crate::reading::Clause;

/// Length of a clip with one clause of which nothing is said, and what each further one adds.
const FIRST_SECS: f32 = 4.0;
const FURTHER_SECS: f32 = 2.0;

/// Room for a micro-expression: under half a second of movement and a moment to see it gone.
const MICRO_SECS: f32 = 0.9;

/// Rest at the end of a clip whose only clause has a length of its own.
const REST_SECS: f32 = 0.6;

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
    let own = |clause: &Clause| clause.secs.or(clause.is_micro.then_some(MICRO_SECS));
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

    fn clause(secs: Option<f32>, is_micro: bool) -> Clause {
        Clause { secs, is_micro, ..Clause::default() }
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

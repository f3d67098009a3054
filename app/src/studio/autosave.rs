//! When unsaved work is written: soon after the hand rests, and in any case after a while.

use super::state::Unsaved;

/// After the newest edit.
const REST_SECS: f64 = 2.0;
/// After the oldest unsaved edit, however busy the hand is.
const LIMIT_SECS: f64 = 30.0;

/// Notes a change and says how long to wait until the work is due: `Some(0.0)` is now, `None` never.
pub(crate) fn due_in(
    unsaved: &mut Option<Unsaved>,
    generation: u64,
    saved: u64,
    now_secs: f64,
) -> Option<f64> {
    if generation == saved {
        *unsaved = None;
        return None;
    }
    let state =
        unsaved.get_or_insert(Unsaved { oldest_secs: now_secs, newest_secs: now_secs, generation });
    if state.generation != generation {
        (state.generation, state.newest_secs) = (generation, now_secs);
    }
    let due = (state.newest_secs + REST_SECS).min(state.oldest_secs + LIMIT_SECS);
    Some((due - now_secs).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_for_rest_but_not_for_ever() {
        let mut unsaved = None;
        assert_eq!(due_in(&mut unsaved, 1, 1, 0.0), None, "nothing to save");
        assert_eq!(due_in(&mut unsaved, 2, 1, 0.0), Some(2.0));
        assert_eq!(due_in(&mut unsaved, 2, 1, 1.5), Some(0.5));
        assert_eq!(due_in(&mut unsaved, 3, 1, 1.5), Some(2.0), "another edit starts the rest anew");
        assert_eq!(due_in(&mut unsaved, 4, 1, 29.5), Some(0.5), "a busy hand does not put it off");
        assert_eq!(due_in(&mut unsaved, 4, 4, 30.0), None, "saved");
        assert_eq!(unsaved, None);
    }
}

//! The lines of a present script that the artist has locked.

use risorius_face::{Channel, Cue, Script, Unit};

/// The cues with the present script's locked ones among them, by start. Units that a locked cue
/// moves at the same time are taken out of the others: the artist has decided on them.
pub(super) fn with_locked(cues: Vec<Cue>, present: &Script) -> Vec<Cue> {
    let locked: Vec<&Cue> = present.cues().filter(|cue| cue.locked).collect();
    let mut all: Vec<Cue> = cues.into_iter().filter_map(|cue| beside(cue, &locked)).collect();
    all.extend(locked.into_iter().cloned());
    all
}

/// A cue without the units that locked cues move meanwhile; none if nothing is left of it.
fn beside(mut cue: Cue, locked: &[&Cue]) -> Option<Cue> {
    let envelope = cue.envelope;
    let meanwhile = locked.iter().filter(|other| {
        other.envelope.start_secs < envelope.end_secs()
            && envelope.start_secs < other.envelope.end_secs()
    });
    let taken: Vec<Channel> = meanwhile.flat_map(|other| driven(&other.units)).collect();
    cue.units.retain(|unit| driven(&[*unit]).iter().all(|channel| !taken.contains(channel)));
    (!cue.units.is_empty()).then_some(cue)
}

fn driven(units: &[Unit]) -> Vec<Channel> {
    let channels = units.iter().flat_map(|unit| Channel::of_unit(unit.au, unit.side));
    channels.map(|(channel, _)| channel).collect()
}

//! What differs between two scripts, line by line.

use super::{Item, Script, format_item, writer::format_title};

/// What became of a line. The first change of a diff is the title's, whose line says the duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is as it was.
    Kept(String),
    /// It reads otherwise: the same movement or beat, or the same words.
    Changed {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// It is new.
    Added(String),
    /// It is gone.
    Removed(String),
}

/// Comparisons that are made to find what was kept; past it all between the first and the last
/// difference counts as new.
const MAX_COMPARISONS: usize = 4_000_000;

/// What became of every line, in the order in which they stand; removed lines come where they were.
pub fn diff(before: &Script, after: &Script) -> Vec<Change> {
    let (old, new) = (Lines::of(before), Lines::of(after));
    let mut changes = vec![change(format_title(before), format_title(after))];
    let (mut from, mut to) = (0, 0);
    for (kept_old, kept_new) in kept(&old.texts, &new.texts) {
        gap(&mut changes, old.part(from, kept_old), new.part(to, kept_new));
        changes.push(Change::Kept(new.texts[kept_new].clone()));
        (from, to) = (kept_old + 1, kept_new + 1);
    }
    gap(&mut changes, old.part(from, old.texts.len()), new.part(to, new.texts.len()));
    changes
}

/// A script's lines as values and as text.
struct Lines<'a> {
    items: &'a [Item],
    texts: Vec<String>,
}

/// Some lines in a row.
type Part<'a> = (&'a [Item], &'a [String]);

impl<'a> Lines<'a> {
    fn of(script: &'a Script) -> Self {
        Self { items: &script.items, texts: script.items.iter().map(format_item).collect() }
    }

    fn part(&self, from: usize, to: usize) -> Part<'_> {
        (&self.items[from..to], &self.texts[from..to])
    }
}

fn change(from: String, to: String) -> Change {
    if from == to { Change::Kept(to) } else { Change::Changed { from, to } }
}

/// The longest run of lines that both have, in order, as positions in both.
fn kept(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if a.len() * b.len() <= MAX_COMPARISONS {
        pairs.extend(common(a, b).into_iter().map(|(i, j)| (i + head, j + head)));
    }
    pairs.extend((0..tail).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at)));
    pairs
}

/// Longest common subsequence.
fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Lines between two that were kept: each old one becomes the next new one of its kin, or is gone.
fn gap(changes: &mut Vec<Change>, (old, old_texts): Part, (new, new_texts): Part) {
    let mut next = 0;
    for (item, text) in old.iter().zip(old_texts) {
        match (next..new.len()).find(|&at| are_kin(item, &new[at])) {
            Some(at) => {
                changes.extend(new_texts[next..at].iter().cloned().map(Change::Added));
                changes.push(change(text.clone(), new_texts[at].clone()));
                next = at + 1;
            }
            None => changes.push(Change::Removed(text.clone())),
        }
    }
    changes.extend(new_texts[next..].iter().cloned().map(Change::Added));
}

/// Whether a line can have become another.
fn are_kin(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Cue(a), Item::Cue(b)) => {
            let shares = a.units.iter().any(|unit| b.units.iter().any(|other| other.au == unit.au));
            shares || (!a.text.is_empty() && a.text == b.text)
        }
        (Item::Beat(_), Item::Beat(_)) | (Item::Note(_), Item::Note(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{format, parse};
    use proptest::prelude::*;

    /// A diff as signs: = kept, ~ changed, + added, - removed.
    fn signs(changes: &[Change]) -> String {
        let sign = |change: &Change| match change {
            Change::Kept(_) => '=',
            Change::Changed { .. } => '~',
            Change::Added(_) => '+',
            Change::Removed(_) => '-',
        };
        changes.iter().map(sign).collect()
    }

    #[test]
    fn lines_are_followed() {
        let before = "# x · 4.0 s\nbeat 0–4 joy\n0 12C Up\n1 4C Down\n2 5C Wide\n";
        let table = [
            (before, "====="),
            ("# x · 3.0 s\nbeat 0–4 joy\n0 12C Up\n1 4C Down\n2 5C Wide\n", "~===="),
            ("# x · 4.0 s\nbeat 0–4 joy\n0 12B Up\n1 4C Down\n2 5C Wide\n", "==~=="),
            ("# x · 4.0 s\nbeat 0–4 joy\n0 12C Up\n2 5C Wide\n", "===-="),
            ("# x · 4.0 s\nbeat 0–4 joy\n0 12C Up\n0.5 1C New\n1 4C Down\n2 5C Wide\n", "===+=="),
            ("# x · 4.0 s\nbeat 0–4 fear\n0 15C Low\n", "=~---+"),
            ("# x · 4.0 s\n0 1C Up\n", "=-~--"),
        ];
        for (after, expected) in table {
            let changes = diff(&parse(before), &parse(after));
            assert_eq!(signs(&changes), expected, "{after}: {changes:#?}");
        }
        let many = parse(&"0 12C Up\n0 4C Down\n".repeat(4000));
        diff(&many, &parse(&"0 5C Up\n".repeat(8000)));
    }

    proptest! {
        #[test]
        fn a_diff_tells_both_scripts(a in "([0-3] (12|4|5)[A-C]\n){0,9}", b in "([0-3] (12|4|5)[A-C]\n){0,9}") {
            let (before, after) = (parse(&a), parse(&b));
            let (mut old, mut new) = (String::new(), String::new());
            for change in diff(&before, &after) {
                let (from, to) = match change {
                    Change::Kept(line) => (Some(line.clone()), Some(line)),
                    Change::Changed { from, to } => (Some(from), Some(to)),
                    Change::Added(line) => (None, Some(line)),
                    Change::Removed(line) => (Some(line), None),
                };
                from.iter().for_each(|line| old += &format!("{line}\n"));
                to.iter().for_each(|line| new += &format!("{line}\n"));
            }
            prop_assert_eq!((old, new), (format(&before), format(&after)));
        }
    }
}

//! The figures as Markdown.

use super::prototypes::{PRESENT, limit};
use super::{Kind, PrototypeEval, SentenceEval, Sentences};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Relations that did not hold, of which a table lists so many.
const LISTED: usize = 200;

/// F1 against each table, per emotion.
pub fn prototype_markdown(evals: &[PrototypeEval]) -> String {
    let mut text = format!(
        "## Published prototypes\n\nF1 of the action units of one script for each words, scored against each \
         table. A unit counts as present from a peak of {PRESENT} on; head, gaze and closing lids (43, 45, 46) are not \
         counted, as the tables have none.\n\n| table | rows | mean F1 | bar |\n|---|---:|---:|---:|\n"
    );
    for eval in evals {
        let bar = eval.bar.map_or("–".to_owned(), |bar| format!("{bar:.2}"));
        let _ =
            writeln!(text, "| {} | {} | {:.3} | {bar} |", eval.name, eval.rows.len(), eval.mean());
    }
    let joint: Vec<&PrototypeEval> =
        evals.iter().filter(|e| e.bar.is_some_and(|b| b >= 0.9)).collect();
    if joint.len() > 1 {
        let rows: f32 = joint.iter().map(|eval| eval.rows.len() as f32).sum();
        let sum: f32 = joint.iter().map(|eval| eval.mean() * eval.rows.len() as f32).sum();
        let names: Vec<&str> = joint.iter().map(|eval| eval.name.as_str()).collect();
        let _ = writeln!(
            text,
            "\nOver all rows of {} together: {:.3}. They contradict one another, so no single answer to each \
             emotion can reach more than {:.3}.",
            names.join(" and "),
            sum / rows,
            limit(&joint)
        );
    }
    for eval in evals {
        let _ = writeln!(
            text,
            "\n### {}\n\n| words | table | script | F1 |\n|---|---|---|---:|",
            eval.name
        );
        for row in &eval.rows {
            let (published, shown) = (codes(&row.published), codes(&row.shown));
            let _ = writeln!(text, "| {} | {published} | {shown} | {:.2} |", row.say, row.f1);
        }
    }
    text
}

/// How many relations of a set hold, by kind, and which do not.
pub fn sentence_markdown(set: &Sentences, eval: &SentenceEval) -> String {
    let (name, note) = (&set.name, &set.note);
    let note = if note.is_empty() { String::new() } else { format!("{note}\n\n") };
    let (kept, of) = eval.kept(None);
    let mut text = format!(
        "## {name}\n\n{note}{} sentences, {of} relations, {kept} hold: **{:.1} %**.\n\n| kind | hold | of | % |\n|---|---:|---:|---:|\n",
        eval.sentences,
        percent(kept, of)
    );
    for kind in Kind::ALL {
        let (kept, of) = eval.kept(Some(kind));
        if of > 0 {
            let _ =
                writeln!(text, "| {} | {kept} | {of} | {:.1} |", kind.word(), percent(kept, of));
        }
    }
    let broken: Vec<String> = eval
        .outcomes
        .iter()
        .filter(|outcome| !outcome.is_kept)
        .map(|outcome| format!("- {}: `{}`", outcome.say, outcome.relation))
        .collect();
    if !broken.is_empty() {
        let _ = writeln!(
            text,
            "\nWhat does not hold:\n\n{}",
            broken[..broken.len().min(LISTED)].join("\n")
        );
    }
    text
}

fn codes(units: &BTreeSet<u8>) -> String {
    units.iter().map(u8::to_string).collect::<Vec<_>>().join("+")
}

fn percent(kept: usize, of: usize) -> f32 {
    100.0 * kept as f32 / of.max(1) as f32
}

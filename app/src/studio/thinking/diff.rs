//! What a change in words has done, line by line. Signs say what colours say.

use super::WordChange;
use crate::studio::action::{Action, Wishes};
use crate::studio::line_card::{self, Part};
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Layout, RichText, Role, Stroke, Ui, WidgetInfo};
use risorius_face::script::{Change, diff, parse_line};
use risorius_face::{Item, Script};

/// Width of the sign before a line.
const SIGN: f32 = 14.0;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// As it was.
    Kept,
    /// Otherwise than before.
    Changed,
    /// New.
    Added,
    /// Gone.
    Removed,
}

/// A line of the diff, ready to be shown.
pub struct DiffLine {
    fate: Fate,
    /// Its head before, where it is not new.
    from: Vec<Part>,
    /// Its head now, where it is not gone.
    to: Vec<Part>,
    /// What it says, where that is new.
    sentence: String,
    /// For screen readers and tests.
    label: String,
}

/// What became of every line; the title stays out of it where only its words differ.
pub(super) fn lines(before: &Script, after: &Script) -> Vec<DiffLine> {
    let mut changes = diff(before, after).into_iter();
    // The first is the title's line, which says the duration.
    changes.next();
    let secs = (before.duration_secs, after.duration_secs);
    let length = (secs.0 != secs.1).then(|| length_line(secs));
    length.into_iter().chain(changes.map(DiffLine::of)).collect()
}

fn length_line((from, to): (f32, f32)) -> DiffLine {
    let part = |secs: f32| vec![(format!("length {secs:.2} s"), theme::TEXT_SOFT)];
    DiffLine {
        fate: Fate::Changed,
        from: part(from),
        to: part(to),
        sentence: String::new(),
        label: format!("Changed: length {from:.2} s to {to:.2} s"),
    }
}

impl DiffLine {
    fn of(change: Change) -> Self {
        match change {
            Change::Kept(text) => Self::new(Fate::Kept, "", &text, format!("Kept: {text}")),
            Change::Added(text) => Self::new(Fate::Added, "", &text, format!("Added: {text}")),
            Change::Removed(text) => {
                Self::new(Fate::Removed, &text, "", format!("Removed: {text}"))
            }
            Change::Changed { from, to } => {
                Self::new(Fate::Changed, &from, &to, format!("Changed: {from} to {to}"))
            }
        }
    }

    fn new(fate: Fate, from: &str, to: &str, label: String) -> Self {
        let (before, after) = (read(from), read(to));
        let said = |item: &Option<Item>| match item {
            Some(Item::Cue(cue)) => cue.text.clone(),
            _ => String::new(),
        };
        let is_news = fate != Fate::Kept && said(&before) != said(&after);
        let sentence = if is_news { said(&after) } else { String::new() };
        let head = |item: Option<Item>| item.map(|item| line_card::head(&item)).unwrap_or_default();
        Self { fate, from: head(before), to: head(after), sentence, label }
    }
}

fn read(line: &str) -> Option<Item> {
    (!line.is_empty()).then(|| parse_line(line))
}

/// Shows over the lines what was changed, and the ways on.
pub(crate) fn head(ui: &mut Ui, change: &WordChange, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.add_space(theme::LINE_INSET);
        let summary = widgets::soft(summary(&change.lines)).font(theme::small());
        ui.add(Label::new(summary)).on_hover_text(&change.words);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let tip = "The lines are as they should be (Esc).";
            if widgets::text_button(ui, "Done", tip).clicked() {
                wishes.act(Action::EndChange);
            }
            let tip = "Take the change back (Ctrl+Z).";
            let undo = widgets::text_button(ui, "Undo", tip);
            if undo.accessible_name("Undo the change").clicked() {
                wishes.run(UiCommand::Undo);
            }
        });
    });
}

/// "2 changed, 1 added".
fn summary(lines: &[DiffLine]) -> String {
    let count = |fate: Fate| lines.iter().filter(|line| line.fate == fate).count();
    let counts = [(Fate::Changed, "changed"), (Fate::Added, "added"), (Fate::Removed, "removed")];
    let told: Vec<String> = counts
        .into_iter()
        .map(|(fate, word)| (count(fate), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if told.is_empty() { "Nothing changed".to_owned() } else { told.join(", ") }
}

/// Shows the lines.
pub(crate) fn show(ui: &mut Ui, change: &WordChange) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
    for line in &change.lines {
        row(ui, line);
    }
}

fn row(ui: &mut Ui, line: &DiffLine) {
    let (sign, color) = match line.fate {
        Fate::Kept => (" ", theme::TEXT_FAINT),
        Fate::Changed => ("~", theme::ACCENT),
        Fate::Added => ("+", theme::MUSCLES),
        Fate::Removed => ("−", theme::WRONG),
    };
    let scope = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        ui.add_space(theme::SPACE_XS);
        let sign = RichText::new(sign).font(theme::mono()).color(color).strong();
        ui.allocate_ui(egui::vec2(SIGN, SIGN), |ui| ui.add(Label::new(sign).selectable(false)));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if !line.from.is_empty() {
                heads(ui, &line.from, |_| theme::TEXT_FAINT, true);
            }
            if !line.to.is_empty() {
                heads(ui, &line.to, |nth| color_of(line, nth, color), false);
            }
            if !line.sentence.is_empty() {
                let text = widgets::soft(&line.sentence).font(theme::small());
                ui.add(Label::new(text).selectable(false).wrap());
            }
        });
    });
    scope.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line.label));
}

/// Only what is otherwise stands out of a changed line.
fn color_of(line: &DiffLine, nth: usize, color: Color32) -> Color32 {
    let is_same =
        line.from.get(nth).map(|(text, _)| text) == line.to.get(nth).map(|(text, _)| text);
    match line.fate {
        Fate::Changed if is_same => theme::TEXT_SOFT,
        _ => color,
    }
}

fn heads(ui: &mut Ui, parts: &[Part], color: impl Fn(usize) -> Color32, is_gone: bool) {
    let mut job = LayoutJob::default();
    for (nth, (text, _)) in parts.iter().enumerate() {
        let color = color(nth);
        let line = if is_gone { Stroke::new(1.0, color) } else { Stroke::NONE };
        let format = |strikethrough| TextFormat {
            font_id: theme::mono(),
            color,
            strikethrough,
            ..TextFormat::default()
        };
        if nth > 0 {
            job.append("  ", 0.0, format(Stroke::NONE));
        }
        job.append(text, 0.0, format(line));
    }
    ui.add(Label::new(job).selectable(false).truncate());
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::script::parse;

    #[test]
    fn every_line_has_its_fate() {
        let before = "# a · 4.0 s\n0.10 12C in 0.2 hold 0.6 out 0.5 A smile.\n0.50 4C in 0.2 hold 0.6 out 0.5\n";
        let after = "# a · 5.0 s\n0.10 L12C in 0.2 hold 0.6 out 0.5 A smile.\n0.70 1C in 0.2 hold 0.6 out 0.5\n";
        let lines = lines(&parse(before), &parse(after));
        let fates: Vec<Fate> = lines.iter().map(|line| line.fate).collect();
        assert_eq!(fates, [Fate::Changed, Fate::Changed, Fate::Removed, Fate::Added]);
        assert_eq!(lines[1].to[1].0, "L12C");
        assert!(lines[1].sentence.is_empty(), "the sentence is as it was");
        assert_eq!(summary(&lines), "2 changed, 1 added, 1 removed");
    }
}

//! The field of the line that is being typed in. Enter or a click elsewhere takes the text over,
//! Escape leaves the line as it was.

use super::action::Wishes;
use super::drafts::Drafts;
use super::{theme, widgets};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Frame, Key, Modifiers, RichText, TextBuffer, TextEdit, Ui};
use risorius_engine::Edit;
use risorius_face::Item;
use risorius_face::script::{format_item, parse_line};

/// Shows the field.
pub(crate) fn show(ui: &mut Ui, item: &Item, drafts: &mut Drafts, wishes: &mut Wishes) {
    let Some(draft) = &mut drafts.line else { return };
    let focused = ui.memory(|memory| memory.has_focus(draft.field));
    let (enter, escape) = ui.input_mut(|input| {
        let mut pressed = |key| focused && input.consume_key(Modifiers::NONE, key);
        (pressed(Key::Enter), pressed(Key::Escape))
    });
    let parsed = parse_line(&draft.text.replace(['\n', '\r'], " "));
    let wrong_from = match &parsed {
        Item::Broken { column, .. } => Some(*column),
        _ => None,
    };
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let job = marked(text.as_str(), wrong_from, width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let edit = TextEdit::multiline(&mut draft.text)
        .id(draft.field)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .char_limit(widgets::LONGEST_TEXT)
        .frame(Frame::NONE)
        .layouter(&mut layouter);
    let number = draft.line + 1;
    let response = ui.add(edit).accessible_name(format!("Text of line {number}"));
    if std::mem::take(&mut draft.fresh) {
        response.request_focus();
    }
    match &parsed {
        Item::Broken { message, .. } => {
            ui.label(RichText::new(message).font(theme::small()).color(theme::WRONG));
        }
        _ => {
            ui.label(widgets::faint("Enter to take it over, Esc to leave it"));
        }
    }
    let (left, index) = (response.lost_focus(), draft.line);
    if !(enter || escape || left) {
        return;
    }
    let text = std::mem::take(&mut draft.text);
    drafts.drop_line(ui.ctx());
    if !escape && text.trim_end() != format_item(item) {
        wishes.edit(replacing(index, &text));
    }
}

/// The edit that puts the typed lines in place of one.
fn replacing(index: usize, text: &str) -> Edit {
    let mut items = text.lines().filter(|line| !line.trim().is_empty()).map(parse_line);
    let Some(first) = items.next() else { return Edit::RemoveItem { index } };
    let mut edits = vec![Edit::SetItem { index, item: first }];
    edits
        .extend(items.enumerate().map(|(i, item)| Edit::InsertItem { index: index + 1 + i, item }));
    if edits.len() == 1 { edits.remove(0) } else { Edit::All(edits) }
}

/// The text, coloured from where it cannot be read.
fn marked(text: &str, wrong_from: Option<usize>, width: f32) -> LayoutJob {
    let split = wrong_from
        .and_then(|column| text.char_indices().nth(column))
        .map_or(text.len(), |(at, _)| at);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let format =
        |color: Color32| TextFormat { font_id: theme::mono(), color, ..TextFormat::default() };
    job.append(&text[..split], 0.0, format(theme::TEXT));
    job.append(&text[split..], 0.0, format(theme::WRONG));
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_split_between_characters() {
        for column in 0..8 {
            let job = marked("a–é 🦀", Some(column), 100.0);
            assert_eq!(job.text, "a–é 🦀", "column {column}");
        }
    }

    #[test]
    fn pasted_lines_become_lines_and_nothing_deletes() {
        assert_eq!(replacing(3, " \n "), Edit::RemoveItem { index: 3 });
        let Edit::All(edits) = replacing(3, "0.10 12B\n0.50 1+2C\nnonsense ☃") else {
            panic!("one edit of three")
        };
        assert_eq!(edits.len(), 3);
        assert!(matches!(&edits[2], Edit::InsertItem { index: 5, item: Item::Broken { .. } }));
    }
}

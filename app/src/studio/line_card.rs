//! One line of the script: to read, and once clicked to type in.

use super::action::{Action, Wishes};
use super::drafts::{Drafts, LineDraft};
use super::icons::{self, Icon};
use super::state::State;
use super::{line_field, remarks, theme, widgets};
use egui::{Align, Frame, Label, Layout, Margin, Rect, RichText, Role, Sense, Ui, WidgetInfo};
use egui::{UiBuilder, pos2, vec2};
use risorius_engine::Edit;
use risorius_face::notation::format_units;
use risorius_face::script::format_item;
use risorius_face::{Beat, Cue, Item};

/// Shows a line.
pub(crate) fn show(
    ui: &mut Ui,
    index: usize,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let item = &state.document.script.items[index];
    let chosen = state.selected == Some(index);
    let typed = drafts.line.as_ref().is_some_and(|draft| draft.line == index);
    let margin = Margin { left: theme::LINE_INSET as i8, right: 4, top: 6, bottom: 6 };
    // No fill where none is needed: large fills are what a software renderer spends its time on.
    let fill = if chosen { theme::CHOSEN } else { egui::Color32::TRANSPARENT };
    let frame = Frame::NONE.inner_margin(margin).fill(fill);
    let response = ui
        .push_id(("line", index), |ui| {
            let scope = ui.scope_builder(UiBuilder::new().sense(Sense::click()), |ui| {
                frame.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 3.0;
                    if typed {
                        line_field::show(ui, item, drafts, wishes);
                    } else {
                        read(ui, index, item, chosen, state, wishes);
                    }
                });
            });
            scope.response
        })
        .inner;
    if chosen {
        let bar = Rect::from_min_max(
            response.rect.min,
            pos2(response.rect.left() + 3.0, response.rect.bottom()),
        );
        ui.painter().rect_filled(bar, 0.0, theme::ACCENT);
    }
    let name = format!("Line {}", index + 1);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if !typed && response.clicked() {
        if chosen {
            start_typing(index, item, drafts, response.id.with("field"));
        } else {
            wishes.act(Action::Select(Some(index)));
            seek_to(item, wishes);
        }
    }
    if !typed {
        response.on_hover_text_at_pointer(if chosen {
            "Click to edit the text."
        } else {
            "Click to choose the line."
        });
    }
}

/// Opens the line's field.
pub(crate) fn start_typing(index: usize, item: &Item, drafts: &mut Drafts, field: egui::Id) {
    drafts.line = Some(LineDraft { line: index, field, text: format_item(item), fresh: true });
}

/// The playhead goes where the line is at its strongest.
fn seek_to(item: &Item, wishes: &mut Wishes) {
    let secs = match item {
        Item::Cue(cue) => cue.envelope.start_secs + cue.envelope.onset_secs,
        Item::Beat(beat) => beat.start_secs,
        Item::Note(_) | Item::Broken { .. } => return,
    };
    wishes.act(Action::Seek(secs));
}

fn read(ui: &mut Ui, index: usize, item: &Item, chosen: bool, state: &State, wishes: &mut Wishes) {
    let cue = if let Item::Cue(cue) = item { Some(cue) } else { None };
    tools(ui, index, cue, chosen, &head(item), wishes);
    match item {
        Item::Cue(cue) => {
            sentence(ui, cue);
            remarks::line::show(ui, index, state, wishes);
        }
        Item::Broken { message, .. } => {
            wrapped(ui, RichText::new(message).font(theme::small()).color(theme::WRONG));
        }
        Item::Beat(_) | Item::Note(_) => {}
    }
}

/// A part of a line's head and its colour.
pub(crate) type Part = (String, egui::Color32);

/// The head of a line: when, what, how long.
pub(crate) fn head(item: &Item) -> Vec<Part> {
    match item {
        Item::Cue(cue) => cue_head(cue),
        Item::Beat(beat) => beat_head(beat),
        Item::Note(text) => vec![(format!("# {text}"), theme::TEXT_FAINT)],
        Item::Broken { text, column, .. } => broken_head(text, *column),
    }
}

fn cue_head(cue: &Cue) -> Vec<Part> {
    let e = &cue.envelope;
    vec![
        (format!("{:.2}", e.start_secs), theme::TEXT_SOFT),
        (format_units(&cue.units), theme::ACCENT),
        (
            format!("{:.2} · {:.2} · {:.2}", e.onset_secs, e.hold_secs, e.offset_secs),
            theme::TEXT_FAINT,
        ),
    ]
}

fn beat_head(beat: &Beat) -> Vec<Part> {
    let shares = beat.emotions.iter().map(|(name, share)| format!("{name} {:.0} %", share * 100.0));
    let emotions: Vec<_> = shares.collect();
    vec![
        (format!("{:.1}–{:.1}", beat.start_secs, beat.end_secs), theme::TEXT_SOFT),
        (emotions.join(" + "), theme::TEXT),
        (beat.display.word().to_owned(), theme::TEXT_FAINT),
    ]
}

/// The text as typed, coloured from where it cannot be read.
fn broken_head(text: &str, column: usize) -> Vec<Part> {
    let split = text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
    let (good, wrong) = text.split_at(split);
    let parts = [(good.trim_end(), theme::TEXT), (wrong, theme::WRONG)];
    parts
        .into_iter()
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, color)| (part.to_owned(), color))
        .collect()
}

/// The head of a line, and on the right what can be done with it.
fn tools(
    ui: &mut Ui,
    index: usize,
    cue: Option<&Cue>,
    chosen: bool,
    head: &[Part],
    wishes: &mut Wishes,
) {
    let right = if chosen { theme::CONTROL * 2.0 } else { theme::ICON };
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let text = row.with_max_x(row.right() - right);
    let mut left =
        ui.new_child(UiBuilder::new().max_rect(text).layout(Layout::left_to_right(Align::Center)));
    left.spacing_mut().item_spacing.x = theme::SPACE_S;
    for (part, color) in head {
        let text = RichText::new(part).font(theme::mono()).color(*color);
        left.add(Label::new(text).selectable(false).truncate());
    }
    let tools = row.with_min_x(row.right() - right).expand2(vec2(0.0, 4.0));
    let mut tools_ui =
        ui.new_child(UiBuilder::new().max_rect(tools).layout(Layout::right_to_left(Align::Center)));
    tools_ui.spacing_mut().item_spacing.x = 0.0;
    if chosen {
        chosen_tools(&mut tools_ui, index, cue, wishes);
    } else if cue.is_some_and(|cue| cue.locked) {
        let square = Rect::from_center_size(tools.center(), vec2(12.0, 12.0));
        icons::paint(ui.painter(), square, Icon::Locked, theme::TEXT_FAINT);
    }
}

fn chosen_tools(ui: &mut Ui, index: usize, cue: Option<&Cue>, wishes: &mut Wishes) {
    let number = index + 1;
    if icons::button(
        ui,
        Icon::Delete,
        &format!("Delete line {number}"),
        "Delete the line (Delete).",
    )
    .clicked()
    {
        wishes.edit(Edit::RemoveItem { index });
    }
    let Some(cue) = cue else { return };
    let (icon, verb) = if cue.locked { (Icon::Locked, "Unlock") } else { (Icon::Unlocked, "Lock") };
    let label = format!("{verb} line {number}");
    let tip = "A locked line survives a new think and is reproduced exactly (Ctrl+K).";
    if icons::toggle(ui, icon, &label, tip, cue.locked).clicked() {
        wishes.edit(Edit::SetItem {
            index,
            item: Item::Cue(Cue { locked: !cue.locked, ..cue.clone() }),
        });
    }
}

fn sentence(ui: &mut Ui, cue: &Cue) {
    if !cue.text.is_empty() {
        wrapped(ui, RichText::new(&cue.text).font(theme::body()).color(theme::TEXT));
    }
    if !cue.reason.is_empty() {
        wrapped(ui, widgets::soft(&cue.reason).font(theme::small()));
    }
}

fn wrapped(ui: &mut Ui, text: RichText) {
    ui.add(Label::new(text).selectable(false).wrap());
}

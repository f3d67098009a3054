//! The page of the library: named expressions to look at, mix and insert.

mod footer;
pub(crate) mod keep_sheet;
mod row;
mod run;
mod still;

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::state::State;
use super::{theme, widgets};
use egui::{ComboBox, Id, Key, Layout, Modifiers, ScrollArea, Ui};
use risorius_engine::library::{Entry, Library, blend};

/// Width of the list of tags.
const TAGS: f32 = 108.0;

/// What the artist has looked for and chosen.
pub(crate) struct LibraryDraft {
    /// What is looked for.
    pub(crate) query: String,
    /// Only entries with this tag.
    pub(crate) tag: Option<String>,
    /// The entry that is chosen.
    pub(crate) chosen: Option<String>,
    /// How strongly it is inserted, 0..2.
    pub(crate) strength: f32,
    /// The entry that the chosen one is mixed with.
    pub(crate) partner: Option<String>,
    /// Share of the chosen entry in the mixture, 0..1.
    pub(crate) share: f32,
    /// Whether the chosen entry is to be removed, until the artist has confirmed it.
    pub(crate) removing: bool,
    /// Whether the field wants the focus.
    pub(crate) focus: bool,
    /// The field; its undo is the document's, since Enter in it inserts.
    pub(crate) field: Option<Id>,
    /// What is typed on the sheet that keeps an entry.
    pub(crate) keep: keep_sheet::KeepDraft,
}

impl Default for LibraryDraft {
    fn default() -> Self {
        Self {
            query: String::new(),
            tag: None,
            chosen: None,
            strength: 1.0,
            partner: None,
            share: 0.5,
            removing: false,
            focus: false,
            field: None,
            keep: keep_sheet::KeepDraft::default(),
        }
    }
}

impl LibraryDraft {
    pub(crate) fn choose(&mut self, name: &str) {
        if self.chosen.as_deref() != Some(name) {
            (self.chosen, self.removing) = (Some(name.to_owned()), false);
        }
    }

    /// The chosen entry, if it is among those that were found.
    fn chosen_of<'a>(&self, found: &[&'a Entry]) -> Option<&'a Entry> {
        let chosen = self.chosen.as_deref()?;
        found.iter().find(|entry| entry.name == chosen).copied()
    }

    /// What would be inserted for an entry: itself, or its mixture with the partner.
    fn mixed(&self, library: &Library, entry: &Entry) -> Entry {
        let partner = self.partner.as_ref().and_then(|name| library.entry(name).ok());
        match partner.filter(|partner| partner.name != entry.name) {
            Some(partner) => {
                let script = blend(&[(partner, 1.0 - self.share), (entry, self.share)]);
                Entry { name: script.title.clone(), script, ..entry.clone() }
            }
            None => entry.clone(),
        }
    }
}

/// Shows the page.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let draft = &mut drafts.library;
    let pressed = pressed(ui, draft);
    search(ui, &state.library, draft);
    let found = found(&state.library, draft);
    if draft.chosen_of(&found).is_none() {
        draft.chosen = found.first().map(|entry| entry.name.clone());
    }
    let moved = step(draft, &found, &pressed);
    if let Some(entry) = draft.chosen_of(&found).filter(|_| pressed.enter) {
        insert(state, draft, entry, wishes);
        draft.focus = true;
    }
    ui.with_layout(Layout::bottom_up(egui::Align::Min), |ui| {
        footer::show(ui, state, draft, &found, wishes);
        ui.with_layout(Layout::top_down(egui::Align::Min), |ui| {
            list(ui, state, draft, &found, moved, wishes);
        });
    });
    let looks_through = draft.field.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
    if let Some(entry) = draft.chosen_of(&found).filter(|_| looks_through && wishes.hand.is_none())
    {
        wishes.hand = Some(still::of(&draft.mixed(&state.library, entry), draft.strength));
    }
}

fn insert(state: &State, draft: &LibraryDraft, entry: &Entry, wishes: &mut Wishes) {
    let entry = Box::new(draft.mixed(&state.library, entry));
    wishes.act(Action::InsertEntry { entry, strength: draft.strength });
}

/// Keys that the list takes while its field has the focus.
struct Pressed {
    up: bool,
    down: bool,
    enter: bool,
}

fn pressed(ui: &Ui, draft: &LibraryDraft) -> Pressed {
    let focused = draft.field.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
    ui.input_mut(|input| {
        let mut pressed = |key| focused && input.consume_key(Modifiers::NONE, key);
        Pressed {
            up: pressed(Key::ArrowUp),
            down: pressed(Key::ArrowDown),
            enter: pressed(Key::Enter),
        }
    })
}

/// Moves the choice; whether it has moved.
fn step(draft: &mut LibraryDraft, found: &[&Entry], pressed: &Pressed) -> bool {
    let at = found.iter().position(|entry| draft.chosen.as_ref() == Some(&entry.name));
    let Some(at) = at.filter(|_| pressed.up || pressed.down) else { return false };
    let to = (at + usize::from(pressed.down)).saturating_sub(usize::from(pressed.up));
    draft.choose(&found[to.min(found.len() - 1)].name);
    true
}

fn search(ui: &mut Ui, library: &Library, draft: &mut LibraryDraft) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            tags(ui, library, &mut draft.tag);
            let (width, hint) = (ui.available_width(), "Emotion, word or units");
            let field = widgets::field(ui, &mut draft.query, "Search the library", hint, width);
            if field.changed() {
                // Other words, another best: what was chosen before was not looked for.
                (draft.chosen, draft.removing) = (None, false);
            }
            if std::mem::take(&mut draft.focus) {
                field.request_focus();
            }
            draft.field = Some(field.id);
            field.on_hover_text(
                "Such as: smile weak, or 12+6. Up and Down choose, Enter inserts at the playhead.",
            );
        });
    });
}

fn tags(ui: &mut Ui, library: &Library, tag: &mut Option<String>) {
    let shown = tag.clone().unwrap_or_else(|| "All tags".to_owned());
    ComboBox::from_id_salt("Tags")
        .selected_text(shown)
        .width(TAGS)
        .truncate()
        .height(360.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(tag, None, "All tags");
            for (name, count) in library.tags() {
                ui.selectable_value(tag, Some(name.to_owned()), format!("{name} · {count}"));
            }
        })
        .response
        .accessible_name("Tag")
        .on_hover_text("Show only entries with this tag.");
}

fn found<'a>(library: &'a Library, draft: &LibraryDraft) -> Vec<&'a Entry> {
    let mut found = library.search(&draft.query);
    if let Some(tag) = &draft.tag {
        found.retain(|entry| entry.tags.contains(tag));
    }
    found
}

fn list(
    ui: &mut Ui,
    state: &State,
    draft: &mut LibraryDraft,
    found: &[&Entry],
    moved: bool,
    wishes: &mut Wishes,
) {
    if found.is_empty() {
        return nothing(ui, draft);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("library").auto_shrink(false);
    let area = match found.iter().position(|entry| draft.chosen.as_ref() == Some(&entry.name)) {
        Some(at) if moved => scrolled_to(area, ui, at),
        _ => area,
    };
    area.show_rows(ui, row::HEIGHT, found.len(), |ui, rows| {
        for entry in &found[rows] {
            let chosen = draft.chosen.as_ref() == Some(&entry.name);
            let is_own = state.library.is_own(&entry.name);
            let response = row::show(ui, entry, chosen, is_own);
            if response.hovered() {
                wishes.hand = Some(still::of(&draft.mixed(&state.library, entry), draft.strength));
            }
            if response.clicked() {
                draft.choose(&entry.name);
                draft.focus = true;
            }
            if response.double_clicked() {
                insert(state, draft, entry, wishes);
            }
        }
    });
}

/// Puts the chosen row in the middle of what is seen.
fn scrolled_to(area: ScrollArea, ui: &Ui, row: usize) -> ScrollArea {
    let middle = (row as f32 + 0.5) * row::HEIGHT - ui.available_height() / 2.0;
    area.vertical_scroll_offset(middle.max(0.0))
}

/// What to do where nothing fits.
fn nothing(ui: &mut Ui, draft: &mut LibraryDraft) {
    ui.label(widgets::soft(
        "Nothing here fits. Try an emotion (grief), an act (wink), a strength (weak) or units (12+6).",
    ));
    ui.add_space(theme::SPACE_XS);
    if widgets::text_button(ui, "Show everything", "Take search and tag away.").clicked() {
        (draft.query, draft.tag) = (String::new(), None);
    }
}

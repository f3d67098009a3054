//! One model of the list: what it is, its terms and size, and what can be done with it.

use super::sheet::MindsDraft;
use crate::studio::action::{Action, Wishes};
use crate::studio::status_bar::time_left;
use crate::studio::{theme, widgets};
use egui::{Frame, Label, Layout, Margin, ProgressBar, RichText, Ui};
use risorius_engine::minds::{Errand, LocalModel, PackWork};
use risorius_engine::net::packs::{Progress, State, StoredPack, show_size};

/// A model and what is being done with it.
pub(super) struct Row<'a> {
    pub(super) pack: &'a StoredPack,
    pub(super) work: Option<&'a PackWork>,
    /// Whether it is the one that thinks.
    pub(super) is_used: bool,
}

impl Row<'_> {
    /// Shows it.
    pub(super) fn show(&self, ui: &mut Ui, draft: &mut MindsDraft, wishes: &mut Wishes) {
        let margin = Margin::symmetric(theme::SPACE_S as i8, 6);
        let fill = if self.is_used { theme::CHOSEN } else { theme::GROUND };
        Frame::NONE.inner_margin(margin).fill(fill).corner_radius(theme::RADIUS).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    self.buttons(ui, draft, wishes);
                    ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| self.name(ui));
                });
            });
            self.facts(ui);
            if let Some(work) = self.work {
                ui.horizontal(|ui| progress(ui, work));
            }
        });
    }

    fn name(&self, ui: &mut Ui) {
        let name = RichText::new(&self.pack.name).font(theme::medium(theme::SIZE_BODY));
        ui.add(Label::new(name).truncate()).on_hover_text(&self.pack.note);
        ui.add(Label::new(widgets::faint(&self.pack.family)).truncate());
    }

    /// Size, terms, and what to expect.
    fn facts(&self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            let is_here = matches!(self.pack.state, State::Here(_));
            let size = match self.pack.bytes {
                Some(bytes) if is_here => show_size(bytes),
                Some(bytes) => format!("about {}", show_size(bytes)),
                None => "size unknown".to_owned(),
            };
            let state = match (&self.pack.state, self.is_used) {
                (State::Absent, _) => "not fetched".to_owned(),
                (State::Part(bytes), _) => format!("{} fetched", show_size(*bytes)),
                (State::Here(_), true) => "thinks".to_owned(),
                (State::Here(_), false) => "ready".to_owned(),
            };
            ui.label(widgets::faint(format!("{state} · {size} ·")));
            match &self.pack.licence {
                Some(licence) => {
                    let text = RichText::new(&licence.name).font(theme::small());
                    ui.hyperlink_to(text, &licence.url)
                        .on_hover_text(format!("Its terms: {}", licence.url));
                }
                None => {
                    ui.label(widgets::faint("terms unknown"));
                }
            }
            let note = Label::new(widgets::faint(&self.pack.note)).truncate();
            ui.add(note).on_hover_text(&self.pack.note);
        });
    }

    /// From the right: remove, then what comes next.
    fn buttons(&self, ui: &mut Ui, draft: &mut MindsDraft, wishes: &mut Wishes) {
        let name = &self.pack.name;
        if draft.removing.as_ref() == Some(name) {
            return self.ask_to_remove(ui, draft, wishes);
        }
        if matches!(self.work, Some(PackWork::Queued | PackWork::Running(_))) {
            if self.button(ui, "Stop", "Stop. What is there is kept, to go on from.") {
                wishes.act(Action::Errand(Errand::StopPack { name: name.clone() }));
            }
            return;
        }
        if self.pack.state != State::Absent
            && self.button(ui, "Remove…", "Delete it from the disk.")
        {
            draft.removing = Some(name.clone());
        }
        match self.pack.state {
            State::Here(_) if self.is_used => {}
            State::Here(_) => {
                if self.button(ui, "Use", "Let this model think.") {
                    wishes.act(Action::UseLocal(LocalModel::Pack(name.clone())));
                }
            }
            State::Part(_) => {
                if self.button(ui, "Go on", "Fetch the rest.") {
                    self.fetch(wishes);
                }
            }
            State::Absent => {
                let tip = "Fetch it from its publisher, under the terms that are shown.";
                if self.button(ui, "Fetch", tip) {
                    self.fetch(wishes);
                }
            }
        }
    }

    fn ask_to_remove(&self, ui: &mut Ui, draft: &mut MindsDraft, wishes: &mut Wishes) {
        if self.button(ui, "Keep", "Leave it where it is.") {
            draft.removing = None;
        }
        if self.button(ui, "Remove", "Delete it from the disk. It can be fetched again.") {
            wishes.act(Action::Errand(Errand::RemovePack { name: self.pack.name.clone() }));
            draft.removing = None;
        }
        ui.label(widgets::soft("Remove it?"));
    }

    fn fetch(&self, wishes: &mut Wishes) {
        let what = self.pack.name.clone();
        wishes.act(Action::Errand(Errand::FetchPack { what, name: None, sha256: None }));
    }

    /// A button that screen readers and tests know by the pack's name too.
    fn button(&self, ui: &mut Ui, verb: &str, tip: &str) -> bool {
        let label = format!("{} {}", verb.trim_end_matches('…'), self.pack.name);
        let question = if verb.ends_with('…') { "…" } else { "" };
        let button = widgets::text_button(ui, verb, tip);
        button.accessible_name(label + question).clicked()
    }
}

/// Shows how work on a pack goes.
pub(super) fn progress(ui: &mut Ui, work: &PackWork) {
    match work {
        PackWork::Queued => {
            ui.label(widgets::faint("Waiting for the one before."));
        }
        PackWork::Running(progress) => running(ui, progress),
        PackWork::Failed(why) => {
            let text = RichText::new(why).font(theme::small()).color(theme::WRONG);
            ui.add(Label::new(text).wrap());
        }
        PackWork::Done | PackWork::Stopped => {}
    }
}

fn running(ui: &mut Ui, progress: &Progress) {
    let Progress { done_bytes, total_bytes, eta_secs } = *progress;
    let share = total_bytes.map_or(0.0, |total| done_bytes as f32 / total.max(1) as f32);
    let bar = ProgressBar::new(share).desired_width(240.0).desired_height(4.0);
    ui.add(bar.fill(theme::ACCENT).corner_radius(0.0));
    let of = total_bytes.map_or_else(String::new, |total| format!(" of {}", show_size(total)));
    let left = eta_secs.map_or_else(String::new, |secs| format!(", {} left", time_left(secs)));
    ui.label(widgets::faint(format!("{}{of}{left}", show_size(done_bytes))));
}

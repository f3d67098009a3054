//! The page of the models on this machine.

use super::pack_row;
use super::sheet::MindsDraft;
use super::{Minds, Who};
use crate::studio::action::{Action, Browse, Wishes};
use crate::studio::segmented::{Choice, segmented};
use crate::studio::{theme, widgets};
use egui::{DragValue, Label, Layout, ScrollArea, Ui};
use risorius_engine::minds::{Device, Errand, PackWork, Packs};
use std::path::PathBuf;

/// Height of the list, points: the sheet fits a window of 800.
const LIST: f32 = 330.0;

/// Room for the name of a model that is not listed.
const NAME: f32 = 160.0;

/// Width of the choice of what models run on.
const DEVICES: f32 = 320.0;

/// Bytes in the unit that people see.
const GB: f32 = 1e9;

/// The largest budget that can be set, billions of bytes.
const LARGEST_GB: f32 = 10_000.0;

/// Shows the page.
pub(crate) fn show(ui: &mut Ui, minds: &Minds, draft: &mut MindsDraft, wishes: &mut Wishes) {
    ui.label(widgets::soft(
        "A model is fetched once, when you ask for it, and checked. Then it runs without a network.",
    ));
    match &minds.packs {
        None => {
            ui.label(widgets::faint("Looking for models…"));
        }
        Some(Err(why)) => {
            ui.label(egui::RichText::new(why).color(theme::WRONG));
        }
        Some(Ok(packs)) => {
            list(ui, packs, minds, draft, wishes);
            other(ui, draft, wishes);
            disk(ui, packs, draft, wishes);
            device(ui, minds.choice.device, wishes);
        }
    }
}

fn list(ui: &mut Ui, packs: &Packs, minds: &Minds, draft: &mut MindsDraft, wishes: &mut Wishes) {
    let in_use = minds.pack_in_use().filter(|_| minds.choice.who == Who::Local);
    ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        for pack in &packs.packs {
            let work = minds.works.get(&pack.name);
            let row = pack_row::Row { pack, work, is_used: in_use == Some(pack.name.as_str()) };
            row.show(ui, draft, wishes);
        }
        // What is being fetched or imported under a name that is not listed.
        let is_listed = |name: &String| packs.packs.iter().any(|pack| pack.name == *name);
        for (name, work) in minds.works.iter().filter(|(name, _)| !is_listed(name)) {
            unlisted(ui, name, work, wishes);
        }
    });
}

fn unlisted(ui: &mut Ui, name: &str, work: &PackWork, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        let label = Label::new(widgets::soft(name)).truncate();
        ui.add_sized(egui::vec2(NAME, theme::CONTROL), label);
        let is_over = matches!(work, PackWork::Failed(_));
        if !is_over
            && widgets::small_button(ui, "Stop").accessible_name(format!("Stop {name}")).clicked()
        {
            wishes.act(Action::Errand(Errand::StopPack { name: name.to_owned() }));
        }
        pack_row::progress(ui, work);
    });
}

/// A model that is not listed: an address to fetch from, or a file to import.
fn other(ui: &mut Ui, draft: &mut MindsDraft, wishes: &mut Wishes) {
    ui.add_space(theme::SPACE_S);
    widgets::heading(ui, "Another model");
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let text = draft.other.trim().to_owned();
            let is_address = text.starts_with("http://") || text.starts_with("https://");
            let tip = "Choose a GGUF file with the system's dialog.";
            if widgets::text_button(ui, "Browse…", tip).clicked() {
                wishes.act(Action::Browse(Browse::Model));
            }
            let (verb, tip) = if is_address {
                ("Fetch it", "Fetch the file from this address and keep it.")
            } else {
                ("Import", "Copy this GGUF file among the models.")
            };
            let clicked = ui
                .add_enabled_ui(!text.is_empty(), |ui| widgets::text_button(ui, verb, tip))
                .inner
                .clicked();
            if clicked {
                wishes.act(Action::Errand(errand(text, is_address)));
                draft.other.clear();
            }
            let width = ui.available_width();
            let hint = "Path of a GGUF file, or its address";
            widgets::field(ui, &mut draft.other, "Another model", hint, width);
        });
    });
}

fn errand(text: String, is_address: bool) -> Errand {
    if is_address {
        Errand::FetchPack { what: text, name: None, sha256: None }
    } else {
        Errand::ImportPack { file: PathBuf::from(text), name: None }
    }
}

fn device(ui: &mut Ui, chosen: Device, wishes: &mut Wishes) {
    let choices = [
        (
            Device::Best,
            "The best",
            "On the graphics card that this build is for; else the processor.",
        ),
        (Device::Processor, "Processor", "On the processor, whatever else there is."),
        (Device::Graphics, "Graphics card", "On the graphics card, or not at all."),
    ];
    let choices = choices.map(|(value, text, tip)| Choice { value, text, label: text, tip });
    ui.horizontal(|ui| {
        ui.label(widgets::soft("Models run on"));
        if let Some(device) = segmented(ui, DEVICES, theme::CONTROL, chosen, &choices) {
            wishes.act(Action::RunOn(device));
        }
    });
}

fn disk(ui: &mut Ui, packs: &Packs, draft: &mut MindsDraft, wishes: &mut Wishes) {
    ui.add_space(theme::SPACE_S);
    ui.horizontal(|ui| {
        let used = packs.used_bytes as f32 / GB;
        ui.label(widgets::soft(format!("{used:.1} GB used, at most")));
        let mut gb = draft.budget_gb.unwrap_or(packs.budget_bytes as f32 / GB);
        let field = DragValue::new(&mut gb).range(1.0..=LARGEST_GB).speed(0.5).suffix(" GB");
        let field = ui
            .add_sized(egui::vec2(88.0, theme::CONTROL), field.max_decimals(1))
            .accessible_name("Disk budget");
        if field.changed() {
            draft.budget_gb = Some(gb);
        }
        if (field.drag_stopped() || field.lost_focus())
            && let Some(gb) = draft.budget_gb.take()
        {
            wishes.act(Action::Errand(Errand::SetBudget { bytes: (gb * GB) as u64 }));
        }
        field.on_hover_text("Disk space that models may take. Nothing is removed by itself.");
        let folder = packs.folder.display().to_string();
        let text = widgets::faint(format!("in {folder}"));
        ui.add(Label::new(text).truncate()).on_hover_text(folder);
    });
}

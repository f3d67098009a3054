//! Where the panels are.

use super::action::Wishes;
use super::drafts::Drafts;
use super::screen::{Page, Sheet};
use super::state::State;
use super::{
    board, cue_editor, drawing, export_sheet, library, minds, open_sheet, page_tabs, palette,
    preview, save_sheet, script_panel, settings_page, shortcuts_sheet, status_bar, theme, timeline,
    top_bar,
};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};

const TOP: f32 = 44.0;
const STATUS: f32 = 28.0;

/// Shows everything and collects what it asks for.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let margin = theme::SPACE_M as i8;
    let plain = Frame::NONE.inner_margin(Margin::symmetric(margin, margin));
    let bar = Frame::NONE.inner_margin(Margin::symmetric(margin, 0));
    Panel::top("menu").exact_size(TOP).frame(bar).show(ui, |ui| top_bar::show(ui, state, wishes));
    Panel::bottom("status").exact_size(STATUS).frame(bar).show(ui, |ui| {
        status_bar::show(ui, state, wishes);
    });
    Panel::bottom("timeline")
        .default_size(228.0)
        .size_range(120.0..=520.0)
        .resizable(true)
        .frame(bar)
        .show(ui, |ui| timeline::show(ui, state, drafts, wishes));
    Panel::left("script").default_size(372.0).size_range(300.0..=560.0).frame(plain).show(
        ui,
        |ui| {
            script_panel::show(ui, state, drafts, wishes);
        },
    );
    Panel::right("page").default_size(312.0).size_range(280.0..=460.0).frame(plain).show(
        ui,
        |ui| {
            page_tabs::pages(ui, state, wishes);
            match state.page {
                Page::Line => cue_editor::show(ui, state, drafts, wishes),
                Page::Muscles => board::show(ui, state, drafts, wishes),
                Page::Settings => settings_page::show(ui, state, wishes),
            }
        },
    );
    CentralPanel::no_frame().show(ui, |ui| preview::show(ui, state, drafts, wishes));
    sheet(ui, state, drafts, wishes);
}

fn sheet(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    match state.sheet {
        Some(Sheet::Open) => open_sheet::show(ui, state, drafts, wishes),
        Some(Sheet::Save) => save_sheet::project(ui, drafts, wishes),
        Some(Sheet::Landmarks) => save_sheet::landmarks(ui, drafts, wishes),
        Some(Sheet::Export) => export_sheet::show(ui, state, drafts, wishes),
        Some(Sheet::Part) => drawing::part_sheet::show(ui, state, drafts, wishes),
        Some(Sheet::Palette) => palette::show(ui, drafts, wishes),
        Some(Sheet::Keep) => library::keep_sheet::show(ui, state, drafts, wishes),
        Some(Sheet::Minds) => minds::sheet::show(ui, state, drafts, wishes),
        Some(Sheet::Shortcuts) => shortcuts_sheet::show(ui, wishes),
        None => {}
    }
}

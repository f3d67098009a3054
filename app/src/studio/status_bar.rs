//! The line at the foot: what happened last, exports that run, what draws.

use super::action::{Action, Wishes};
use super::icons::{self, Icon};
use super::state::{ExportJob, State};
use super::{theme, widgets};
use egui::{Label, Layout, ProgressBar, RichText, Ui};
use risorius_engine::ExportState;
use risorius_engine::work::Stage;

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        for job in state.exports.iter().rev() {
            export(ui, job, wishes);
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| notice(ui, state, wishes));
    });
}

fn notice(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    if let Some(path) = &state.recovery {
        ui.label(widgets::soft("Unsaved work was kept.")).on_hover_text(path.display().to_string());
        if ui.link("Restore it").on_hover_text("Open the work that was not saved.").clicked() {
            wishes.act(Action::Recover);
        }
        if ui.link("Discard").on_hover_text("Throw it away.").clicked() {
            wishes.act(Action::DiscardRecovery);
        }
        return;
    }
    let Some(notice) = &state.notice else {
        ui.label(widgets::faint("Ctrl+P finds every command"));
        return;
    };
    if notice.wrong
        && icons::button(ui, Icon::Close, "Dismiss the notice", "Take this notice away.").clicked()
    {
        wishes.act(Action::DismissNotice);
    }
    if state.offer.is_some() {
        let tip = "Take what the built-in mind makes of the same words.";
        if ui.link("Use the built-in answer").on_hover_text(tip).clicked() {
            wishes.act(Action::TakeOffer);
        }
    }
    let color = if notice.wrong { theme::WRONG } else { theme::TEXT_SOFT };
    let text = RichText::new(&notice.text).font(theme::small()).color(color);
    ui.add(Label::new(text).truncate()).on_hover_text(&notice.text);
}

fn export(ui: &mut Ui, job: &ExportJob, wishes: &mut Wishes) {
    let name = job.to.file_name().unwrap_or_default().to_string_lossy();
    let (share, text, ended) = match &job.state {
        ExportState::Queued => (0.0, format!("{name}: waiting"), false),
        ExportState::Running { stage, done, total, eta_secs } => {
            let left =
                eta_secs.map_or_else(String::new, |secs| format!(", {} left", time_left(secs)));
            let what = match stage {
                Stage::Performance => "step",
                Stage::Frames => "frame",
            };
            let share = *done as f32 / (*total).max(1) as f32;
            (share, format!("{name}: {what} {done} of {total}{left}"), false)
        }
        ExportState::Done(_) => (1.0, format!("{name}: done"), true),
        ExportState::Failed(_) => (0.0, format!("{name}: failed"), true),
        ExportState::Cancelled => (0.0, format!("{name}: cancelled"), true),
    };
    let (label, tip, action) = if ended {
        (format!("Forget the export {name}"), "Take it off the list.", Action::ForgetExport(job.id))
    } else {
        (
            format!("Cancel the export {name}"),
            "Stop; nothing is left of it.",
            Action::CancelExport(job.id),
        )
    };
    if icons::button(ui, Icon::Close, &label, tip).clicked() {
        wishes.act(action);
    }
    if !ended {
        let bar =
            ProgressBar::new(share).desired_width(120.0).desired_height(4.0).fill(theme::ACCENT);
        ui.add(bar.corner_radius(0.0)).on_hover_text(job.to.display().to_string());
    }
    let color =
        if matches!(job.state, ExportState::Failed(_)) { theme::WRONG } else { theme::TEXT_SOFT };
    ui.label(RichText::new(text).font(theme::small()).color(color))
        .on_hover_text(job.to.display().to_string());
}

/// A time as people say it.
pub(crate) fn time_left(secs: f32) -> String {
    let secs = secs.clamp(0.0, 359_999.0).ceil() as u32;
    if secs < 60 { format!("{secs} s") } else { format!("{}:{:02} min", secs / 60, secs % 60) }
}

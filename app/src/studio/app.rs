//! The window: takes events and keys in, lets the panels draw, carries out what they ask for, and
//! tells the engine what is wanted now.

use super::action::Wishes;
use super::files::{Files, Places};
use super::link::EngineLink;
use super::minds::Who;
use super::preview::handles;
use super::screen::Tool;
use super::state::{Portrait, State};
use super::ui_command::UiCommand;
use super::{autosave, drafts::Drafts, files, keys, layout, theme};
use egui::{Key, Modifiers};
use risorius_engine::minds::Errand;
use risorius_engine::{Command, View};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A window that was held up does not make the performance jump further than this.
const LONGEST_STEP_SECS: f32 = 0.25;

/// The studio.
pub struct Studio {
    /// What is shown.
    pub state: State,
    pub(super) drafts: Drafts,
    pub(super) link: EngineLink,
    pub(super) files: Files,
    sent: Sent,
    /// Whether something had the focus and with it the keys when the last frame ended.
    was_typing: bool,
}

/// What the engine was told last; it is told again only what has changed.
#[derive(Default)]
struct Sent {
    generation: Option<u64>,
    view: Option<View>,
}

impl Studio {
    /// Opens the studio in a context, with a file if one is given.
    pub fn new(
        ctx: &egui::Context,
        link: EngineLink,
        places: Option<Places>,
        open: Option<PathBuf>,
    ) -> Self {
        theme::install(ctx);
        let files = Files::start(ctx.clone(), places);
        let mut state =
            State { recent: files.recent(), recovery: files.left_over(), ..State::default() };
        state.minds.choice = files.mind();
        files.read_library();
        let mut studio = Self {
            state,
            drafts: Drafts::default(),
            link,
            files,
            sent: Sent::default(),
            was_typing: false,
        };
        if studio.state.minds.choice.who == Who::Local {
            studio.send_errand(Errand::ListPacks);
        }
        if let Some(path) = open {
            studio.open_file(path);
        }
        studio
    }

    /// One frame without its painting: events, keys, drops, time.
    fn take_in(&mut self, ctx: &egui::Context) {
        for event in self.link.events.try_iter().collect::<Vec<_>>() {
            self.take_event(event);
        }
        for reply in self.files.replies() {
            self.take_reply(reply);
        }
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() {
            self.state.sheet = None;
            self.open_dropped(dropped);
        }
    }

    fn take_keys(&mut self, ctx: &egui::Context) {
        self.take_escape(ctx);
        if self.state.sheet.is_some() {
            return;
        }
        let mut wishes = Wishes::default();
        handles::take_keys(ctx, &self.state, &mut wishes);
        for action in wishes.actions {
            self.act(action, ctx);
        }
        let focused = ctx.memory(|memory| memory.focused());
        let in_draft = focused.is_some_and(|id| self.drafts.owns_undo(ctx, id));
        for command in keys::pressed(ctx, is_typing(ctx), in_draft) {
            self.run(command, ctx);
        }
    }

    /// Escape leaves one thing at a time: the sheet, the field with the focus, the menu, the tool, a
    /// model that thinks, the change that is shown, and last the drawing that is under way.
    fn take_escape(&mut self, ctx: &egui::Context) {
        let escape = || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if self.state.sheet.is_some() {
            if escape() {
                self.state.sheet = None;
            }
        } else if self.was_typing || egui::Popup::is_any_open(ctx) {
            // Fields and menus see to it themselves.
        } else if self.state.tool != Tool::Look {
            if escape() {
                self.take_tool(Tool::Look);
            }
        } else if self.state.asked.is_some() {
            if escape() {
                self.run(UiCommand::StopThinking, ctx);
            }
        } else if self.state.shown_change().is_some() {
            if escape() {
                self.state.change = None;
            }
        } else if self.state.drawing.is_under_way() && escape() {
            self.run(UiCommand::StopDrawing, ctx);
        }
    }

    /// Moves a playing playhead on, and wakes the window for the next frame of the performance.
    fn pass_time(&mut self, ctx: &egui::Context) {
        let (duration, fps) = (self.state.duration_secs(), self.state.document.settings.fps);
        let transport = &mut self.state.transport;
        if transport.is_playing() {
            transport.advance(
                ctx.input(|input| input.unstable_dt).min(LONGEST_STEP_SECS),
                duration,
                fps,
            );
            ctx.request_repaint_after(Duration::from_secs_f32(transport.next_frame_in_secs(fps)));
        }
        self.link.playing.store(transport.is_playing(), Ordering::Relaxed);
    }

    /// Writes unsaved work when it is due.
    fn keep(&mut self, ctx: &egui::Context) {
        let generation = self.state.generation();
        let project = &mut self.state.project;
        let now = ctx.input(|input| input.time);
        let due =
            autosave::due_in(&mut project.unsaved_since, generation, project.kept_generation, now);
        match due {
            Some(0.0) => {
                project.kept_generation = generation;
                let recovery = self.files.places.as_ref().map(|places| &places.recovery);
                if let Some(path) = project.path.as_ref().or(recovery) {
                    self.files.save(
                        path.clone(),
                        Arc::new(self.state.document.clone()),
                        generation,
                    );
                }
            }
            Some(secs) => ctx.request_repaint_after(Duration::from_secs_f64(secs)),
            None => {}
        }
    }

    /// Tells the engine what has changed since it was told last.
    fn tell_engine(&mut self) {
        let generation = self.state.generation();
        let untouched = self.sent.generation.is_none() && generation == 0;
        if self.sent.generation != Some(generation) && !untouched {
            let document = Arc::new(self.state.document.clone());
            self.link.send(Command::Document { document, generation });
            self.sent.generation = Some(generation);
        }
        let view = self.state.view();
        if self.sent.view != Some(view) && matches!(self.state.portrait, Portrait::Ready(_)) {
            self.link.send(Command::Show(view));
            self.sent.view = Some(view);
        }
    }

    /// Makes sure that the engine hears of the view again.
    pub(super) fn forget_sent_view(&mut self) {
        self.sent.view = None;
    }

    fn carry_out(&mut self, wishes: Wishes, ctx: &egui::Context) {
        self.state.hand = wishes.hand.filter(|_| !self.state.transport.is_playing());
        self.state.comparing = wishes.compare;
        for action in wishes.actions {
            self.act(action, ctx);
        }
    }
}

/// Whether something has the focus that keys without Ctrl belong to. A handle on the face takes only
/// its own.
fn is_typing(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.focused()).is_some() && handles::focused(ctx).is_none()
}

impl eframe::App for Studio {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_in(ctx);
        self.keep(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_keys(&ctx);
        self.pass_time(&ctx);
        tracing::trace!("frame");
        let compares = !is_typing(&ctx)
            && ctx.input(|input| input.key_down(Key::B) && input.modifiers.is_none());
        let mut wishes = Wishes { compare: compares, ..Wishes::default() };
        layout::show(ui, &self.state, &mut self.drafts, &mut wishes);
        self.carry_out(wishes, &ctx);
        self.tell_engine();
        self.was_typing = is_typing(&ctx);
        if self.state.quit {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn on_exit(&mut self) {
        let project = &self.state.project;
        if project.kept_generation == self.state.generation() {
            return;
        }
        let recovery = self.files.places.as_ref().map(|places| &places.recovery);
        if let Some(path) = project.path.as_ref().or(recovery)
            && let Err(error) = files::write_project(path, &self.state.document)
        {
            tracing::error!("the last edits are lost: {error}");
        }
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        theme::GROUND.to_normalized_gamma_f32()
    }
}

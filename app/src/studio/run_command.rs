//! What each command of the list does.

use super::app::Studio;
use super::preview::handles;
use super::remarks;
use super::screen::{Page, Reading, Sheet, Tool, Zoom};
use super::transport::last_frame_secs;
use super::ui_command::UiCommand;
use risorius_engine::{Command, Document, Edit, Settings};
use risorius_face::physiology;
use risorius_face::{Au, Cue, Envelope, Item, Side, Unit};

impl Studio {
    pub(super) fn run(&mut self, command: UiCommand, ctx: &egui::Context) {
        match command {
            UiCommand::New => self.new_project(),
            UiCommand::Open => self.open_sheet(Sheet::Open),
            UiCommand::Save => match self.state.project.path.clone() {
                Some(path) => self.save_to(path),
                None => self.open_sheet(Sheet::Save),
            },
            UiCommand::SaveAs => self.open_sheet(Sheet::Save),
            UiCommand::Export => self.open_sheet(Sheet::Export),
            UiCommand::Palette => self.open_sheet(Sheet::Palette),
            UiCommand::Shortcuts => self.open_sheet(Sheet::Shortcuts),
            UiCommand::Quit => self.state.quit = true,
            UiCommand::Undo => self.travel(true, ctx),
            UiCommand::Redo => self.travel(false, ctx),
            UiCommand::Think => self.think(),
            UiCommand::Change => self.change_by_words(),
            UiCommand::StopThinking => self.stop_thinking(),
            UiCommand::Minds => self.open_minds(),
            UiCommand::MendLine => self.mend_line(),
            UiCommand::MendAll => self.mend_all(),
            UiCommand::AddLine => self.add_line(),
            UiCommand::DuplicateLine => self.duplicate_line(),
            UiCommand::DeleteLine => self.delete_line(),
            UiCommand::KeepEntry => self.open_keep_sheet(),
            UiCommand::BlendEntry => self.blend_entry(),
            UiCommand::ShowLibrary => self.show_library(),
            UiCommand::LockLine => self.lock_line(),
            UiCommand::ZoomFit => self.state.zoom = Zoom::Fit,
            UiCommand::ZoomFace => self.state.zoom = Zoom::Face,
            UiCommand::ZoomActual => self.state.zoom = Zoom::Actual,
            UiCommand::ShowScript => self.state.reading = Reading::Script,
            UiCommand::ShowReasons => self.state.reading = Reading::Reasons,
            UiCommand::ShowLine => self.state.page = Page::Line,
            UiCommand::ShowMuscles => self.state.page = Page::Muscles,
            UiCommand::ShowSettings => self.state.page = Page::Settings,
            UiCommand::Compare => {} // It is held, not pressed: the preview and the B key see to it.
            command => self.run_drawing(command, ctx),
        }
    }

    fn run_drawing(&mut self, command: UiCommand, ctx: &egui::Context) {
        match command {
            UiCommand::Draw => self.link.send(Command::Draw),
            UiCommand::StopDrawing => self.link.send(Command::StopDrawing),
            UiCommand::AnotherTake => {
                let settings = self.state.document.settings;
                let seed = settings.seed.wrapping_add(1);
                self.edit(Edit::SetSettings(Settings { seed, ..settings }), None);
            }
            UiCommand::RedrawPart => {
                if self.state.part.span_secs.is_none() {
                    self.choose_part(0.0, self.state.duration_secs());
                }
                self.open_sheet(Sheet::Part);
            }
            UiCommand::PartFrom => {
                let to_secs = self.state.part.span_secs.map(|(_, to)| to);
                let end_secs = self.state.duration_secs();
                self.choose_part(self.state.transport.at_secs, to_secs.unwrap_or(end_secs));
            }
            UiCommand::PartTo => {
                let from_secs = self.state.part.span_secs.map_or(0.0, |(from, _)| from);
                self.choose_part(from_secs, self.state.transport.at_secs);
            }
            UiCommand::ClearRetakes => self.edit(Edit::SetRetakes(Vec::new()), None),
            command => self.run_face(command, ctx),
        }
    }

    fn choose_part(&mut self, from_secs: f32, to_secs: f32) {
        let duration_secs = self.state.duration_secs();
        self.state.part = self.state.part.between(from_secs, to_secs, duration_secs);
    }

    fn run_face(&mut self, command: UiCommand, ctx: &egui::Context) {
        let toggled = |tool| if self.state.tool == tool { Tool::Look } else { tool };
        match command {
            UiCommand::NextFace => self.next_face(),
            UiCommand::AdjustFace if self.state.landmarks().is_none() => {
                self.state.tell("There is no face to adjust yet: draw a box around it first.");
            }
            UiCommand::AdjustFace => {
                self.take_tool(toggled(Tool::Adjust));
                // The keys have a handle to begin with.
                ctx.memory_mut(|memory| memory.request_focus(handles::id(0)));
            }
            UiCommand::DrawArea => self.take_tool(toggled(Tool::Area)),
            UiCommand::Mirror => self.state.mirror = !self.state.mirror,
            UiCommand::ResetFace => {
                let portrait = self.state.corrected(None);
                self.edit(Edit::SetPortrait(portrait), None);
            }
            UiCommand::SaveLandmarks => self.open_sheet(Sheet::Landmarks),
            command => self.run_transport(command),
        }
    }

    fn next_face(&mut self) {
        let Some(info) = self.state.portrait_info() else { return };
        let acting = info.acting.as_ref().map(|acting| acting.face);
        match info.faces.len() {
            0 | 1 if acting.is_ok() => self.state.tell("There is no other face."),
            0 => {}
            count => self.choose_face(acting.map_or(0, |face| (face + 1) % count)),
        }
    }

    fn run_transport(&mut self, command: UiCommand) {
        let (duration, fps) = (self.state.duration_secs(), self.state.document.settings.fps);
        let transport = &mut self.state.transport;
        match command {
            UiCommand::Play => transport.toggle(duration, fps),
            UiCommand::ShuttleBack => transport.shuttle(-1.0),
            UiCommand::ShuttleStop => transport.speed = 0.0,
            UiCommand::ShuttleForward => transport.shuttle(1.0),
            UiCommand::FrameBack => transport.step(-1, duration, fps),
            UiCommand::FrameForward => transport.step(1, duration, fps),
            UiCommand::TenBack => transport.step(-10, duration, fps),
            UiCommand::TenForward => transport.step(10, duration, fps),
            UiCommand::ToStart => transport.seek(0.0, duration, fps),
            UiCommand::ToEnd => transport.seek(last_frame_secs(duration, fps), duration, fps),
            UiCommand::Loop => transport.looping = !transport.looping,
            other => debug_assert!(false, "{other:?} has no meaning yet"),
        }
    }

    fn new_project(&mut self) {
        self.put_aside();
        self.state.replace_document(Document::default(), None);
        self.drafts.clear();
    }

    fn travel(&mut self, back: bool, ctx: &egui::Context) {
        let state = &mut self.state;
        let portrait = state.document.portrait.clone();
        let moved = if back {
            state.history.undo(&mut state.document)
        } else {
            state.history.redo(&mut state.document)
        };
        if !moved {
            state.tell(if back { "Nothing to undo." } else { "Nothing to redo." });
            return;
        }
        // A field that is being edited would write its older text back.
        self.drafts.drop_line(ctx);
        self.after_change(portrait.as_ref());
    }

    fn mend_line(&mut self) {
        let document = &self.state.document;
        match self.state.selected_mend() {
            Some(mend) => {
                let script = mend.apply(&document.script);
                let edit = remarks::rewritten(script, &document.reasoning);
                self.edit(edit, None);
            }
            None => self.state.tell("There is nothing to mend on the chosen line."),
        }
    }

    fn mend_all(&mut self) {
        let document = &self.state.document;
        if self.state.remarks.mends().next().is_none() {
            return self.state.tell("There is nothing to mend.");
        }
        let mended = physiology::mend_all(&document.script);
        let changed = document.script.cues().zip(mended.cues()).filter(|(a, b)| a != b).count();
        let edit = remarks::rewritten(mended, &document.reasoning);
        self.edit(edit, None);
        self.state.tell(format!("{changed} lines mended. Ctrl+Z takes it back."));
    }

    fn add_line(&mut self) {
        let envelope = Envelope {
            start_secs: hundredth(self.state.transport.at_secs),
            onset_secs: 0.3,
            hold_secs: 0.8,
            offset_secs: 0.5,
        };
        let units = vec![Unit { au: Au::of(12), side: Side::Both, intensity: 0.3 }];
        let cue =
            Cue { envelope, units, text: String::new(), reason: String::new(), locked: false };
        self.insert_after_selected(cue);
        self.state.page = Page::Line;
        self.state.tell("A new line with a slight smile. Choose its muscles on the right.");
    }

    fn duplicate_line(&mut self) {
        let Some((_, cue)) = self.state.selected_cue() else { return };
        let mut cue = cue.clone();
        cue.envelope.start_secs = hundredth(self.state.transport.at_secs);
        self.insert_after_selected(cue);
    }

    fn insert_after_selected(&mut self, cue: Cue) {
        let items = &self.state.document.script.items;
        let index = self.state.selected.map_or(items.len(), |line| (line + 1).min(items.len()));
        let mut edits = vec![Edit::InsertItem { index, item: Item::Cue(cue) }];
        if self.state.document.script.duration_secs <= 0.0 {
            edits.push(Edit::SetDuration { secs: self.state.duration_secs() });
        }
        self.edit(Edit::All(edits), None);
        self.state.selected = Some(index);
    }

    fn delete_line(&mut self) {
        if let Some(index) = self.state.selected {
            self.edit(Edit::RemoveItem { index }, None);
        }
    }

    fn lock_line(&mut self) {
        if let Some((index, cue)) = self.state.selected_cue() {
            let item = Item::Cue(Cue { locked: !cue.locked, ..cue.clone() });
            self.edit(Edit::SetItem { index, item }, None);
        }
    }
}

/// To the two decimals that a script keeps.
pub(super) fn hundredth(secs: f32) -> f32 {
    (secs * 100.0).round() / 100.0
}

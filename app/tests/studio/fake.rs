//! A studio under test and the engine's end of its bridge.

use crossbeam_channel::{Receiver, Sender, unbounded};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, HarnessBuilder};
use risorius::studio::{EngineLink, Places, Studio};
use risorius_engine::face::{Motion, Row};
use risorius_engine::{
    Acting, Command, Document, Drawing, Event, FaceInfo, Landmarks, PortraitInfo, Thought,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A studio with the engine's end in the test's hands.
pub(crate) struct Stage {
    pub(crate) window: Harness<'static, Studio>,
    pub(crate) commands: Receiver<Command>,
    pub(crate) events: Sender<Event>,
    pub(crate) folder: tempfile::TempDir,
}

impl Stage {
    /// An empty studio.
    pub(crate) fn empty() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    /// An empty studio that keeps its things in a folder.
    pub(crate) fn in_folder(folder: tempfile::TempDir) -> Self {
        Self::build(folder, Harness::builder(), |_| {})
    }

    /// An empty studio that paints on a graphics device, and that device.
    pub(crate) fn on_a_device() -> (Self, egui_wgpu::RenderState) {
        let (give, take) = unbounded();
        let stage =
            Self::build(tempfile::tempdir().unwrap(), Harness::builder().wgpu(), move |context| {
                let graphics = context.wgpu_render_state.clone().unwrap();
                risorius::studio::install_preview(&graphics);
                give.send(graphics).unwrap();
            });
        (stage, take.recv().unwrap())
    }

    fn build(
        folder: tempfile::TempDir,
        builder: HarnessBuilder<Studio>,
        prepare: impl FnOnce(&eframe::CreationContext<'_>) + 'static,
    ) -> Self {
        let (commands_in, commands) = unbounded();
        let (events, events_out) = unbounded();
        let places = Places::in_folder(folder.path());
        let link = EngineLink {
            commands: commands_in,
            events: events_out,
            playing: Arc::default(),
            engine: None,
        };
        let window = builder.with_size([1280.0, 800.0]).build_eframe(move |context| {
            prepare(context);
            Studio::new(&context.egui_ctx, link, Some(places), None)
        });
        let mut stage = Self { window, commands, events, folder };
        stage.settle();
        stage
    }

    /// A studio with a portrait on the stage and the lines of a script.
    pub(crate) fn with_script(script: &str) -> Self {
        let mut stage = Self::empty();
        stage.drop_file("/portraits/her.png");
        stage.say(Event::Portrait(Ok(portrait("/portraits/her.png"))));
        stage.think(script);
        stage
    }

    /// Lets the window take everything in.
    pub(crate) fn settle(&mut self) {
        self.window.run_steps(4);
    }

    /// Lets frames pass until the thread for files has done its part.
    pub(crate) fn wait(&mut self, mut done: impl FnMut(&Self) -> bool) {
        for _ in 0..2000 {
            if done(self) {
                return;
            }
            self.window.step();
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("it did not happen");
    }

    /// Says something as the engine.
    pub(crate) fn say(&mut self, event: Event) {
        self.events.send(event).unwrap();
        self.settle();
    }

    /// Says how far the drawing is, as the engine, with a motion of rest.
    pub(crate) fn draws(&mut self, drawing: Drawing) {
        let fps = self.document().settings.fps;
        let motion = Arc::new(Motion { fps, rows: vec![Row::ZERO; 100] });
        let generation = self.window.state().state.generation();
        self.say(Event::Motion { generation, motion, drawing });
    }

    /// What the studio has told the engine since the last call.
    pub(crate) fn told(&self) -> Vec<Command> {
        self.commands.try_iter().collect()
    }

    /// Types words, presses Think and answers with a script.
    pub(crate) fn think(&mut self, script: &str) {
        self.window.get_by_role_and_label(Role::MultilineTextInput, "Words").click();
        self.settle();
        self.window.get_by_role_and_label(Role::MultilineTextInput, "Words").type_text("relief");
        self.settle();
        self.click("Think");
        let generation = self.told().into_iter().find_map(|command| match command {
            Command::Think { generation, .. } => Some(generation),
            _ => None,
        });
        let thought = Thought {
            script: risorius_engine::face::script::parse(script),
            reasoning: vec!["Relief lifts the cheeks.".into()],
            remarks: Vec::new(),
        };
        self.say(Event::Thought {
            generation: generation.expect("a think"),
            result: Ok(thought),
            instead: None,
        });
    }

    /// Clicks the button with a label.
    pub(crate) fn click(&mut self, label: &str) {
        self.window.get_by_role_and_label(Role::Button, label).click();
        self.settle();
    }

    /// Presses a key with nothing else and lets the window take it in.
    pub(crate) fn press(&mut self, key: egui::Key) {
        self.window.key_press(key);
        self.settle();
    }

    /// Drags from a place of the window to another.
    pub(crate) fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.window.hover_at(from);
        self.window.drag_at(from);
        self.window.step();
        for share in [0.3, 0.6, 1.0] {
            self.window.hover_at(from.lerp(to, share));
            self.window.step();
        }
        self.window.drop_at(to);
        self.settle();
    }

    /// Drops a file on the window.
    pub(crate) fn drop_file(&mut self, path: impl AsRef<Path>) {
        let file = Arc::new(Dropped(path.as_ref().to_owned()));
        self.window.input_mut().dropped_files.push(file);
        self.settle();
    }

    /// The document as it is now.
    pub(crate) fn document(&self) -> &Document {
        &self.window.state().state.document
    }
}

/// The bundled portrait's landmarks.
pub(crate) fn landmarks() -> Landmarks {
    serde_json::from_str(include_str!("../../../assets/sample/portrait.landmarks.json")).unwrap()
}

/// A portrait of one face with no texture.
pub(crate) fn portrait(picture: &str) -> PortraitInfo {
    PortraitInfo {
        picture: picture.into(),
        size: (768, 768),
        faces: vec![FaceInfo { bounds_px: [200.0, 150.0, 360.0, 420.0], confidence: 1.0 }],
        acting: Ok(Acting {
            face: 0,
            landmarks: landmarks(),
            pose_deg: [0.0; 3],
            quality: 0.9,
            units: Vec::new(),
        }),
        texture: None,
        source: None,
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

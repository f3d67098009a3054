//! What the studio says to the engine and what the engine answers: the only bridge between them.

use crate::Document;
use crate::minds::{Errand, ErrandNews, Mind, Thinking};
use crate::work::{Denoising, Stage};
use risorius_face::{Motion, Row, Script, Unit};
use risorius_rig::Landmarks;
use std::path::PathBuf;
use std::sync::Arc;

/// What the preview shows.
#[expect(clippy::large_enum_variant, reason = "some hundred bytes that are sent one at a time")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View {
    /// The performance at a time, seconds.
    At(f32),
    /// One face, whatever the performance is (a slider under the hand).
    Still(Row),
    /// The picture as it is.
    Source,
}

/// A request to the engine. Sending never blocks.
#[derive(Clone, Debug)]
pub enum Command {
    /// The document has changed: load its portrait if it is another one, draw its motion anew if
    /// script or settings changed. Only the newest document counts.
    Document {
        /// The document.
        document: Arc<Document>,
        /// The history's generation; it comes back with what is computed from the document.
        generation: u64,
    },
    /// Draw the performance of the newest document from the beginning, whether it is drawn already or
    /// was stopped.
    Draw,
    /// Stop drawing; the sketch stays until the next change or until it is to be drawn.
    StopDrawing,
    /// Words to muscles. A question to a language model stops the one before, which gets no answer.
    Think {
        /// The words: a performance, or what to change in the present script.
        words: String,
        /// Wished length, seconds; `None` leaves it to the words.
        seconds: Option<f32>,
        /// Who thinks.
        mind: Mind,
        /// The script that the words are to change; its locked lines are in the answer as they are.
        present: Option<Arc<Script>>,
        /// Comes back with the answer.
        generation: u64,
    },
    /// Stop the language model that is thinking; its question gets no answer.
    StopThinking,
    /// Something for the models: packs, servers, keys.
    Errand(Errand),
    /// Show something; only the newest view counts.
    Show(View),
    /// Queue an export of the document as it is now.
    Export {
        /// Chosen by the studio; comes back with the progress.
        id: u64,
        /// What to export.
        document: Arc<Document>,
        /// Where to; the ending picks the format (`.mp4`, or a folder for a PNG sequence).
        to: PathBuf,
    },
    /// Stop a queued or running export; nothing is left of it.
    CancelExport {
        /// Which.
        id: u64,
    },
}

/// A face of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct FaceInfo {
    /// Left, top, width and height of its box, pixels of the picture.
    pub bounds_px: [f32; 4],
    /// How sure it is that this is a face, 0..1.
    pub confidence: f32,
}

/// The face that acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Acting {
    /// Which of the picture's faces.
    pub face: usize,
    /// What the head was fitted to, pixels of the picture.
    pub landmarks: Landmarks,
    /// Head pose, degrees: yaw, pitch, roll.
    pub pose_deg: [f32; 3],
    /// Quality of the fit, 0..1; below 0.5 is doubtful.
    pub quality: f32,
    /// The portrait's own expression.
    pub units: Vec<Unit>,
}

/// What a portrait turned out to be.
#[derive(Clone, Debug)]
pub struct PortraitInfo {
    /// The picture that was opened.
    pub picture: PathBuf,
    /// Size, pixels.
    pub size: (u32, u32),
    /// All faces, the largest first; those of a landmark file in its order.
    pub faces: Vec<FaceInfo>,
    /// The face that acts, or one line why none does: the picture is shown even so, and the artist can
    /// draw a box around the face.
    pub acting: Result<Acting, String>,
    /// The preview, drawn into by the engine whenever it says [`Event::Frame`]; `None` where the
    /// engine has no device in common with the window.
    pub texture: Option<wgpu::Texture>,
    /// The picture as it is, never drawn into, for work on its landmarks; `None` as above.
    pub source: Option<wgpu::Texture>,
}

/// How an export goes.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportState {
    /// Waiting for those before it.
    Queued,
    /// At work, and the time left in this stage in seconds once it can be told.
    Running {
        /// Whether the performance is drawn or its frames.
        stage: Stage,
        /// Steps or frames done.
        done: usize,
        /// Steps or frames in all.
        total: usize,
        /// Seconds left.
        eta_secs: Option<f32>,
    },
    /// Finished: the file.
    Done(PathBuf),
    /// Failed: one line that says what was wrong and what to do.
    Failed(String),
    /// Stopped by the artist.
    Cancelled,
}

/// What a motion is on the way to its performance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Drawing {
    /// The last performance with the change put on top of it as plain curves: at once.
    Sketched,
    /// What the denoiser has made of it so far.
    Denoising {
        /// How far it is.
        at: Denoising,
        /// Seconds left, once that can be told.
        left_secs: Option<f32>,
    },
    /// The same as [`Self::Sketched`], and it stays: the artist stopped the drawing, or it failed.
    Stopped,
    /// The performance.
    #[default]
    Done,
}

impl Drawing {
    /// Whether it is about to change by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Sketched | Self::Denoising { .. })
    }
}

/// An answer of the engine. Texts are single lines fit to be shown.
#[derive(Clone, Debug)]
pub enum Event {
    /// The document's portrait is loaded and fitted, or why it is not.
    Portrait(Result<PortraitInfo, String>),
    /// Words were thought through: the answer or one line why there is none.
    Thought {
        /// Of the request.
        generation: u64,
        /// Script, reasons and remarks.
        result: Result<risorius_think::Thought, String>,
        /// What the built-in mind makes of the same words, where a language model failed: for the
        /// artist to take or leave.
        instead: Option<Box<risorius_think::Thought>>,
    },
    /// How far a language model is with a question.
    Thinking {
        /// Of the request.
        generation: u64,
        /// What it has said so far.
        thinking: Box<Thinking>,
    },
    /// What came of an errand.
    Errand(ErrandNews),
    /// The motion of a document.
    Motion {
        /// Of the document.
        generation: u64,
        /// One row a frame.
        motion: Arc<Motion>,
        /// How far it is.
        drawing: Drawing,
    },
    /// The preview texture now shows this view.
    Frame(View),
    /// How an export goes.
    Export {
        /// Which.
        id: u64,
        /// How.
        state: ExportState,
    },
    /// Something went wrong that belongs to no request.
    Trouble(String),
}

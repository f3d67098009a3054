//! A model file: what it is, and its header read and checked.

use crate::error::first_line;
use crate::shape::{Family, Shape};
use crate::{FileProblem, header};
use candle_core::quantized::gguf_file::Content;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What a model file is: to show before it is loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The name in the file, or the file's own.
    pub name: String,
    /// The licence in the file, if it has one.
    pub license: Option<String>,
    /// Kind of network.
    pub family: Family,
    /// Weights.
    pub parameters: u64,
    /// Size of the file, bytes.
    pub file_bytes: u64,
    /// What it needs in memory while it answers, estimated, bytes.
    pub memory_bytes: u64,
    /// Tokens that a question and its answer may have together.
    pub context: usize,
}

impl Card {
    /// Reads what a file is, without its weights.
    ///
    /// # Errors
    /// What makes the file no model that can be used.
    pub fn read(path: &Path) -> Result<Self, crate::LlmError> {
        let opened = Opened::read(path).map_err(|problem| in_file(path, problem))?;
        Ok(opened.card)
    }
}

/// A problem with its file's name.
pub(crate) fn in_file(path: &Path, problem: FileProblem) -> crate::LlmError {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    crate::LlmError::File { file, problem }
}

/// A file whose header is read and checked.
pub(crate) struct Opened {
    pub(crate) reader: BufReader<File>,
    pub(crate) content: Content,
    pub(crate) shape: Shape,
    pub(crate) card: Card,
}

impl Opened {
    pub(crate) fn read(path: &Path) -> Result<Self, FileProblem> {
        let unreadable = |error: std::io::Error| FileProblem::Unreadable(error.to_string());
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(FileProblem::NotGguf);
        }
        let bytes = metadata.len();
        header::check(BufReader::new(&file), bytes)?;
        let mut reader = BufReader::new(file);
        std::io::Seek::rewind(&mut reader).map_err(unreadable)?;
        let content =
            Content::read(&mut reader).map_err(|error| FileProblem::Damaged(first_line(&error)))?;
        let shape = Shape::read(&content)?;
        check_length(&content, bytes)?;
        shape.check_tensors(&content)?;
        let card = card(path, &content, &shape, bytes);
        Ok(Self { reader, content, shape, card })
    }
}

fn card(path: &Path, content: &Content, shape: &Shape, file_bytes: u64) -> Card {
    let text =
        |key: &str| content.metadata.get(key).and_then(|value| value.to_string().ok()).cloned();
    let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let tensors = content.tensor_infos.values();
    Card {
        name: text("general.name").unwrap_or_else(stem),
        license: text("general.license"),
        family: shape.family,
        parameters: tensors.map(|tensor| tensor.shape.elem_count() as u64).sum(),
        file_bytes,
        memory_bytes: shape.memory_bytes(file_bytes),
        context: shape.context,
    }
}

/// Every tensor must be inside the file.
fn check_length(content: &Content, bytes: u64) -> Result<(), FileProblem> {
    let ends = content.tensor_infos.values().map(|tensor| {
        let blocks = (tensor.shape.elem_count() / tensor.ggml_dtype.block_size()) as u64;
        let size = blocks * tensor.ggml_dtype.type_size() as u64;
        content.tensor_data_offset.saturating_add(tensor.offset).saturating_add(size)
    });
    let needs = ends.max().unwrap_or(0);
    if needs > bytes { Err(FileProblem::Truncated { needs, has: bytes }) } else { Ok(()) }
}

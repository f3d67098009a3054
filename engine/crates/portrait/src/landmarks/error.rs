//! What can be wrong with a landmark file.

use std::path::PathBuf;
use thiserror::Error;

/// Why landmarks cannot be used. Each message is one line.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum LandmarkError {
    /// Something about a named file.
    #[error("{path}: {error}", path = .path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: Box<LandmarkError>,
    },
    /// The file system refused.
    #[error("the landmark file cannot be read: {0}")]
    Unreadable(String),
    /// Over 16 MiB.
    #[error("the landmark file is over 16 MiB; give a file with the points of this picture only")]
    TooBig,
    /// A picture, say.
    #[error("not a landmark file: it is not text; give JSON, .pts or 68 lines of `x y`")]
    NotText,
    /// JSON that does not parse or is not of a known form.
    #[error("not a landmark file: {0}")]
    BadJson(String),
    /// A line of a text file that is not two numbers.
    #[error("line {line}: expected two numbers `x y`, found `{found}`")]
    BadLine {
        /// Counted from 1.
        line: usize,
        /// The start of the line.
        found: String,
    },
    /// A list whose length names no numbering.
    #[error("{found} points; a list has 68 (iBUG order), 468 or 478 (FaceMesh order)")]
    WrongPointCount {
        /// How many there are.
        found: usize,
    },
    /// A group of a length that cannot be matched.
    #[error("group {group} has {found} points; it needs {full}, or {sparse} as in a list of 68")]
    WrongGroupCount {
        /// Name of the group.
        group: String,
        /// How many there are.
        found: usize,
        /// How many the group has.
        full: usize,
        /// How many a list of 68 points gives it.
        sparse: usize,
    },
    /// No face in the file.
    #[error("the landmark file has no face")]
    NoFace,
    /// A coordinate that is no number.
    #[error("group {group}, point {point}: a coordinate is not a finite number")]
    NotFinite {
        /// Name of the group.
        group: String,
        /// Counted from 1.
        point: usize,
    },
    /// A point that cannot belong to this picture.
    #[error(
        "group {group}, point {point} at ({x:.0}, {y:.0}) is far outside the picture of \
         {}×{} pixels; is the file of another picture?", .size.0, .size.1
    )]
    FarOutside {
        /// Name of the group.
        group: String,
        /// Counted from 1.
        point: usize,
        /// Where it is, pixels.
        x: f32,
        /// Where it is, pixels.
        y: f32,
        /// Size of the picture, pixels.
        size: (u32, u32),
    },
    /// Landmarks of a picture with another shape.
    #[error(
        "the landmarks are of a picture of {}×{} pixels and this one has {}×{}; \
         give the landmarks of this picture", .landmarks.0, .landmarks.1, .picture.0, .picture.1
    )]
    SizeMismatch {
        /// The size in the file.
        landmarks: (u32, u32),
        /// The size of the picture.
        picture: (u32, u32),
    },
    /// Left and right at the same place.
    #[error("the left and the right eye are at the same place; the landmarks are not of a face")]
    EyesCoincide,
}

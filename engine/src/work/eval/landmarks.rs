//! How well faces and landmarks are found, against reference landmarks.

use crate::work::faces::{self, Face};
use risorius_media::picture;
use risorius_portrait::{LandmarkErrors, Region, landmarks};
use risorius_rig::Landmarks;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Endings of pictures that are looked at in a folder.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "gif"];

/// An error beyond this share of the interocular distance, over the inner points, is a failure.
const FAILURE_IOD: f32 = 0.15;

/// Why nothing can be measured.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The folder cannot be listed.
    #[error("cannot list the folder {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No picture.
    #[error("{} has no picture to measure; put pictures there, each with its NAME.landmarks.json", .0.display())]
    NoPictures(PathBuf),
}

/// What came of one picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its face was found and compared with the reference.
    Measured {
        /// Distances from the reference.
        errors: LandmarkErrors,
        /// Of the face.
        confidence: f32,
    },
    /// There is a face by the reference, and none was found there.
    Missed,
    /// There is no reference: how many faces were found.
    NoReference {
        /// Confidence of each.
        found: Vec<f32>,
    },
    /// The picture or its landmark file cannot be read: why.
    Unreadable(String),
}

/// The pictures of a folder in the order of their names, and what came of them.
#[derive(Clone, Debug, PartialEq)]
pub struct LandmarkEval {
    /// File names and outcomes.
    pub pictures: Vec<(String, Outcome)>,
}

/// Looks for the faces of all pictures in a folder as if they had no landmark files, and compares with
/// the files.
///
/// # Errors
/// A folder that cannot be listed or has no pictures; a picture that cannot be read is an outcome.
pub fn eval_landmarks(folder: &Path) -> Result<LandmarkEval, EvalError> {
    let failed = |source| EvalError::Folder { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.retain(|path| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        PICTURES.contains(&ending.as_str())
    });
    if paths.is_empty() {
        return Err(EvalError::NoPictures(folder.to_owned()));
    }
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let pictures = paths.iter().map(|path| {
        let outcome = outcome(path).unwrap_or_else(Outcome::Unreadable);
        (name(path), outcome)
    });
    Ok(LandmarkEval { pictures: pictures.collect() })
}

fn outcome(path: &Path) -> Result<Outcome, String> {
    let picture = picture::load(path).map_err(|error| error.to_string())?.into_srgb();
    let found = faces::seen(&picture).map_err(|error| error.to_string())?;
    let Some(file) = landmarks::beside(path) else {
        let found = found.iter().map(|face| face.confidence).collect();
        return Ok(Outcome::NoReference { found });
    };
    let references =
        landmarks::read(&file, picture.dimensions()).map_err(|error| error.to_string())?;
    let measured = references.iter().find_map(|reference| compare(&found, reference));
    Ok(measured.unwrap_or(Outcome::Missed))
}

/// The found face that is nearest to the reference, where it is near at all.
fn compare(found: &[Face], reference: &Landmarks) -> Option<Outcome> {
    let measured = found.iter().filter_map(|face| {
        let errors = LandmarkErrors::between(&face.landmarks, reference)?;
        Some((errors, face.confidence))
    });
    let (errors, confidence) = measured.min_by(|a, b| a.0.inner.total_cmp(&b.0.inner))?;
    // A face somewhere else is not this face.
    (errors.inner < 1.0).then_some(Outcome::Measured { errors, confidence })
}

impl LandmarkEval {
    /// The table as Markdown: errors in per cent of the interocular distance.
    pub fn markdown(&self) -> String {
        let mut text = String::from("| picture | all | inner |");
        Region::ALL.iter().for_each(|region| _ = write!(text, " {region} |"));
        text.push_str(" confidence |\n|---|");
        text.push_str(&"---|".repeat(Region::ALL.len() + 3));
        text.push('\n');
        for (name, outcome) in &self.pictures {
            _ = writeln!(text, "| {name} {}", row(outcome));
        }
        if let Some(mean) = self.mean() {
            _ = writeln!(text, "| **mean** {}", cells(&mean, None));
        }
        _ = writeln!(text, "\n{}", self.summary());
        text
    }

    fn measured(&self) -> impl Iterator<Item = &LandmarkErrors> {
        self.pictures.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::Measured { errors, .. } => Some(errors),
            _ => None,
        })
    }

    /// Mean over the measured pictures.
    fn mean(&self) -> Option<LandmarkErrors> {
        let count = self.measured().count() as f32;
        let over = |value: &dyn Fn(&LandmarkErrors) -> Option<f32>| {
            let values: Vec<f32> = self.measured().filter_map(value).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
        };
        (count > 0.0).then(|| LandmarkErrors {
            all: over(&|errors| Some(errors.all)).unwrap_or(0.0),
            inner: over(&|errors| Some(errors.inner)).unwrap_or(0.0),
            regions: Region::ALL
                .into_iter()
                .filter_map(|r| Some((r, over(&|errors| errors.regions.get(&r).copied())?)))
                .collect(),
        })
    }

    fn summary(&self) -> String {
        let count = |is: &dyn Fn(&Outcome) -> bool| {
            self.pictures.iter().filter(|(_, outcome)| is(outcome)).count()
        };
        let measured = self.measured().count();
        let missed = count(&|outcome| *outcome == Outcome::Missed);
        let failures = self.measured().filter(|errors| errors.inner > FAILURE_IOD).count();
        let without = count(&|outcome| matches!(outcome, Outcome::NoReference { .. }));
        let with_faces = count(
            &|outcome| matches!(outcome, Outcome::NoReference { found } if !found.is_empty()),
        );
        format!(
            "Faces found: {measured} of {}. Failures (inner points off by more than {:.0} %): {failures}. \
             Pictures without reference: {without}, with a face found: {with_faces}.",
            measured + missed,
            100.0 * FAILURE_IOD
        )
    }
}

fn row(outcome: &Outcome) -> String {
    let dashes = |count| "| – ".repeat(count);
    let columns = Region::ALL.len() + 2;
    match outcome {
        Outcome::Measured { errors, confidence } => cells(errors, Some(*confidence)),
        Outcome::Missed => format!("{}| no face found |", dashes(columns)),
        Outcome::NoReference { found } if found.is_empty() => {
            format!("{}| no face |", dashes(columns))
        }
        Outcome::NoReference { found } => {
            let sure: Vec<String> = found.iter().map(|sure| format!("{sure:.2}")).collect();
            format!("{}| found {} |", dashes(columns), sure.join(", "))
        }
        Outcome::Unreadable(why) => format!("{}| {why} |", dashes(columns)),
    }
}

fn cells(errors: &LandmarkErrors, confidence: Option<f32>) -> String {
    let percent = |value: f32| format!("| {:.1} ", 100.0 * value);
    let mut cells = percent(errors.all) + &percent(errors.inner);
    for region in Region::ALL {
        cells += &errors.regions.get(&region).map_or("| – ".into(), |&value| percent(value));
    }
    cells + &confidence.map_or("| |".into(), |confidence| format!("| {confidence:.2} |"))
}

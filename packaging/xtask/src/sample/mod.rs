//! `cargo xtask sample`: paints the bundled portrait, `assets/sample/portrait.png`, and writes its
//! landmarks. No photograph and no model is involved: a person is built from the rig's identity
//! shapes, lit by many small lamps, and given hair, brows, lashes and clothes.

mod backdrop;
mod canvas;
mod eyes;
mod fine_hair;
mod finish;
mod garment;
mod gloss;
mod hair;
mod hairline;
mod landmarks;
mod light;
mod noise;
mod person;
mod skin;
mod skull;

use canvas::{Canvas, HEIGHT, WIDTH};
use glam::Vec3;
use person::Person;
use risorius_rig::{Part, Rig, RigError};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why the portrait was not painted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SampleError {
    /// The rig does not load.
    #[error("sample: {0}")]
    Rig(#[from] &'static RigError),
    /// The sitter is built from a shape that the rig does not have.
    #[error("sample: the rig has no identity shape {0}; correct the list in person.rs")]
    Identity(String),
    /// A file that cannot be written.
    #[error("sample: {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The picture cannot be encoded.
    #[error("sample: the picture cannot be encoded: {0}")]
    Encode(#[from] png::EncodingError),
}

/// Runs the subcommand; `root` is the repository.
pub(crate) fn run(root: &Path) -> Result<String, SampleError> {
    let person = Person::new(Rig::embedded()?).map_err(SampleError::Identity)?;
    let bytes = encode(&finish::develop(&paint(&person).pixels()))?;
    let folder = root.join("assets/sample");
    let picture = folder.join("portrait.png");
    fs::create_dir_all(&folder).map_err(|source| io_error(&folder, source))?;
    fs::write(&picture, &bytes).map_err(|source| io_error(&picture, source))?;
    let list = folder.join("portrait.landmarks.json");
    fs::write(&list, landmarks::json(&person)).map_err(|source| io_error(&list, source))?;
    Ok(format!("{}: {} bytes", picture.display(), bytes.len()))
}

fn paint(person: &Person) -> Canvas {
    let scalp = hairline::scalp(person);
    let studio = light::Studio::new(person.camera.view_from_rig, &occluders(person, &scalp));
    let mut canvas = Canvas::new();
    backdrop::paint(&mut canvas);
    skin::paint(&mut canvas, person, &studio, &scalp);
    eyes::paint(&mut canvas, person, &studio);
    garment::paint(&mut canvas, person, &studio);
    hair::paint(&mut canvas, person, &studio, &scalp);
    fine_hair::paint(&mut canvas, person);
    canvas
}

/// The head with its hair as a shell, to cast shadows.
fn occluders(person: &Person, scalp: &[f32]) -> Vec<[Vec3; 3]> {
    let thick = |vertex: usize| {
        let hair = scalp[vertex].clamp(0.0, 0.10);
        person.vertices_dm[vertex] + person.normals[vertex] * hair
    };
    let parts = person.rig.triangles.iter().zip(&person.rig.part_of_triangle);
    let bare = |corners: &[u32; 3]| {
        corners.iter().any(|&vertex| person.rig.rest_dm[vertex as usize].y > skin::GARMENT_DM)
    };
    let skin = parts.filter(|&(corners, &part)| part == Part::Skin && bare(corners));
    skin.map(|(corners, _)| corners.map(|vertex| thick(vertex as usize))).collect()
}

fn encode(bytes: &[u8]) -> Result<Vec<u8>, SampleError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.write_header()?.write_image_data(bytes)?;
    Ok(out)
}

fn io_error(path: &Path, source: io::Error) -> SampleError {
    SampleError::Io { path: path.to_owned(), source }
}

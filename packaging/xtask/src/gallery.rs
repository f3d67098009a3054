//! `cargo xtask gallery`: what `risorius pose` does to the bundled portrait, as one picture for the
//! README.

use crate::command::{TaskError, cargo, run};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// Poses row by row, [`COLUMNS`] to a row. The README names them in the same order.
const POSES: [&str; 18] = [
    "0",
    "12D+6C",
    "12E+6D+25D+26B",
    "1D+2D+5D+26D",
    "1D+4C+15D+17C",
    "4E+5C+7D+24C",
    "9D+10C+4B",
    "1D+2D+4D+5D+20D+25C",
    "L12C+L14C",
    "R46E+R12C+R6C",
    "43E+12B",
    "26E",
    "18D",
    "gaze_x=22",
    "gaze_y=-15+1C+4B",
    "yaw=13",
    "yaw=-13 roll=6 12C+6B",
    "pitch=-8 15B+1B",
];
const COLUMNS: usize = 6;

/// The part of the portrait that is shown: left, top, width and height in pixels.
const CROP: [usize; 4] = [170, 130, 416, 500];

/// A tile is the crop at half its size.
const TILE: [usize; 2] = [CROP[2] / 2, CROP[3] / 2];

/// Why there is no gallery.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GalleryError {
    #[error(transparent)]
    Task(#[from] TaskError),
    #[error("cannot read or write a picture of the gallery: {0}")]
    Io(#[from] std::io::Error),
    #[error("cannot read a still: {0}")]
    Decode(#[from] png::DecodingError),
    #[error("cannot write the gallery: {0}")]
    Encode(#[from] png::EncodingError),
}

/// Draws every pose with the release binary and puts them side by side.
pub(crate) fn run_gallery(root: &Path) -> Result<String, GalleryError> {
    run(cargo(root, &["build", "--release", "--package", "risorius"]))?;
    let folder = tempfile::tempdir()?;
    let still = folder.path().join("still.png");
    let rows = POSES.len().div_ceil(COLUMNS);
    let mut sheet = vec![0; TILE[0] * COLUMNS * TILE[1] * rows * 3];
    for (index, pose) in POSES.iter().enumerate() {
        let mut command =
            cargo(root, &["run", "--quiet", "--release", "--package", "risorius", "--", "pose"]);
        command.args(["assets/sample/portrait.png", pose, "-o"]).arg(&still);
        run(command)?;
        place(&halved(&read(&still)?), &mut sheet, index);
    }
    let path = root.join("assets/readme/gallery.png");
    std::fs::create_dir_all(root.join("assets/readme"))?;
    write(&path, &sheet, TILE[0] * COLUMNS, TILE[1] * rows)?;
    Ok(format!("The gallery is {}", path.display()))
}

/// Copies a tile to its place on the sheet.
fn place(tile: &[u8], sheet: &mut [u8], index: usize) {
    let (left, top) = (index % COLUMNS * TILE[0], index / COLUMNS * TILE[1]);
    for (y, line) in tile.chunks_exact(TILE[0] * 3).enumerate() {
        let start = ((top + y) * TILE[0] * COLUMNS + left) * 3;
        sheet[start..start + line.len()].copy_from_slice(line);
    }
}

/// A still as it was written: RGBA samples and the width of a row, pixels.
fn read(path: &Path) -> Result<(Vec<u8>, usize), GalleryError> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path)?)).read_info()?;
    let mut samples = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut samples)?;
    Ok((samples, info.width as usize))
}

/// The crop of a still at half its size, each sample the mean of four; RGB.
fn halved((rgba, width): &(Vec<u8>, usize)) -> Vec<u8> {
    let [left, top, ..] = CROP;
    let sample =
        |x: usize, y: usize, c: usize| u32::from(rgba[((top + y) * width + left + x) * 4 + c]);
    let mut tile = Vec::with_capacity(TILE[0] * TILE[1] * 3);
    for (y, x) in (0..TILE[1]).flat_map(|y| (0..TILE[0]).map(move |x| (2 * y, 2 * x))) {
        for c in 0..3 {
            let sum = sample(x, y, c)
                + sample(x + 1, y, c)
                + sample(x, y + 1, c)
                + sample(x + 1, y + 1, c);
            tile.push((sum / 4) as u8);
        }
    }
    tile
}

fn write(path: &Path, rgb: &[u8], width: usize, height: usize) -> Result<(), GalleryError> {
    let file = BufWriter::new(File::create(path)?);
    let mut encoder = png::Encoder::new(file, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    Ok(encoder.write_header()?.write_image_data(rgb)?)
}

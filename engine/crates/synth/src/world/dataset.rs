//! Data sets on disk: `meta.json`, `images.u8` (raw RGB, one picture after the other) and `labels.f32`
//! (little-endian rows, one a picture). `meta.json` tells the layout of a row.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::crop::{CROP_PX, CropLabel, crop};
use super::scene::{FACES_MAX, FaceLabel, SCENE_PX, scene};
use crate::head::{point_keys, unit_keys};

/// Pictures held in memory at once.
const CHUNK: u64 = 512;

/// A data set that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{} could not be written ({source}); choose another folder or make room", path.display())]
pub struct DatasetError {
    path: PathBuf,
    source: std::io::Error,
}

struct Sample {
    image: Vec<u8>,
    label: Vec<f32>,
}

/// Writes the first `count` crops of a seed into a folder; `progress` gets how many are done.
///
/// # Errors
/// If a file cannot be written; then none of the three is left half done.
pub fn write_crops(
    dir: &Path,
    count: u64,
    seed: u64,
    progress: impl FnMut(u64),
) -> Result<(), DatasetError> {
    let points: Vec<Value> =
        point_keys().iter().map(|(group, index)| json!([group, index])).collect();
    let side = |side| format!("{side:?}").to_lowercase();
    let units: Vec<Value> =
        unit_keys().into_iter().map(|(au, at)| json!([au.to_string(), side(at)])).collect();
    let point_floats = 3 * points.len();
    let meta = json!({
        "count": count, "image_px": CROP_PX, "seed": seed, "points": points, "units": units,
        "row": {
            "length": 4 + point_floats + units.len(),
            "is_face": 0,
            "points": {"at": 1, "each": ["x", "y", "visible"]},
            "pose": {"at": 1 + point_floats, "each": ["yaw", "pitch", "roll"], "unit": "degrees"},
            "units": {"at": 4 + point_floats, "unit": "intensity 0..1"},
        },
    });
    let sample = |index| {
        let (canvas, label) = crop(seed, index);
        Sample { image: canvas.to_rgb8(), label: crop_row(&label) }
    };
    write(dir, count, &meta, sample, progress)
}

/// Writes the first `count` scenes of a seed into a folder; `progress` gets how many are done.
///
/// # Errors
/// If a file cannot be written; then none of the three is left half done.
pub fn write_scenes(
    dir: &Path,
    count: u64,
    seed: u64,
    progress: impl FnMut(u64),
) -> Result<(), DatasetError> {
    let meta = json!({
        "count": count, "image_px": SCENE_PX, "seed": seed, "faces_max": FACES_MAX,
        "row": {
            "length": FACES_MAX * SCENE_SLOT,
            "faces": {"each": ["present", "x", "y", "width", "height",
                "left_eye_x", "left_eye_y", "right_eye_x", "right_eye_y", "nose_x", "nose_y",
                "mouth_left_x", "mouth_left_y", "mouth_right_x", "mouth_right_y", "roll_deg"]},
            "present": "1 a face, 0 none, -1 one that is too small or too hidden to count: ignore it",
        },
    });
    let sample = |index| {
        let (canvas, faces) = scene(seed, index);
        Sample { image: canvas.to_rgb8(), label: scene_row(&faces) }
    };
    write(dir, count, &meta, sample, progress)
}

/// Numbers a face takes in a scene's row.
const SCENE_SLOT: usize = 16;

fn crop_row(label: &CropLabel) -> Vec<f32> {
    let mut row = vec![0.0; 4 + 3 * point_keys().len() + unit_keys().len()];
    let Some(face) = &label.face else { return row };
    let points = face.points.iter().flat_map(|point| {
        let is_visible = f32::from(u8::from(point.is_visible));
        [point.at_px.x, point.at_px.y, is_visible]
    });
    let values = std::iter::once(1.0)
        .chain(points)
        .chain(face.pose_deg.to_array())
        .chain(face.units.iter().copied());
    row.iter_mut().zip(values).for_each(|(place, value)| *place = value);
    row
}

fn scene_row(faces: &[FaceLabel]) -> Vec<f32> {
    let mut row = vec![0.0; FACES_MAX * SCENE_SLOT];
    for (slot, face) in row.chunks_exact_mut(SCENE_SLOT).zip(faces) {
        let [low, high] = face.box_px;
        slot[0] = if face.counts { 1.0 } else { -1.0 };
        slot[1..5].copy_from_slice(&[low.x, low.y, high.x - low.x, high.y - low.y]);
        for (place, value) in
            slot[5..15].iter_mut().zip(face.five_px.iter().flat_map(|point| point.to_array()))
        {
            *place = value;
        }
        slot[15] = face.roll_deg;
    }
    row
}

/// Writes the three files beside their places and renames them when all is there, `meta.json` last.
fn write(
    dir: &Path,
    count: u64,
    meta: &Value,
    sample: impl Fn(u64) -> Sample + Sync,
    mut progress: impl FnMut(u64),
) -> Result<(), DatasetError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| DatasetError { path, source }
    };
    fs::create_dir_all(dir).map_err(failed(dir))?;
    let files = ["images.u8", "labels.f32", "meta.json"].map(|name| dir.join(name));
    let beside = files.clone().map(|path| path.with_added_extension("part"));
    let fill = |beside: &[PathBuf; 3], progress: &mut dyn FnMut(u64)| {
        let mut images = BufWriter::new(File::create(&beside[0]).map_err(failed(&beside[0]))?);
        let mut labels = BufWriter::new(File::create(&beside[1]).map_err(failed(&beside[1]))?);
        for first in (0..count).step_by(CHUNK as usize) {
            let last = (first + CHUNK).min(count);
            let chunk: Vec<Sample> = (first..last).into_par_iter().map(&sample).collect();
            for Sample { image, label } in &chunk {
                images.write_all(image).map_err(failed(&beside[0]))?;
                let bytes: Vec<u8> = label.iter().flat_map(|value| value.to_le_bytes()).collect();
                labels.write_all(&bytes).map_err(failed(&beside[1]))?;
            }
            progress(last);
        }
        images.flush().map_err(failed(&beside[0]))?;
        labels.flush().map_err(failed(&beside[1]))?;
        fs::write(&beside[2], format!("{meta:#}\n")).map_err(failed(&beside[2]))?;
        beside
            .iter()
            .zip(&files)
            .try_for_each(|(from, to)| fs::rename(from, to).map_err(failed(to)))
    };
    let written = fill(&beside, &mut progress);
    if written.is_err() {
        // Best effort: the first error is the one to tell.
        beside.iter().for_each(|path| drop(fs::remove_file(path)));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floats(path: &Path) -> Vec<f32> {
        let bytes = fs::read(path).unwrap();
        bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect()
    }

    #[test]
    fn crops_read_back_as_meta_says() {
        let dir = tempfile::tempdir().unwrap();
        write_crops(dir.path(), 12, 9, |_| {}).unwrap();
        let meta: Value =
            serde_json::from_slice(&fs::read(dir.path().join("meta.json")).unwrap()).unwrap();
        let (images, rows) = (
            fs::read(dir.path().join("images.u8")).unwrap(),
            floats(&dir.path().join("labels.f32")),
        );
        assert_eq!(images.len(), 12 * CROP_PX * CROP_PX * 3);
        let length = meta["row"]["length"].as_u64().unwrap() as usize;
        assert_eq!(rows.len(), 12 * length);
        for (index, row) in rows.chunks_exact(length).enumerate() {
            let (canvas, label) = crop(9, index as u64);
            assert_eq!(canvas.to_rgb8(), images[index * 49152..][..49152]);
            match label.face {
                None => assert!(row.iter().all(|value| *value == 0.0), "no face, no numbers"),
                Some(face) => {
                    assert_eq!(
                        (row[0], row[1], row[2]),
                        (1.0, face.points[0].at_px.x, face.points[0].at_px.y)
                    );
                    assert_eq!(row[1 + 3 * 159], face.pose_deg.x);
                    assert_eq!(row[4 + 3 * 159..], face.units);
                }
            }
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "no part of a file is left");
    }

    #[test]
    fn scenes_read_back_as_meta_says() {
        let dir = tempfile::tempdir().unwrap();
        write_scenes(dir.path(), 4, 1, |_| {}).unwrap();
        assert_eq!(fs::metadata(dir.path().join("images.u8")).unwrap().len(), 4 * 256 * 256 * 3);
        let rows = floats(&dir.path().join("labels.f32"));
        for (index, row) in rows.chunks_exact(FACES_MAX * SCENE_SLOT).enumerate() {
            assert_eq!(row, scene_row(&scene(1, index as u64).1));
        }
    }

    #[test]
    fn a_folder_that_cannot_be_is_told_in_one_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = write_crops(&file.path().join("set"), 1, 0, |_| {}).unwrap_err().to_string();
        assert!(error.contains("set could not be written") && !error.contains('\n'), "{error}");
    }
}

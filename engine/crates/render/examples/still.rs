//! Draws stills of a portrait and says where the time goes:
//! `still PICTURE LANDMARKS FOLDER "12D" "43" …` writes `FOLDER/12D.png` and so on. `n=1` among the
//! poses removes the picture's own expression from those after it.
#![allow(clippy::print_stdout, reason = "a tool for a terminal")]

use risorius_face::{Row, notation};
use risorius_portrait::{fit, landmarks};
use risorius_render::{Actor, Gpu};
use risorius_rig::Rig;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Frames over which times are averaged.
const FRAMES: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [picture_path, landmarks_path, folder, poses @ ..] = arguments.as_slice() else {
        return Err("give PICTURE LANDMARKS FOLDER NOTATION…".into());
    };
    let picture = image::open(picture_path)?.to_rgba8();
    let faces = landmarks::read(Path::new(landmarks_path), picture.dimensions())?;
    let fit = fit(&faces[0], Rig::embedded()?)?;
    let gpu = Gpu::headless()?;
    let start = Instant::now();
    let mut actor = Actor::new(&gpu, &fit, &picture)?;
    println!("{}: {:.0} ms to prepare, {:.0} px IOD", gpu.info.name, ms_since(start), fit.iod_px());
    for pose in poses {
        if let Some(amount) = pose.strip_prefix("n=") {
            actor.set_neutralise(amount.parse()?);
            continue;
        }
        let row = notation::parse(pose)?.row();
        let start = Instant::now();
        let still = actor.still(&row)?;
        let still_ms = ms_since(start);
        still.save(Path::new(folder).join(format!("{pose}.png")))?;
        println!(
            "{pose}: still {still_ms:.0} ms, {:.1} ms a frame in a clip",
            frame_ms(&mut actor, row)?
        );
    }
    Ok(())
}

fn frame_ms(actor: &mut Actor, row: Row) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    for frame in actor.frames(&[row; FRAMES]) {
        frame?;
    }
    Ok(ms_since(start) / FRAMES as f64)
}

fn ms_since(start: Instant) -> f64 {
    1000.0 * start.elapsed().as_secs_f64()
}

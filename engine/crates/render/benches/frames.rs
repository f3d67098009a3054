//! How long a frame of a clip takes on this machine's device: posed, drawn and read back.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use image::RgbaImage;
use image::imageops::{self, FilterType};
use risorius_face::notation;
use risorius_portrait::{fit, landmarks};
use risorius_render::{Actor, Gpu};
use risorius_rig::Rig;
use std::hint::black_box;
use std::path::Path;

/// Much of the face moves at once: brows, lids, cheeks, lips, jaw and the whole head.
const POSE: &str = "1C+2C+6D+12D+26C+55=0.5";
const FRAMES: usize = 8;

fn frames(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/sample/portrait.png");
    let picture = image::open(&path).expect("the sample portrait").to_rgba8();
    let gpu = Gpu::headless().expect("a graphics device");
    let rows = [notation::parse(POSE).expect("a pose").row(); FRAMES];
    let mut group = criterion.benchmark_group(format!("{FRAMES} frames of a portrait this wide"));
    for width_px in [512, 768] {
        let mut actor = actor(&gpu, &path, &picture, width_px);
        group.bench_function(BenchmarkId::from_parameter(width_px), |bencher| {
            bencher.iter(|| actor.frames(&rows).for_each(|frame| drop(black_box(frame))));
        });
    }
    group.finish();
}

/// The sample portrait scaled to a width.
fn actor(gpu: &Gpu, path: &Path, picture: &RgbaImage, width_px: u32) -> Actor {
    let height_px = picture.height() * width_px / picture.width();
    let scaled = imageops::resize(picture, width_px, height_px, FilterType::Lanczos3);
    let file = landmarks::beside(path).expect("it has landmarks");
    let faces = landmarks::read(&file, scaled.dimensions()).expect("its landmarks");
    let fit = fit(&faces[0], Rig::embedded().expect("the built-in head")).expect("the face fits");
    Actor::new(gpu, &fit, &scaled).expect("the device draws")
}

criterion_group!(benches, frames);
criterion_main!(benches);

//! What goes out: the boxes of an MP4, its frames, and numbered pictures; nothing needs to be
//! installed, and where ffprobe is, it has its say too.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use image::{Rgba, RgbaImage};
use mp4_atom::{Any, Avc1, Codec, Colr, DecodeMaybe, Moov, StszSamples};
use openh264::decoder::Decoder;
use openh264::formats::YUVSource;
use risorius_face::Fps;
use risorius_media::clip::{ClipError, ClipFormat, ClipWriter, Quality};
use risorius_media::picture;
use std::path::Path;
use std::process::Command;

const NTSC: Fps = Fps { frames: 30_000, per_secs: 1001 };

/// A soft gradient with a block that moves.
fn frame(size: (u32, u32), number: u32) -> RgbaImage {
    RgbaImage::from_fn(size.0, size.1, |x, y| {
        let (dx, dy) = (x.abs_diff(number * 3 + 8), y.abs_diff(size.1 / 2));
        if dx < 8 && dy < 8 {
            return Rgba([200, 60, 40, 255]);
        }
        Rgba([(x * 200 / size.0) as u8, (y * 200 / size.1) as u8, 120, 255])
    })
}

fn write(path: &Path, format: ClipFormat, frames: u32) {
    let mut clip = ClipWriter::create(path, format).unwrap();
    for number in 0..frames {
        clip.push(&frame(format.size, number)).unwrap();
    }
    clip.finish().unwrap();
}

/// A clip as read back: the order of its boxes, its index, all its bytes.
struct Clip {
    order: Vec<&'static str>,
    moov: Moov,
    bytes: Vec<u8>,
}

impl Clip {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mut rest = &bytes[..];
        let (mut order, mut moov) = (Vec::new(), None);
        while let Some(atom) = Any::decode_maybe(&mut rest).unwrap() {
            order.push(match atom {
                Any::Ftyp(_) => "ftyp",
                Any::Moov(found) => {
                    moov = Some(found);
                    "moov"
                }
                Any::Mdat(_) => "mdat",
                _ => "other",
            });
        }
        Self { order, moov: moov.unwrap(), bytes }
    }

    fn description(&self) -> &Avc1 {
        match &self.moov.trak[0].mdia.minf.stbl.stsd.codecs[0] {
            Codec::Avc1(avc1) => avc1,
            other => panic!("{other:?}"),
        }
    }

    /// Frames with start codes, as a decoder takes them; the first has the parameter sets.
    fn frames(&self) -> Vec<Vec<u8>> {
        let table = &self.moov.trak[0].mdia.minf.stbl;
        let StszSamples::Different { sizes } = &table.stsz.samples else { panic!() };
        let avcc = &self.description().avcc;
        let sets = [&avcc.sequence_parameter_sets[0], &avcc.picture_parameter_sets[0]];
        let mut stream: Vec<u8> =
            sets.iter().flat_map(|set| [&[0, 0, 0, 1], &set[..]].concat()).collect();
        let mut at = table.stco.as_ref().unwrap().entries[0] as usize;
        let mut frames = Vec::new();
        for &size in sizes {
            let end = at + size as usize;
            while at < end {
                let length =
                    u32::from_be_bytes(self.bytes[at..at + 4].try_into().unwrap()) as usize;
                stream.extend([0, 0, 0, 1]);
                stream.extend(&self.bytes[at + 4..at + 4 + length]);
                at += 4 + length;
            }
            frames.push(std::mem::take(&mut stream));
        }
        assert_eq!(at, self.bytes.len(), "the frames fill the rest of the file");
        frames
    }
}

#[test]
fn the_index_comes_first_and_says_everything() {
    let folder = tempfile::tempdir().unwrap();
    for (fps, frames, timescale, delta) in [
        (Fps { frames: 24, per_secs: 1 }, 3, 12_288, 512),
        (Fps::PAL, 120, 12_800, 512),
        (Fps { frames: 60, per_secs: 1 }, 7, 15_360, 256),
        (NTSC, 30, 30_000, 1001),
    ] {
        let path = folder.path().join("clip.mp4");
        write(&path, ClipFormat::new((64, 48), fps), frames);
        let clip = Clip::read(&path);
        assert_eq!(clip.order, ["ftyp", "moov", "mdat"]);
        let track = &clip.moov.trak[0];
        let (media, table) = (&track.mdia.mdhd, &track.mdia.minf.stbl);
        let duration = u64::from(frames * delta);
        assert_eq!((media.timescale, media.duration), (timescale, duration));
        assert_eq!((clip.moov.mvhd.timescale, clip.moov.mvhd.duration), (timescale, duration));
        assert_eq!(track.tkhd.duration, duration);
        assert_eq!(
            (table.stts.entries[0].sample_count, table.stts.entries[0].sample_delta),
            (frames, delta)
        );
        // A key frame at the start and every two seconds.
        let every = (fps.hz() * 2.0).round() as u32;
        let keys: Vec<u32> = (0..frames).step_by(every as usize).map(|key| key + 1).collect();
        assert_eq!(table.stss.as_ref().unwrap().entries, keys);

        let avc1 = clip.description();
        assert_eq!(avc1.avcc.avc_profile_indication, 100, "High profile");
        let Some(Colr::Nclx {
            colour_primaries,
            transfer_characteristics,
            matrix_coefficients,
            full_range_flag,
        }) = avc1.colr
        else {
            panic!("no colours")
        };
        assert_eq!((colour_primaries, transfer_characteristics, matrix_coefficients), (1, 1, 1));
        assert!(!full_range_flag);
        assert_eq!(clip.frames().len(), frames as usize);
    }
}

/// Luma of BT.709 in floating point, independent of the writer's integers.
fn luma(pixel: &Rgba<u8>) -> f64 {
    let [r, g, b, _] = pixel.0.map(f64::from);
    16.0 + (0.2126 * r + 0.7152 * g + 0.0722 * b) * 219.0 / 255.0
}

#[test]
fn frames_decode_to_what_was_pushed() {
    let folder = tempfile::tempdir().unwrap();
    // Upright, lying, odd both ways, and the smallest.
    for size in [(96, 128), (128, 64), (99, 61), (16, 16)] {
        let path = folder.path().join("clip.mp4");
        write(&path, ClipFormat::new(size, Fps::PAL), 12);
        let mut decoder = Decoder::new().unwrap();
        let mut shown = 0;
        for (number, coded) in Clip::read(&path).frames().iter().enumerate() {
            let decoded = decoder.decode(coded).unwrap().expect("one picture a frame");
            let even = (size.0.next_multiple_of(2) as usize, size.1.next_multiple_of(2) as usize);
            assert_eq!(decoded.dimensions(), even);
            let (stride, ..) = decoded.strides();
            let pushed = frame(size, number as u32);
            let squares = pushed.enumerate_pixels().map(|(x, y, pixel)| {
                let got = f64::from(decoded.y()[y as usize * stride + x as usize]);
                (got - luma(pixel)).powi(2)
            });
            let error = squares.sum::<f64>() / f64::from(size.0 * size.1);
            let psnr_db = 10.0 * (255.0_f64.powi(2) / error).log10();
            assert!(psnr_db > 40.0, "{size:?} frame {number}: {psnr_db:.1} dB");
            shown += 1;
        }
        assert_eq!(shown, 12);
    }
}

#[test]
fn finer_quality_takes_more_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = [Quality::Small, Quality::Standard, Quality::Fine].map(|quality| {
        let path = folder.path().join("clip.mp4");
        write(&path, ClipFormat { quality, ..ClipFormat::new((128, 128), Fps::PAL) }, 10);
        std::fs::metadata(&path).unwrap().len()
    });
    assert!(bytes.is_sorted_by(|a, b| a < b), "{bytes:?}");
}

#[test]
fn numbered_pictures_are_exact_and_never_mix() {
    let folder = tempfile::tempdir().unwrap();
    let format = ClipFormat::new((20, 10), Fps::PAL);
    let transparent = RgbaImage::from_pixel(20, 10, Rgba([9, 8, 7, 100]));
    let frames = folder.path().join("frames/");
    for (path, third) in
        [(frames.clone(), "frames/frame_0003.png"), (folder.path().join("a_%03d.png"), "a_003.png")]
    {
        let mut clip = ClipWriter::create(&path, format).unwrap();
        for _ in 0..3 {
            clip.push(&transparent).unwrap();
        }
        clip.finish().unwrap();
        assert_eq!(picture::load(&folder.path().join(third)).unwrap().image, transparent);
        let again = ClipWriter::create(&path, format).err();
        assert!(matches!(again, Some(ClipError::SequenceExists { .. })), "{again:?}");
    }
    // A folder that is there and holds other things is used as it is.
    std::fs::remove_file(folder.path().join("frames/frame_0001.png")).unwrap();
    std::fs::remove_file(folder.path().join("frames/frame_0002.png")).unwrap();
    std::fs::rename(folder.path().join("frames/frame_0003.png"), frames.join("other.png")).unwrap();
    write(&frames, format, 2);
    assert_eq!(std::fs::read_dir(&frames).unwrap().count(), 3);
}

#[test]
fn a_clip_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.mp4");
    std::fs::write(&old, b"the artist's last export").unwrap();
    for name in ["old.mp4", "frames/", "b_%d.png"] {
        let path = folder.path().join(name);
        let mut clip = ClipWriter::create(&path, ClipFormat::new((32, 32), Fps::PAL)).unwrap();
        clip.push(&frame((32, 32), 0)).unwrap();
        let wrong = clip.push(&frame((32, 30), 0));
        assert!(matches!(wrong, Err(ClipError::WrongFrameSize { .. })));
        drop(clip);
        let empty = ClipWriter::create(&path, ClipFormat::new((32, 32), Fps::PAL)).unwrap();
        assert!(matches!(empty.finish(), Err(ClipError::NoFrames { .. })));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(std::fs::read(&old).unwrap(), b"the artist's last export");
}

#[test]
fn what_cannot_be_written_is_said_before_the_first_frame() {
    let folder = tempfile::tempdir().unwrap();
    let fine = ClipFormat::new((64, 64), Fps::PAL);
    let sized = |size| ClipFormat { size, ..fine };
    let rated = |frames, per_secs| ClipFormat { fps: Fps { frames, per_secs }, ..fine };
    for (name, format, words) in [
        ("clip", fine, "names no known format"),
        ("clip.avi", fine, "names no known format"),
        ("still.png", fine, "names no known format"),
        ("absent/clip.mp4", fine, "absent does not exist"),
        ("absent/a_%04d.png", fine, "absent does not exist"),
        ("absent/frames/", fine, "absent does not exist"),
        ("clip.mp4", sized((0, 64)), "sides go from 1"),
        ("a_%04d.png", sized((64, 20_000)), "sides go from 1"),
        ("clip.mp4", sized((4096, 2160)), "16×16 to 3840×2160"),
        ("clip.mp4", sized((2200, 2200)), "16×16 to 3840×2160"),
        ("clip.mp4", sized((8, 64)), "16×16 to 3840×2160"),
        ("clip.mp4", rated(25, 0), "rates go from 1 to 240"),
        ("clip.mp4", rated(0, 1), "rates go from 1 to 240"),
        ("clip.mp4", rated(1000, 1), "rates go from 1 to 240"),
        ("clip.mp4", rated(u32::MAX, u32::MAX / 25), "rates go from 1 to 240"),
    ] {
        let error = ClipWriter::create(&folder.path().join(name), format).err();
        let line = error.expect(name).to_string();
        assert!(line.contains(words), "{name}: {line}");
        assert!(!line.contains('\n'));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The largest frames, both ways round: the encoder has its own idea of what it can do.
#[test]
fn the_largest_sizes_are_coded() {
    let folder = tempfile::tempdir().unwrap();
    for size in [(3840, 2160), (2160, 3840)] {
        write(&folder.path().join("clip.mp4"), ClipFormat::new(size, Fps::PAL), 1);
    }
}

/// An independent reader, where there is one.
#[test]
fn ffprobe_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mp4");
    write(&path, ClipFormat::new((100, 80), NTSC), 45);
    let entries = "stream=codec_name,profile,width,height,pix_fmt,color_range,color_space,\
                   color_transfer,color_primaries,r_frame_rate,duration,nb_frames,nb_read_frames";
    let Ok(out) = Command::new("ffprobe")
        .args(["-v", "error", "-count_frames", "-of", "default=nw=1", "-show_entries", entries])
        .arg(&path)
        .output()
    else {
        return;
    };
    let said = String::from_utf8(out.stdout).unwrap();
    for line in [
        "codec_name=h264",
        "profile=High",
        "width=100",
        "height=80",
        "pix_fmt=yuv420p",
        "color_range=tv",
        "color_space=bt709",
        "color_transfer=bt709",
        "color_primaries=bt709",
        "r_frame_rate=30000/1001",
        "duration=1.501500",
        "nb_frames=45",
        "nb_read_frames=45",
    ] {
        assert!(said.lines().any(|said| said == line), "{line} missing in\n{said}");
    }
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}

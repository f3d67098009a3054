//! MP4 clips: coded frames in a file that plays while it loads.
//!
//! The index (`moov`) comes before the frames (`mdat`), but its size is known only at the end, so
//! the frames wait in an unnamed temporary file on the same disk. Boxes are those of ISO/IEC
//! 14496-12 and, for H.264, 14496-15.

use super::h264::{AccessUnit, Encoder, Settings};
use super::yuv::Planes;
use super::{BT709, ClipError, ClipFormat};
use crate::atomic::{SaveError, folder_for, write_beside};
use image::RgbaImage;
use mp4_atom::{
    Avc1, Avcc, AvccExt, Btrt, Co64, Codec, Colr, Dinf, Dref, DrefEntry, Encode, Ftyp, Hdlr, Mdhd,
    Mdia, Minf, Moov, Mvhd, Pasp, Stbl, Stco, Stsc, StscEntry, Stsd, Stss, Stsz, StszSamples, Stts,
    SttsEntry, Tkhd, Trak, Url, Visual, Vmhd,
};
use risorius_face::Fps;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// Seconds from one key frame to the next: how far a player may have to decode to seek.
const KEY_SECS: f32 = 2.0;
/// Kinds of NAL: sequence and picture parameter sets (ITU-T H.264, table 7-1).
const SEQUENCE_SET: u8 = 7;
const PICTURE_SET: u8 = 8;

/// An MP4 file in the making; nothing of it is seen until [`Mp4Writer::finish`].
pub(super) struct Mp4Writer {
    path: PathBuf,
    format: ClipFormat,
    encoder: Encoder,
    planes: Planes,
    /// Coded frames, each piece after its length.
    spool: BufWriter<File>,
    index: Index,
}

/// What the index of the file needs to know of the frames.
#[derive(Default)]
struct Index {
    sizes: Vec<u32>,
    /// Numbers of key frames, from one.
    keys: Vec<u32>,
    sequence_set: Vec<u8>,
    picture_set: Vec<u8>,
}

impl Mp4Writer {
    pub(super) fn create(path: &Path, format: ClipFormat) -> Result<Self, ClipError> {
        let folder = folder_for(path)?;
        let spool = tempfile::tempfile_in(folder).map_err(|error| refused(path, error))?;
        let planes = Planes::for_size(format.size);
        let encoder = Encoder::new(Settings {
            width: planes.width,
            height: planes.height,
            hz: format.fps.hz(),
            quantiser: format.quality.quantiser(),
            key_interval: (format.fps.hz() * KEY_SECS).round().max(1.0) as u32,
        })?;
        let (path, spool) = (path.to_owned(), BufWriter::new(spool));
        Ok(Self { path, format, encoder, planes, spool, index: Index::default() })
    }

    pub(super) fn push(&mut self, frame: &RgbaImage) -> Result<(), ClipError> {
        self.planes.fill(frame, self.format.background);
        let time_ms = f64::from(self.format.fps.time_secs(self.index.sizes.len())) * 1000.0;
        let coded = self.encoder.encode(&self.planes, time_ms.round() as i64)?;
        self.index.add(coded, &mut self.spool).map_err(|error| refused(&self.path, error))
    }

    pub(super) fn finish(self) -> Result<(), ClipError> {
        let Self { path, format, planes, spool, index, .. } = self;
        let size = (planes.width as u16, planes.height as u16);
        let mut frames = spool.into_inner().map_err(|error| refused(&path, error.into_error()))?;
        write_beside(&path, |file| {
            frames.rewind()?;
            file.write_all(&head(&index, size, format.fps)?)?;
            io::copy(&mut frames, file).map(drop)
        })?;
        Ok(())
    }
}

fn refused(path: &Path, source: io::Error) -> ClipError {
    SaveError::Refused { path: path.to_owned(), source }.into()
}

impl Index {
    /// Appends a frame: parameter sets go to the index, all else to the spool.
    fn add(&mut self, frame: AccessUnit, spool: &mut impl Write) -> io::Result<()> {
        let mut size = 0;
        for nal in frame.nals {
            match nal.first().map(|byte| byte & 31) {
                None => {}
                Some(SEQUENCE_SET) => self.sequence_set = nal,
                Some(PICTURE_SET) => self.picture_set = nal,
                Some(_) => {
                    spool.write_all(&(nal.len() as u32).to_be_bytes())?;
                    spool.write_all(&nal)?;
                    size += 4 + nal.len() as u32;
                }
            }
        }
        self.sizes.push(size);
        if frame.is_key {
            self.keys.push(self.sizes.len() as u32);
        }
        Ok(())
    }

    fn bytes(&self) -> u64 {
        self.sizes.iter().map(|&size| u64::from(size)).sum()
    }
}

/// All bytes of the file before the first frame.
fn head(index: &Index, size: (u16, u16), fps: Fps) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let ftyp = Ftyp {
        major_brand: b"isom".into(),
        minor_version: 512,
        compatible_brands: [b"isom", b"iso2", b"avc1", b"mp41"].map(Into::into).to_vec(),
    };
    ftyp.encode(&mut head).map_err(io::Error::other)?;
    // The length of the index does not depend on where the frames start.
    let mut draft = Vec::new();
    moov(index, size, fps, 0).encode(&mut draft).map_err(io::Error::other)?;
    let mdat = mdat_header(index.bytes());
    let first_frame = (head.len() + draft.len() + mdat.len()) as u64;
    moov(index, size, fps, first_frame).encode(&mut head).map_err(io::Error::other)?;
    head.extend(mdat);
    Ok(head)
}

/// Header of the box with the frames: its length takes 64 bits only when it must.
fn mdat_header(bytes: u64) -> Vec<u8> {
    match u32::try_from(bytes + 8) {
        Ok(short) => [&short.to_be_bytes()[..], b"mdat"].concat(),
        Err(_) => [&1_u32.to_be_bytes()[..], b"mdat", &(bytes + 16).to_be_bytes()].concat(),
    }
}

/// Ticks a second and ticks a frame, so that every frame takes a whole number of ticks; at least
/// 10,000 a second, as common tools write it (25 fps: 12,800 and 512).
pub(super) fn ticks(fps: Fps) -> (u32, u32) {
    let mut factor = 1;
    while fps.frames * factor < 10_000 {
        factor *= 2;
    }
    (fps.frames * factor, fps.per_secs * factor)
}

fn moov(index: &Index, size: (u16, u16), fps: Fps, first_frame: u64) -> Moov {
    let (timescale, delta) = ticks(fps);
    let duration = index.sizes.len() as u64 * u64::from(delta);
    let track = Trak {
        tkhd: Tkhd {
            track_id: 1,
            duration,
            enabled: true,
            in_movie: true,
            width: size.0.into(),
            height: size.1.into(),
            ..Tkhd::default()
        },
        mdia: Mdia {
            mdhd: Mdhd { timescale, duration, language: "und".into(), ..Mdhd::default() },
            hdlr: Hdlr { handler: b"vide".into(), name: "VideoHandler".into() },
            minf: Minf {
                vmhd: Some(Vmhd::default()),
                dinf: Dinf { dref: Dref { entries: vec![DrefEntry::Url(Url::default())] } },
                stbl: sample_table(index, size, fps, first_frame),
                ..Minf::default()
            },
        },
        ..Trak::default()
    };
    Moov {
        // One time scale for the movie and its track, so that their durations agree exactly.
        mvhd: Mvhd {
            timescale,
            duration,
            rate: 1.into(),
            volume: 1.into(),
            next_track_id: 2,
            ..Mvhd::default()
        },
        trak: vec![track],
        ..Moov::default()
    }
}

/// Where each frame is and how long it is shown; all frames are one chunk.
fn sample_table(index: &Index, size: (u16, u16), fps: Fps, first_frame: u64) -> Stbl {
    let count = index.sizes.len() as u32;
    let far = first_frame + index.bytes() > u64::from(u32::MAX);
    Stbl {
        stsd: Stsd { codecs: vec![Codec::Avc1(description(index, size, fps))] },
        stts: Stts { entries: vec![SttsEntry { sample_count: count, sample_delta: ticks(fps).1 }] },
        stss: Some(Stss { entries: index.keys.clone() }),
        stsc: Stsc {
            entries: vec![StscEntry {
                first_chunk: 1,
                samples_per_chunk: count,
                sample_description_index: 1,
            }],
        },
        stsz: Stsz { samples: StszSamples::Different { sizes: index.sizes.clone() } },
        stco: (!far).then(|| Stco { entries: vec![first_frame as u32] }),
        co64: far.then(|| Co64 { entries: vec![first_frame] }),
        ..Stbl::default()
    }
}

/// The codec, its parameter sets, and the colours, which the stream says too: players differ in
/// which of the two they believe.
fn description(index: &Index, size: (u16, u16), fps: Fps) -> Avc1 {
    let [_, profile, compatibility, level] = *index.sequence_set.first_chunk().unwrap_or(&[0; 4]);
    let secs = index.sizes.len() as f64 * f64::from(fps.per_secs) / f64::from(fps.frames);
    let bits_per_sec = (index.bytes() as f64 * 8.0 / secs) as u32;
    Avc1 {
        visual: Visual {
            data_reference_index: 1,
            width: size.0,
            height: size.1,
            ..Visual::default()
        },
        avcc: Avcc {
            configuration_version: 1,
            avc_profile_indication: profile,
            profile_compatibility: compatibility,
            avc_level_indication: level,
            length_size: 4,
            sequence_parameter_sets: vec![index.sequence_set.clone()],
            picture_parameter_sets: vec![index.picture_set.clone()],
            ext: Some(AvccExt::default()), // High profile: 4:2:0, 8 bits
        },
        btrt: Some(Btrt {
            buffer_size_db: 0,
            max_bitrate: bits_per_sec,
            avg_bitrate: bits_per_sec,
        }),
        colr: Some(Colr::Nclx {
            colour_primaries: BT709.into(),
            transfer_characteristics: BT709.into(),
            matrix_coefficients: BT709.into(),
            full_range_flag: false,
        }),
        pasp: Some(Pasp { h_spacing: 1, v_spacing: 1 }),
        taic: None,
        fiel: None,
        spatial: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_rate_has_whole_ticks() {
        for (frames, per_secs, expect) in [
            (24, 1, (12_288, 512)),
            (25, 1, (12_800, 512)),
            (30, 1, (15_360, 512)),
            (50, 1, (12_800, 256)),
            (60, 1, (15_360, 256)),
            (24_000, 1001, (24_000, 1001)),
            (30_000, 1001, (30_000, 1001)),
        ] {
            assert_eq!(ticks(Fps { frames, per_secs }), expect);
        }
    }

    #[test]
    fn clips_beyond_four_gigabytes_get_wide_lengths_and_offsets() {
        let mut index = Index { sizes: vec![1 << 20; 100], ..Index::default() };
        let table = sample_table(&index, (16, 16), Fps::PAL, 1000);
        assert!(table.stco.is_some() && table.co64.is_none());
        assert_eq!(mdat_header(index.bytes()).len(), 8);

        index.sizes = vec![1 << 20; 4096];
        let table = sample_table(&index, (16, 16), Fps::PAL, 1000);
        assert!(table.stco.is_none() && table.co64.is_some());
        assert_eq!(mdat_header(index.bytes())[8..], ((1_u64 << 32) + 16).to_be_bytes());
    }
}

//! The header of a GGUF file, walked without keeping anything, before candle reads it.
//!
//! Candle bounds each length by the file's size, which is no bound for a file of gigabytes, and
//! divides by the alignment that the file says. So everything that it will allocate or divide by is
//! held to limits here. The format: <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>.

use crate::FileProblem;
use std::io::{ErrorKind, Read, Seek, SeekFrom};

/// Limits that no model comes near.
const MAX_TENSORS: u64 = 1 << 16;
const MAX_ENTRIES: u64 = 1 << 12;
const MAX_ARRAY: u64 = 1 << 21;
const MAX_TEXT_BYTES: u64 = 1 << 20;
const MAX_DIMENSIONS: u32 = 4;
const MAX_ELEMENTS: u64 = 1 << 40;

/// The key of the alignment of tensors, and the alignments that are in use.
const ALIGNMENT_KEY: &[u8] = b"general.alignment";
const ALIGNMENTS: std::ops::RangeInclusive<u32> = 1..=65536;

/// Walks the header of a file of so many bytes.
///
/// # Errors
/// What makes it no header of a model, or a header that is not whole.
pub(crate) fn check(reader: impl Read + Seek, bytes: u64) -> Result<(), FileProblem> {
    let mut walker = Walker { reader, at: 0, bytes };
    let magic = walker.u32().map_err(|_| FileProblem::NotGguf)?;
    if magic.to_le_bytes() != *b"GGUF" {
        return Err(FileProblem::NotGguf);
    }
    let version = walker.u32()?;
    if !(2..=3).contains(&version) {
        return Err(damaged(format!("version {version} of the format")));
    }
    let tensors = walker.count("tensors", MAX_TENSORS)?;
    let entries = walker.count("entries", MAX_ENTRIES)?;
    for _ in 0..entries {
        walker.entry()?;
    }
    for _ in 0..tensors {
        walker.tensor()?;
    }
    Ok(())
}

fn damaged(what: impl Into<String>) -> FileProblem {
    FileProblem::Damaged(what.into())
}

struct Walker<R> {
    reader: R,
    at: u64,
    bytes: u64,
}

impl<R: Read + Seek> Walker<R> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], FileProblem> {
        let mut buffer = [0; N];
        self.at += N as u64;
        self.reader.read_exact(&mut buffer).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => FileProblem::Truncated { needs: self.at, has: self.bytes },
            _ => FileProblem::Unreadable(error.to_string()),
        })?;
        Ok(buffer)
    }

    fn u32(&mut self) -> Result<u32, FileProblem> {
        self.take().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, FileProblem> {
        self.take().map(u64::from_le_bytes)
    }

    fn skip(&mut self, bytes: u64) -> Result<(), FileProblem> {
        self.at += bytes;
        if self.at > self.bytes {
            return Err(FileProblem::Truncated { needs: self.at, has: self.bytes });
        }
        let moved = self.reader.seek(SeekFrom::Start(self.at));
        moved.map(|_| ()).map_err(|error| FileProblem::Unreadable(error.to_string()))
    }

    /// A number of things, held to a limit.
    fn count(&mut self, what: &str, limit: u64) -> Result<u64, FileProblem> {
        let count = self.u64()?;
        (count <= limit).then_some(count).ok_or_else(|| damaged(format!("{count} {what}")))
    }

    fn text(&mut self) -> Result<(), FileProblem> {
        let bytes = self.count("bytes in a text", MAX_TEXT_BYTES)?;
        self.skip(bytes)
    }

    /// A key and its value.
    fn entry(&mut self) -> Result<(), FileProblem> {
        let bytes = self.count("bytes in a key", 1 << 10)?;
        let mut key = vec![0; bytes as usize];
        for byte in &mut key {
            [*byte] = self.take()?;
        }
        let kind = self.u32()?;
        if key == ALIGNMENT_KEY {
            let alignment = if kind == 4 { self.u32()? } else { 0 };
            let is_usable = ALIGNMENTS.contains(&alignment);
            return is_usable.then_some(()).ok_or_else(|| damaged("the alignment of its tensors"));
        }
        self.value(kind, true)
    }

    /// Steps over a value of a kind; arrays hold no arrays.
    fn value(&mut self, kind: u32, may_be_array: bool) -> Result<(), FileProblem> {
        match kind {
            0 | 1 | 7 => self.skip(1),
            2 | 3 => self.skip(2),
            4..=6 => self.skip(4),
            10..=12 => self.skip(8),
            8 => self.text(),
            9 if may_be_array => {
                let kind = self.u32()?;
                let length = self.count("values in an array", MAX_ARRAY)?;
                (0..length).try_for_each(|_| self.value(kind, false))
            }
            _ => Err(damaged(format!("a value of kind {kind}"))),
        }
    }

    /// A tensor's name, shape, type and place.
    fn tensor(&mut self) -> Result<(), FileProblem> {
        self.text()?;
        let dimensions = self.u32()?;
        if !(1..=MAX_DIMENSIONS).contains(&dimensions) {
            return Err(damaged(format!("a tensor of {dimensions} dimensions")));
        }
        let mut elements = 1_u64;
        for _ in 0..dimensions {
            let size = self.u64()?;
            elements = elements
                .checked_mul(size)
                .filter(|n| (1..=MAX_ELEMENTS).contains(n))
                .ok_or_else(|| damaged(format!("a tensor with {size} rows")))?;
        }
        self.skip(4 + 8)
    }
}

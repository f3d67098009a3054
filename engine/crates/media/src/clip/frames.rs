//! Numbered PNG pictures.
//!
//! They are written to a temporary folder beside their place and moved there at the end.

use super::ClipError;
use crate::atomic::{SaveError, folder_for, temporary_folder};
use crate::picture::save_png;
use image::RgbaImage;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where numbered pictures go: `folder/before0001after`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    folder: PathBuf,
    before: String,
    digits: usize,
    after: String,
    /// Whether the folder is the output itself and is made when it is missing.
    makes_folder: bool,
}

impl Pattern {
    /// What a path asks for: `name_%04d.png`, or a folder, which ends in a separator or is there.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let text = path.to_str()?;
        if text.ends_with(std::path::is_separator) || path.is_dir() {
            return Some(Self {
                folder: path.to_owned(),
                before: "frame_".into(),
                digits: 4,
                after: ".png".into(),
                makes_folder: true,
            });
        }
        let (before, rest) = path.file_name()?.to_str()?.split_once('%')?;
        let (width, after) = rest.split_once('d')?;
        // A zero before the width, as in C; a bare `%d` pads nothing.
        let digits = match width.strip_prefix('0').unwrap_or(width) {
            "" => 1,
            width => width.parse().ok().filter(|digits| (1..=9).contains(digits))?,
        };
        let is_png = after.to_ascii_lowercase().ends_with(".png");
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        is_png.then(|| Self {
            folder: folder.unwrap_or(Path::new(".")).to_owned(),
            before: before.into(),
            digits,
            after: after.into(),
            makes_folder: false,
        })
    }

    /// The name of a picture; the first is 1.
    fn name(&self, number: usize) -> String {
        format!("{}{number:0digits$}{}", self.before, self.after, digits = self.digits)
    }

    fn matches(&self, name: &str) -> bool {
        let number =
            name.strip_prefix(&self.before).and_then(|rest| rest.strip_suffix(&self.after));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The folder that the temporary one is made in, checked to be there.
    fn parent(&self) -> Result<PathBuf, SaveError> {
        if self.folder.is_dir() {
            return Ok(self.folder.clone());
        }
        let probe = if self.makes_folder { self.folder.clone() } else { self.folder.join("x") };
        folder_for(&probe).map(Path::to_owned)
    }

    /// A picture that is already where these would go.
    fn existing(&self) -> Option<PathBuf> {
        let entries = fs::read_dir(&self.folder).ok()?;
        let mut names = entries.flatten().map(|entry| entry.file_name());
        let found = names.find(|name| name.to_str().is_some_and(|name| self.matches(name)))?;
        Some(self.folder.join(found))
    }
}

/// Pictures in the making.
pub(super) struct FrameWriter {
    pattern: Pattern,
    written: TempDir,
    count: usize,
}

impl FrameWriter {
    pub(super) fn create(pattern: Pattern) -> Result<Self, ClipError> {
        let parent = pattern.parent()?;
        if let Some(found) = pattern.existing() {
            return Err(ClipError::SequenceExists { found });
        }
        let written = temporary_folder(&parent)
            .map_err(|source| SaveError::Refused { path: pattern.folder.clone(), source })?;
        Ok(Self { pattern, written, count: 0 })
    }

    pub(super) fn push(&mut self, frame: &RgbaImage) -> Result<(), ClipError> {
        save_png(&self.written.path().join(self.pattern.name(self.count + 1)), frame, None)?;
        self.count += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), ClipError> {
        let Self { pattern, written, count } = self;
        let place = pattern.folder.clone();
        let refused = |source| SaveError::Refused { path: place, source };
        // A picture may have come in the meantime.
        if let Some(found) = pattern.existing() {
            return Err(ClipError::SequenceExists { found });
        }
        let moved = if pattern.folder.is_dir() {
            move_all(&pattern, written.path(), count)
        } else {
            fs::rename(written.path(), &pattern.folder)
        };
        // Dropping `written` then removes what was not moved.
        Ok(moved.map_err(refused)?)
    }
}

/// Moves the pictures one by one into a folder that is there; takes them back when one fails.
fn move_all(pattern: &Pattern, from: &Path, count: usize) -> io::Result<()> {
    for number in 1..=count {
        let name = pattern.name(number);
        if let Err(error) = fs::rename(from.join(&name), pattern.folder.join(&name)) {
            for moved in 1..number {
                // Only tidying: the first error is the one to report.
                drop(fs::remove_file(pattern.folder.join(pattern.name(moved))));
            }
            return Err(error);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_their_pictures() {
        for (path, expect) in [
            ("out/name_%04d.png", Some("out/name_0007.png")),
            ("%d.PNG", Some("./7.PNG")),
            ("a%3db.png", Some("./a007b.png")),
            ("frames/", Some("frames/frame_0007.png")),
            ("clip.mp4", None),
            ("still.png", None),
            ("100%.png", None),
            ("a%99d.png", None),
            ("a%04d.jpg", None),
        ] {
            let made = Pattern::of(Path::new(path)).map(|p| p.folder.join(p.name(7)));
            assert_eq!(made, expect.map(PathBuf::from), "{path}");
        }
    }

    #[test]
    fn only_its_own_pictures_match() {
        let pattern = Pattern::of(Path::new("a_%02d.png")).unwrap();
        for (name, expect) in
            [("a_01.png", true), ("a_123.png", true), ("a_.png", false), ("b_01.png", false)]
        {
            assert_eq!(pattern.matches(name), expect, "{name}");
        }
    }
}

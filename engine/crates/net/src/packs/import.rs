//! A pack from a file on disk.

use super::fetch::MAGIC;
use super::file::Meter;
use super::part::{CHUNK_BYTES, Part};
use super::{Installed, InstalledFile, PackError, Progress, Store, name};
use crate::{Cancel, NetError};
use std::fs::File;
use std::io::Read;
use std::path::Path;

impl Store {
    /// Copies a model file into the store and gives the pack's name: as called, or that of the file.
    ///
    /// # Errors
    /// A file that cannot be read or is no model, a name that is taken, the disk, the budget.
    pub fn import(
        &self,
        from: &Path,
        called: Option<&str>,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<String, PackError> {
        let file_name = from.file_name().unwrap_or_default().to_string_lossy();
        let called = called.map_or_else(|| name::of_file(&file_name), str::to_owned);
        name::check(&called)?;
        self.check_free_name(&called)?;
        let source = File::open(from).map_err(PackError::disk(from))?;
        let size = source.metadata().map_err(PackError::disk(from))?.len();
        check_model(&source, from)?;
        self.check_room(size)?;
        let to = self.folder_of(&called).join("model.gguf");
        let mut part = Part::open(&to, "import", cancel)?;
        part.start_over(None)?;
        match copy(from, &mut part, size, cancel, progress) {
            Ok(()) => {}
            Err(error) => {
                part.discard()?;
                self.remove_if_empty(&called);
                return Err(error);
            }
        }
        let (bytes, sha256) = (part.bytes(), part.sha256());
        part.finish(&to)?;
        let name = "model.gguf".to_owned();
        let file = InstalledFile { name, bytes, sha256, pinned: false, url: None };
        let installed = Installed { family: String::new(), licence: None, files: vec![file] };
        self.change(|index| index.packs.insert(called.clone(), installed))?;
        Ok(called)
    }
}

fn check_model(source: &File, from: &Path) -> Result<(), PackError> {
    let mut head = Vec::new();
    source.take(MAGIC.len() as u64).read_to_end(&mut head).map_err(PackError::disk(from))?;
    if head == MAGIC {
        Ok(())
    } else {
        Err(PackError::NotAModel { what: from.display().to_string() })
    }
}

fn copy(
    from: &Path,
    part: &mut Part,
    size: u64,
    cancel: &Cancel,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), PackError> {
    let mut source = File::open(from).map_err(PackError::disk(from))?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut meter = Meter::new();
    loop {
        progress(meter.at(part.bytes(), Some(size)));
        if cancel.is_cancelled() {
            return Err(NetError::Cancelled.into());
        }
        let count = source.read(&mut chunk).map_err(PackError::disk(from))?;
        if count == 0 {
            return Ok(());
        }
        part.append(&chunk[..count])?;
    }
}

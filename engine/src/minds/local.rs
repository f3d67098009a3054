//! Asking a language model on this machine.

use super::hearing::Hearing;
use super::{Asked, Device, LocalModel, MindError, ThinkingStage, memory};
use risorius_llm::{Model, Options, Piece, Place};
use risorius_net::Cancel;
use risorius_net::packs::{State, Store};
use risorius_think::answer::Grammar;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The models of this machine, of which one at most is loaded.
pub(super) struct Local {
    store: Option<Store>,
    loaded: Option<Loaded>,
    /// Questions so far: each has a seed of its own, so that asking again gives something else.
    count: u64,
}

struct Loaded {
    path: PathBuf,
    device: Device,
    model: Model,
}

impl Local {
    pub(super) fn new(store: Option<Store>) -> Self {
        Self { store, loaded: None, count: 0 }
    }

    /// Asks a model; its whole answer, which its grammar brings to an end in time.
    pub(super) fn ask(
        &mut self,
        model: &LocalModel,
        device: Device,
        asked: &Asked,
        cancel: &Cancel,
        mut hearing: Hearing<'_>,
    ) -> Result<String, MindError> {
        let path = self.path(model)?;
        hearing.stage(ThinkingStage::Loading);
        let options = Options { seed: self.count, ..Options::default() };
        self.count += 1;
        let model = self.load(&path, device)?;
        let grammar = Grammar::new(asked.question.seconds);
        let hear = |piece: Piece<'_>| {
            match piece {
                Piece::Prompt { read, of } => hearing.stage(ThinkingStage::Reading { read, of }),
                Piece::Text(text) => hearing.token(text, false),
            }
            if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        model.answer(&asked.question.messages(), grammar, &options, hear)?;
        Ok(hearing.finish())
    }

    /// Lets go of a loaded model.
    pub(super) fn unload(&mut self) {
        self.loaded = None;
    }

    /// Loads a model, unless it is the one that is loaded.
    fn load(&mut self, path: &Path, device: Device) -> Result<&mut Model, MindError> {
        let kept = self.loaded.take().filter(|kept| kept.path == path && kept.device == device);
        let loaded = match kept {
            Some(kept) => kept,
            None => {
                let place = place(device);
                let limit = memory::free_bytes().filter(|_| place == Place::Processor);
                let model = Model::load(path, place, limit)?;
                Loaded { path: path.to_owned(), device, model }
            }
        };
        Ok(&mut self.loaded.insert(loaded).model)
    }

    /// The file of a model.
    fn path(&self, model: &LocalModel) -> Result<PathBuf, MindError> {
        let store = self.store.as_ref().ok_or(MindError::NoLocalModel);
        match model {
            LocalModel::File(path) => Ok(path.clone()),
            LocalModel::Pack(name) => Ok(store?.model(name)?),
            LocalModel::Any => {
                let store = store?;
                let packs = store.packs()?;
                let here = packs.iter().find(|pack| matches!(pack.state, State::Here(_)));
                Ok(store.model(&here.ok_or(MindError::NoLocalModel)?.name)?)
            }
        }
    }
}

fn place(device: Device) -> Place {
    match device {
        Device::Best => Place::best(),
        Device::Processor => Place::Processor,
        Device::Graphics => Place::Graphics,
    }
}

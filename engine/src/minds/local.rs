//! Asking a language model on this machine.

use super::hearing::Hearing;
use super::{Asked, LocalModel, MindError};
use risorius_net::Cancel;
use risorius_net::packs::{State, Store};
use std::path::PathBuf;

/// The models of this machine.
pub(super) struct Local {
    store: Option<Store>,
}

impl Local {
    pub(super) fn new(store: Option<Store>) -> Self {
        Self { store }
    }

    /// Asks a model; its whole answer, and whether it was cut off because it was too long.
    pub(super) fn ask(
        &mut self,
        model: &LocalModel,
        _asked: &Asked,
        _cancel: &Cancel,
        _hearing: Hearing<'_>,
    ) -> Result<(String, bool), MindError> {
        let path = self.path(model)?;
        Err(MindError::CannotRun(path))
    }

    /// Lets go of a loaded model.
    pub(super) fn unload(&mut self) {}

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

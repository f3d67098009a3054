//! Compiled pipelines of a device. A portrait that is fitted anew, as under a hand that drags a
//! landmark, finds them here: compiling takes longer than all else that makes it ready.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What tells pipelines apart: the pass's label, and whether the source has pixels that are not opaque.
type Key = (String, bool);

/// The pipelines compiled so far; clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pipelines(Arc<Mutex<HashMap<Key, wgpu::RenderPipeline>>>);

impl Pipelines {
    /// The pipeline of a pass, compiled the first time that it is asked for.
    pub(super) fn get(
        &self,
        label: &str,
        transparent: bool,
        compile: impl FnOnce() -> wgpu::RenderPipeline,
    ) -> wgpu::RenderPipeline {
        let mut compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.entry((label.to_owned(), transparent)).or_insert_with(compile).clone()
    }
}

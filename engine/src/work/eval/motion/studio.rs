//! Where scripts are drawn, one after the other.

use risorius_face::Motion;
use risorius_motion::measure::HeldOut;
use risorius_motion::prior::Visemes;
use risorius_motion::{Diffusion, MotionError, Take};
use std::ops::ControlFlow;

/// Draws, and tells after each drawing.
pub(super) struct Studio<'a> {
    pub(super) diffusion: &'a Diffusion,
    /// Called after every drawing.
    pub(super) watch: &'a mut dyn FnMut(),
}

impl Studio<'_> {
    pub(super) fn draw(
        &mut self,
        what: &HeldOut,
        speech: &[Visemes],
    ) -> Result<Motion, MotionError> {
        let take = Take { script: &what.script, options: &what.options, speech, kept: None };
        let drawn = self.diffusion.draw(&take, &mut |_| ControlFlow::Continue(()))?;
        (self.watch)();
        Ok(drawn.expect("nobody stops it"))
    }
}

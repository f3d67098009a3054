//! A portrait that acts.

use crate::passes::{Backdrop, Frame, Pass, Scene, Skin, Wrinkles, features};
use crate::prepare::{Mouth, Portrait, mended_lips};
use crate::readback::Readback;
use crate::renderer::Renderer;
use crate::working::{LEAST_IOD_PX, LEAST_SKETCH_IOD_PX, Working};
use crate::{FaceLayout, Gpu, GpuError, Poser, Stage};
use image::RgbaImage;
use risorius_face::Row;
use risorius_rig::{Fit, Rig, RigError};
use std::sync::{Arc, OnceLock};

/// Frames on their way while the next is posed.
const FRAMES_AHEAD: usize = 2;

/// Why a portrait is not drawn.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// About the device.
    #[error(transparent)]
    Gpu(#[from] GpuError),
    /// About the head.
    #[error("the built-in head is damaged: {0}; install Risorius again")]
    Rig(&'static RigError),
    /// The fit is of another picture.
    #[error("the face was fitted to a picture of {}x{} pixels, this one has {}x{}; fit it again", fit.0, fit.1, picture.0, picture.1)]
    OtherPicture {
        /// Size that the fit was made for, pixels.
        fit: (u32, u32),
        /// Size of the picture, pixels.
        picture: (u32, u32),
    },
}

/// A fitted portrait on a device: draws it in any row of a motion.
pub struct Actor {
    picture: RgbaImage,
    working: Working,
    poser: Poser,
    renderer: Renderer,
    readback: Readback,
}

impl Actor {
    /// Reads everything from the portrait that drawing needs: some tenths of a second.
    ///
    /// # Errors
    /// Where the fit belongs to a picture of another size, or the device has no memory left.
    pub fn new(gpu: &Gpu, fit: &Fit, picture: &RgbaImage) -> Result<Self, RenderError> {
        Self::at_least(LEAST_IOD_PX, gpu, fit, picture)
    }

    /// The same for a preview that has to be quick: a small face is drawn at the picture's own pixels,
    /// and the finest of its lids and lips are lost.
    ///
    /// # Errors
    /// As [`Actor::new`].
    pub fn sketching(gpu: &Gpu, fit: &Fit, picture: &RgbaImage) -> Result<Self, RenderError> {
        Self::at_least(LEAST_SKETCH_IOD_PX, gpu, fit, picture)
    }

    fn at_least(
        least_iod_px: f32,
        gpu: &Gpu,
        fit: &Fit,
        picture: &RgbaImage,
    ) -> Result<Self, RenderError> {
        let size = picture.dimensions();
        if fit.size != size || size.0 == 0 || size.1 == 0 {
            return Err(RenderError::OtherPicture { fit: fit.size, picture: size });
        }
        let (rig, face) = head()?;
        let part_px = Stage::new(&face, fit, picture).region_px;
        let working = Working::new(picture, fit, part_px, least_iod_px, gpu.max_side_px());
        let mut stage = Stage::new(&face, &working.fit, &working.picture);
        stage.region_px = [0, 0, working.picture.width(), working.picture.height()];
        let (poser, renderer) = rayon::join(
            || Poser::new(face, &working.fit, &stage),
            || gpu.checked(|| renderer(gpu, rig, stage.clone(), &working)),
        );
        let renderer = renderer?;
        let (picture, readback) = (picture.clone(), Readback::default());
        Ok(Self { picture, working, poser, renderer, readback })
    }

    /// Sets how much of the picture's own expression is removed before a row is added, 0 (not at all,
    /// as at first) to 1.
    pub fn set_neutralise(&mut self, amount: f32) {
        self.poser.set_neutralise(amount);
    }

    /// Draws a row onto a texture that [`Gpu::upload`] made of the whole picture. Waits for the device
    /// only where the face is so small or large that it is drawn at another size.
    ///
    /// # Errors
    /// What the device reports.
    pub fn draw(&mut self, row: &Row, onto: &wgpu::Texture) -> Result<(), RenderError> {
        self.render(row)?;
        let gpu = self.renderer.gpu();
        if self.working.is_resized() {
            self.readback.start(gpu, self.renderer.texture())?;
            let drawn = self.readback.finish(gpu)?;
            gpu.write(onto, &self.working.put_back(&self.picture, &drawn));
            return Ok(());
        }
        let [x, y, ..] = self.working.part_px;
        Ok(self.renderer.copy_to(onto, [x, y])?)
    }

    /// The whole picture in a row: outside of what moves, and for [`Row::ZERO`] with nothing neutralised
    /// everywhere, the source bit for bit.
    ///
    /// # Errors
    /// What the device reports.
    pub fn still(&mut self, row: &Row) -> Result<RgbaImage, RenderError> {
        self.begin(row)?;
        self.finish()
    }

    /// The whole picture in one row after the other. While the device draws a frame, the next one is
    /// posed.
    pub fn frames<'a>(&'a mut self, rows: &'a [Row]) -> Frames<'a> {
        Frames { actor: self, rows: rows.iter() }
    }

    fn render(&mut self, row: &Row) -> Result<(), RenderError> {
        if *row == Row::ZERO && self.poser.rests_as_source() {
            return Ok(self.renderer.draw(None)?);
        }
        let posed = self.poser.pose(row);
        Ok(self.renderer.draw(Some(Frame { row, posed: &posed }))?)
    }

    fn begin(&mut self, row: &Row) -> Result<(), RenderError> {
        self.render(row)?;
        Ok(self.readback.start(self.renderer.gpu(), self.renderer.texture())?)
    }

    fn finish(&mut self) -> Result<RgbaImage, RenderError> {
        let drawn = self.readback.finish(self.renderer.gpu())?;
        Ok(self.working.put_back(&self.picture, &drawn))
    }
}

/// Pictures of a performance: see [`Actor::frames`].
pub struct Frames<'a> {
    actor: &'a mut Actor,
    rows: std::slice::Iter<'a, Row>,
}

impl Iterator for Frames<'_> {
    type Item = Result<RgbaImage, RenderError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.actor.readback.pending() < FRAMES_AHEAD {
            let Some(row) = self.rows.next() else { break };
            if let Err(error) = self.actor.begin(row) {
                return Some(Err(error));
            }
        }
        (self.actor.readback.pending() > 0).then(|| self.actor.finish())
    }
}

impl Drop for Frames<'_> {
    fn drop(&mut self) {
        self.actor.readback.forget();
    }
}

fn renderer(gpu: &Gpu, rig: &Rig, stage: Stage, working: &Working) -> Renderer {
    let scene = Scene::new(gpu, stage, &working.picture);
    let portrait =
        Portrait { picture: &working.picture, rig, fit: &working.fit, stage: &scene.stage };
    let mouth = Mouth::new(portrait);
    let lips = mouth.as_ref().and_then(|mouth| mended_lips(portrait, mouth));
    let mut layers: Vec<Box<dyn Pass + Send>> =
        vec![Box::new(Skin::new(&scene, portrait.picture, lips)), Box::new(Backdrop::new(&scene))];
    layers.extend(features(&scene, portrait, mouth));
    layers.push(Box::new(Wrinkles::new(&scene)));
    Renderer::new(scene, layers)
}

/// The built-in head and its layout, made once.
fn head() -> Result<(&'static Rig, Arc<FaceLayout>), RenderError> {
    static LAYOUT: OnceLock<Arc<FaceLayout>> = OnceLock::new();
    let rig = Rig::embedded().map_err(RenderError::Rig)?;
    Ok((rig, Arc::clone(LAYOUT.get_or_init(|| Arc::new(FaceLayout::new(rig))))))
}

//! The H.264 encoder: OpenH264, High profile with CABAC, one constant quantiser.
//!
//! The safe wrapper of OpenH264 can only write the Baseline profile, which needs 7–19 % more bits,
//! so this file calls the C interface; it is the one place of the program with `unsafe`.
//!
//! A *network abstraction layer unit* (NAL) is one piece of the stream: a parameter set or the
//! slice of a frame. The first frame and one frame every [`Settings::key_interval`] stand alone
//! (*key frames*) and carry the parameter sets; players seek to those.

use super::yuv::Planes;
use openh264_sys2::source::APILoader;
use openh264_sys2::{
    CAMERA_VIDEO_REAL_TIME, CONSTANT_ID, ENCODER_OPTION_TRACE_LEVEL, HIGH_COMPLEXITY, ISVCEncoder,
    PRO_HIGH, RC_OFF_MODE, SEncParamExt, SFrameBSInfo, SM_SINGLE_SLICE, SSourcePicture,
    WELS_LOG_QUIET, videoFormatI420, videoFrameTypeIDR,
};
use std::ffi::{c_int, c_void};
use std::ptr;

/// A refusal of the encoder, with its own number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the H.264 encoder failed to {step} (code {code})")]
pub struct EncoderError {
    /// What it was asked to do.
    pub step: &'static str,
    /// Its return code, `CM_RETURN` in OpenH264's `codec_app_def.h`.
    pub code: i64,
}

/// What the encoder is told once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Width, even, pixels.
    pub(crate) width: usize,
    /// Height, even, pixels.
    pub(crate) height: usize,
    /// Frames a second.
    pub(crate) hz: f32,
    /// Quantiser, 0 (finest) to 51, the same for all frames.
    pub(crate) quantiser: u8,
    /// Frames from one key frame to the next.
    pub(crate) key_interval: u32,
}

/// One coded frame.
pub(crate) struct AccessUnit {
    /// Its pieces, without start codes.
    pub(crate) nals: Vec<Vec<u8>>,
    /// Whether it stands alone.
    pub(crate) is_key: bool,
}

/// An encoder for frames of one size.
pub(crate) struct Encoder {
    raw: *mut ISVCEncoder,
    /// Where the library reports a coded frame; large, so on the heap.
    report: Box<SFrameBSInfo>,
    width: usize,
    height: usize,
}

// SAFETY: the library keeps all state behind the handle and none per thread, and `&mut self` on
// every call means one thread at a time.
unsafe impl Send for Encoder {}

impl Encoder {
    pub(crate) fn new(settings: Settings) -> Result<Self, EncoderError> {
        let mut raw = ptr::null_mut();
        // SAFETY: the function writes a handle to the pointer or returns a code other than zero.
        let code = unsafe { APILoader::WelsCreateSVCEncoder(&mut raw) };
        check("start", code)?;
        // SAFETY: `SFrameBSInfo` is a C struct of integers and pointers; all zeros is valid.
        let report = Box::new(unsafe { std::mem::zeroed() });
        // From here on `Drop` gives the handle back, also when the set-up fails.
        let mut encoder = Self { raw, report, width: settings.width, height: settings.height };
        encoder.initialise(settings)?;
        Ok(encoder)
    }

    fn initialise(&mut self, settings: Settings) -> Result<(), EncoderError> {
        let mut quiet: c_int = WELS_LOG_QUIET;
        // SAFETY: `raw` is a live handle, so its function table is valid; the option takes the
        // address of an int, and a C struct of numbers may start as zeros.
        let code = unsafe {
            let table = &**self.raw;
            let set_option = table.SetOption.expect("OpenH264 fills its function table");
            let defaults = table.GetDefaultParams.expect("OpenH264 fills its function table");
            let start = table.InitializeExt.expect("OpenH264 fills its function table");
            // Its log would go to the terminal; return codes say all that is needed.
            set_option(
                self.raw,
                ENCODER_OPTION_TRACE_LEVEL,
                ptr::from_mut(&mut quiet).cast::<c_void>(),
            );
            let mut params: SEncParamExt = std::mem::zeroed();
            defaults(self.raw, &mut params);
            configure(&mut params, settings);
            start(self.raw, &params)
        };
        check("take the size and rate of the clip", code)
    }

    /// Codes the next frame; `time_ms` only orders the frames.
    ///
    /// `planes` must have the size of the settings.
    pub(crate) fn encode(
        &mut self,
        planes: &Planes,
        time_ms: i64,
    ) -> Result<AccessUnit, EncoderError> {
        debug_assert_eq!((planes.width, planes.height), (self.width, self.height));
        // SAFETY: the planes are as large as the sizes and strides say and outlive the call; the
        // library only reads them, its pointers are mutable for want of `const`. `report` is a
        // valid place for its answer.
        let code = unsafe {
            let mut picture: SSourcePicture = std::mem::zeroed();
            picture.iColorFormat = videoFormatI420;
            picture.iPicWidth = self.width as c_int;
            picture.iPicHeight = self.height as c_int;
            picture.iStride = [self.width, self.width / 2, self.width / 2, 0].map(|n| n as c_int);
            picture.pData = [
                planes.y.as_ptr().cast_mut(),
                planes.cb.as_ptr().cast_mut(),
                planes.cr.as_ptr().cast_mut(),
                ptr::null_mut(),
            ];
            picture.uiTimeStamp = time_ms;
            let encode = (**self.raw).EncodeFrame.expect("OpenH264 fills its function table");
            encode(self.raw, &picture, &mut *self.report)
        };
        check("code a frame", code)?;
        Ok(AccessUnit { nals: self.nals(), is_key: self.report.eFrameType == videoFrameTypeIDR })
    }

    /// Copies the pieces of the last frame out of the library's buffers.
    fn nals(&self) -> Vec<Vec<u8>> {
        let layers = &self.report.sLayerInfo[..self.report.iLayerNum as usize];
        let mut nals = Vec::new();
        for layer in layers {
            let mut start = 0;
            for index in 0..layer.iNalCount as usize {
                // SAFETY: the last call filled `iNalCount` lengths, whose sum is the length of the
                // layer's buffer; both live until the next call, and the bytes are copied now.
                let nal = unsafe {
                    let length = *layer.pNalLengthInByte.add(index) as usize;
                    let nal = std::slice::from_raw_parts(layer.pBsBuf.add(start), length);
                    start += length;
                    nal
                };
                nals.push(without_start_code(nal).to_vec());
            }
        }
        nals
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the handle came from `WelsCreateSVCEncoder` and is given back once.
        unsafe {
            if let Some(uninitialize) = (**self.raw).Uninitialize {
                uninitialize(self.raw);
            }
            APILoader::WelsDestroySVCEncoder(self.raw);
        }
    }
}

/// Fills OpenH264's parameters, documented in its `codec_app_def.h`.
fn configure(params: &mut SEncParamExt, settings: Settings) {
    params.iUsageType = CAMERA_VIDEO_REAL_TIME;
    params.iPicWidth = settings.width as c_int;
    params.iPicHeight = settings.height as c_int;
    params.fMaxFrameRate = settings.hz;
    // Its rate control holds no rate unless it may drop frames: off, the quantiser is constant.
    params.iRCMode = RC_OFF_MODE;
    params.bEnableAdaptiveQuant = false;
    params.bEnableFrameSkip = false;
    params.bEnableBackgroundDetection = false;
    params.bEnableSceneChangeDetect = false;
    params.iComplexityMode = HIGH_COMPLEXITY;
    params.iEntropyCodingModeFlag = 1; // CABAC
    params.uiIntraPeriod = settings.key_interval;
    params.eSpsPpsIdStrategy = CONSTANT_ID;
    params.iMultipleThreadIdc = 1; // The same bytes on every machine.

    let layer = &mut params.sSpatialLayers[0];
    layer.iVideoWidth = params.iPicWidth;
    layer.iVideoHeight = params.iPicHeight;
    layer.fFrameRate = settings.hz;
    layer.iDLayerQp = settings.quantiser.into();
    layer.uiProfileIdc = PRO_HIGH;
    layer.sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
    layer.sSliceArgument.uiSliceNum = 1;
    layer.bVideoSignalTypePresent = true;
    layer.bColorDescriptionPresent = true;
    layer.bFullRange = false;
    layer.uiColorPrimaries = super::BT709;
    layer.uiTransferCharacteristics = super::BT709;
    layer.uiColorMatrix = super::BT709;
}

/// A NAL after its start code, `00 00 01` or `00 00 00 01` (ITU-T H.264, annex B).
fn without_start_code(nal: &[u8]) -> &[u8] {
    let zeros = nal.iter().take_while(|&&byte| byte == 0).count();
    nal.get(zeros + 1..).unwrap_or_default()
}

fn check(step: &'static str, code: c_int) -> Result<(), EncoderError> {
    if code == 0 { Ok(()) } else { Err(EncoderError { step, code: code.into() }) }
}

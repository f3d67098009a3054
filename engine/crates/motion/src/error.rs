//! What can go wrong while a performance is drawn.

/// One line for people.
#[derive(Debug, thiserror::Error)]
pub enum MotionError {
    /// The network, its weights or its device failed.
    #[error("the denoiser cannot draw: {0}; draw with `--freedom 0`, which needs no network")]
    Network(String),
}

impl From<candle_core::Error> for MotionError {
    fn from(error: candle_core::Error) -> Self {
        // Candle appends a backtrace to the line that matters.
        Self::Network(error.to_string().lines().next().unwrap_or_default().to_owned())
    }
}

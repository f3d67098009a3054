//! What can go wrong while seeing.

use thiserror::Error;

/// Why the networks gave no answer. Not a fault of the picture: any picture can be looked at.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SeeError {
    /// The embedded weights are not those of the networks.
    #[error("the weights inside this program do not fit its networks ({0}); install it anew")]
    Weights(String),
    /// The network library refused, for want of memory say.
    #[error("a network could not be run ({0}); close other programs and try again")]
    Network(String),
}

impl From<candle_core::Error> for SeeError {
    fn from(error: candle_core::Error) -> Self {
        // Candle appends a backtrace in lines of their own.
        Self::Network(error.to_string().lines().next().unwrap_or_default().to_owned())
    }
}

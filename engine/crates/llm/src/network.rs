//! Candle's quantised networks behind one face.

use crate::file::Opened;
use crate::shape::Family;
use candle_core::quantized::gguf_file::Value;
use candle_core::{Device, Result, Tensor};
use candle_transformers::models::{quantized_llama, quantized_qwen2, quantized_qwen3};

/// A network with its weights and its keys and values of what it has read.
pub(crate) struct Network {
    kind: Kind,
    device: Device,
    /// Tokens that it has read.
    position: usize,
    /// What many questions begin with, and the network when it had read that and no more.
    kept: Option<(Vec<u32>, Kind)>,
}

enum Kind {
    Qwen3(quantized_qwen3::ModelWeights),
    Qwen2(quantized_qwen2::ModelWeights),
    Llama(quantized_llama::ModelWeights),
}

impl Network {
    /// Loads the weights.
    pub(crate) fn load(opened: Opened, device: Device) -> Result<Self> {
        let Opened { mut reader, mut content, shape, .. } = opened;
        let context = format!("{}.context_length", shape.family.name());
        // Tables of positions are made for the whole context, and by default Qwen3's in 16 bits,
        // which cannot tell positions past 2048 apart: 0 stands for 32 bits.
        content.metadata.insert(context, Value::U32(shape.context as u32));
        content.metadata.insert("general.dtype".to_owned(), Value::U32(0));
        let reader = &mut reader;
        let kind = match shape.family {
            Family::Qwen3 => {
                Kind::Qwen3(quantized_qwen3::ModelWeights::from_gguf(content, reader, &device)?)
            }
            Family::Qwen2 => {
                Kind::Qwen2(quantized_qwen2::ModelWeights::from_gguf(content, reader, &device)?)
            }
            Family::Llama => {
                Kind::Llama(quantized_llama::ModelWeights::from_gguf(content, reader, &device)?)
            }
        };
        Ok(Self { kind, device, position: 0, kept: None })
    }

    /// Forgets what it has read.
    pub(crate) fn clear(&mut self) {
        self.position = 0;
        match &mut self.kind {
            Kind::Qwen3(model) => model.clear_kv_cache(),
            Kind::Qwen2(model) => model.clear_kv_cache(),
            Kind::Llama(model) => model.clear_kv_cache(),
        }
    }

    /// Begins anew: from what is kept, if the tokens are that, else from nothing. Says how many of
    /// them need not be read.
    pub(crate) fn begin(&mut self, tokens: &[u32]) -> usize {
        self.clear();
        let kept = self.kept.as_ref().filter(|(kept, _)| kept == tokens);
        if let Some(kind) = kept.and_then(|(_, kind)| kind.copy()) {
            self.kind = kind;
            self.position = tokens.len();
        }
        self.position
    }

    /// Keeps what it knows, which are these tokens and no others. Weights are shared; it costs the
    /// memory of their keys and values.
    pub(crate) fn keep(&mut self, tokens: &[u32]) {
        self.kept = self.kind.copy().map(|kind| (tokens.to_vec(), kind));
    }

    /// Reads on, and gives a score to each token that may come next. After a single token only
    /// single ones may be read: candle's Qwen3 keeps those apart, and does not find them again for more.
    pub(crate) fn read(&mut self, tokens: &[u32]) -> Result<Vec<f32>> {
        let input = Tensor::new(tokens, &self.device)?.unsqueeze(0)?;
        let scores = match &mut self.kind {
            Kind::Qwen3(model) => model.forward(&input, self.position)?,
            Kind::Qwen2(model) => model.forward(&input, self.position)?,
            Kind::Llama(model) => model.forward(&input, self.position)?,
        };
        self.position += tokens.len();
        scores.flatten_all()?.to_vec1()
    }
}

impl Kind {
    /// The same network with keys and values of its own; candle's Qwen2 cannot be copied.
    fn copy(&self) -> Option<Self> {
        match self {
            Self::Qwen3(model) => Some(Self::Qwen3(model.clone())),
            Self::Llama(model) => Some(Self::Llama(model.clone())),
            Self::Qwen2(_) => None,
        }
    }
}

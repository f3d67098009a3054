//! What a model file says of its network, checked against the tensors that it holds.

use crate::{FileProblem, MAX_CONTEXT};
use candle_core::quantized::gguf_file::{Content, Value};
use std::ops::RangeInclusive;

/// Context that a question with a short answer needs, tokens.
const LEAST_CONTEXT: usize = 512;

/// Kinds of networks that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Qwen3 (dense).
    Qwen3,
    /// Qwen2 and Qwen2.5.
    Qwen2,
    /// Llama's architecture: Llama 3, SmolLM2 and others.
    Llama,
}

impl Family {
    /// All, with the name that files have for them.
    pub const ALL: [(&'static str, Self); 3] =
        [("qwen3", Self::Qwen3), ("qwen2", Self::Qwen2), ("llama", Self::Llama)];

    /// The name that files have for it.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    /// The names of all, for messages.
    pub(crate) fn names() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }
}

/// The sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) family: Family,
    layers: usize,
    hidden: usize,
    heads: usize,
    kv_heads: usize,
    head_size: usize,
    feed_forward: usize,
    /// Rows of the embedding.
    pub(crate) vocabulary: usize,
    pub(crate) context: usize,
}

impl Shape {
    pub(crate) fn read(content: &Content) -> Result<Self, FileProblem> {
        let name = content.metadata.get("general.architecture");
        let name = name.and_then(|value| value.to_string().ok()).map_or("unknown", String::as_str);
        let found = Family::ALL.iter().find(|(known, _)| *known == name);
        let &(_, family) = found
            .ok_or_else(|| FileProblem::UnknownArchitecture(name.chars().take(40).collect()))?;
        let sizes = Sizes { content, prefix: name };
        let hidden = sizes.within("embedding_length", 1..=1 << 16)?;
        let heads = sizes.within("attention.head_count", 1..=1 << 10)?;
        let kv_heads = sizes.within("attention.head_count_kv", 1..=heads)?;
        let head_size = match family {
            Family::Qwen3 => sizes.within("attention.key_length", 2..=1 << 10)?,
            Family::Qwen2 | Family::Llama => hidden / heads,
        };
        let embedding = content.tensor_infos.get("token_embd.weight");
        let rows = embedding.and_then(|tensor| tensor.shape.dims().first()).copied();
        let shape = Self {
            family,
            layers: sizes.within("block_count", 1..=256)?,
            hidden,
            heads,
            kv_heads,
            head_size,
            feed_forward: sizes.within("feed_forward_length", 1..=1 << 20)?,
            vocabulary: rows.ok_or_else(|| damaged("no tensor token_embd.weight"))?,
            context: sizes.within("context_length", 1..=usize::MAX)?.min(MAX_CONTEXT),
        };
        sizes.positive("attention.layer_norm_rms_epsilon")?;
        if family == Family::Qwen3 || sizes.get("rope.freq_base").is_some() {
            sizes.positive("rope.freq_base")?;
        }
        if family == Family::Llama {
            sizes.within("rope.dimension_count", head_size..=head_size)?;
        }
        let scaling = sizes.get("rope.scaling.type").and_then(|value| value.to_string().ok());
        if content.tensor_infos.contains_key("rope_freqs.weight")
            || scaling.is_some_and(|kind| kind != "none")
        {
            return Err(FileProblem::StretchedPositions);
        }
        if sizes.get("expert_count").is_some_and(|count| !matches!(count, Value::U32(0))) {
            return Err(FileProblem::UnknownArchitecture(format!("{name} with experts")));
        }
        let fits_heads = heads % kv_heads == 0 && head_size % 2 == 0 && head_size > 0;
        let fits_hidden = family == Family::Qwen3 || head_size * heads == hidden;
        if !(fits_heads && fits_hidden) {
            return Err(damaged("heads that do not fit together"));
        }
        if shape.context < LEAST_CONTEXT {
            return Err(FileProblem::ShortContext(shape.context));
        }
        Ok(shape)
    }

    /// Holds every tensor that the network will take to the size that it must have.
    pub(crate) fn check_tensors(&self, content: &Content) -> Result<(), FileProblem> {
        let check = |name: &str, dims: &[usize]| match content.tensor_infos.get(name) {
            None => Err(damaged(format!("no tensor {name}"))),
            Some(tensor) if tensor.shape.dims() != dims => {
                Err(damaged(format!("tensor {name} has the shape {:?}", tensor.shape.dims())))
            }
            Some(_) => Ok(()),
        };
        check("token_embd.weight", &[self.vocabulary, self.hidden])?;
        check("output_norm.weight", &[self.hidden])?;
        if content.tensor_infos.contains_key("output.weight") {
            check("output.weight", &[self.vocabulary, self.hidden])?;
        }
        for layer in 0..self.layers {
            for (name, dims) in self.layer_tensors() {
                check(&format!("blk.{layer}.{name}"), &dims)?;
            }
        }
        Ok(())
    }

    /// The tensors of a layer, rows before columns.
    fn layer_tensors(&self) -> Vec<(&'static str, Vec<usize>)> {
        let (hidden, ff) = (self.hidden, self.feed_forward);
        let (q, kv) = (self.heads * self.head_size, self.kv_heads * self.head_size);
        let mut tensors = vec![
            ("attn_norm.weight", vec![hidden]),
            ("attn_q.weight", vec![q, hidden]),
            ("attn_k.weight", vec![kv, hidden]),
            ("attn_v.weight", vec![kv, hidden]),
            ("attn_output.weight", vec![hidden, q]),
            ("ffn_norm.weight", vec![hidden]),
            ("ffn_gate.weight", vec![ff, hidden]),
            ("ffn_up.weight", vec![ff, hidden]),
            ("ffn_down.weight", vec![hidden, ff]),
        ];
        tensors.extend(match self.family {
            Family::Qwen3 => vec![
                ("attn_q_norm.weight", vec![self.head_size]),
                ("attn_k_norm.weight", vec![self.head_size]),
            ],
            Family::Qwen2 => {
                vec![("attn_q.bias", vec![q]), ("attn_k.bias", vec![kv]), ("attn_v.bias", vec![kv])]
            }
            Family::Llama => Vec::new(),
        });
        tensors
    }

    /// The weights as they are in the file, the embedding as 32-bit numbers, and keys and values of
    /// the whole context: candle's Qwen3 holds them twice on a processor, and what questions begin
    /// with is kept once more.
    pub(crate) fn memory_bytes(&self, file_bytes: u64) -> u64 {
        let embedding = 4 * self.vocabulary * self.hidden;
        let keys_and_values = 2 * 4 * self.layers * self.kv_heads * self.head_size * self.context;
        file_bytes + (embedding + 3 * keys_and_values) as u64
    }
}

fn damaged(what: impl Into<String>) -> FileProblem {
    FileProblem::Damaged(what.into())
}

/// The numbers of a network in the file's metadata.
struct Sizes<'a> {
    content: &'a Content,
    prefix: &'a str,
}

impl Sizes<'_> {
    fn get(&self, key: &str) -> Option<&Value> {
        self.content.metadata.get(&format!("{}.{key}", self.prefix))
    }

    fn within(&self, key: &str, range: RangeInclusive<usize>) -> Result<usize, FileProblem> {
        // Candle reads 32-bit numbers only where it builds its network.
        let value = self.get(key).and_then(|value| value.to_u32().ok()).map(|value| value as usize);
        value
            .filter(|value| range.contains(value))
            .ok_or_else(|| damaged(format!("{}.{key} is {value:?}", self.prefix)))
    }

    fn positive(&self, key: &str) -> Result<f32, FileProblem> {
        let value = self.get(key).and_then(|value| value.to_f32().ok());
        value
            .filter(|value| value.is_finite() && *value > 0.0)
            .ok_or_else(|| damaged(format!("{}.{key} is {value:?}", self.prefix)))
    }
}

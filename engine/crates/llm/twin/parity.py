"""Small networks with random weights, as Hugging Face transformers computes them.

    python parity.py

writes qwen3.gguf, qwen2.gguf and llama.gguf beside itself: the weights as the program reads them,
in 32 bits, with a text's tokens (`parity.tokens`) and the scores of the next token after each of
them (`parity.scores`). `src/parity.rs` holds candle's scores against them.

Needs torch, transformers and gguf (pip).
"""

import pathlib

import gguf
import numpy as np
import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

HERE = pathlib.Path(__file__).parent
TOKENS, ROWS = 40, 96
SIZES = dict(
    vocab_size=ROWS,
    hidden_size=32,
    intermediate_size=48,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=1024,
    rms_norm_eps=1e-6,
)
FAMILIES = {
    "qwen3": Qwen3ForCausalLM(Qwen3Config(**SIZES, head_dim=16, rope_theta=1e6, tie_word_embeddings=True)),
    "qwen2": Qwen2ForCausalLM(Qwen2Config(**SIZES, rope_theta=1e6, tie_word_embeddings=True)),
    "llama": LlamaForCausalLM(LlamaConfig(**SIZES, rope_theta=1e4, tie_word_embeddings=False)),
}
NAMES = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


def gguf_name(name):
    for theirs, ours in NAMES.items():
        name = name.replace(theirs, ours)
    return name.replace("model.layers.", "blk.")


def interleaved(weight, heads):
    """Llama's files pair neighbours in its rotation, where transformers pairs halves (convert_hf_to_gguf.py)."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(weight.shape)


def write(family, model):
    config = model.config
    # Large enough that attention is sharp: where it is even, positions would not matter.
    for parameter in model.parameters():
        is_norm = parameter.dim() == 1 and parameter.mean() > 0.5
        parameter.data.normal_(mean=1.0 if is_norm else 0.0, std=0.3)
    tokens = torch.randint(ROWS, (1, TOKENS))
    with torch.no_grad():
        scores = model.eval()(tokens).logits[0]
    writer = gguf.GGUFWriter(HERE / f"{family}.gguf", family)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    head_size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer.add_key_length(head_size)
    writer.add_rope_dimension_count(head_size)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    for name, weight in model.state_dict().items():
        weight = weight.numpy()
        if family == "llama" and ("q_proj" in name or "k_proj" in name):
            heads = config.num_attention_heads if "q_proj" in name else config.num_key_value_heads
            weight = interleaved(weight, heads)
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        writer.add_tensor(gguf_name(name), np.ascontiguousarray(weight, dtype=np.float32))
    writer.add_tensor("parity.tokens", tokens[0].numpy().astype(np.float32))
    writer.add_tensor("parity.scores", scores.numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print(family, f"scores within ±{scores.abs().max():.2f}")


if __name__ == "__main__":
    torch.manual_seed(5)
    for family, model in FAMILIES.items():
        write(family, model.float())

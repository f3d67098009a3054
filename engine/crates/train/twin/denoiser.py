"""The denoiser in PyTorch: to hold candle's results and its speed against.

    python denoiser.py parity --weights ../../../../assets/motion/denoiser.safetensors \
        --out ../../motion/src/denoiser/parity.safetensors
    python denoiser.py race --weights … --rust ../../../../target/release/examples/denoiser_time

Needs torch and safetensors.
"""

import argparse
import json
import math
import subprocess
import time

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional as F

WINDOW, PATCH, HEADS = 128, 2, 4


def linear(w, name, x):
    return F.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])


def modulated(x, shift, scale):
    return F.layer_norm(x, x.shape[-1:], eps=1e-6) * (1 + scale[:, None]) + shift[:, None]


def attention(w, name, x, seen):
    def in_heads(y):
        return y.unflatten(-1, (HEADS, -1)).transpose(1, 2)

    query, key, value = (
        in_heads(linear(w, f"{name}.{part}", of)) for part, of in (("query", x), ("key", seen), ("value", seen))
    )
    gathered = F.scaled_dot_product_attention(query, key, value)
    return linear(w, f"{name}.out", gathered.transpose(1, 2).flatten(2))


def block(w, name, x, level, beats):
    steering = linear(w, f"{name}.steering", level).chunk(9, -1)
    seen = modulated(x, *steering[0:2])
    x = x + steering[2][:, None] * attention(w, f"{name}.among_frames", seen, seen)
    seen = modulated(x, *steering[3:5])
    x = x + steering[5][:, None] * attention(w, f"{name}.to_beats", seen, beats)
    seen = modulated(x, *steering[6:8])
    widened = F.gelu(linear(w, f"{name}.widen", seen), approximate="tanh")
    return x + steering[8][:, None] * linear(w, f"{name}.narrow", widened)


def clean(w, noisy, frames, beats, level):
    """The clean motion under a noisy one, N×WINDOW×channels."""
    width = w["place"].shape[-1]
    rates = 1000 * torch.exp(-math.log(10_000) * torch.arange(width // 2) / (width // 2))
    phases = level[:, None] * rates
    waves = torch.cat([phases.cos(), phases.sin()], 1)
    level = F.silu(linear(w, "level_out", F.silu(linear(w, "level_in", waves))))
    beats = linear(w, "beat", beats) + w["slots"]
    tokens = torch.cat([noisy, frames], 2).reshape(len(noisy), WINDOW // PATCH, -1)
    x = linear(w, "embed", tokens) + w["place"]
    for n in range(sum(name.endswith("steering.bias") for name in w)):
        x = block(w, f"blocks.{n}", x, level, beats)
    x = modulated(x, *linear(w, "last_scale", level).chunk(2, -1))
    return linear(w, "out", x).reshape(noisy.shape)


def some(shape, salt):
    """Numbers without a pattern in −1..1, as the test in Rust makes them."""
    n = torch.arange(math.prod(shape))
    return (((n * 7919 + salt * 104_729) % 2001) / 1000 - 1).float().reshape(shape)


def inputs(w, batch):
    channels = w["out.weight"].shape[0] // PATCH
    features = w["embed.weight"].shape[1] // PATCH - channels
    slots, token = w["slots"].shape[1], w["beat.weight"].shape[1]
    level = torch.tensor([0.3, 0.9, 0.6, 0.1, 0.5])[:batch]
    return (
        some((batch, WINDOW, channels), 1),
        some((batch, WINDOW, features), 2),
        some((batch, slots, token), 3),
        level,
    )


def seconds_of_window(w, branches, steps):
    """Twenty steps of one window, each with a pass through the network for all branches."""
    noisy, *rest = inputs(w, branches)
    start = time.perf_counter()
    for _ in range(steps):
        noisy = 0.9 * noisy + 0.1 * clean(w, noisy, *rest)
    return time.perf_counter() - start


def race(w, options):
    torch.set_num_threads(options.threads)
    rows = []
    for _ in range(options.rounds):
        ours = json.loads(subprocess.check_output([options.rust], text=True))
        theirs = {str(b): min(seconds_of_window(w, b, 20) for _ in range(3)) for b in (1, 3)}
        rows.append((ours, theirs))
    for branches in ("1", "3"):
        ours, theirs = (min(row[side][branches] for row in rows) for side in (0, 1))
        print(f"{branches} branches, 20 steps: candle {ours:.3f} s, PyTorch {theirs:.3f} s, ratio {ours / theirs:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["parity", "race"])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", help="file of expected results")
    parser.add_argument("--rust", help="the built example denoiser_time")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    w = {name: tensor.float() for name, tensor in load_file(options.weights).items()}
    with torch.inference_mode():
        if options.what == "parity":
            save_file({"clean": clean(w, *inputs(w, 2))}, options.out)
        else:
            race(w, options)


if __name__ == "__main__":
    main()

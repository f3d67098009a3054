"""Changes of a picture that leave its labels where they are. Pictures are H×W×3, u8.

They work on bytes of one picture at a time: on a processor that costs a tenth of what the same does
on a batch of floats.
"""

import numpy as np

MID_GREY = 128      # what the studio fills in for what lies outside of a picture
_NOISE = np.random.default_rng(0).normal(size=1 << 20).astype(np.float32)


def varied(picture, rng):
    """Light, colour, blur, grain, something in front and the edge of the picture, each now and then."""
    for share, change in CHANGES:
        if rng.random() < share:
            picture = change(picture, rng)
    return picture


def bytes_of(values):
    return np.clip(values, 0, 255).astype(np.uint8)


def recoloured(picture, rng):
    """Between black-and-white and gaudy."""
    keep = 1.6 * rng.random()
    to_grey = np.full((3, 3), (1 - keep) / 3, np.float32) + keep * np.eye(3, dtype=np.float32)
    return bytes_of(picture.astype(np.float32) @ to_grey)


def toned(picture, rng):
    """Gamma, contrast, brightness and a cast, from a table for each channel."""
    gamma = np.exp(0.6 * (rng.random() - 0.5))
    gain = np.exp(0.5 * (rng.random() - 0.5))
    cast = 26 * (rng.random() - 0.5) + 20 * (rng.random(3) - 0.5)
    levels = (np.arange(256) / 255) ** gamma * 255
    table = bytes_of((levels - MID_GREY) * gain + MID_GREY + cast[:, None])
    return np.stack([table[channel][picture[..., channel]] for channel in range(3)], -1)


def softened(picture, rng):
    """Blurred by a box of 3×3 pixels, once to three times."""
    for _ in range(rng.integers(1, 4)):
        wide = np.pad(picture, ((1, 1), (1, 1), (0, 0)), "edge").astype(np.uint16)
        rows = wide[:-2] + wide[1:-1] + wide[2:]
        picture = ((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) // 9).astype(np.uint8)
    return picture


def grainy(picture, rng):
    """Noise, the same in all channels or not."""
    channels = rng.choice([1, 3])
    length = picture.shape[0] * picture.shape[1] * channels
    start = rng.integers(0, len(_NOISE) - length)
    noise = _NOISE[start : start + length].reshape(*picture.shape[:2], channels)
    return bytes_of(picture + 14 * rng.random() * noise)


def patched(picture, rng):
    """A rectangle of one colour in front."""
    side = np.array(picture.shape[:2])
    half = side * (0.02 + 0.14 * rng.random(2))
    centre = side * rng.random(2)
    top, left = np.maximum(centre - half, 0).astype(int)
    bottom, right = (centre + half).astype(int)
    picture = picture.copy()
    picture[top:bottom, left:right] = rng.integers(0, 256, 3)
    return picture


def cut(picture, rng):
    """Grey from some line on: the picture ends there."""
    picture = picture.copy()
    depth = int(picture.shape[0] * 0.25 * rng.random())
    inner = picture.swapaxes(0, 1) if rng.random() < 0.5 else picture
    inner = inner[::-1] if rng.random() < 0.5 else inner
    inner[:depth] = MID_GREY
    return picture


# What share of the pictures each change is made to. The synthesiser has its own; these are cheap, and
# fresh each time a picture comes round.
CHANGES = [(0.3, recoloured), (0.7, toned), (0.1, softened), (0.12, grainy), (0.25, patched), (0.12, cut)]

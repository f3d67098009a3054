"""Changes of a picture that leave its labels where they are. Pictures are H×W×3, u8.

They work on bytes of one picture at a time: on a processor that costs a tenth of what the same does
on a batch of floats.
"""

import numpy as np

MID_GREY = 128      # what the studio fills in for what lies outside of a picture
_NOISE = np.random.default_rng(0).normal(size=1 << 20).astype(np.float32)


def varied(picture, rng):
    """Light, colour, blur, grain, something in front and the edge of the picture, each now and then."""
    if rng.random() < 0.5:
        picture = recoloured(picture, rng)
    picture = toned(picture, rng)
    if rng.random() < 0.2:
        picture = softened(picture, rng)
    if rng.random() < 0.25:
        picture = grainy(picture, rng)
    if rng.random() < 0.35:
        cover_a_patch(picture, rng)
    if rng.random() < 0.15:
        cut_at_an_edge(picture, rng)
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


def cover_a_patch(picture, rng):
    """Lays a rectangle of one colour over the picture, in place."""
    side = np.array(picture.shape[:2])
    half = side * (0.02 + 0.14 * rng.random(2))
    centre = side * rng.random(2)
    top, left = np.maximum(centre - half, 0).astype(int)
    bottom, right = (centre + half).astype(int)
    picture[top:bottom, left:right] = rng.integers(0, 256, 3)


def cut_at_an_edge(picture, rng):
    """Leaves grey from some line on, in place: the picture ends there."""
    depth = int(picture.shape[0] * 0.25 * rng.random())
    inner = picture.swapaxes(0, 1) if rng.random() < 0.5 else picture
    inner = inner[::-1] if rng.random() < 0.5 else inner
    inner[:depth] = MID_GREY

"""Folders of samples as `risorius-synth` writes them: meta.json, images.u8, labels.f32."""

import json
from pathlib import Path

import numpy as np

from augment import varied


class Samples:
    """Pictures and label rows of one or more folders; the last ones of each are held back for validation.

    A subclass says how many numbers a label row has (`columns`), what in meta.json has to agree between
    folders (`agreed`), and makes of rows what its network learns (`tensors`).
    """

    agreed = ()

    def __init__(self, folders, held_back):
        metas = [json.loads((folder / "meta.json").read_text()) for folder in map(Path, folders)]
        self.meta = metas[0]
        for folder, meta in zip(folders, metas):
            differing = [key for key in ("image_px", *self.agreed) if meta[key] != self.meta[key]]
            if differing:
                raise ValueError(f"{folder}: {', '.join(differing)} differ from those of {folders[0]}")
        self.image_px = self.meta["image_px"]
        self.images = [self._images(Path(f), m["count"]) for f, m in zip(folders, metas)]
        self.labels = [self._labels(Path(f), m["count"]) for f, m in zip(folders, metas)]
        counts = np.array([m["count"] for m in metas])
        held = held_back * counts // counts.sum()
        # Samples to train on come first in each folder, those held back last.
        self.train_ends = np.cumsum(counts - held)
        self.held_ends = np.cumsum(held)
        self.train_counts = counts - held
        self.train_count, self.held_count = int(self.train_ends[-1]), int(self.held_ends[-1])

    def _images(self, folder, count):
        shape = (count, self.image_px, self.image_px, 3)
        return np.memmap(folder / "images.u8", np.uint8, "r", shape=shape)

    def _labels(self, folder, count):
        labels = np.fromfile(folder / "labels.f32", np.float32)
        if labels.size != count * self.columns():
            raise ValueError(f"{folder}/labels.f32: {labels.size} numbers, not {count} × {self.columns()}")
        return labels.reshape(count, self.columns())

    def batch(self, numbers, rng):
        """Varied samples by number, half of them mirrored."""
        folders = np.searchsorted(self.train_ends, numbers, "right")
        rows = numbers - (self.train_ends - self.train_counts)[folders]
        pictures, labels = self._rows(folders, rows)
        mirrored = rng.random(len(numbers)) < 0.5
        pictures[mirrored] = pictures[mirrored, :, ::-1]
        pictures = np.stack([varied(picture, rng) for picture in pictures])
        return pictures, *self.tensors(labels, mirrored)

    def validation(self, batch):
        """Batches of what was held back, as it is."""
        for start in range(0, self.held_count, batch):
            numbers = np.arange(start, min(start + batch, self.held_count))
            folders = np.searchsorted(self.held_ends, numbers, "right")
            held_counts = np.diff(self.held_ends, prepend=0)
            rows = numbers - (self.held_ends - held_counts)[folders] + self.train_counts[folders]
            pictures, labels = self._rows(folders, rows)
            yield pictures, *self.tensors(labels, np.zeros(len(numbers), bool))

    def _rows(self, folders, rows):
        pictures = np.stack([self.images[folder][row] for folder, row in zip(folders, rows)])
        labels = np.stack([self.labels[folder][row] for folder, row in zip(folders, rows)])
        return pictures, labels

"""The data set of whole pictures with some faces."""

import numpy as np

from samples import Samples

SLOT = 1 + 4 + 10 + 1   # present, box, five points, roll
POINTS = 5
FLIPPED_POINTS = [1, 0, 2, 4, 3]


class Scenes(Samples):
    """Gives present N×F (1 a face, 0 none, −1 ignore), boxes N×F×4 (centre, size), points N×F×5×2; pixels.

    Here the top-left *corner* of the picture is (0, 0), so that cells and pictures scale alike.
    """

    agreed = ("faces_max",)

    def columns(self):
        return self.meta["faces_max"] * SLOT

    def tensors(self, labels, mirrored):
        slots = labels.reshape(len(labels), -1, SLOT)
        present, corner, size = slots[..., 0].copy(), slots[..., 1:3] + np.float32(0.5), slots[..., 3:5]
        boxes = np.concatenate([corner + size / 2, size], -1)
        points = slots[..., 5:15].reshape(*present.shape, POINTS, 2) + np.float32(0.5)
        boxes[mirrored, :, 0] = self.image_px - boxes[mirrored, :, 0]
        points[mirrored, ..., 0] = self.image_px - points[mirrored, ..., 0]
        points[mirrored] = points[mirrored][:, :, FLIPPED_POINTS]
        return present, boxes, points

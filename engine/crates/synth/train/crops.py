"""The data set of face crops, and what the mirror image of a label is."""

import numpy as np

from samples import Samples

# Units of the eyes and head that are called left or right by the way they turn.
MIRRORED_CODES = {"51": "52", "52": "51", "55": "56", "56": "55", "61": "62", "62": "61"}
MIRRORED_SIDES = {"left": "right", "right": "left"}


class Crops(Samples):
    """Gives is_face N, points N×P×2 (fractions of the side), visible N×P, pose N×3 (degrees), units N×U."""

    agreed = ("points", "units")

    def __init__(self, folders, held_back):
        super().__init__(folders, held_back)
        self.points = [(group, index) for group, index in self.meta["points"]]
        self.units = [(str(code), side) for code, side in self.meta["units"]]
        self.flip = mirror_of_points(self.points)
        self.flip_units = mirror_of_units(self.units)
        self._check_mirror()

    def columns(self):
        return 1 + 3 * len(self.meta["points"]) + 3 + len(self.meta["units"])

    def tensors(self, labels, mirrored):
        count = len(self.points)
        is_face, rows, pose, units = np.split(labels, [1, 1 + 3 * count, 4 + 3 * count], axis=1)
        rows = rows.reshape(-1, count, 3)
        # Pixel (0, 0) has its centre half a pixel inside the crop.
        points = (rows[:, :, :2] + np.float32(0.5)) / self.image_px
        visible = rows[:, :, 2].copy()
        points[mirrored] = (points[mirrored] * np.float32([-1, 1]) + np.float32([1, 0]))[:, self.flip]
        visible[mirrored] = visible[mirrored][:, self.flip]
        pose[mirrored] *= np.float32([-1, 1, -1])
        units[mirrored] = units[mirrored][:, self.flip_units]
        return is_face[:, 0], points, visible, pose, units

    def of_groups(self, *names):
        """Numbers of the points of these groups."""
        return [number for number, (group, _) in enumerate(self.points) if group in names]

    def _check_mirror(self):
        """A mirrored mean face is the mean face: fails if left and right are paired wrongly."""
        labels = self.labels[0][:5000]
        is_face, points, *_ = self.tensors(labels.copy(), np.zeros(len(labels), bool))
        mean = points[is_face > 0.5].mean(0)
        off = np.abs(mean[self.flip] * [-1, 1] + [1, 0] - mean).max()
        if off > 0.04:
            raise ValueError(f"mirrored, the mean face is off by {off:.3f} of the crop: points are paired wrongly")


def mirror_of_points(points):
    """For each point the one that takes its place in a mirror image."""
    length = {group: sum(g == group for g, _ in points) for group, _ in points}

    def mirrored(group, index):
        if group.startswith(("left_", "right_")):
            side, rest = group.split("_", 1)
            # The rim of an iris is counted from the person's left, by way of the top, for both eyes.
            if rest == "iris_edge":
                index = (2 - index) % 4
            return f"{MIRRORED_SIDES[side]}_{rest}", index
        if group.startswith("lips_") or group == "nose_base":
            return group, length[group] - 1 - index
        if group == "face_oval":
            return group, (length[group] - index) % length[group]
        return group, index

    numbers = {point: number for number, point in enumerate(points)}
    return np.array([numbers[mirrored(*point)] for point in points])


def mirror_of_units(units):
    """The same for action units."""
    numbers = {unit: number for number, unit in enumerate(units)}
    swapped = [(MIRRORED_CODES.get(code, code), MIRRORED_SIDES.get(side, side)) for code, side in units]
    return np.array([numbers[unit] for unit in swapped], np.int64)

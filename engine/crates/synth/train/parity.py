"""Writes what PyTorch gives for one crop and one scene; the studio's networks are tested against it.

python parity.py --crops crops --scenes scenes --weights ../../../../assets/see --out ../../portrait/src/see/parity
"""

import argparse
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from common import to_picture, write_json
from crops import Crops
from detector import Detector
from landmarks import LandmarkNet
from layers import ConvUnit, LinearUnit
from scenes import Scenes

EVERY_CELL = 5  # of the detector's rows and columns, so that the file stays small


def inference_net(net, path):
    """`net` with the folded weights of a file."""
    for module in net.modules():
        if isinstance(module, (ConvUnit, LinearUnit)):
            module.fold()
    net.load_state_dict({name: value.float() for name, value in load_file(path).items()})
    return net.eval()


def write_png(pixels, path):
    """An H×W×3 u8 picture."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def numbers(tensor):
    return [float(f"{value:.6g}") for value in tensor.flatten().tolist()]


def first_with_face(data, has_face):
    for number in range(len(data.images[0])):
        if has_face(data.labels[0][number]):
            return np.array(data.images[0][number])
    raise ValueError("no sample has a face")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("crops", "scenes", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    crop = first_with_face(Crops([options.crops], 0), lambda row: row[0] > 0.5)
    scene = first_with_face(Scenes([options.scenes], 0), lambda row: row[0] > 0.5)
    write_png(crop, options.out / "crop.png")
    write_png(scene, options.out / "scene.png")
    described = json.loads((options.weights / "landmarks.json").read_text())
    landmark_net = LandmarkNet(len(described["points"]), len(described["units"]))
    inference_net(landmark_net, options.weights / "landmarks.safetensors")
    detector = inference_net(Detector(), options.weights / "detector.safetensors")
    with torch.no_grad():
        points, _, log_error, state = landmark_net(to_picture(crop[None], "cpu"))
        answer = detector(to_picture(scene[None], "cpu"))
    expected = {
        "points": numbers(points), "log_error": numbers(log_error), "state": numbers(state),
        "every_cell": EVERY_CELL, "answer": numbers(answer[0, :, ::EVERY_CELL, ::EVERY_CELL]),
    }
    write_json(expected, options.out / "expected.json")


if __name__ == "__main__":
    main()

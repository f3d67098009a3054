"""Changes of a batch that move its labels too. Pictures are N×3×H×W; they are sampled once more."""

import math

import torch
from torch.nn import functional as F

SHARE = 0.7             # of the samples that are warped, the others stay as they are
LEAST_FACE_PX = 12.0    # smaller faces are not asked for
LEAST_INSIDE = 0.6      # of a face's box; cut faces are not asked for


def warped_crops(pictures, points, pose):
    """Turned, scaled, shifted and stretched a little: faces of other proportions, held otherwise.

    Points are fractions of the side, the roll in `pose` is in degrees.
    """
    count = len(pictures)
    moved = (torch.rand(count) < SHARE).float()
    turn = moved * torch.randn(count) * math.radians(7)
    scale = torch.exp(moved * torch.randn(count) * 0.08)
    stretch = torch.exp(moved * torch.randn(count) * 0.05)
    shift = moved[:, None] * torch.randn(count, 2) * 0.06
    cos, sin = turn.cos(), turn.sin()
    source_from_result = torch.stack([
        torch.stack([cos * scale * stretch, -sin * scale / stretch, shift[:, 0]], -1),
        torch.stack([sin * scale * stretch, cos * scale / stretch, shift[:, 1]], -1),
    ], 1).to(pictures.device)
    linear, offset = source_from_result[..., :2], source_from_result[..., 2]
    points = (2 * points - 1 - offset[:, None]) @ torch.linalg.inv(linear).mT / 2 + 0.5
    pose = pose.clone()
    pose[:, 2] -= torch.rad2deg(turn).to(pose.device)
    return sampled(pictures, source_from_result, "reflection"), points, pose


def warped_scenes(pictures, present, boxes, points):
    """Nearer or farther and shifted; what comes into sight at the border is grey. Labels are in pixels."""
    count, side = len(pictures), pictures.shape[-1]
    moved = (torch.rand(count) < SHARE).float()
    scale = torch.exp(moved * (torch.rand(count) - 0.5))
    shift = moved[:, None] * (torch.rand(count, 2) - 0.5) * 0.5
    zero = torch.zeros(count)
    source_from_result = torch.stack([
        torch.stack([scale, zero, shift[:, 0]], -1), torch.stack([zero, scale, shift[:, 1]], -1),
    ], 1).to(pictures.device)
    scale, offset = scale.to(boxes.device)[:, None, None], shift.to(boxes.device)[:, None] + 1
    # In −1..1 a result at r shows what is at scale·r + shift.
    placed = lambda at: ((2 * at / side - offset) / scale + 1) * side / 2
    boxes = torch.cat([placed(boxes[..., :2]), boxes[..., 2:] / scale], -1)
    points = placed(points.flatten(1, 2)).unflatten(1, points.shape[1:3])
    low, high = boxes[..., :2] - boxes[..., 2:] / 2, boxes[..., :2] + boxes[..., 2:] / 2
    inside = (high.clamp(0, side) - low.clamp(0, side)).prod(-1) / boxes[..., 2:].prod(-1).clamp(min=1e-6)
    counts = (inside > LEAST_INSIDE) & (boxes[..., 3] >= LEAST_FACE_PX)
    present = torch.where((present > 0.5) & ~counts, -1.0, present)
    return sampled(pictures, source_from_result, "zeros"), present, boxes, points


def sampled(pictures, source_from_result, padding):
    grid = F.affine_grid(source_from_result, pictures.shape, align_corners=False)
    moved = F.grid_sample(pictures, grid, padding_mode=padding, align_corners=False)
    return moved.contiguous(memory_format=torch.channels_last)

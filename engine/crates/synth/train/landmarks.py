"""Trains the landmark network: a 128×128 crop of a face to 159 points with a variance each.

python landmarks.py --data crops --out runs/landmarks --minutes 90 --seed 1 [--resume]
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from common import Run, arguments, autocast, batch_to_device, write_json
from crops import Crops
from layers import ConvUnit, LinearUnit, Merge, Residual, Stage, folded, write_weights
from warp import warped_crops

HEAT_CELLS = 32
# The first and the last cell of a heat map stand for what lies outside of the crop.
OUTSIDE = 0.1
POSE_SCALE = 30.0   # degrees


class SoftMoments(torch.autograd.Function):
    """`moments @ exp(heat)`: M×C by N×C×P to N×M×P. Divided by the first row, it is a soft-argmax.

    One picture at a time on a processor, and exp done again on the way back: its large arrays then stay
    in the cache, which halves the time of the whole training step.
    """

    @staticmethod
    def forward(ctx, heat, moments):
        ctx.save_for_backward(heat, moments)
        return torch.cat([moments @ some.float().exp() for some in chunks_of(heat)])

    @staticmethod
    def backward(ctx, gradient):
        heat, moments = ctx.saved_tensors
        out = torch.empty_like(heat)
        for into, some, pull in zip(chunks_of(out), chunks_of(heat), chunks_of(gradient)):
            into.copy_((moments.T @ pull).mul_(some.float().exp_()))
        return out, None


def chunks_of(batch):
    return batch.split(len(batch) if batch.is_cuda else 1)


class LandmarkNet(nn.Module):
    def __init__(self, points, units):
        super().__init__()
        self.points, self.units = points, units
        self.stem = nn.Sequential(ConvUnit(3, 16, stride=2), nn.ReLU(), ConvUnit(16, 32, stride=2), nn.ReLU())
        self.stage4 = Residual(32)                      # 32×32, a quarter of the crop
        self.stage8 = Stage(32, 64, depth=1)            # 16×16
        self.stage16 = Stage(64, 128, depth=2)          # 8×8
        self.stage32 = Stage(128, 192, depth=1)         # 4×4
        self.merge16 = Merge(192, 128, 96)
        self.merge8 = Merge(96, 64, 64)
        self.refine8 = ConvUnit(64, 64)
        self.merge4 = Merge(64, 32, 48)
        self.refine4 = ConvUnit(48, 48)
        self.heat = nn.Conv2d(48, points, 1)
        self.summary = LinearUnit(192 * 16, 192)
        self.shift = nn.Linear(192, 2 * points)         # what the heat maps cannot reach
        self.spread = nn.Linear(192, points)            # log of the expected error
        self.spread_of_heat = nn.Parameter(torch.tensor(0.5))
        self.state = nn.Linear(192, 1 + 3 + units)      # face or not, pose, action units
        nn.init.zeros_(self.shift.weight)
        nn.init.zeros_(self.shift.bias)
        # P(the points are good) = logistic(a + b · log of the mean expected error), set after training.
        self.register_buffer("calibration", torch.tensor([0.0, -1.0]))
        grid = (torch.arange(HEAT_CELLS) + 0.5) / HEAT_CELLS
        grid[0], grid[-1] = -OUTSIDE, 1 + OUTSIDE
        y, x = torch.meshgrid(grid, grid, indexing="ij")
        moments = torch.stack([torch.ones_like(x), x, y, x * x + y * y]).flatten(1)
        self.register_buffer("moments", moments, persistent=False)

    def forward(self, pictures):
        fine = self.stage4(self.stem(pictures))
        at8 = self.stage8(fine)
        at16 = self.stage16(at8)
        deep = self.stage32(at16)
        merged = self.merge8(self.merge16(deep, at16), at8)
        merged = F.relu(self.refine8(merged))
        merged = F.relu(self.refine4(self.merge4(merged, fine)))
        summary = F.relu(self.summary(deep.contiguous().flatten(1)))
        return self.read(self.heat(merged), self.shift(summary), self.spread(summary), self.state(summary))

    def read(self, heat, shift, spread, state):
        """Points N×P×2 (fractions of the side), heat-map points alike, log errors N×P, and the state."""
        with torch.autocast(heat.device.type, enabled=False):
            shift, spread, state = shift.float(), spread.float(), state.float()
            # Pixels come first, as they lie in memory.
            total, *sums = SoftMoments.apply(heat.permute(0, 2, 3, 1).flatten(1, 2), self.moments).unbind(1)
            x, y, square = (of / total for of in sums)
            seen = torch.stack([x, y], -1)
            variance = (square - x * x - y * y).clamp(min=1e-5)
            points = seen + shift.reshape(-1, self.points, 2)
            log_error = spread + self.spread_of_heat * variance.log()
        return points, seen, log_error, state


def interocular(points, data):
    """Distance of the eyes' centres, as a fraction of the crop's side."""
    eyes = [points[:, data.of_groups(f"{side}_eye_upper", f"{side}_eye_lower")].mean(1) for side in ("left", "right")]
    return (eyes[0] - eyes[1]).norm(dim=-1)


def scale_of(points, data):
    """What errors are measured in: the interocular distance, or for faces in profile a quarter of the crop."""
    return interocular(points, data).clamp(min=0.2)


def weights_of(data):
    """How much each point counts: lids, irises and lips more, the oval less."""
    weight = {"face_oval": 0.5, "nose_base": 1.0, "nose_bridge": 0.8, "chin": 0.5}
    counted = [weight.get(group, 1.6 if "eye" in group or "iris" in group else 1.3) for group, _ in data.points]
    return torch.tensor(counted) / np.mean(counted)


def unit_weights_of(data):
    """How much each action unit counts: rare and weak ones more, those that no sample shows not at all."""
    columns = -len(data.units)
    shown = np.concatenate([labels[labels[:, 0] > 0.5, columns:] for labels in data.labels])
    spread = shown.std(0)
    weight = np.where(spread > 0, 1 / (spread + 0.05), 0)
    return torch.tensor(weight / weight.mean(), dtype=torch.float32)


def charbonnier(distance, corner=0.01):
    """Distance with a smooth bottom, so that tiny errors do not pull as hard as large ones."""
    return (distance * distance + corner * corner).sqrt() - corner


def loss_of(data):
    weight, unit_weight = weights_of(data), unit_weights_of(data)

    def loss(net, tensors, progress):
        pictures, is_face, target, visible, pose, units = tensors
        pictures, target, pose = warped_crops(pictures, target, pose)
        with autocast(pictures.device):
            points, seen, log_error, state = net(pictures)
        face = is_face > 0.5
        scale = scale_of(target, data)[:, None]
        inside = ((target > 0) & (target < 1)).all(-1).float()
        counts = weight.to(target.device) * (0.3 + 0.7 * visible) * (0.2 + 0.8 * inside) * face[:, None]
        total = counts.sum().clamp(min=1)
        error = (points - target).norm(dim=-1) / scale
        rough = (seen - target).norm(dim=-1) / scale
        place = (counts * charbonnier(error)).sum() / total
        place_seen = (counts * inside * charbonnier(rough)).sum() / total
        # A 2-D Laplace distribution of scale s: −log p = r / s + 2 log s, whose mean error is 2 s.
        log_scale = log_error.clamp(-7, 1)
        surprise = error.detach() * torch.exp(-log_scale) + 2 * log_scale
        surprise = (face[:, None] * surprise).sum() / (face.sum() * len(weight)).clamp(min=1)
        is_face_loss = F.binary_cross_entropy_with_logits(state[:, 0], is_face)
        pose_loss = (face[:, None] * (state[:, 1:4] - pose / POSE_SCALE).abs()).mean()
        # An intensity is learnt as if it were the share of observers who say that the unit is there.
        unit_surprise = F.binary_cross_entropy_with_logits(state[:, 4:], units.clamp(0, 1), reduction="none")
        unit_loss = (face[:, None] * unit_weight.to(units.device) * unit_surprise).mean()
        loss = 10 * place + 4 * place_seen + 0.05 * surprise + 0.2 * is_face_loss + 0.6 * pose_loss + 4 * unit_loss
        plain = (face[:, None] * error).sum() / (face.sum() * len(weight)).clamp(min=1)
        return loss, {
            "error_percent": 100 * plain.item(), "surprise": surprise.item(), "is_face": is_face_loss.item(),
            "pose": pose_loss.item(), "units": unit_loss.item(),
        }

    return loss


def predictions(net, data):
    """Over the samples held back: outputs and labels, each as one array."""
    device = next(net.parameters()).device
    rows = []
    for arrays in data.validation(100):
        pictures, is_face, target, visible, pose, units = batch_to_device(arrays, device)
        points, _, log_error, state = net(pictures)
        error = (points - target).norm(dim=-1) / scale_of(target, data)[:, None]
        rows.append([error, log_error.exp() * 2, state, is_face, visible, pose, units])
    return [torch.cat(column).cpu() for column in zip(*rows)]


def validate_on(data):
    def validate(net):
        error, expected, state, is_face, visible, pose, units = predictions(net, data)
        face = is_face > 0.5
        seen = visible[face] > 0.5
        error, expected = error[face], expected[face]
        net.calibration.copy_(torch.tensor(calibrated(error, expected, weights_of(data))))
        groups = sorted({group for group, _ in data.points})
        of_group = {g: 100 * error[:, data.of_groups(g)].mean().item() for g in groups}
        believed = torch.sigmoid(state[:, 0]) > 0.5
        unit_names = [f"{code}{side[0].upper()}" for code, side in data.units]
        read = torch.sigmoid(state[face, 4:])
        return {
            "error_percent": 100 * error.mean().item(),
            "error_percent_visible": 100 * error[seen].mean().item(),
            "error_percent_median_face": 100 * error.mean(1).median().item(),
            "expected_error_percent": 100 * expected.mean().item(),
            "error_rank_correlation": rank_correlation(error.mean(1), expected.mean(1)),
            "faces_believed": believed[face].float().mean().item(),
            "others_believed": believed[~face].float().mean().item() if (~face).any() else 0.0,
            "pose_error_degrees": (POSE_SCALE * state[face, 1:4] - pose[face]).abs().mean().item(),
            "groups": of_group,
            "units": {name: correlation(read[:, i], units[face, i]) for i, name in enumerate(unit_names)},
        }

    return validate


GOOD_ERROR = 0.06   # of the interocular distance; beyond it lids and lips visibly miss


def calibrated(error, expected, weight):
    """Logistic regression of "the mean error is under GOOD_ERROR" on the log of the mean expected error."""
    good = ((error * weight).mean(1) < GOOD_ERROR).double()
    x = expected.mean(1).log().double()
    line = torch.zeros(2, dtype=torch.double)
    design = torch.stack([torch.ones_like(x), x], 1)
    for _ in range(50):  # Newton's steps, held back a little by a prior
        p = torch.sigmoid(design @ line)
        gradient = design.T @ (good - p) - 1e-2 * line
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1e-2 * torch.eye(2, dtype=torch.double)
        line = line + torch.linalg.solve(hessian, gradient).clamp(-2, 2)
    return line.tolist()


def correlation(a, b):
    """Pearson's; 0 where one of them never changes."""
    a, b = a - a.mean(), b - b.mean()
    return ((a * b).sum() / (a.norm() * b.norm()).clamp(min=1e-9)).item()


def rank_correlation(a, b):
    return correlation(a.argsort().argsort().float(), b.argsort().argsort().float())


def export_to(folder, data):
    def export(net, figures):
        write_weights(folded(net), folder / "landmarks.safetensors")
        description = {"image_px": data.image_px, "points": data.points, "mirror": data.flip.tolist(), "units": data.units}
        write_json({**description, "figures": figures}, folder / "landmarks.json")

    return export


def main():
    options = arguments(__doc__, batch=32, rate=2e-3)
    torch.manual_seed(options.seed)
    data = Crops(options.data, options.validation)
    net = LandmarkNet(len(data.points), len(data.units))
    print(f"{sum(p.numel() for p in net.parameters()):,} parameters, {data.train_count:,} samples")
    Run(options, net, data).train(loss_of(data), validate_on(data), export_to(options.out, data))


if __name__ == "__main__":
    main()

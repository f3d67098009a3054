"""Trains the detector: a whole picture to boxes and five points of its faces.

python detector.py --data scenes --out runs/detector --minutes 90 --seed 1 [--resume]
"""

import torch
from torch import nn
from torch.nn import functional as F

from common import Run, arguments, autocast, batch_to_device, write_json
from layers import ConvUnit, Merge, Stage, folded, write_weights
from scenes import POINTS, Scenes
from warp import warped_scenes

CELL_PX = 8         # one answer for each cell of 8×8 pixels
SIZE_PX = 32.0      # sizes are learned as the log of their ratio to this
OUTPUTS = 1 + 4 + 2 * POINTS


class Detector(nn.Module):
    """For each cell: whether a face's centre is there, where exactly, how large, and its five points.

    After CenterNet (Zhou et al. 2019, arXiv 1904.07850). One map for all sizes: what a large face looks
    like reaches its centre from the coarser stages.
    """

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(ConvUnit(3, 16, stride=2), nn.ReLU(), ConvUnit(16, 32, stride=2), nn.ReLU())
        self.stage8 = Stage(32, 48, depth=1)
        self.stage16 = Stage(48, 96, depth=2)
        self.stage32 = Stage(96, 160, depth=2)
        self.merge16 = Merge(160, 96, 64)
        self.merge8 = Merge(64, 48, 48)
        self.refine8 = ConvUnit(48, 64)
        self.last8 = ConvUnit(64, 64)
        self.answer = nn.Conv2d(64, OUTPUTS, 1)
        self.answer.bias.data[0] = -4.0     # faces are rare: begin by saying so

    def forward(self, pictures):
        at8 = self.stage8(self.stem(pictures))
        at16 = self.stage16(at8)
        merged = self.merge8(self.merge16(self.stage32(at16), at16), at8)
        return self.answer(F.relu(self.last8(F.relu(self.refine8(merged))))).float()


def cell_centres(answer):
    """Pixels, H×W×2."""
    height, width = answer.shape[2:]
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return ((torch.stack([x, y], -1) + 0.5) * CELL_PX).to(answer.device)


def read(answer):
    """Heat N×H×W (logits), centres and sizes N×H×W×2 (pixels), points N×H×W×5×2 (pixels)."""
    values = answer.permute(0, 2, 3, 1)
    heat, shift, log_size, points = values.split([1, 2, 2, 2 * POINTS], -1)
    centres = cell_centres(answer) + shift * CELL_PX
    sizes = log_size.clamp(-4, 4).exp() * SIZE_PX
    mean_size = sizes.prod(-1, keepdim=True).sqrt()[..., None]
    points = centres[..., None, :] + points.unflatten(-1, (POINTS, 2)) * mean_size
    return heat[..., 0], centres, sizes, points


def targets(answer, present, boxes):
    """Heat to learn N×H×W, how much each cell of it counts, and what each face counts in each cell N×F×H×W."""
    cells = cell_centres(answer)[None, None]
    away = (cells - boxes[:, :, None, None, :2]) / CELL_PX
    size = boxes[..., 2:].clamp(min=1e-3)
    mean_size = size.prod(-1).sqrt() / CELL_PX
    spread = (0.1 * mean_size).clamp(min=0.5)[..., None, None]
    bump = torch.exp(-0.5 * (away.square().sum(-1) / spread.square()))
    bump = bump * (present > 0.5)[..., None, None]
    at_centre = (away.abs().amax(-1) <= 0.5) & (present > 0.5)[..., None, None]
    heat = torch.where(at_centre, 1.0, bump).amax(1)
    # Nothing is asked of the inside of a face that is too small or too hidden to count.
    reach = boxes[:, :, None, None, 2:] / CELL_PX / 2 + 1
    ignored = ((away.abs() < reach).all(-1) & (present < -0.5)[..., None, None]).any(1)
    counted = torch.where(ignored & (heat < 0.3), 0.0, 1.0)
    own = bump.argmax(1, keepdim=True) == torch.arange(bump.shape[1], device=bump.device)[:, None, None]
    weight = bump * own * (at_centre | (bump > 0.4))
    weight = weight / weight.sum((2, 3), keepdim=True).clamp(min=1e-6)
    return heat, counted, weight


def focal(heat_logits, heat, counted):
    """Penalty-reduced focal loss, equation 1 of CenterNet: α = 2, β = 4."""
    log_yes, log_no = F.logsigmoid(heat_logits), F.logsigmoid(-heat_logits)
    yes = torch.sigmoid(heat_logits)
    peak = heat > 0.999
    loss = torch.where(peak, (1 - yes).square() * log_yes, (1 - heat) ** 4 * yes.square() * log_no)
    return -(loss * counted).sum() / peak.sum().clamp(min=len(heat) / 2)


def loss_of(net, tensors, _progress):
    pictures, present, boxes, points = tensors
    pictures, present, boxes, points = warped_scenes(pictures, present, boxes, points)
    with autocast(pictures.device):
        answer = net(pictures)
    heat_logits, centres, sizes, found_points = (part.unsqueeze(1) for part in read(answer))
    heat, counted, weight = targets(answer, present, boxes)
    faces = (present > 0.5).sum().clamp(min=1)
    size = boxes[:, :, None, None, 2:].clamp(min=1)
    mean_size = size.prod(-1, keepdim=True).sqrt()
    heat_loss = focal(heat_logits[:, 0], heat, counted)
    box_error = ((centres - boxes[:, :, None, None, :2]) / mean_size).abs().sum(-1) + (sizes.log() - size.log()).abs().sum(-1)
    point_error = ((found_points - points[:, :, None, None]) / mean_size[..., None, :]).abs().sum((-1, -2)) / POINTS
    box_loss, point_loss = (weight * box_error).sum() / faces, (weight * point_error).sum() / faces
    loss = heat_loss + box_loss + 3 * point_loss
    return loss, {"heat": heat_loss.item(), "box": box_loss.item(), "points": point_loss.item()}


def found_in(answer, threshold):
    """For each picture: confidence K, boxes K×4 (corners), points K×5×2, best first, overlaps removed."""
    heat, centres, sizes, points = read(answer)
    peak = heat == F.max_pool2d(heat[:, None], 3, 1, 1)[:, 0]
    confidence = torch.sigmoid(heat)
    for n in range(len(answer)):
        chosen = peak[n] & (confidence[n] > threshold)
        sure, order = confidence[n][chosen].sort(descending=True)
        boxes = torch.cat([centres[n] - sizes[n] / 2, centres[n] + sizes[n] / 2], -1)[chosen][order]
        keep = kept(boxes)
        yield sure[keep], boxes[keep], points[n][chosen][order][keep]


def kept(boxes, most=0.4):
    """Numbers of boxes that no better one overlaps by more than `most` of their union."""
    keep = []
    for number in range(len(boxes)):
        if all(overlap(boxes[number], boxes[other]) < most for other in keep):
            keep.append(number)
    return keep


def overlap(a, b):
    """Intersection over union of two boxes given by corners."""
    common = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0).prod()
    return (common / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - common).clamp(min=1e-6)).item()


def validate_on(data):
    def validate(net):
        rows, false_by_level, pictures_seen = [], {0.3: 0, 0.5: 0, 0.7: 0}, 0
        for arrays in data.validation(50):
            pictures, present, boxes, points = batch_to_device(arrays, next(net.parameters()).device)
            for n, found in enumerate(found_in(net(pictures), 0.1)):
                rows += matches(found, present[n], boxes[n], points[n], false_by_level)
            pictures_seen += len(pictures)
        rows = torch.tensor(rows)
        bins = {"under 20 px": (0, 20), "20–40 px": (20, 40), "40–100 px": (40, 100), "over 100 px": (100, 1e9)}
        in_bin = {name: (rows[:, 0] >= low) & (rows[:, 0] < high) for name, (low, high) in bins.items()}
        sure = rows[:, 1] > 0.5
        return {
            "found_at_0.3": (rows[:, 1] > 0.3).float().mean().item(),
            "found_at_0.5": sure.float().mean().item(),
            "found_at_0.7": (rows[:, 1] > 0.7).float().mean().item(),
            "false_per_picture": {str(level): count / pictures_seen for level, count in false_by_level.items()},
            "overlap": rows[sure, 2].mean().nan_to_num().item(),
            "point_error_percent_of_size": 100 * rows[sure, 3].mean().nan_to_num().item(),
            "found_by_height": {name: sure[some].float().mean().item() for name, some in in_bin.items() if some.any()},
        }

    return validate


def matches(found, present, boxes, points, false_by_level):
    """A row for each face: its height, how surely it was found, overlap, error of the points; counts false ones."""
    confidence, found_boxes, found_points = found
    corners = torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], -1)
    free = list(range(len(found_boxes)))
    rows = []
    for face in (present > 0.5).nonzero()[:, 0].tolist():
        best = max(free, key=lambda k: overlap(found_boxes[k], corners[face]), default=None)
        shared = overlap(found_boxes[best], corners[face]) if best is not None else 0.0
        if shared > 0.4:
            free.remove(best)
            error = (found_points[best] - points[face]).norm(dim=-1).mean() / boxes[face, 2:].prod().sqrt()
            rows.append([boxes[face, 3].item(), confidence[best].item(), shared, error.item()])
        else:
            rows.append([boxes[face, 3].item(), 0.0, 0.0, 0.0])
    ignored = corners[present < -0.5]
    for k in free:
        middle = (found_boxes[k, :2] + found_boxes[k, 2:]) / 2
        if not any(((middle > box[:2] - 4) & (middle < box[2:] + 4)).all() for box in ignored):
            for level in false_by_level:
                false_by_level[level] += int(confidence[k] > level)
    return rows


def export_to(folder, data):
    def export(net, figures):
        write_weights(folded(net), folder / "detector.safetensors")
        write_json({"image_px": data.image_px, "figures": figures}, folder / "detector.json")

    return export


def main():
    options = arguments(__doc__, batch=16, rate=1.5e-3)
    torch.manual_seed(options.seed)
    data = Scenes(options.data, options.validation)
    net = Detector()
    print(f"{sum(p.numel() for p in net.parameters()):,} parameters, {data.train_count:,} samples")
    Run(options, net, data).train(loss_of, validate_on(data), export_to(options.out, data))


if __name__ == "__main__":
    main()

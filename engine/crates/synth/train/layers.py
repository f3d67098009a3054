"""Building blocks of both networks, and how they are written down for the studio."""

from copy import deepcopy

import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F


class ConvUnit(nn.Module):
    """A convolution without bias and a batch norm; `fold` makes one convolution of them."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.norm(self.conv(x))

    def fold(self):
        """Moves the batch norm's scale and shift into the convolution, for inference."""
        scale, shift = scale_and_shift(self.norm)
        self.conv.weight.data = (self.conv.weight.double() * scale[:, None, None, None]).float()
        self.conv.bias = nn.Parameter(shift.float())
        self.norm = nn.Identity()


def scale_and_shift(norm):
    """What a batch norm does to each channel when it no longer learns."""
    scale = norm.weight.double() / (norm.running_var.double() + norm.eps).sqrt()
    return scale, norm.bias.double() - norm.running_mean.double() * scale


class LinearUnit(nn.Linear):
    """A linear map and a batch norm, without which a ReLU behind it can die: then none of its outputs is ever over 0."""

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, bias=False)
        self.norm = nn.BatchNorm1d(outputs)

    def forward(self, x):
        return self.norm(super().forward(x))

    def fold(self):
        """Moves the batch norm's scale and shift into the linear map, for inference."""
        scale, shift = scale_and_shift(self.norm)
        self.weight.data = (self.weight.double() * scale[:, None]).float()
        self.bias = nn.Parameter(shift.float())
        self.norm = nn.Identity()


class Residual(nn.Module):
    """Two 3×3 convolutions beside a shortcut (He et al. 2016, arXiv 1512.03385)."""

    def __init__(self, channels):
        super().__init__()
        self.first = ConvUnit(channels, channels)
        self.second = ConvUnit(channels, channels)

    def forward(self, x):
        return F.relu(x + self.second(F.relu(self.first(x))))


class Stage(nn.Module):
    """Halves the resolution, then refines with `depth` residual blocks."""

    def __init__(self, inputs, outputs, depth):
        super().__init__()
        self.down = ConvUnit(inputs, outputs, stride=2)
        self.blocks = nn.Sequential(*(Residual(outputs) for _ in range(depth)))

    def forward(self, x):
        return self.blocks(F.relu(self.down(x)))


class Merge(nn.Module):
    """Adds what deeper features know to finer ones (Lin et al. 2017, arXiv 1612.03144)."""

    def __init__(self, deep, fine, outputs):
        super().__init__()
        self.deep = ConvUnit(deep, outputs, kernel=1)
        self.fine = ConvUnit(fine, outputs, kernel=1)

    def forward(self, deep, fine):
        return F.relu(F.interpolate(self.deep(deep), scale_factor=2) + self.fine(fine))


def folded(net):
    """A copy for inference: batch norms folded into convolutions, weights rounded as f16 holds them."""
    net = deepcopy(net).eval().float().cpu()
    for module in net.modules():
        if isinstance(module, (ConvUnit, LinearUnit)):
            module.fold()
    for parameter in net.parameters():
        parameter.data = parameter.data.half().float()
        if not torch.isfinite(parameter).all():
            raise ValueError("a weight is beyond the range of f16; train with more weight decay")
    return net


def write_weights(net, path):
    """Writes a folded network as f16 safetensors under the names of its modules."""
    weights = {name: value.half().contiguous() for name, value in net.state_dict().items()}
    save_file(weights, path)

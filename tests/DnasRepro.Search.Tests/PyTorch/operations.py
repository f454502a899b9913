"""The operations that an edge can choose from, one module each, in two and three dimensions.

No convolution has a bias (but in squeeze-excitation) and no normalisation has parameters. In a strided operation of several
convolutions the stride is in the first; in asym_conv each convolution has the stride of the axes that it spans.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

CONVOLUTION = {2: nn.Conv2d, 3: nn.Conv3d}
NORMALISATION = {2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
MAX_POOL = {2: nn.MaxPool2d, 3: nn.MaxPool3d}
AVERAGE_POOL = {2: nn.AvgPool2d, 3: nn.AvgPool3d}


def norm(d, channels, affine=False):
    return NORMALISATION[d](channels, affine=affine)


def conv(d, inputs, outputs, size, stride=1, padding=0, dilation=1, groups=1, bias=False):
    return CONVOLUTION[d](inputs, outputs, size, stride, padding, dilation, groups, bias)


class Zero(nn.Module):
    def __init__(self, d, stride):
        super().__init__()
        self.window = (slice(None), slice(None)) + (slice(None, None, stride),) * d

    def forward(self, x):
        return torch.zeros_like(x[self.window])


class HalfSkip(nn.Module):
    """A skip of stride 2: half of the channels from the input, half from the input moved by one pixel."""

    def __init__(self, d, c):
        super().__init__()
        self.d = d
        self.a = conv(d, c, c // 2, 1, 2)
        self.b = conv(d, c, c - c // 2, 1, 2)
        self.n = norm(d, c)

    def forward(self, x):
        x = F.relu(x)
        moved = F.pad(x, (0, 1) * self.d)[(slice(None), slice(None)) + (slice(1, None),) * self.d]
        return self.n(torch.cat([self.a(x), self.b(moved)], 1))


class SqueezeExcitation(nn.Module):
    def __init__(self, d, c):
        super().__init__()
        self.axes = tuple(range(2, 2 + d))
        self.squeeze = conv(d, c, max(1, c // 4), 1, bias=True)
        self.excite = conv(d, max(1, c // 4), c, 1, bias=True)

    def forward(self, x):
        return x * torch.sigmoid(self.excite(F.relu(self.squeeze(x.mean(self.axes, keepdim=True)))))


def plain(d, c, stride, size):
    return nn.Sequential(nn.ReLU(), conv(d, c, c, size, stride, size // 2), norm(d, c))


def depthwise(d, c, stride, size, dilation=1):
    return [nn.ReLU(), conv(d, c, c, size, stride, dilation * (size // 2), dilation, c), conv(d, c, c, 1), norm(d, c)]


def separable(d, c, stride, size):
    return nn.Sequential(*depthwise(d, c, stride, size), *depthwise(d, c, 1, size))


def asymmetric(d, c, stride):
    if d == 2:
        return nn.Sequential(nn.ReLU(), conv(d, c, c, (1, 3), (1, stride), (0, 1)), conv(d, c, c, (3, 1), (stride, 1), (1, 0)), norm(d, c))
    return nn.Sequential(
        nn.ReLU(), conv(d, c, c, (1, 3, 3), (1, stride, stride), (0, 1, 1)), conv(d, c, c, (3, 1, 1), (stride, 1, 1), (1, 0, 0)), norm(d, c))


def squeezed(d, c, stride):
    return nn.Sequential(nn.ReLU(), conv(d, c, c, 3, stride, 1), SqueezeExcitation(d, c), norm(d, c))


OPERATIONS = {
    'none': lambda d, c, s: Zero(d, s),
    'skip_connect': lambda d, c, s: nn.Identity() if s == 1 else HalfSkip(d, c),
    'conv_1x1': lambda d, c, s: plain(d, c, s, 1),
    'conv_3x3': lambda d, c, s: plain(d, c, s, 3),
    'conv_5x5': lambda d, c, s: plain(d, c, s, 5),
    'sep_conv_3x3': lambda d, c, s: separable(d, c, s, 3),
    'sep_conv_5x5': lambda d, c, s: separable(d, c, s, 5),
    'dil_conv_3x3': lambda d, c, s: nn.Sequential(*depthwise(d, c, s, 3, 2)),
    'dil_conv_5x5': lambda d, c, s: nn.Sequential(*depthwise(d, c, s, 5, 2)),
    'depthwise_conv_3x3': lambda d, c, s: nn.Sequential(*depthwise(d, c, s, 3)),
    'asym_conv': asymmetric,
    'se_conv_3x3': squeezed,
    'max_pool_3x3': lambda d, c, s: nn.Sequential(MAX_POOL[d](3, s, 1), norm(d, c)),
    'avg_pool_3x3': lambda d, c, s: nn.Sequential(AVERAGE_POOL[d](3, s, 1, count_include_pad=False), norm(d, c)),
}


def operation(name, d, c, stride):
    if name not in OPERATIONS:
        raise ValueError('There is no operation %r.' % name)
    return OPERATIONS[name](d, c, stride)

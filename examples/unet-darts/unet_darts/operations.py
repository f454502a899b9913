"""The candidate operations of an edge; all keep channels and resolution."""
from torch import nn

PRIMITIVES = ["none", "skip_connect", "avg_pool_3x3", "conv_3x3", "dil_conv_3x3"]


class Zero(nn.Module):
    """Passes nothing on."""

    def forward(self, x):
        return x * 0.0


def _convolution(channels, dilation):
    return nn.Sequential(
        nn.ReLU(),
        nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False),
        nn.BatchNorm2d(channels),
    )


def make_operation(name, channels):
    """Makes one candidate operation."""
    if name == "none":
        return Zero()
    if name == "skip_connect":
        return nn.Identity()
    if name == "avg_pool_3x3":
        return nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    if name == "conv_3x3":
        return _convolution(channels, 1)
    if name == "dil_conv_3x3":
        return _convolution(channels, 2)
    raise ValueError(f"unknown operation {name!r}")

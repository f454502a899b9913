"""Noisy images with an ellipse or an ellipsoid each; of two dimensions and one channel exactly those of bench/pytorch/unet_darts_baseline.py."""
import math

import numpy as np
import torch


def make_data(n, size, seed, channels=1, classes=2):
    """Images and labels; size is a list of pixels along each axis. With more than two classes they lie in one another, the last innermost."""
    g = np.random.default_rng(seed)
    grid, extent = np.mgrid[tuple(slice(0, s) for s in size)], np.array(size)
    images, labels = np.empty((n, channels, *size), np.float32), np.empty((n, *size), np.int64)
    for i in range(n):
        centre = g.uniform(.25, .75, len(size)) * extent
        radius = g.uniform(.08, .25, len(size)) * extent
        turn = g.uniform(0, math.pi)
        y, x = grid[-2] - centre[-2], grid[-1] - centre[-1]
        u, v = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
        distance = (u / radius[-1]) ** 2 + (v / radius[-2]) ** 2
        if len(size) == 3:
            distance = distance + ((grid[0] - centre[0]) / radius[0]) ** 2
        labels[i] = sum((distance <= ((classes - k) / (classes - 1)) ** 2).astype(np.int64) for k in range(1, classes))
        for c in range(channels):
            images[i, c] = g.normal(0, 1, tuple(size)) + labels[i] * g.uniform(0.6, 1.2)
    return torch.from_numpy(images), torch.from_numpy(labels)

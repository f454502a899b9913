"""Makes runs repeatable: one seed for every source of randomness, and deterministic kernels."""
import random

import numpy
import torch


def make_repeatable(seed, threads=1):
    """Seeds Python, NumPy and PyTorch, and refuses kernels that are not deterministic."""
    random.seed(seed)
    numpy.random.seed(seed)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(threads)

from collections import namedtuple

Genotype = namedtuple("Genotype", "down")

SEED0 = Genotype(down=[("conv_3x3", 0), ("skip_connect", 1), ("conv_3x3", 1), ("conv_3x3", 2)])
SEED1 = SEED0
SEED2 = Genotype(down=[("conv_3x3", 0), ("conv_3x3", 1), ("skip_connect", 0), ("conv_3x3", 2)])

"""Seeded phantoms: an elliptical organ with a bright lesion-like distractor, at two sites that differ in contrast and noise."""
import numpy
import torch

SIZE = 32
SITES = {
    "inner": {"contrast": 1.0, "noise": 0.35, "bias": 0.2},
    "outer": {"contrast": 0.8, "noise": 0.45, "bias": 0.5},
}


def phantoms(site, count, seed):
    """Returns images (count, 1, SIZE, SIZE) and masks (count, SIZE, SIZE) of a site; the seed decides them completely."""
    look = SITES[site]
    generator = numpy.random.default_rng([seed, sorted(SITES).index(site)])
    rows, columns = numpy.mgrid[0:SIZE, 0:SIZE] / (SIZE - 1) * 2 - 1
    images, masks = [], []
    for _ in range(count):
        organ = _ellipse(rows, columns, generator, 0.3, 0.6)
        distractor = _ellipse(rows, columns, generator, 0.1, 0.25)
        bias = look["bias"] * (rows * generator.uniform(-1, 1) + columns * generator.uniform(-1, 1))
        image = look["contrast"] * organ + 0.7 * distractor + bias
        images.append(image + generator.normal(0, look["noise"], image.shape))
        masks.append(organ)
    images = torch.tensor(numpy.stack(images), dtype=torch.float32).unsqueeze(1)
    return images, torch.tensor(numpy.stack(masks), dtype=torch.long)


def _ellipse(rows, columns, generator, smallest, largest):
    centre = generator.uniform(-0.4, 0.4, 2)
    radii = generator.uniform(smallest, largest, 2)
    angle = generator.uniform(0, numpy.pi)
    y, x = rows - centre[0], columns - centre[1]
    along = (x * numpy.cos(angle) + y * numpy.sin(angle)) / radii[0]
    across = (y * numpy.cos(angle) - x * numpy.sin(angle)) / radii[1]
    return (along**2 + across**2 <= 1).astype(numpy.float64)


# Seeds of the partitions. They are fixed so that the search's seed changes the search and not the cases.
SEARCH_CASES, TRAIN_CASES, VALIDATION_CASES, TEST_CASES, OUTER_CASES = range(100, 105)


def search_halves(count=128):
    """The search data, cut in two disjoint halves: one trains the weights, the other the architecture parameters."""
    images, masks = phantoms("inner", count, SEARCH_CASES)
    half = count // 2
    return (images[:half], masks[:half]), (images[half:], masks[half:])


def batches(images, masks, size, generator):
    """Shuffled batches; the generator decides the order."""
    order = torch.randperm(len(images), generator=generator)
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start:start + size]
        yield images[chosen], masks[chosen]

"""Counts every use of the compatibility layer by name."""

MOST_NAMES = 500

counts = {}


def count(name):
    """One more use."""
    if name in counts or len(counts) < MOST_NAMES:
        counts[name] = counts.get(name, 0) + 1


def counting(name, result=None):
    """A function that does nothing but count and give a result."""
    def stand_in(*_, **__):
        count(name)
        return result
    stand_in.__name__ = name.rsplit(".", 1)[-1]
    return stand_in

"""Reference numbers for the intervals of an audit, by other ways than the library's: prints them as JSON.

Wilson: the two roots of the score equation, by Brent's method. Newcombe: from these. Kappa and AC1: the variance by the delta method
with derivatives taken numerically, so that none of the published variance formulas is used. With --statsmodels it compares itself with that package instead.
"""
import json
import math
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

Z = norm.ppf(0.975)


def wilson(x, n):
    p = x / n
    score = lambda q: (p - q) ** 2 - Z * Z * q * (1 - q) / n
    # With none or all of them, one root is the proportion itself; the search starts beside it.
    low = 0.0 if x == 0 else brentq(score, 0.0, min(p, 1 - 1e-12), xtol=1e-15, rtol=1e-14)
    high = 1.0 if x == n else brentq(score, max(p, 1e-12), 1.0, xtol=1e-15, rtol=1e-14)
    return [p, low, high]


def newcombe(x, n, y, m):
    (p, pl, pu), (q, ql, qu) = wilson(x, n), wilson(y, m)
    d = p - q
    return [d, max(-1.0, d - math.hypot(p - pl, qu - q)), min(1.0, d + math.hypot(pu - p, q - ql))]


def kappa(shares):
    expected = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return (float(np.trace(shares)) - expected) / (1 - expected)


def ac1(shares):
    mean = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    expected = float((mean * (1 - mean)).sum()) / (len(mean) - 1)
    return (float(np.trace(shares)) - expected) / (1 - expected)


def delta(coefficient, table):
    table = np.array(table, dtype=float)
    n = table.sum()
    shares = table / n
    value = coefficient(shares)
    step = 1e-6
    slopes = np.zeros_like(shares)
    for at in np.ndindex(shares.shape):
        up, down = shares.copy(), shares.copy()
        up[at] += step
        down[at] -= step
        slopes[at] = (coefficient(up) - coefficient(down)) / (2 * step)
    variance = ((shares * slopes ** 2).sum() - (shares * slopes).sum() ** 2) / n
    half = Z * math.sqrt(max(0.0, variance))
    return [value, max(-1.0, value - half), min(1.0, value + half)]


PROPORTIONS = [(0, 1), (1, 1), (0, 20), (20, 20), (1, 29), (3, 31), (7, 31), (8, 31), (15, 148), (81, 263), (1, 100000), (499, 1000)]
DIFFERENCES = [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10), (10, 10, 0, 20), (10, 10, 0, 10), (8, 31, 5, 22), (3, 31, 3, 31)]
TABLES = [
    [[118, 5], [2, 0]],
    [[20, 5], [10, 15]],
    [[9, 2, 1], [0, 7, 3], [1, 1, 6]],
    [[3, 0, 2], [0, 4, 9], [0, 1, 0]],
    [[1, 2, 0, 0], [0, 5, 1, 0], [3, 0, 8, 2], [0, 0, 1, 4]],
    [[0, 4], [5, 0]],
    [[40, 9, 2], [3, 30, 8], [6, 4, 25]],
]

def agrees_with_statsmodels():
    from statsmodels.stats.inter_rater import cohens_kappa
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    for x, n in PROPORTIONS:
        assert np.allclose(proportion_confint(x, n, method="wilson"), wilson(x, n)[1:], atol=1e-9), (x, n)
    for counts in DIFFERENCES:
        found = np.clip(confint_proportions_2indep(*counts, method="newcomb", compare="diff"), -1, 1)
        assert np.allclose(found, newcombe(*counts)[1:], atol=1e-9), counts
    for table in TABLES:
        found = cohens_kappa(np.array(table))
        assert np.allclose([found.kappa, max(-1, found.kappa_low), min(1, found.kappa_upp)], delta(kappa, table), atol=1e-6), table


if __name__ == "__main__" and "--statsmodels" in sys.argv:
    agrees_with_statsmodels()
elif __name__ == "__main__":
    rounded = lambda values: [round(v, 9) + 0.0 for v in values]
    print(json.dumps({
        "proportions": [{"count": x, "of": n, "interval": rounded(wilson(x, n))} for x, n in PROPORTIONS],
        "differences": [{"counts": c, "interval": rounded(newcombe(*c))} for c in DIFFERENCES],
        "tables": [{"table": t, "kappa": rounded(delta(kappa, t)), "ac1": rounded(delta(ac1, t))} for t in TABLES],
    }, indent=1))

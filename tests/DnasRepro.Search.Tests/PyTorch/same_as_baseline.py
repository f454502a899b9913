#!/usr/bin/env python3
"""Shows that network.py and search.py compute what bench/pytorch/unet_darts_baseline.py computes, to the last bit.

usage: same_as_baseline.py BASELINE.py [--nodes 2] [--order 1] [--steps 10] [further options of the baseline]

Runs the baseline, then the same search with our files: names and values of the initial weights, the losses of all steps, and the weights,
the statistics of the normalisation and the genotype at the end must be equal.
"""
import contextlib
import io
import runpy
import sys


def run_baseline(path, options):
    sys.argv = [path, '--warmup', '0', '--threads', '1', *options]
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(path)


baseline = run_baseline(sys.argv[1], sys.argv[2:])
import torch
from data import make_data
from network import Supernet
from search import Search, genotype

a = baseline['a']


def ours():
    torch.manual_seed(a.seed)
    return Supernet(2, 2, a.nodes, a.channels, down=baseline['OPS'], up=baseline['OPS'])


def differences(one, other):
    if list(one) != list(other):
        return ['the names differ: %s' % sorted(set(one) ^ set(other))]
    return [n for n in one if not torch.equal(one[n], other[n])]


def check(what, wrong):
    if wrong:
        raise SystemExit('%s: not as in the baseline: %s' % (what, wrong[:5]))


torch.manual_seed(a.seed)
theirs = baseline['UNetSuper'](a.channels, a.nodes)
check('initial weights', differences(ours().state_dict(), theirs.state_dict()))
data = [make_data(a.n, [a.size] * 2, a.data_seed * 1000 + i) for i in range(2)]
check('data', [i for i, name in enumerate(('train', 'valid')) for k in (0, 1) if not torch.equal(data[i][k], baseline[name][k])])

search = Search(ours())
generator = torch.Generator().manual_seed(a.seed)
losses = []
for _ in range(a.steps):
    train, valid = [tuple(t[i] for t in d) for d in data for i in (torch.randint(0, a.n, (a.batch,), generator=generator),)]
    losses.append(search.step('first' if a.order == 1 else 'second', train, valid)[0])
check('losses', [(i, x, y) for i, (x, y) in enumerate(zip(losses, baseline['losses'])) if x != y])
check('number of losses', [] if len(losses) == len(baseline['losses']) == a.steps else [len(losses)])
check('weights after %d steps' % a.steps, differences(search.net.state_dict(), baseline['net'].state_dict()))
gene = genotype(search.net, dict(down=baseline['OPS'], up=baseline['OPS']))
texts = {cell: '%s=%r' % (cell, [tuple(edge) for edge in edges]) for cell, edges in gene.items()}
check('genotype', [t for t in texts.values() if t not in baseline['r']['genotype']])
print('equal: order %d, %d nodes, %d steps, loss %r to %r' % (a.order, a.nodes, a.steps, losses[0], losses[-1]))

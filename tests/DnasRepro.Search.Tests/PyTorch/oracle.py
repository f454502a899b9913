#!/usr/bin/env python3
"""Computes with PyTorch what the reference search computes, for tests to compare.

usage: oracle.py REQUEST.json FOLDER

Writes .npy files and index.json into FOLDER. The request may set what DEFAULTS names; the rest stays. An array that lies in the request's
folder "inputs" under the name that it would be written to is taken from there instead of being drawn.

compute:
  forward          forward.output, .loss, .buffers: one training pass over batch.0.train; forward.evaluation: then batch.0.valid in evaluation mode
  gradients        gradients.weights, gradients.architecture: of the loss of batch.0.train
  first            first.architecture: the architecture's gradient on batch.0 (with the entropy's term)
  second           second.architecture: the same of second order, no momentum yet
  second_momentum  second_momentum.weights, .momentum: after one step of the weights on batch.0.train; .architecture: then of second order on batch.1
  exact            exact.architecture: second without differences and without momentum (softmax only)
  steps.first, steps.second, steps.single
                   steps.ORDER.I.weights and .architecture after each step I; steps.ORDER.losses, .architecture_losses; at the end .buffers,
                   .evaluation (batch.0.valid in evaluation mode) and the genotype
Noise of Gumbel: noise.once.CELL for all but the steps; noise.I.architecture.CELL and noise.I.weights.CELL in step I.
Groups (weights, momentum, architecture, buffers) are one vector each; the index' layouts tell the tensors in it, in order.
"""
import copy
import json
import os
import sys

DEFAULT_OPERATIONS = ['none', 'skip_connect', 'conv_3x3', 'sep_conv_3x3', 'dil_conv_3x3', 'max_pool_3x3', 'avg_pool_3x3']
DEFAULTS = dict(
    dimensions=2, levels=2, nodes=2, channels=8, classes=2, in_channels=1, size=64, down_operations=DEFAULT_OPERATIONS, up_operations=DEFAULT_OPERATIONS,
    relaxation='softmax', partial_ratio=4, temperature=1.0, entropy_weight=0.0, initial_scale=1e-3, kept_inputs=2,
    learning_rate=0.025, momentum=0.9, weight_decay=3e-4, clip=5.0,
    architecture_learning_rate=3e-4, betas=[0.5, 0.999], architecture_weight_decay=1e-3, epsilon=0.01,
    seed=0, data_seed=0, images=128, batch=8, steps=10, dtype='float32', threads=1, compute=['forward', 'gradients'], inputs='')


def read_request(path):
    with open(path) as file:
        given = json.load(file)
    unknown = set(given) - set(DEFAULTS)
    if unknown:
        raise SystemExit('The request has unknown keys: %s.' % ', '.join(sorted(unknown)))
    return {**DEFAULTS, **given}


r = read_request(sys.argv[1])
os.environ['OMP_NUM_THREADS'] = str(r['threads'])
import numpy as np
import torch
from data import make_data
from network import Supernet
from search import Search, genotype, loss_of

torch.set_num_threads(r['threads'])
DTYPE = getattr(torch, r['dtype'])
FOLDER = sys.argv[2]
index = dict(request=r, torch=torch.__version__, layouts={}, arrays={}, numbers={}, genotypes={})


def write(name, tensor, layout=None):
    np.save(os.path.join(FOLDER, name + '.npy'), tensor.detach().contiguous().numpy())
    index['arrays'][name] = dict(layout=layout, shape=list(tensor.shape))


def write_group(name, layout, pairs):
    pairs = list(pairs)
    index['layouts'].setdefault(layout, [dict(name=n, shape=list(t.shape)) for n, t in pairs])
    write(name, torch.cat([t.detach().reshape(-1) for _, t in pairs]), layout)


def write_state(name, net):
    write_group(name + '.weights', 'weights', net.named_weights())
    write_group(name + '.architecture', 'architecture', net.named_architecture())


def write_buffers(name, net):
    write_group(name + '.buffers', 'buffers', [(n, b) for n, b in net.named_buffers() if b.is_floating_point()])


def given(name, drawn):
    """An array of the inputs, or what was drawn."""
    path = os.path.join(r['inputs'], name + '.npy')
    return torch.from_numpy(np.load(path)).to(drawn.dtype).reshape(drawn.shape) if r['inputs'] and os.path.exists(path) else drawn


def fill(name, pairs):
    pairs = list(pairs)
    values = given(name, torch.cat([t.detach().reshape(-1) for _, t in pairs]))
    with torch.no_grad():
        for (_, t), part in zip(pairs, torch.split(values, [t.numel() for _, t in pairs])):
            t.copy_(part.reshape(t.shape))


def at(value, step):
    """A setting that may be one number or one for each step; the last one stays."""
    return value[min(step, len(value) - 1)] if isinstance(value, list) else value


def make_network():
    torch.manual_seed(r['seed'])
    net = Supernet(r['dimensions'], r['levels'], r['nodes'], r['channels'], r['classes'], r['in_channels'], r['down_operations'], r['up_operations'],
                   r['relaxation'], r['partial_ratio'], r['initial_scale'])
    net = net.to(DTYPE)
    fill('initial.weights', net.named_weights())
    fill('initial.architecture', net.named_architecture())
    return net


def make_batches():
    size = r['size'] if isinstance(r['size'], list) else [r['size']] * r['dimensions']
    sets = {name: make_data(r['images'], size, r['data_seed'] * 1000 + i, r['in_channels'], r['classes']) for i, name in enumerate(('train', 'valid'))}
    generator = torch.Generator().manual_seed(r['seed'])
    batches = []
    for i in range(max(2, r['steps'])):
        batch = {}
        for name, (images, labels) in sets.items():
            chosen = torch.randint(0, r['images'], (r['batch'],), generator=generator)
            batch[name] = given('batch.%d.%s.images' % (i, name), images[chosen].to(DTYPE)), given('batch.%d.%s.labels' % (i, name), labels[chosen])
            write('batch.%d.%s.images' % (i, name), batch[name][0])
            write('batch.%d.%s.labels' % (i, name), batch[name][1])
        batches.append(batch)
    return batches


def make_noise(net):
    generator = torch.Generator().manual_seed(r['seed'] + 1)
    names = ['once'] + ['%d.%s' % (i, which) for i in range(r['steps']) for which in ('architecture', 'weights')]
    noise = {}
    for name in names if r['relaxation'] == 'gumbel' else []:
        noise[name] = {}
        for cell in ('down', 'up'):
            full = 'noise.%s.%s' % (name, cell)
            drawn = -torch.empty(getattr(net, 'alpha_' + cell).shape, dtype=DTYPE).exponential_(generator=generator).log()
            noise[name][cell] = given(full, drawn)
            write(full, noise[name][cell])
    return noise


initial = make_network()
batches, noise = make_batches(), make_noise(initial)
write_state('initial', initial)


def fresh():
    """The search before its first step."""
    net = copy.deepcopy(initial)
    net.noise, net.temperature = noise.get('once'), at(r['temperature'], 0)
    return Search(net, at(r['learning_rate'], 0), r['momentum'], r['weight_decay'], r['clip'],
                  r['architecture_learning_rate'], r['betas'], r['architecture_weight_decay'], r['entropy_weight'], r['epsilon'])


def evaluate(name, net):
    """In evaluation mode there is no noise."""
    held, net.noise = net.noise, None
    net.eval()
    with torch.no_grad():
        output = net(batches[0]['valid'][0])
    write(name + '.evaluation', output)
    index['numbers'][name + '.evaluation_loss'] = loss_of(output, batches[0]['valid'][1]).item()
    net.train()
    net.noise = held


def forward():
    s = fresh()
    output = s.net(batches[0]['train'][0])
    write('forward.output', output)
    index['numbers']['forward.loss'] = loss_of(output, batches[0]['train'][1]).item()
    write_buffers('forward', s.net)
    evaluate('forward', s.net)
    index['genotypes']['forward'] = genotype(s.net, cells, r['kept_inputs'])


def gradients():
    s = fresh()
    grads = s.gradients(s.loss(batches[0]['train']), s.W + s.A)
    write_group('gradients.weights', 'weights', zip([n for n, _ in s.net.named_weights()], grads))
    write_group('gradients.architecture', 'architecture', zip([n for n, _ in s.net.named_architecture()], grads[len(s.W):]))


def write_architecture_gradient(name, s, grads, loss=None):
    write_group(name + '.architecture', 'architecture', zip([n for n, _ in s.net.named_architecture()], grads))
    if loss is not None:
        index['numbers'][name + '.loss'] = loss


def first():
    s = fresh()
    write_architecture_gradient('first', s, *s.first_order(batches[0]['train'], batches[0]['valid']))


def second():
    s = fresh()
    write_architecture_gradient('second', s, *s.second_order(batches[0]['train'], batches[0]['valid']))


def second_momentum():
    s = fresh()
    s.weight_step(batches[0]['train'])
    write_group('second_momentum.weights', 'weights', s.net.named_weights())
    write_group('second_momentum.momentum', 'weights', [(n, s.momentum_of(p)) for n, p in s.net.named_weights()])
    write_architecture_gradient('second_momentum', s, *s.second_order(batches[1]['train'], batches[1]['valid']))


def exact():
    s = fresh()
    write_architecture_gradient('exact', s, s.exact_second_order(batches[0]['train'], batches[0]['valid']))


def steps(order):
    s, name, losses, architecture_losses = fresh(), 'steps.' + order, [], []
    for i in range(r['steps']):
        def before(which):
            s.net.noise, s.net.temperature = noise.get('%d.%s' % (i, which)), at(r['temperature'], i)
        s.weight_steps.param_groups[0]['lr'] = at(r['learning_rate'], i)
        loss, architecture_loss = s.step(order, batches[i]['train'], batches[i]['valid'], before)
        losses.append(loss)
        architecture_losses.append(architecture_loss)
        write_state('%s.%d' % (name, i), s.net)
    index['numbers'][name + '.losses'], index['numbers'][name + '.architecture_losses'] = losses, architecture_losses
    write_buffers(name, s.net)
    evaluate(name, s.net)
    index['genotypes'][name] = genotype(s.net, cells, r['kept_inputs'])


cells = dict(down=r['down_operations'], up=r['up_operations'])
COMPUTE = {
    'forward': forward, 'gradients': gradients, 'first': first, 'second': second, 'second_momentum': second_momentum, 'exact': exact,
    'steps.first': lambda: steps('first'), 'steps.second': lambda: steps('second'), 'steps.single': lambda: steps('single')}
for what in r['compute']:
    COMPUTE[what]()
with open(os.path.join(FOLDER, 'index.json'), 'w') as file:
    json.dump(index, file)

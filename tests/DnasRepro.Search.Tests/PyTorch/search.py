"""Losses, gradients and steps of the search, as in bench/pytorch/unet_darts_baseline.py, with further relaxations and regularisers."""
import torch
import torch.nn as nn
import torch.nn.functional as F

try:
    from torch.func import functional_call
except ImportError:  # PyTorch 1
    from torch.nn.utils.stateless import functional_call


def loss_of(logits, labels):
    """Cross entropy + 1 - the mean soft Dice of the classes but the background, each over the whole batch."""
    p, classes, dice = F.softmax(logits, 1), logits.shape[1], 0
    for k in range(1, classes):
        q, t = p[:, k], (labels == k).to(logits.dtype)
        dice = dice + (2 * (q * t).sum() + 1) / (q.sum() + t.sum() + 1)
    return F.cross_entropy(logits, labels) + 1 - dice / (classes - 1)


def entropy_of(net):
    """The mean, over the edges of both cell types, of the entropy of the softmax of alpha, in nats."""
    edges = [-(F.softmax(a, -1) * F.log_softmax(a, -1)).sum(-1) for a in (net.alpha_down, net.alpha_up)]
    return torch.cat(edges).mean()


def filled(grads, parameters):
    """Gradients with zeros where the loss does not depend on a parameter."""
    return [torch.zeros_like(p) if g is None else g for g, p in zip(grads, parameters)]


def genotype(net, cells, kept=2):
    """Of each node the kept edges whose best operation but none weighs most (times the share of the edge, where edges are weighed)."""
    out = {}
    for cell, names in cells.items():
        w, edge, gene = F.softmax(getattr(net, 'alpha_' + cell).detach(), -1), 0, []
        beta = getattr(net, 'beta_' + cell, None)
        node = 2
        while edge < len(w):
            share = torch.ones(node) if beta is None else F.softmax(beta.detach()[edge:edge + node], -1)
            strong = []
            for j in range(node):
                k = max((q for q, name in enumerate(names) if name != 'none'), key=lambda q: w[edge + j, q].item())
                strong.append(((w[edge + j, k] * share[j]).item(), j, names[k]))
            gene += [[name, j] for _, j, name in sorted(strong, key=lambda t: (-t[0], t[1]))[:kept]]
            edge, node = edge + node, node + 1
        out[cell] = gene
    return out


class Search:
    def __init__(self, net, learning_rate=0.025, momentum=0.9, weight_decay=3e-4, clip=5.0,
                 architecture_learning_rate=3e-4, betas=(0.5, 0.999), architecture_weight_decay=1e-3, entropy_weight=0.0, epsilon=0.01):
        self.net, self.clip, self.entropy_weight, self.epsilon = net, clip, entropy_weight, epsilon
        self.W, self.A = [p for _, p in net.named_weights()], [p for _, p in net.named_architecture()]
        self.weight_steps = torch.optim.SGD(self.W, learning_rate, momentum=momentum, weight_decay=weight_decay)
        self.architecture_steps = torch.optim.Adam(self.A, architecture_learning_rate, betas=tuple(betas), weight_decay=architecture_weight_decay)

    def loss(self, batch):
        return loss_of(self.net(batch[0]), batch[1])

    def architecture_loss(self, batch):
        """The loss that the architecture parameters minimise, and that without the entropy's term."""
        loss = self.loss(batch)
        return (loss + self.entropy_weight * entropy_of(self.net) if self.entropy_weight else loss), loss

    def gradients(self, loss, parameters):
        return filled(torch.autograd.grad(loss, parameters, allow_unused=True), parameters)

    def momentum_of(self, p):
        return self.weight_steps.state[p].get('momentum_buffer') if p in self.weight_steps.state else None

    def first_order(self, train, valid):
        whole, loss = self.architecture_loss(valid)
        return self.gradients(whole, self.A), loss.item()

    def second_order(self, train, valid):
        """DARTS, equations 7 and 8; xi is the learning rate of the weights, epsilon the norm of the move for the difference."""
        group = self.weight_steps.param_groups[0]
        xi, momentum, decay = group['lr'], group['momentum'], group['weight_decay']
        g = self.gradients(self.loss(train), self.W)
        with torch.no_grad():
            keep = [p.clone() for p in self.W]
            for p, q in zip(self.W, g):
                m = self.momentum_of(p)
                p -= xi * (q + decay * p + (momentum * m if m is not None else 0))
        whole, loss = self.architecture_loss(valid)
        both = self.gradients(whole, self.A + self.W)
        da, dw = both[:len(self.A)], both[len(self.A):]
        eps = self.epsilon / torch.sqrt(sum((q * q).sum() for q in dw)).item()
        h = []
        for sign in (1, -1):
            with torch.no_grad():
                for p, k, q in zip(self.W, keep, dw):
                    p.copy_(k + sign * eps * q)
            h.append(self.gradients(self.loss(train), self.A))
        with torch.no_grad():
            for p, k in zip(self.W, keep):
                p.copy_(k)
        return [d - xi * (hp - hm) / (2 * eps) for d, hp, hm in zip(da, *h)], loss.item()

    def exact_second_order(self, train, valid):
        """The same gradient without differences: backward through the virtual step (without momentum)."""
        group = self.weight_steps.param_groups[0]
        xi, decay = group['lr'], group['weight_decay']
        names = [n for n, _ in self.net.named_weights()]
        g = torch.autograd.grad(self.loss(train), self.W, create_graph=True)
        virtual = {n: p - xi * (q + decay * p) for n, p, q in zip(names, self.W, g)}
        return self.gradients(loss_of(functional_call(self.net, virtual, (valid[0],)), valid[1]), self.A)

    def weight_step(self, train):
        self.weight_steps.zero_grad(set_to_none=True)
        for p in self.A:
            p.requires_grad_(False)
        loss = self.loss(train)
        loss.backward()
        for p in self.A:
            p.requires_grad_(True)
        self.apply([p.grad for p in self.W])
        return loss.item()

    def apply(self, grads):
        for p, g in zip(self.W, filled(grads, self.W)):
            p.grad = g
        nn.utils.clip_grad_norm_(self.W, self.clip)
        self.weight_steps.step()

    def step(self, order, train, valid, before=lambda which: None):
        """One step of the search; gives the training loss and the loss behind the architecture's gradient."""
        before('architecture')
        if order == 'single':
            return self.single_step(train)
        grads, valid_loss = (self.first_order if order == 'first' else self.second_order)(train, valid)
        self.move(grads)
        before('weights')
        return self.weight_step(train), valid_loss

    def single_step(self, train):
        """Both by one gradient of the training loss, at the same point."""
        whole, loss = self.architecture_loss(train)
        grads = self.gradients(whole, self.A + self.W)
        self.move(grads[:len(self.A)])
        self.apply(grads[len(self.A):])
        return loss.item(), loss.item()

    def move(self, grads):
        for p, g in zip(self.A, grads):
            p.grad = g
        self.architecture_steps.step()

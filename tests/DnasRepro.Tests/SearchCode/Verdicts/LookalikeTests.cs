using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Learnable weights that mix things and are no architecture search.</summary>
public class LookalikeTests
{
    [Fact]
    public void A_mixture_of_experts_routes_by_its_input() => Code.Of(("moe.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class MixtureOfExperts(nn.Module):
            def __init__(self, d, n):
                super().__init__()
                self.experts = nn.ModuleList([nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d)) for _ in range(n)])
                self.router = nn.Linear(d, n)

            def forward(self, x):
                gate = F.softmax(self.router(x), dim=-1)
                top, where = gate.topk(2, dim=-1)
                out = sum(gate[..., i:i + 1] * e(x) for i, e in enumerate(self.experts))
                return out

        if __name__ == '__main__':
            m = MixtureOfExperts(16, 4)
            router_opt = torch.optim.Adam(m.router.parameters(), 1e-4)
            expert_opt = torch.optim.Adam(m.experts.parameters(), 1e-3)
            for _ in range(100):
                x = torch.randn(8, 16)
                loss = (m(x) - x).pow(2).mean()
                router_opt.zero_grad(); expert_opt.zero_grad()
                loss.backward()
                router_opt.step(); expert_opt.step()
        """)).IsNone();

    [Fact]
    public void A_router_matrix_as_a_bare_parameter_still_routes_by_its_input() => Code.Of(("switch.py",
        """
        import torch
        import torch.nn as nn

        class Switch(nn.Module):
            def __init__(self, d, n):
                super().__init__()
                self.experts = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])
                self.gating = nn.Parameter(torch.randn(d, n) * 0.02)

            def forward(self, x):
                probs = torch.softmax(x @ self.gating, dim=-1)
                chosen = probs.argmax(dim=-1)
                return sum(probs[:, i:i + 1] * (chosen == i).float()[:, None] * e(x) for i, e in enumerate(self.experts))

        s = Switch(8, 3)
        opt = torch.optim.Adam(s.parameters())
        for _ in range(10):
            opt.zero_grad()
            s(torch.randn(4, 8)).sum().backward()
            opt.step()
        """)).IsNone();

    [Fact]
    public void Squeeze_and_excitation_weights_channels() => Code.Of(("se.py",
        """
        import torch
        import torch.nn as nn

        class Excite(nn.Module):
            def __init__(self, c, r=4):
                super().__init__()
                self.fc = nn.Sequential(nn.Linear(c, c // r), nn.ReLU(), nn.Linear(c // r, c))

            def forward(self, x):
                w = torch.sigmoid(self.fc(x.mean((2, 3))))
                return x * w[:, :, None, None]

        net = nn.Sequential(nn.Conv2d(3, 16, 3), Excite(16), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 2))
        opt = torch.optim.SGD(net.parameters(), 0.1)
        for i in range(20):
            opt.zero_grad(); net(torch.rand(2, 3, 16, 16)).sum().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void Attention_of_several_heads_and_branches() => Code.Of(("attend.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class SelectiveKernel(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.branches = nn.ModuleList([nn.Conv2d(c, c, k, padding=k // 2) for k in (3, 5, 7)])
                self.query = nn.Parameter(torch.randn(c))
                self.score = nn.Linear(c, 3)

            def forward(self, x):
                outs = torch.stack([b(x) for b in self.branches], 1)
                pooled = outs.sum(1).mean((2, 3))
                attention = F.softmax(self.score(pooled * self.query), dim=-1)
                return (outs * attention[:, :, None, None, None]).sum(1)

        def main():
            net = SelectiveKernel(8)
            opt = torch.optim.AdamW(net.parameters(), 1e-3)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(2, 8, 12, 12)).mean().backward()
                opt.step()

        if __name__ == '__main__':
            main()
        """)).IsNone();

    [Fact]
    public void Dynamic_convolution_mixes_kernels_by_its_input() => Code.Of(("dynconv.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class DynamicConv(nn.Module):
            def __init__(self, c, kernels=4):
                super().__init__()
                self.bank = nn.Parameter(torch.randn(kernels, c, c, 3, 3) * 0.01)
                self.attend = nn.Linear(c, kernels)
                self.temperature = 30.0

            def forward(self, x):
                pi = F.softmax(self.attend(x.mean((2, 3))) / self.temperature, 1)
                weight = torch.einsum('bk,koihw->boihw', pi, self.bank)
                return torch.cat([F.conv2d(xi[None], wi, padding=1) for xi, wi in zip(x, weight)])

        net = nn.Sequential(nn.Conv2d(3, 8, 1), DynamicConv(8), DynamicConv(8))
        opt = torch.optim.SGD(net.parameters(), 0.1)
        for i in range(10):
            opt.zero_grad(); net(torch.rand(2, 3, 8, 8)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void Fast_normalised_fusion_of_feature_maps() => Code.Of(("bifpn.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Fuse(nn.Module):
            def __init__(self, n, c):
                super().__init__()
                self.w = nn.Parameter(torch.ones(n))
                self.conv = nn.Conv2d(c, c, 3, padding=1)

            def forward(self, feats):
                w = F.relu(self.w)
                w = w / (w.sum() + 1e-4)
                return self.conv(sum(wi * f for wi, f in zip(w, feats)))

        class Pyramid(nn.Module):
            def __init__(self, c=16):
                super().__init__()
                self.p3 = nn.Conv2d(3, c, 3, stride=2, padding=1)
                self.p4 = nn.Conv2d(c, c, 3, stride=2, padding=1)
                self.down = Fuse(2, c)
                self.up = Fuse(3, c)

            def forward(self, x):
                a = self.p3(x)
                b = self.p4(a)
                t = self.down([a, F.interpolate(b, scale_factor=2.0)])
                return self.up([b, F.max_pool2d(t, 2), F.max_pool2d(a, 2)])

        if __name__ == '__main__':
            net = Pyramid()
            opt = torch.optim.SGD(net.parameters(), 0.01)
            for _ in range(10):
                opt.zero_grad(); net(torch.rand(1, 3, 32, 32)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void A_scale_per_residual_branch() => Code.Of(("layerscale.py",
        """
        import torch
        import torch.nn as nn

        class Block(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.attn = nn.MultiheadAttention(d, 4, batch_first=True)
                self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))
                self.gamma_1 = nn.Parameter(1e-5 * torch.ones(d))
                self.gamma_2 = nn.Parameter(1e-5 * torch.ones(d))

            def forward(self, x):
                x = x + self.gamma_1 * self.attn(x, x, x)[0]
                return x + self.gamma_2 * self.mlp(x)

        net = nn.Sequential(Block(32), Block(32))
        gammas = [p for n, p in net.named_parameters() if 'gamma' in n]
        others = [p for n, p in net.named_parameters() if 'gamma' not in n]
        opt = torch.optim.AdamW([{'params': others}, {'params': gammas, 'weight_decay': 0.0}], 1e-3)
        for _ in range(10):
            opt.zero_grad(); net(torch.randn(2, 5, 32)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void A_variational_autoencoder_with_gumbel_softmax() => Code.Of(("catvae.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class CategoricalVae(nn.Module):
            def __init__(self, n=20, k=10):
                super().__init__()
                self.n, self.k = n, k
                self.encoder = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, n * k))
                self.decoder = nn.Sequential(nn.Linear(n * k, 256), nn.ReLU(), nn.Linear(256, 784))

            def forward(self, x, tau, hard=False):
                logits = self.encoder(x).view(-1, self.n, self.k)
                z = F.gumbel_softmax(logits, tau=tau, hard=hard)
                return self.decoder(z.flatten(1)), logits.argmax(-1)

        if __name__ == '__main__':
            vae = CategoricalVae()
            opt = torch.optim.Adam(vae.parameters(), 1e-3)
            for e in range(10):
                x = torch.rand(16, 784)
                y, _ = vae(x, 1.0)
                opt.zero_grad(); F.binary_cross_entropy_with_logits(y, x).backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void A_codebook_that_is_looked_up() => Code.Of(("vq.py",
        """
        import torch
        import torch.nn as nn

        class Quantiser(nn.Module):
            def __init__(self, n=64, d=8):
                super().__init__()
                self.codebook = nn.Parameter(torch.randn(n, d))

            def forward(self, z):
                distance = torch.cdist(z, self.codebook)
                index = distance.argmin(-1)
                onehot = torch.zeros(z.size(0), self.codebook.size(0)).scatter_(1, index[:, None], 1.0)
                q = onehot @ self.codebook
                return z + (q - z).detach(), index

        enc, vq, dec = nn.Linear(10, 8), Quantiser(), nn.Linear(8, 10)
        opt = torch.optim.Adam([*enc.parameters(), *dec.parameters()], 1e-3)
        code_opt = torch.optim.Adam([vq.codebook], 1e-3)
        for _ in range(100):
            x = torch.randn(4, 10)
            q, _ = vq(enc(x))
            opt.zero_grad(); code_opt.zero_grad()
            (dec(q) - x).pow(2).mean().backward()
            opt.step(); code_opt.step()
        """)).IsNone();

    [Fact]
    public void Slimming_by_the_scales_of_batch_norm_is_pruning() => Code.Of(("slim.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        def net():
            return nn.Sequential(nn.Conv2d(3, 32, 3), nn.BatchNorm2d(32), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.BatchNorm2d(64), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))

        def sparse_train(model, loader):
            opt = torch.optim.SGD(model.parameters(), 0.1)
            for x, y in loader:
                opt.zero_grad()
                F.cross_entropy(model(x), y).backward()
                for m in model.modules():
                    if isinstance(m, nn.BatchNorm2d):
                        m.weight.grad.data.add_(1e-4 * torch.sign(m.weight.data))
                opt.step()

        def prune(model, ratio=0.5):
            scales = torch.cat([m.weight.data.abs() for m in model.modules() if isinstance(m, nn.BatchNorm2d)])
            threshold = scales.sort()[0][int(len(scales) * ratio)]
            return [int((m.weight.data.abs() > threshold).sum()) for m in model.modules() if isinstance(m, nn.BatchNorm2d)]

        if __name__ == '__main__':
            model = net()
            sparse_train(model, [])
            print(prune(model))
        """)).IsNone();

    [Fact]
    public void An_ensemble_of_trained_models_with_learnt_weights() => Code.Of(("ensemble.py",
        """
        import torch
        import torch.nn as nn
        import torchvision

        class Ensemble(nn.Module):
            def __init__(self, members):
                super().__init__()
                self.members = nn.ModuleList(members)
                for p in self.members.parameters():
                    p.requires_grad = False
                self.weights = nn.Parameter(torch.ones(len(members)))

            def forward(self, x):
                w = torch.softmax(self.weights, 0)
                return sum(wi * m(x).softmax(-1) for wi, m in zip(w, self.members))

        if __name__ == '__main__':
            members = [torchvision.models.resnet18(num_classes=4), torchvision.models.vgg11(num_classes=4), torchvision.models.densenet121(num_classes=4)]
            for i, m in enumerate(members):
                m.load_state_dict(torch.load('fold%d.pth' % i))
            e = Ensemble(members)
            opt = torch.optim.Adam([e.weights], 1e-2)
            for x, y in []:
                opt.zero_grad()
                nn.functional.nll_loss(e(x).log(), y).backward()
                opt.step()
            print(e.weights.softmax(0))
        """)).IsNone();

    [Fact]
    public void Prompts_that_are_tuned_in_front_of_a_frozen_model() => Code.Of(("prompt.py",
        """
        import torch
        import torch.nn as nn

        class Prompted(nn.Module):
            def __init__(self, body, d=32, n=8):
                super().__init__()
                self.body = body
                for p in body.parameters():
                    p.requires_grad_(False)
                self.prompt = nn.Parameter(torch.randn(n, d) * 0.02)

            def forward(self, x):
                p = self.prompt.unsqueeze(0).expand(x.size(0), -1, -1)
                return self.body(torch.cat([p, x], 1))[:, 0]

        layer = nn.TransformerEncoderLayer(32, 4, batch_first=True)
        net = Prompted(nn.TransformerEncoder(layer, 2))
        opt = torch.optim.Adam([net.prompt], 1e-2)
        for _ in range(10):
            opt.zero_grad(); net(torch.randn(2, 5, 32)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void A_perturbation_that_attacks_an_ensemble() => Code.Of(("attack.py",
        """
        import torch
        import torch.nn.functional as F

        def attack(models, x, y, steps=40, eps=8 / 255):
            delta = torch.zeros_like(x, requires_grad=True)
            opt = torch.optim.SGD([delta], lr=1e-1)
            for _ in range(steps):
                logits = sum(m(x + delta) for m in models) / len(models)
                loss = -F.cross_entropy(logits, y)
                opt.zero_grad()
                loss.backward()
                opt.step()
                delta.data.clamp_(-eps, eps)
            return (x + delta).detach()

        if __name__ == '__main__':
            models = [torch.load(p) for p in ('a.pt', 'b.pt', 'c.pt')]
            x, y = torch.rand(4, 3, 32, 32), torch.randint(0, 10, (4,))
            bad = attack(models, x, y)
            print((models[0](bad).argmax(1) != y).float().mean())
        """)).IsNone();

    [Fact]
    public void A_temperature_that_is_learnt() => Code.Of(("calibrate.py",
        """
        import torch
        import torch.nn as nn

        class Calibrated(nn.Module):
            def __init__(self, model):
                super().__init__()
                self.model = model
                self.temperature = nn.Parameter(torch.ones(1) * 1.5)

            def forward(self, x):
                return self.model(x) / self.temperature

            def fit(self, loader):
                opt = torch.optim.LBFGS([self.temperature], lr=0.01, max_iter=50)
                for x, y in loader:
                    def closure():
                        opt.zero_grad()
                        loss = nn.functional.cross_entropy(self(x), y)
                        loss.backward()
                        return loss
                    opt.step(closure)

        if __name__ == '__main__':
            c = Calibrated(nn.Linear(4, 3))
            c.fit([])
            print(c(torch.rand(2, 4)).softmax(-1).argmax(-1))
        """)).IsNone();

    [Fact]
    public void A_generator_and_a_discriminator_have_two_optimisers() => Code.Of(("gan.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Generator(nn.Module):
            def __init__(self):
                super().__init__()
                self.start = nn.Parameter(torch.randn(1, 64))
                self.layers = nn.ModuleList([nn.Linear(64, 64), nn.Linear(64, 784)])

            def forward(self, z):
                x = z + self.start
                for l in self.layers:
                    x = torch.tanh(l(x))
                return x

        G, D = Generator(), nn.Sequential(nn.Linear(784, 128), nn.LeakyReLU(0.2), nn.Linear(128, 1))
        g_opt = torch.optim.Adam(G.parameters(), 2e-4)
        d_opt = torch.optim.Adam(D.parameters(), 2e-4)
        for _ in range(100):
            real, z = torch.rand(16, 784), torch.randn(16, 64)
            d_opt.zero_grad()
            (F.softplus(-D(real)) + F.softplus(D(G(z).detach()))).mean().backward()
            d_opt.step()
            g_opt.zero_grad()
            F.softplus(-D(G(z))).mean().backward()
            g_opt.step()
        """)).IsNone();

    [Fact]
    public void A_learnt_blend_of_two_known_branches_is_no_search() => Code.Of(("blend.py",
        """
        import torch
        import torch.nn as nn

        class GlobalLocal(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.local = nn.Conv2d(c, c, 3, padding=1)
                self.spread = nn.Conv2d(c, c, 1)
                self.balance = nn.Parameter(torch.zeros(1))

            def forward(self, x):
                return self.local(x) + self.balance * self.spread(x.mean((2, 3), keepdim=True))

        net = nn.Sequential(GlobalLocal(3), GlobalLocal(3))
        opt = torch.optim.Adam(net.parameters())
        for _ in range(5):
            opt.zero_grad(); net(torch.rand(1, 3, 8, 8)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void An_actor_and_a_critic_are_no_search() => Code.Of(("ac.py",
        """
        import torch
        import torch.nn as nn
        from torch.distributions import Categorical

        actor, critic = nn.Sequential(nn.Linear(4, 32), nn.Tanh(), nn.Linear(32, 2)), nn.Sequential(nn.Linear(4, 32), nn.Tanh(), nn.Linear(32, 1))
        actor_opt = torch.optim.Adam(actor.parameters(), 1e-3)
        critic_opt = torch.optim.Adam(critic.parameters(), 1e-3)

        def train(env, episodes=100):
            for _ in range(episodes):
                s, done = env.reset(), False
                while not done:
                    s = torch.as_tensor(s, dtype=torch.float32)
                    policy = Categorical(logits=actor(s))
                    action = policy.sample()
                    s2, reward, done, _ = env.step(action.item())
                    target = reward + 0.99 * critic(torch.as_tensor(s2, dtype=torch.float32)).detach()
                    advantage = target - critic(s)
                    critic_opt.zero_grad(); advantage.pow(2).mean().backward(); critic_opt.step()
                    actor_opt.zero_grad(); (-policy.log_prob(action) * advantage.detach()).mean().backward(); actor_opt.step()
                    s = s2

        if __name__ == '__main__':
            import gym
            train(gym.make('CartPole-v1'))
        """)).IsNone();

    [Fact]
    public void Meta_learning_of_a_start_is_no_search() => Code.Of(("maml.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Learner(nn.Module):
            def __init__(self):
                super().__init__()
                self.w1 = nn.Parameter(torch.randn(40, 1) * 0.1)
                self.w2 = nn.Parameter(torch.randn(1, 40) * 0.1)
                self.rates = nn.Parameter(torch.full((2,), 0.01))

            def forward(self, x, ws=None):
                w1, w2 = ws or (self.w1, self.w2)
                return F.linear(torch.relu(F.linear(x, w1)), w2)

        net = Learner()
        meta = torch.optim.Adam(net.parameters(), 1e-3)
        for it in range(1000):
            x, qx = torch.rand(10, 1), torch.rand(10, 1)
            loss = (net(x) - x.sin()).pow(2).mean()
            g = torch.autograd.grad(loss, (net.w1, net.w2), create_graph=True)
            fast = [w - r * gi for w, r, gi in zip((net.w1, net.w2), net.rates, g)]
            meta.zero_grad()
            (net(qx, fast) - qx.sin()).pow(2).mean().backward()
            meta.step()
        """)).IsNone();

    [Fact]
    public void A_program_called_train_search_that_looks_for_trains_is_no_search() => Code.Of(("train_search.py",
        """
        import argparse
        import requests

        def train_search(origin, destination):
            reply = requests.get('https://trains.example/api', params={'from': origin, 'to': destination})
            best = min(reply.json()['connections'], key=lambda c: c['duration'])
            return best

        class Architect:
            def step(self):
                return 'draw'

        if __name__ == '__main__':
            p = argparse.ArgumentParser()
            p.add_argument('origin')
            p.add_argument('destination')
            a = p.parse_args()
            print(train_search(a.origin, a.destination))
        """),
        ("genotypes.py",
        """
        from collections import namedtuple

        Genotype = namedtuple('Genotype', 'chromosome position alleles')

        def parse(line):
            c, p, a = line.split()
            return Genotype(c, int(p), tuple(a.split('/')))
        """)).IsNone();

    [Fact]
    public void A_found_network_alone_that_is_trained_again_has_no_search()
    {
        var code = Code.Of(
            ("genotypes.py",
            """
            from collections import namedtuple

            Genotype = namedtuple('Genotype', 'normal normal_concat')

            OURS = Genotype(normal=[('conv3', 0), ('skip', 1), ('conv5', 1), ('skip', 0)], normal_concat=[2, 3])
            """),
            ("derived.py",
            """
            import torch
            import torch.nn as nn
            import genotypes

            OPS = {'conv3': lambda c: nn.Conv2d(c, c, 3, padding=1), 'conv5': lambda c: nn.Conv2d(c, c, 5, padding=2), 'skip': lambda c: nn.Identity()}

            class FoundCell(nn.Module):
                def __init__(self, genotype, c):
                    super().__init__()
                    names, self.sources = zip(*genotype.normal)
                    self.ops = nn.ModuleList([OPS[n](c) for n in names])
                    self.concat = genotype.normal_concat

                def forward(self, a, b):
                    states = [a, b]
                    for i in range(len(self.ops) // 2):
                        states.append(self.ops[2 * i](states[self.sources[2 * i]]) + self.ops[2 * i + 1](states[self.sources[2 * i + 1]]))
                    return torch.cat([states[i] for i in self.concat], 1)
            """),
            ("train.py",
            """
            import torch
            import torch.nn as nn
            import genotypes
            from derived import FoundCell

            def main():
                net = FoundCell(genotypes.OURS, 8)
                opt = torch.optim.SGD(net.parameters(), 0.1)
                for x, y in []:
                    opt.zero_grad()
                    nn.functional.cross_entropy(net(x, x).mean((2, 3)), y).backward()
                    opt.step()

            if __name__ == '__main__':
                main()
            """));

        code.IsNone();
        code.Holds(code.Facts[SearchPart.FoundArchitecture].Evidence.Any(e => e.Location.Path.Value == "genotypes.py" && e.Location.StartLine == 5), "expected: the found architecture at genotypes.py:5");
        code.Holds(code.Facts[SearchPart.RetrainEntryPoint].Evidence.Any(e => e.Location.Path.Value == "train.py"), "expected: train.py retrains");
    }

    [Fact]
    public void Units_that_exchange_features_between_tasks_are_no_search() => Code.Of(("stitch.py",
        """
        import torch
        import torch.nn as nn

        class Stitch(nn.Module):
            def __init__(self, tasks):
                super().__init__()
                self.exchange = nn.Parameter(torch.eye(tasks) * 0.9 + 0.05)

            def forward(self, features):
                return [sum(a * f for a, f in zip(row, features)) for row in self.exchange]

        class TwoTasks(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.ModuleList([nn.Linear(8, 8), nn.Linear(8, 8)])
                self.b = nn.ModuleList([nn.Linear(8, 8), nn.Linear(8, 8)])
                self.stitches = nn.ModuleList([Stitch(2), Stitch(2)])

            def forward(self, x):
                p, q = x, x
                for fa, fb, s in zip(self.a, self.b, self.stitches):
                    p, q = s([fa(p), fb(q)])
                return p, q

        net = TwoTasks()
        opt = torch.optim.Adam(net.parameters())
        for _ in range(10):
            p, q = net(torch.rand(2, 8))
            opt.zero_grad(); (p.norm() + q.norm()).backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void Weights_of_modalities_are_no_search() => Code.Of(("modalities.py",
        """
        import torch
        import torch.nn as nn

        class LateFusion(nn.Module):
            def __init__(self):
                super().__init__()
                self.encoders = nn.ModuleList([nn.Linear(5, 16), nn.Linear(50, 16), nn.Linear(500, 16)])
                self.importance = nn.Parameter(torch.zeros(3))
                self.out = nn.Linear(16, 2)

            def forward(self, inputs):
                w = torch.softmax(self.importance, 0)
                return self.out(sum(w[i] * e(inputs[i]) for i, e in enumerate(self.encoders)))

        if __name__ == '__main__':
            net = LateFusion()
            opt = torch.optim.Adam(net.parameters())
            for inputs, y in []:
                opt.zero_grad()
                nn.functional.cross_entropy(net(inputs), y).backward()
                opt.step()
            print('importance of the modalities', net.importance.softmax(0).tolist())
        """)).IsNone();

    [Fact]
    public void A_concrete_choice_of_input_features_is_no_search() => Code.Of(("concrete.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class ConcreteSelector(nn.Module):
            def __init__(self, n, k):
                super().__init__()
                self.logits = nn.Parameter(torch.randn(k, n) * 0.01)

            def forward(self, x, tau):
                mask = F.gumbel_softmax(self.logits, tau=tau, dim=-1)
                return x @ mask.t()

            def chosen(self):
                return self.logits.argmax(-1).tolist()

        class Autoencoder(nn.Module):
            def __init__(self):
                super().__init__()
                self.selector = ConcreteSelector(784, 50)
                self.decoder = nn.Sequential(nn.Linear(50, 200), nn.ReLU(), nn.Linear(200, 784))

            def forward(self, x, tau):
                return self.decoder(self.selector(x, tau))

        if __name__ == '__main__':
            ae = Autoencoder()
            opt = torch.optim.Adam(ae.parameters(), 1e-3)
            for tau in (10.0, 1.0, 0.1):
                x = torch.rand(32, 784)
                opt.zero_grad(); (ae(x, tau) - x).pow(2).mean().backward(); opt.step()
            print('selected pixels', ae.selector.chosen())
        """)).IsNone();

    [Fact]
    public void Teachers_weighted_in_distillation_are_no_search() => Code.Of(("teachers.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        teachers = nn.ModuleList([torch.load(n) for n in ('t1.pt', 't2.pt', 't3.pt')]).eval()
        student = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
        trust = nn.Parameter(torch.zeros(3))
        s_opt = torch.optim.SGD(student.parameters(), 0.1)
        t_opt = torch.optim.Adam([trust], 1e-3)
        for x, y in []:
            w = torch.softmax(trust, 0)
            with torch.no_grad():
                answers = [t(x).softmax(-1) for t in teachers]
            soft = sum(wi * a for wi, a in zip(w, answers))
            s_opt.zero_grad()
            F.kl_div(student(x).log_softmax(-1), soft.detach(), reduction='batchmean').backward()
            s_opt.step()
            t_opt.zero_grad()
            F.nll_loss(soft.log(), y).backward()
            t_opt.step()
        """)).IsNone();

    [Fact]
    public void A_normalisation_that_mixes_statistics() => Code.Of(("switchnorm.py",
        """
        import torch
        import torch.nn as nn

        class SwitchNorm(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.scale = nn.Parameter(torch.ones(1, c, 1, 1))
                self.shift = nn.Parameter(torch.zeros(1, c, 1, 1))
                self.mean_weight = nn.Parameter(torch.ones(3))
                self.var_weight = nn.Parameter(torch.ones(3))

            def forward(self, x):
                mi, vi = x.mean((2, 3), keepdim=True), x.var((2, 3), keepdim=True)
                ml, vl = x.mean((1, 2, 3), keepdim=True), x.var((1, 2, 3), keepdim=True)
                mb, vb = x.mean((0, 2, 3), keepdim=True), x.var((0, 2, 3), keepdim=True)
                a, b = torch.softmax(self.mean_weight, 0), torch.softmax(self.var_weight, 0)
                mean = a[0] * mi + a[1] * ml + a[2] * mb
                var = b[0] * vi + b[1] * vl + b[2] * vb
                return (x - mean) / (var + 1e-5).sqrt() * self.scale + self.shift

        net = nn.Sequential(nn.Conv2d(3, 8, 3), SwitchNorm(8), nn.ReLU(), nn.Conv2d(8, 8, 3), SwitchNorm(8))
        opt = torch.optim.SGD(net.parameters(), 0.1)
        for _ in range(10):
            opt.zero_grad(); net(torch.rand(2, 3, 16, 16)).mean().backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void Pooling_and_activations_with_learnt_weights_are_no_search() => Code.Of(("pooling.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class MixedPool(nn.Module):
            def __init__(self):
                super().__init__()
                self.mix = nn.Parameter(torch.tensor(0.0))

            def forward(self, x):
                a = torch.sigmoid(self.mix)
                return a * F.max_pool2d(x, 2) + (1 - a) * F.avg_pool2d(x, 2)

        net = nn.Sequential(nn.Conv2d(1, 4, 3), MixedPool(), nn.PReLU(), nn.Flatten(), nn.LazyLinear(10))
        opt = torch.optim.SGD(net.parameters(), 0.01)
        for x, y in []:
            opt.zero_grad(); F.cross_entropy(net(x), y).backward(); opt.step()
        """)).IsNone();

    [Fact]
    public void Weights_of_losses_with_an_optimiser_of_their_own() => Code.Of(("uncertainty.py",
        """
        import torch
        import torch.nn as nn

        class MultiTask(nn.Module):
            def __init__(self):
                super().__init__()
                self.trunk = nn.Linear(20, 20)
                self.heads = nn.ModuleList([nn.Linear(20, 1), nn.Linear(20, 1), nn.Linear(20, 1)])
                self.log_vars = nn.Parameter(torch.zeros(3))

            def losses(self, x, ys):
                h = torch.relu(self.trunk(x))
                return [(head(h) - y).pow(2).mean() for head, y in zip(self.heads, ys)]

        net = MultiTask()
        opt = torch.optim.SGD([p for n, p in net.named_parameters() if n != 'log_vars'], 0.1)
        weight_opt = torch.optim.Adam([net.log_vars], 1e-3)
        for _ in range(100):
            x = torch.randn(8, 20)
            losses = net.losses(x, [x[:, :1]] * 3)
            w = torch.softmax(-net.log_vars, 0)
            total = sum(wi * l + v for wi, l, v in zip(w, losses, net.log_vars))
            opt.zero_grad(); weight_opt.zero_grad()
            total.backward()
            opt.step(); weight_opt.step()
        """)).IsNone();

    [Fact]
    public void Weights_of_samples_learnt_on_two_levels_are_no_search() => Code.Of(("reweight.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        net = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 2))
        sample_logits = torch.zeros(1000, requires_grad=True)
        w_opt = torch.optim.SGD(net.parameters(), 0.1)
        s_opt = torch.optim.Adam([sample_logits], 1e-2)
        X, Y = torch.randn(1000, 10), torch.randint(0, 2, (1000,))
        VX, VY = torch.randn(100, 10), torch.randint(0, 2, (100,))
        for _ in range(100):
            weight = torch.softmax(sample_logits, 0)
            w_opt.zero_grad()
            (weight.detach() * F.cross_entropy(net(X), Y, reduction='none')).sum().backward()
            w_opt.step()
            s_opt.zero_grad()
            (torch.softmax(sample_logits, 0) * F.cross_entropy(net(X), Y, reduction='none')).sum().backward()
            s_opt.step()
        print(sample_logits.topk(10))
        """)).IsNone();

    [Fact]
    public void A_scalar_mix_of_the_layers_of_an_encoder() => Code.Of(("scalar_mix.py",
        """
        import torch
        import torch.nn as nn

        class ScalarMix(nn.Module):
            def __init__(self, n):
                super().__init__()
                self.scalars = nn.Parameter(torch.zeros(n))
                self.gamma = nn.Parameter(torch.ones(1))

            def forward(self, layers):
                s = torch.softmax(self.scalars, 0)
                return self.gamma * sum(w * h for w, h in zip(s, layers))

        class Tagger(nn.Module):
            def __init__(self, d=32):
                super().__init__()
                self.rnns = nn.ModuleList([nn.GRU(d, d, batch_first=True) for _ in range(3)])
                self.mix = ScalarMix(3)
                self.out = nn.Linear(d, 9)

            def forward(self, x):
                hidden = []
                for rnn in self.rnns:
                    x, _ = rnn(x)
                    hidden.append(x)
                return self.out(self.mix(hidden))

        if __name__ == '__main__':
            t = Tagger()
            opt = torch.optim.Adam(t.parameters())
            for _ in range(10):
                opt.zero_grad(); t(torch.randn(2, 6, 32)).mean().backward(); opt.step()
            print(t.mix.scalars.argmax())
        """)).IsNone();
}

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Searches for an architecture by other means than the gradient of a loss.</summary>
public class SearchWithoutGradientsTests
{
    private const string Supernet =
        """
        import torch.nn as nn

        class Position(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.variants = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 5, padding=2), nn.Conv2d(c, c, 7, padding=3), nn.Identity()])

            def forward(self, x, which):
                return self.variants[which](x)

        class OneShot(nn.Module):
            def __init__(self, c=8, n=6):
                super().__init__()
                self.stem = nn.Conv2d(3, c, 1)
                self.positions = nn.ModuleList([Position(c) for _ in range(n)])
                self.head = nn.Linear(c, 10)

            def forward(self, x, arch):
                x = self.stem(x)
                for p, a in zip(self.positions, arch):
                    x = p(x, a)
                return self.head(x.mean((2, 3)))
        """;

    [Fact]
    public void Random_search_over_a_supernet() => Code.Of(
        ("oneshot.py", Supernet),
        ("random_nas.py",
        """
        import random
        import torch
        import torch.nn.functional as F
        from oneshot import OneShot

        def sample_architecture():
            return [random.randint(0, 3) for _ in range(6)]

        def evaluate(net, arch):
            with torch.no_grad():
                return sum((net(x, arch).argmax(1) == y).float().mean().item() for x, y in [])

        def main():
            net = OneShot()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for x, y in []:
                opt.zero_grad()
                F.cross_entropy(net(x, sample_architecture()), y).backward()
                opt.step()
            best, best_accuracy = None, 0.0
            for trial in range(1000):
                arch = sample_architecture()
                accuracy = evaluate(net, arch)
                if accuracy >= best_accuracy:
                    best, best_accuracy = arch, accuracy
            print('best architecture', best, best_accuracy)

        if __name__ == '__main__':
            main()
        """)).IsOtherSearch();

    [Fact]
    public void A_controller_trained_by_rewards() => Code.Of(
        ("oneshot.py", Supernet),
        ("controller.py",
        """
        import torch
        import torch.nn as nn
        from torch.distributions import Categorical

        class Controller(nn.Module):
            def __init__(self, n=6, k=4, h=32):
                super().__init__()
                self.n = n
                self.cell = nn.LSTMCell(h, h)
                self.embed = nn.Embedding(k + 1, h)
                self.out = nn.Linear(h, k)

            def sample(self):
                token, state = torch.tensor([0]), None
                arch, logp = [], 0.0
                for _ in range(self.n):
                    state = self.cell(self.embed(token), state)
                    dist = Categorical(logits=self.out(state[0]))
                    a = dist.sample()
                    logp = logp + dist.log_prob(a)
                    arch.append(a.item())
                    token = a + 1
                return arch, logp
        """),
        ("enas_main.py",
        """
        import torch
        import torch.nn.functional as F
        from controller import Controller
        from oneshot import OneShot

        def main():
            shared, controller = OneShot(), Controller()
            w_opt = torch.optim.SGD(shared.parameters(), 0.1)
            c_opt = torch.optim.Adam(controller.parameters(), 3.5e-4)
            baseline = 0.0
            for (x, y), (u, v) in []:
                arch, _ = controller.sample()
                w_opt.zero_grad()
                F.cross_entropy(shared(x, arch), y).backward()
                w_opt.step()
                arch, logp = controller.sample()
                with torch.no_grad():
                    reward = (shared(u, arch).argmax(1) == v).float().mean().item()
                baseline = 0.95 * baseline + 0.05 * reward
                c_opt.zero_grad()
                (-logp * (reward - baseline)).sum().backward()
                c_opt.step()
            print('architecture', controller.sample()[0])

        if __name__ == '__main__':
            main()
        """)).IsOtherSearch();

    [Fact]
    public void Evolution_of_real_valued_strengths_of_a_mixed_supernet() => Code.Of(
        ("soft.py",
        """
        import torch
        import torch.nn as nn

        class SoftChoice(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.ops = nn.ModuleList([nn.Linear(d, d), nn.Sequential(nn.Linear(d, d), nn.ReLU()), nn.Identity()])

            def forward(self, x, w):
                return sum(w[i] * op(x) for i, op in enumerate(self.ops))

        class SoftNet(nn.Module):
            def __init__(self, d=8, n=4):
                super().__init__()
                self.parts = nn.ModuleList([SoftChoice(d) for _ in range(n)])
                self.alphas = torch.zeros(n, 3)

            def forward(self, x):
                for w, p in zip(torch.softmax(self.alphas, -1), self.parts):
                    x = p(x, w)
                return x
        """),
        ("cma_search.py",
        """
        import cma
        import numpy as np
        import torch
        from soft import SoftNet

        def objective(net, vector):
            net.alphas = torch.tensor(vector.reshape(4, 3), dtype=torch.float32)
            with torch.no_grad():
                x = torch.randn(64, 8)
                return (net(x) - x).pow(2).mean().item()

        def main():
            net = SoftNet()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            es = cma.CMAEvolutionStrategy(np.zeros(12), 0.5)
            while not es.stop():
                x = torch.randn(64, 8)
                opt.zero_grad(); (net(x) - x).pow(2).mean().backward(); opt.step()
                population = es.ask()
                es.tell(population, [objective(net, v) for v in population])
            print(es.result.xbest.reshape(4, 3).argmax(1))

        if __name__ == '__main__':
            main()
        """)).IsNotFull();

    [Fact]
    public void Trials_of_a_tuner_over_operations() => Code.Of(("bo.py",
        """
        import optuna
        import torch
        import torch.nn as nn

        def build(trial):
            layers, c = [], 3
            for i in range(trial.suggest_int('n_layers', 2, 6)):
                kind = trial.suggest_categorical(f'op_{i}', ['conv3', 'conv5', 'skip'])
                if kind == 'conv3':
                    layers.append(nn.Conv2d(c, c, 3, padding=1))
                elif kind == 'conv5':
                    layers.append(nn.Conv2d(c, c, 5, padding=2))
                else:
                    layers.append(nn.Identity())
            return nn.Sequential(*layers)

        def objective(trial):
            net = build(trial)
            opt = torch.optim.SGD(list(net.parameters()) + [torch.nn.Parameter(torch.zeros(1))], 0.1)
            for _ in range(10):
                opt.zero_grad(); net(torch.rand(1, 3, 8, 8)).mean().backward(); opt.step()
            return net(torch.rand(1, 3, 8, 8)).mean().item()

        if __name__ == '__main__':
            study = optuna.create_study(direction='maximize')
            study.optimize(objective, n_trials=100)
            print('best architecture', study.best_params)
        """)).IsNotFull();

    [Fact]
    public void A_class_that_evolves_candidates() => Code.Of(
        ("oneshot.py", Supernet),
        ("genetic.py",
        """
        import argparse
        import copy
        import random
        import torch
        from oneshot import OneShot

        class GeneticSearch:
            def __init__(self, args):
                self.args = args
                self.model = OneShot()
                self.model.load_state_dict(torch.load(args.weights))
                self.population = []
                self.memory = {}

            def random_candidate(self):
                return tuple(random.randrange(4) for _ in range(6))

            def accuracy(self, candidate, loader):
                self.model.eval()
                right = total = 0
                with torch.no_grad():
                    for x, y in loader:
                        right += (self.model(x, candidate).argmax(1) == y).sum().item()
                        total += len(y)
                return right / max(total, 1)

            def get_mutation(self, parents):
                child = list(random.choice(parents))
                for i in range(6):
                    if random.random() < self.args.mutation_prob:
                        child[i] = random.randrange(4)
                return tuple(child)

            def get_crossover(self, parents):
                a, b = random.sample(parents, 2)
                return tuple(random.choice(pair) for pair in zip(a, b))

            def search(self, loader):
                self.population = [self.random_candidate() for _ in range(self.args.population)]
                for generation in range(self.args.generations):
                    for candidate in self.population:
                        if candidate not in self.memory:
                            self.memory[candidate] = self.accuracy(candidate, loader)
                    self.population.sort(key=lambda c: self.memory[c], reverse=True)
                    parents = self.population[:10]
                    mutated = [self.get_mutation(parents) for _ in range(25)]
                    crossed = [self.get_crossover(parents) for _ in range(25)]
                    self.population = parents + mutated + crossed
                return self.population[0]

        if __name__ == '__main__':
            parser = argparse.ArgumentParser()
            parser.add_argument('--weights', default='supernet.pth')
            parser.add_argument('--population', type=int, default=50)
            parser.add_argument('--generations', type=int, default=20)
            parser.add_argument('--mutation_prob', type=float, default=0.1)
            print(GeneticSearch(parser.parse_args()).search([]))
        """)).IsOtherSearch();

    [Fact]
    public void Evolution_over_a_supernet_of_shared_weights() => Code.Of(
        ("oneshot.py", Supernet),
        ("train_supernet.py",
        """
        import random
        import torch
        import torch.nn.functional as F
        from oneshot import OneShot

        def main():
            net = OneShot()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for x, y in []:
                arch = [random.randrange(4) for _ in range(6)]
                opt.zero_grad()
                F.cross_entropy(net(x, arch), y).backward()
                opt.step()
            torch.save(net.state_dict(), 'supernet.pth')

        if __name__ == '__main__':
            main()
        """),
        ("evolve.py",
        """
        import random
        import torch
        from oneshot import OneShot

        def fitness(net, arch, loader):
            with torch.no_grad():
                return sum((net(x, arch).argmax(1) == y).float().mean().item() for x, y in loader)

        def mutate(arch, p=0.1):
            return [random.randrange(4) if random.random() < p else a for a in arch]

        def crossover(a, b):
            return [random.choice(pair) for pair in zip(a, b)]

        def evolve(net, loader, generations=20, size=50):
            population = [[random.randrange(4) for _ in range(6)] for _ in range(size)]
            for _ in range(generations):
                scored = sorted(population, key=lambda a: fitness(net, a, loader), reverse=True)
                parents = scored[:10]
                children = [mutate(random.choice(parents)) for _ in range(size // 2)]
                children += [crossover(*random.sample(parents, 2)) for _ in range(size - len(parents) - len(children))]
                population = parents + children
            return max(population, key=lambda a: fitness(net, a, loader))

        if __name__ == '__main__':
            net = OneShot()
            net.load_state_dict(torch.load('supernet.pth'))
            print(evolve(net, []))
        """)).IsOtherSearch();

    [Fact]
    public void Random_search_that_measures_accuracy_in_its_loop() => Code.Of(
        ("oneshot.py", Supernet),
        ("random_nas.py",
        """
        import random
        import torch
        import torch.nn.functional as F
        from oneshot import OneShot

        def sample_architecture():
            return [random.randint(0, 3) for _ in range(6)]

        def main():
            net = OneShot()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for x, y in []:
                opt.zero_grad()
                F.cross_entropy(net(x, sample_architecture()), y).backward()
                opt.step()
            best, best_accuracy = None, 0.0
            for trial in range(1000):
                arch = sample_architecture()
                with torch.no_grad():
                    accuracy = sum((net(x, arch).argmax(1) == y).float().mean().item() for x, y in [])
                if accuracy >= best_accuracy:
                    best, best_accuracy = arch, accuracy
            print('best architecture', best, best_accuracy)

        if __name__ == '__main__':
            main()
        """)).IsOtherSearch();
}

using System.Diagnostics;
using System.Text;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>What draws, measures and keeps as well, and is no search for an architecture.</summary>
public class NoOtherSearchTests
{
    [Theory]
    [InlineData("Random crops of the data, and the best epoch is kept",
        """
        import random, copy, torch
        from net import Net

        class Scans(torch.utils.data.Dataset):
            def __getitem__(self, i):
                x = self.items[i]
                if random.random() < 0.5:
                    x = x[:, ::-1]
                start = random.randint(0, 16)
                return x[start:start + 64]

        def main():
            model, best_acc, best_model = Net([8, 16]), 0, None
            for epoch in range(100):
                train(model, Scans())
                acc = validate(model, Scans())
                if acc > best_acc:
                    best_acc, best_model = acc, copy.deepcopy(model)

        if __name__ == '__main__':
            main()
        """)]
    [InlineData("A step of diffusion is drawn for each batch",
        """
        import torch
        from net import Net

        class Denoiser(torch.nn.Module):
            def forward(self, x, t):
                return self.net(x + self.embed(t))

        def main():
            model, best = Denoiser(), 1e9
            for x in loader:
                t = torch.randint(0, 1000, (len(x),))
                loss = criterion(model(noised(x, t), t), x)
                if loss < best:
                    best, best_state = loss, model.state_dict()

        if __name__ == '__main__':
            main()
        """)]
    [InlineData("An agent acts at random and is rewarded",
        """
        import random, torch
        from net import Net

        def main():
            policy, best_reward = Net([4, 4]), -1e9
            for episode in range(100):
                state, total = env.reset(), 0
                while not done:
                    action = random.randrange(4) if random.random() < 0.1 else policy(state).argmax().item()
                    state, reward, done = env.step(action)
                    total += reward
                if total > best_reward:
                    best_reward = total
                    torch.save(policy.state_dict(), 'best.pth')

        if __name__ == '__main__':
            main()
        """)]
    [InlineData("REINFORCE without a network to find",
        """
        import torch
        from torch.distributions import Categorical
        from net import Net

        def main():
            policy = Net([4, 4])
            optimizer = torch.optim.Adam(policy.parameters())
            for episode in range(100):
                m = Categorical(policy(state))
                action = m.sample()
                state, reward, done = env.step(action.item())
                loss = -m.log_prob(action) * reward
                loss.backward()
                optimizer.step()

        if __name__ == '__main__':
            main()
        """)]
    [InlineData("Policies of augmentation are drawn",
        """
        import random
        from net import Net

        class RandAugment:
            def __init__(self, n):
                self.n = n
                self.augment_list = [rotate, shear, invert]

            def __call__(self, img):
                ops = random.choices(self.augment_list, k=self.n)
                for op in ops:
                    img = op(img, random.uniform(0, 1))
                return img

        best = 0
        model = Net([8, 8])
        for epoch in range(10):
            acc = evaluate(model, RandAugment(2))
            if acc > best:
                best, best_epoch = acc, epoch
        """)]
    [InlineData("Learning rates are drawn and compared",
        """
        import random, torch
        from net import Net

        best, best_lr = 0, None
        for trial in range(20):
            lr = 10 ** random.uniform(-4, -1)
            model = Net([8, 16])
            acc = train_and_validate(model, torch.optim.SGD(model.parameters(), lr=lr))
            if acc > best:
                best, best_lr = acc, lr
        """)]
    [InlineData("A genetic algorithm selects features",
        """
        import random
        from sklearn.svm import SVC

        def fitness(individual, x, y):
            return SVC().fit(x[:, individual], y).score(x[:, individual], y)

        population = [[random.choice([0, 1]) for _ in range(30)] for _ in range(20)]
        for generation in range(50):
            scored = sorted(population, key=lambda i: fitness(i, x, y), reverse=True)
            population = scored[:10] + [[random.choice(p) for p in zip(*random.sample(scored[:10], 2))] for _ in range(10)]
        """)]
    [InlineData("A mixture of experts routes by its input",
        """
        import torch, torch.nn as nn

        class MoE(nn.Module):
            def __init__(self):
                super().__init__()
                self.gate = nn.Linear(8, 4)
                self.experts = nn.ModuleList([nn.Linear(8, 8) for _ in range(4)])

            def forward(self, x):
                index = self.gate(x).topk(1).indices
                return self.experts[index](x)

        best = 0
        model = MoE()
        for epoch in range(3):
            acc = evaluate(model)
            if acc > best:
                best = acc
        """)]
    [InlineData("Folds of cross-validation are shuffled, the best fold is kept",
        """
        import numpy as np
        from net import Net

        indices = np.random.permutation(100)
        best, best_fold = 0, None
        for fold in range(5):
            model = Net([8, 8])
            acc = train_and_test(model, indices[fold::5])
            if acc > best:
                best, best_fold, best_model = acc, fold, model
        """)]
    [InlineData("A seed and a port are drawn",
        """
        import argparse, random
        from net import Net

        args = argparse.ArgumentParser().parse_args()
        args.manual_seed = random.randint(1, 10000)
        args.port = random.randint(10000, 20000)
        model, best, best_model = Net(args.widths), 0, None
        for epoch in range(5):
            acc = validate(model)
            if acc > best:
                best, best_model = acc, model
        """)]
    [InlineData("Layers are dropped at random in training",
        """
        import random
        import torch.nn as nn

        class Deep(nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = nn.ModuleList([nn.Linear(8, 8) for _ in range(12)])

            def forward(self, x):
                for layer in self.layers:
                    if not self.training or random.random() > 0.1:
                        x = layer(x)
                return x

        model, best = Deep(), 0
        for epoch in range(5):
            acc = validate(model)
            if acc > best:
                best, best_model = acc, model
        """)]
    public void Is_no_search(string what, string program)
    {
        var found = OtherSearchOf.WithNet(program);

        Assert.True(found.Count == 0, $"{what}: {string.Join(" ", found.Select(f => f.Reason))}");
    }

    [Fact]
    public void Long_chains_and_many_draws_end_soon()
    {
        var text = new StringBuilder("import random\n");
        for (var i = 0; i < 4000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"def f{i}(x):\n    y = [random.choice(x)]\n    y[0] = f{(i + 1) % 4000}(y)\n    return f{(i * 7) % 4000}(y)\n");
        var watch = Stopwatch.StartNew();

        OtherSearchOf.Program(text.ToString());

        Pace.Require(TimeSpan.FromSeconds(30), watch);
    }

    [Fact]
    public void Deep_expressions_do_not_exhaust_the_stack() =>
        Assert.Empty(OtherSearchOf.Program($"x = {new string('(', 5000)}1{new string(')', 5000)}\ny = {string.Concat(Enumerable.Repeat("lambda a: ", 3000))}a\nz = {string.Concat(Enumerable.Repeat("f(", 3000))}1{new string(')', 3000)}\n"));
}

using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

public class OtherSearchTests
{
    [Fact]
    public void Finds_random_search_that_keeps_the_best_network()
    {
        var search = Assert.Single(OtherSearchOf.WithNet(
            """
            import random
            from net import Net

            def evaluate(model):
                return train_and_test(model)

            best_acc, best_widths = 0, None
            for trial in range(100):
                widths = [random.choice([8, 16, 32]) for _ in range(5)]
                acc = evaluate(Net(widths))
                if acc > best_acc:
                    best_acc, best_widths = acc, widths
            print(best_widths)
            """));

        Assert.Equal((SearchVerdict.Full, SearchGradient.No), (search.Verdict, search.Differentiable));
        Assert.Equal(9, search[SearchPart.ArchitectureUpdate].Evidence[0].Location.StartLine);
        Assert.Equal(11, search[SearchPart.Discretisation].Evidence[0].Location.StartLine);
        Assert.Equal("search.py", search[SearchPart.SearchEntryPoint].Evidence[0].Location.Path.Value);
        Assert.Contains("drawing and comparing candidates", search.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("werkzeug.utils", SearchVerdict.Full)]
    [InlineData("utils.loaders", SearchVerdict.Partial)]
    public void Only_a_file_of_the_repository_can_be_lacking(string module, SearchVerdict verdict)
    {
        var search = Assert.Single(OtherSearchOf.WithNet(
            $"""
            import random
            from net import Net
            from {module} import train_and_test

            best_acc, best_widths = 0, None
            for trial in range(100):
                widths = [random.choice([8, 16, 32]) for _ in range(5)]
                acc = train_and_test(Net(widths))
                if acc > best_acc:
                    best_acc, best_widths = acc, widths
            print(best_widths)
            """));

        Assert.Equal((verdict, SearchGradient.No), (search.Verdict, search.Differentiable));
        Assert.Equal(verdict == SearchVerdict.Partial, search.Reason.Contains("the repository lacks", StringComparison.Ordinal));
    }

    [Fact]
    public void Finds_an_evolutionary_search_over_the_paths_of_a_one_shot_supernet()
    {
        var search = Assert.Single(OtherSearchOf.WithSupernet(
            """
            import numpy as np
            from network import Supernet

            def get_cand_acc(model, cand):
                total = 0
                for x, y in loader:
                    total += (model(x, cand).argmax(1) == y).sum()
                return total

            class EvolutionSearcher(object):
                def __init__(self):
                    self.model = Supernet()
                    self.candidates = []
                    self.vis_dict = {}
                    self.keep_top_k = {10: []}

                def is_legal(self, cand):
                    if cand not in self.vis_dict:
                        self.vis_dict[cand] = {}
                    info = self.vis_dict[cand]
                    info['acc'] = get_cand_acc(self.model, cand)
                    return True

                def update_top_k(self, candidates, *, k, key):
                    t = self.keep_top_k[k]
                    t += candidates
                    t.sort(key=key)
                    self.keep_top_k[k] = t[:k]

                def stack_random_cand(self, random_func):
                    while True:
                        for cand in [random_func() for _ in range(10)]:
                            yield cand

                def get_mutation(self):
                    def random_func():
                        cand = list(self.keep_top_k[10][0])
                        cand[np.random.randint(4)] = np.random.randint(3)
                        return tuple(cand)
                    cand = next(self.stack_random_cand(random_func))
                    if self.is_legal(cand):
                        self.candidates.append(cand)

                def search(self):
                    while True:
                        self.update_top_k(self.candidates, k=10, key=lambda x: self.vis_dict[x]['acc'])
                        self.get_mutation()

            if __name__ == '__main__':
                EvolutionSearcher().search()
            """));

        Assert.Equal((SearchVerdict.Full, SearchGradient.No), (search.Verdict, search.Differentiable));
        Assert.Contains("evolution", search.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_regularised_evolution_over_a_table_of_trained_architectures()
    {
        var search = Assert.Single(OtherSearchOf.Program(
            """
            import collections, random

            class Model(object):
                def __init__(self):
                    self.arch = None
                    self.accuracy = None

            def random_arch():
                return [random.choice(['conv', 'skip', 'pool']) for _ in range(6)]

            def mutate_arch(parent):
                child = list(parent)
                child[random.randint(0, 5)] = random.choice(['conv', 'skip', 'pool'])
                return child

            def search(api, cycles):
                population, history = collections.deque(), []
                while len(population) < 10:
                    model = Model()
                    model.arch = random_arch()
                    model.accuracy = api.simulate_train_eval(model.arch)
                    population.append(model)
                    history.append(model)
                for _ in range(cycles):
                    parent = max(random.sample(list(population), 3), key=lambda m: m.accuracy)
                    child = Model()
                    child.arch = mutate_arch(parent.arch)
                    child.accuracy = api.simulate_train_eval(child.arch)
                    population.append(child)
                    population.popleft()
                    history.append(child)
                return max(history, key=lambda m: m.accuracy)

            if __name__ == '__main__':
                print(search(open_table('tss'), 100))
            """));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
    }

    [Fact]
    public void Finds_a_controller_that_is_trained_by_its_reward()
    {
        var search = Assert.Single(OtherSearchOf.WithSupernet(
            """
            import torch
            from torch.distributions import Categorical
            from network import Supernet

            class Controller(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.logits = torch.nn.Parameter(torch.zeros(4, 3))

                def forward(self):
                    dist = Categorical(logits=self.logits)
                    actions = dist.sample()
                    return actions, dist.log_prob(actions).sum()

            def main():
                controller, model = Controller(), Supernet()
                optimizer = torch.optim.Adam(controller.parameters())
                baseline = 0
                for step in range(100):
                    cand, log_prob = controller()
                    reward = validate(model(images, cand), labels)
                    loss = -log_prob * (reward - baseline)
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()

            if __name__ == '__main__':
                main()
            """));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
        Assert.Contains("reinforcement learning", search.Reason, StringComparison.Ordinal);
        Assert.Equal(12, search[SearchPart.ArchitectureUpdate].Evidence[0].Location.StartLine);
    }

    [Fact]
    public void Finds_a_tuner_that_sets_the_widths_of_layers()
    {
        var search = Assert.Single(OtherSearchOf.Program(
            """
            import keras_tuner as kt
            from tensorflow import keras

            def build_model(hp):
                model = keras.Sequential()
                for i in range(hp.Int('layers', 1, 4)):
                    model.add(keras.layers.Conv2D(hp.Int(f'filters_{i}', 16, 64, step=16), 3))
                model.compile(optimizer='adam', loss='mse')
                return model

            tuner = kt.Hyperband(build_model, objective='val_accuracy')
            tuner.search(x, y, epochs=5)
            """));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
        Assert.Contains("library's optimiser", search.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tuner_of_learning_rates_is_no_architecture_search()
    {
        Assert.Empty(OtherSearchOf.WithNet(
            """
            import optuna, torch
            from net import Net

            def objective(trial):
                model = Net([8, 8])
                optimizer = torch.optim.SGD(model.parameters(), lr=trial.suggest_float('lr', 1e-5, 1e-1), momentum=trial.suggest_categorical('momentum', [0.8, 0.9]))
                return train(model, optimizer)

            study = optuna.create_study()
            study.optimize(objective, n_trials=100)
            """));
    }

    [Fact]
    public void Finds_an_optimiser_that_is_given_the_measure_of_a_network()
    {
        var search = Assert.Single(OtherSearchOf.WithNet(
            """
            from scipy.optimize import differential_evolution
            from net import Net

            def fitness(vector):
                return -accuracy_of(Net([int(v) for v in vector]))

            if __name__ == '__main__':
                print(differential_evolution(fitness, [(8, 64)] * 5).x)
            """));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
    }

    [Fact]
    public void Finds_pruning_of_operations_one_after_the_other_without_training()
    {
        var search = Assert.Single(OtherSearchOf.WithSupernet(
            """
            import torch
            from network import Supernet

            def prune(arch_parameters, loader):
                scores = []
                for edge in range(4):
                    for op in range(3):
                        trial = [alpha.detach().clone() for alpha in arch_parameters]
                        trial[edge][op] = -1000
                        network = Supernet()
                        network.set_arch(trial)
                        scores.append([get_ntk_score(loader, network, trial), (edge, op)])
                scores = sorted(scores, key=lambda s: s[0])
                edge, op = scores[0][1]
                arch_parameters[edge].data[op] = -1000
                return arch_parameters

            if __name__ == '__main__':
                prune([torch.zeros(3) for _ in range(4)], None)
            """));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
        Assert.Contains("one change after the other", search.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_distribution_over_operations_that_accuracies_change()
    {
        var search = Assert.Single(OtherSearchOf.Files(
            ("network.py", OtherSearchOf.ChoiceNetwork),
            ("distribution.py",
            """
            import numpy as np, random

            class Distribution:
                def __init__(self):
                    self.theta = np.ones((4, 3)) / 3
                    self.left = [[0, 1, 2] for _ in range(4)]
                    self.performance = np.zeros((4, 3))

                def sampling_index(self):
                    return np.array([random.choice(self.left[i]) for i in range(4)])

                def record(self, sample, performance):
                    for i in range(4):
                        self.performance[i, sample[i]] = performance

                def update(self):
                    self.theta = self.theta * 0.5 + self.performance
                    for i in range(4):
                        self.left[i].remove(np.argmin(self.theta[i]))
            """),
            ("train_search.py",
            """
            from distribution import Distribution
            from network import Supernet

            def validate(model, sample):
                return accuracy(model(images, sample), labels)

            def main():
                model, distribution = Supernet(), Distribution()
                for epoch in range(100):
                    sample = distribution.sampling_index()
                    top1 = validate(model, sample)
                    distribution.record(sample, top1)
                    distribution.update()

            if __name__ == '__main__':
                main()
            """)));

        Assert.Equal(SearchVerdict.Full, search.Verdict);
        Assert.Equal("train_search.py", search[SearchPart.SearchEntryPoint].Evidence[0].Location.Path.Value);
    }

    [Fact]
    public void Is_partial_when_no_program_reaches_it()
    {
        var search = Assert.Single(OtherSearchOf.Files(
            ("net.py", OtherSearchOf.BuiltNetwork),
            ("lib.py",
            """
            import random
            from net import Net

            def search(n):
                best, best_widths = 0, None
                for _ in range(n):
                    widths = [random.choice([8, 16]) for _ in range(5)]
                    acc = evaluate(Net(widths))
                    if acc > best:
                        best, best_widths = acc, widths
                return best_widths
            """)));

        Assert.Equal(SearchVerdict.Partial, search.Verdict);
        Assert.Contains("no program", search.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_partial_when_a_supernet_is_trained_on_drawn_paths_and_nothing_chooses()
    {
        var search = Assert.Single(OtherSearchOf.WithSupernet(
            """
            import numpy as np, torch
            from network import Supernet

            def train(model, loader, optimizer):
                for x, y in loader:
                    cand = tuple(np.random.randint(3) for _ in range(4))
                    loss = torch.nn.functional.cross_entropy(model(x, cand), y)
                    loss.backward()
                    optimizer.step()

            if __name__ == '__main__':
                model = Supernet()
                train(model, None, torch.optim.SGD(model.parameters(), 0.1))
            """));

        Assert.Equal(SearchVerdict.Partial, search.Verdict);
    }

    [Fact]
    public void Is_partial_when_only_layers_of_a_supernet_are_there()
    {
        var search = Assert.Single(OtherSearchOf.Program(
            """
            import random
            import torch.nn as nn

            class ChoiceBlock(nn.Module):
                def __init__(self, choices):
                    super().__init__()
                    self.choices = nn.ModuleList(choices)

                def random_sample(self):
                    self.index = random.randint(0, len(self.choices) - 1)
                    return self.index

                def manual_select(self, index):
                    self.index = index

                def forward(self, x):
                    return self.choices[self.index](x)
            """));

        Assert.Equal(SearchVerdict.Partial, search.Verdict);
        Assert.Contains("no search", search.Reason, StringComparison.Ordinal);
    }
}

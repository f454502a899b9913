namespace DnasRepro.Tests.SearchCode.Practice;

public class FrozenStartTests
{
    [Theory]
    [InlineData("if epoch >= 15:", 15)]
    [InlineData("if epoch > 15:", 16)]
    [InlineData("if 15 <= epoch:", 15)]
    [InlineData("if epoch + 1 > 15:", 15)]
    [InlineData("if not epoch < 15:", 15)]
    [InlineData("if ready and epoch >= 15 and step % 2 == 0:", 15)]
    [InlineData("if epoch >= 15 or epoch >= 10:", 10)]
    public void A_condition_in_the_training_function_freezes_the_start(string condition, int start)
    {
        var frozen = Assert.Single(PracticeOf.Program(InTraining(condition)).FrozenStarts);

        Assert.Equal((start, null, 50), (frozen.StartEpoch, frozen.Option, frozen.DefaultEpochs));
        Assert.Contains(condition, frozen.Evidence.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if step % 5 == 0:")]
    [InlineData("if epoch < 30:")]
    [InlineData("if epoch >= 0:")]
    [InlineData("if epoch % 2 == 0:")]
    [InlineData("if epoch >= 15 or step > 3:")]
    [InlineData("if epochs_done >= 15:")]
    [InlineData("if True:")]
    public void Other_conditions_do_not(string condition) => Assert.Empty(PracticeOf.Program(InTraining(condition)).FrozenStarts);

    [Fact]
    public void The_option_and_its_default_are_read()
    {
        var frozen = Assert.Single(PracticeOf.Program(
            """
            import argparse
            parser = argparse.ArgumentParser()
            parser.add_argument('--arch-after', type=int, default=20)
            parser.add_argument('--epochs', type=int, default=10)
            args = parser.parse_args()
            for epoch in range(args.epochs):
                for batch in loader:
                    if epoch < args.arch_after:
                        continue
                    arch_optimizer.step()  # update
            """).FrozenStarts);

        Assert.Equal((20, "arch_after", 10), (frozen.StartEpoch, frozen.Option, frozen.DefaultEpochs));
    }

    [Fact]
    public void Epochs_that_are_counted_from_one_are_counted_from_zero() => Assert.Equal(3, Assert.Single(PracticeOf.Program(
        """
        for epoch in range(1, 31):
            if epoch > 3:
                arch_optimizer.step()  # update
        """).FrozenStarts).StartEpoch);

    [Fact]
    public void The_other_branch_of_a_warm_up_is_frozen_too() => Assert.Equal(4, Assert.Single(PracticeOf.Program(
        """
        def both():
            arch_optimizer.step()  # update

        for epoch in range(9):
            if epoch < 4:
                weights_only()
            else:
                both()
        """).FrozenStarts).StartEpoch);

    [Fact]
    public void A_flag_that_the_loop_hands_over_is_followed() => Assert.Equal(6, Assert.Single(PracticeOf.Program(
        """
        def train(loader, update_arch):
            if update_arch:
                arch_optimizer.step()  # update

        for epoch in range(9):
            late = epoch >= 6
            train(loader, update_arch=late)
        """).FrozenStarts).StartEpoch);

    [Fact]
    public void A_configuration_without_a_known_value_is_named_only()
    {
        var frozen = Assert.Single(PracticeOf.Program(
            """
            class Search:
                def run(self):
                    for epoch in range(9):
                        self.epoch = epoch
                        self.train()

                def train(self):
                    if self.epoch >= self.cfg['searching']['alpha_begin']:
                        self.arch_optimizer.step()  # update

            Search().run()
            """).FrozenStarts);

        Assert.Equal((null, "alpha_begin"), (frozen.StartEpoch, frozen.Option));
    }

    [Theory]
    [InlineData("searching:\n  alpha_begin: 10  # epochs\n", "searching:\n  alpha_begin: 10\n", 10)]
    [InlineData("{\"alpha_begin\": 10,\n \"x\": 1}", "{}", 10)]
    [InlineData("alpha_begin: 10\n", "alpha_begin: 12\n", null)]
    [InlineData("not_alpha_begin: 10\n", "", null)]
    public void A_number_on_which_all_configuration_files_agree_is_read(string one, string other, int? start) => Assert.Equal(start, Assert.Single(PracticeOf.Files(
        ("search.py", "for epoch in range(30):\n    if epoch >= cfg['searching']['alpha_begin']:\n        arch_optimizer.step()  # update\n"),
        ("a.yml", one), ("b.json", other)).FrozenStarts).StartEpoch);

    [Fact]
    public void Steps_of_an_optimiser_of_the_weights_do_not_move_the_start() => Assert.Equal(20, Assert.Single(PracticeOf.Program(
        """
        class Network:
            def arch(self):
                return [self.alphas]

        class Trainer:
            def __init__(self):
                self.weight_optimiser = torch.optim.SGD(self.model.weights())
                self.arch_optimiser = torch.optim.Adam(self.model.arch())

            def train(self, epoch):
                self.weight_optimiser.step()  # update
                if epoch >= 20:
                    self.arch_optimiser.step()  # update

        trainer = Trainer()
        for epoch in range(40):
            trainer.train(epoch)
        """).FrozenStarts).StartEpoch);

    [Fact]
    public void A_second_way_to_the_update_leaves_nothing_frozen() => Assert.Empty(PracticeOf.Program(
        """
        def train(loader):
            arch_optimizer.step()  # update

        for epoch in range(9):
            train(small)
            if epoch > 4:
                train(large)
        """).FrozenStarts);

    private static string InTraining(string condition) =>
        $$"""
        class Architect:
            def step(self, batch):
                self.optimizer.step()  # update

        def train(loader, architect, epoch, ready):
            for step, batch in enumerate(loader):
                {{condition}}
                    architect.step(batch)

        def main():
            architect = Architect()
            for epoch in range(50):
                train(loader, architect, epoch, ready=True)

        main()
        """;
}

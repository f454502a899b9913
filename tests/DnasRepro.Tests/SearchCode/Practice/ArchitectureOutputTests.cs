namespace DnasRepro.Tests.SearchCode.Practice;

public class ArchitectureOutputTests
{
    private const string Before =
        """
            genotype = model.genotype()
            logging.info('genotype = %s', genotype)
        """;

    [Fact]
    public void An_architecture_that_is_logged_before_its_epoch_is_trained_is_stale()
    {
        var output = Assert.Single(PracticeOf.Program(Loop(Before, "    evaluate(model)")).Outputs);

        Assert.True(output.IsBeforeTraining);
        Assert.Equal("logging.info('genotype = %s', genotype)", output.Evidence.Excerpt);
        Assert.Equal("train(model)", output.Training.Excerpt);
    }

    [Theory]
    [InlineData("    print(F.softmax(model.alphas_normal, dim=-1))")]
    [InlineData("    writer.add_text('cell', str(model.genotype()))")]
    [InlineData("    model.print_alphas(logger)")]
    public void Whatever_shows_it_counts(string before) => Assert.True(Assert.Single(PracticeOf.Program(Loop(before, "    evaluate(model)")).Outputs).IsBeforeTraining);

    [Theory]
    [InlineData("    logging.info(model.genotype())")]
    [InlineData("    genotype = model.genotype()")]
    [InlineData("    print(model.alphas_normal)")]
    [InlineData("    torch.save({'genotype': model.genotype()}, 'last.pt')")]
    [InlineData("    model.print_alphas(logger)")]
    [InlineData("print(model.genotype())")]
    public void What_is_given_out_again_after_the_training_is_not_stale(string after) =>
        Assert.False(Assert.Single(PracticeOf.Program(Loop(Before, after)).Outputs).IsBeforeTraining);

    [Fact]
    public void A_print_inside_the_training_is_not_before_it() => Assert.False(Assert.Single(PracticeOf.Program(
        """
        def train(model):
            arch_optimizer.step()  # update
            print(model.alphas_normal)

        for epoch in range(9):
            print(model.alphas_normal)
            train(model)
        """).Outputs).IsBeforeTraining);

    [Fact]
    public void A_genotype_of_before_that_is_saved_after_stays_stale() =>
        Assert.True(Assert.Single(PracticeOf.Program(Loop(Before, "    save_genotype(genotype)")).Outputs).IsBeforeTraining);

    [Fact]
    public void Saved_parameters_are_told_apart_from_the_stale_print()
    {
        var outputs = PracticeOf.Program(Loop(Before, "    torch.save({'alphas': model.alphas_normal}, 'last.pt')")).Outputs;

        Assert.Equal([true, false], outputs.Select(o => o.IsBeforeTraining));
    }

    [Theory]
    [InlineData("    utils.save(model, 'weights.pt')", "self.alphas_normal = nn.Parameter(x)", 2)]
    [InlineData("    utils.save(model, 'weights.pt')", "self.alphas_normal = Variable(x)", 1)]
    [InlineData("    torch.save(model, 'model.pt')", "self.alphas_normal = Variable(x)", 2)]
    public void A_saved_network_keeps_the_parameters_that_it_lists_or_all_when_it_is_saved_whole(string after, string declared, int outputs) => Assert.Equal(outputs, PracticeOf.Files(
        ("search.py", "import torch.nn as nn\nimport utils\n" + Loop(Before, after).Replace("class Network:", "class Network:\n    def __init__(self):\n        " + declared + "\n", StringComparison.Ordinal)),
        ("utils.py", "import torch\ndef save(model, path):\n    torch.save(model.state_dict(), path)")).Outputs.Count);

    [Fact]
    public void A_last_turn_that_only_gives_out_is_not_stale() =>
        Assert.Empty(PracticeOf.Program(Loop(Before + "\n    if epoch == 49:\n        break", "    evaluate(model)")).Outputs);

    [Fact]
    public void Prints_of_other_things_are_no_output() => Assert.Empty(PracticeOf.Program(Loop("    logging.info('epoch %d', epoch)", "    evaluate(model)")).Outputs);

    private static string Loop(string before, string after) =>
        $$"""
        import logging
        import torch

        class Network:
            def genotype(self):
                return parse(self.alphas_normal.argmax(-1))

            def print_alphas(self, logger):
                logger.info(self.alphas_normal)

            def forward(self, x):
                return self.mix(x, self.alphas_normal)

        def evaluate(model):
            return model(x)

        def train(model):
            loss(model(x)).backward()
            arch_optimizer.step()  # update

        model = Network()
        for epoch in range(50):
        {{before}}
            train(model)
        {{after}}
        """;
}

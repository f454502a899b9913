using DnasRepro.Recipes;

namespace DnasRepro.Tests.Recipes;

/// <summary>Options of the command line become a recipe, or an error that says what to write.</summary>
public class RecipeFromOptionsTests
{
    private static readonly RecipeOptions Usual = new("python train_search.py --seed {seed}", null, null, [], null, null);

    [Fact]
    public void The_least_is_a_command_with_a_seed()
    {
        var recipe = RecipeFromOptions.Create(Usual);

        Assert.Equal(["python", "train_search.py", "--seed", "{seed}"], recipe.Command);
        Assert.Equal((SeedPassing.Argument, "command_line", "probe"), (recipe.Seed, recipe.Origin.Kind, Assert.Single(recipe.Outputs).Reader));
        Assert.Null(recipe.WorkingDirectory);
    }

    [Theory]
    [InlineData("--seed", SeedPassing.Argument, "python a.py --seed {seed}")]
    [InlineData("manual_seed", SeedPassing.Argument, "python a.py --manual_seed {seed}")]
    [InlineData("trainer.seed=", SeedPassing.Argument, "python a.py trainer.seed={seed}")]
    [InlineData("env:SEED", SeedPassing.Environment, "python a.py")]
    [InlineData("inject", SeedPassing.Inject, "python a.py")]
    [InlineData("none", SeedPassing.None, "python a.py")]
    public void The_seed_option_says_where_the_seed_goes(string option, SeedPassing how, string command)
    {
        var recipe = RecipeFromOptions.Create(Usual with { Command = "python a.py", SeedOption = option });

        Assert.Equal((how, command), (recipe.Seed, string.Join(' ', recipe.Command)));
        Assert.Equal(how == SeedPassing.Environment, recipe.Environment.ContainsKey("SEED"));
    }

    [Theory]
    [InlineData("{out}/architecture.json", "{out}/architecture.json", "auto", null)]
    [InlineData("genotype.npy", "genotype.npy", "numpy", null)]
    [InlineData("search-*/arch_1.pt", "search-*/arch_1.pt", "torch", null)]
    [InlineData("probe", "probe", "probe", null)]
    [InlineData("stdout:regex:arch: (.*)", "stdout", "regex", "arch: (.*)")]
    [InlineData("out.json:json_pointer:/a:b", "out.json", "json_pointer", "/a:b")]
    public void A_result_names_path_reader_and_expression(string text, string path, string reader, string? expression)
    {
        var output = Assert.Single(RecipeFromOptions.Create(Usual with { Command = "python a.py {seed} {out}", Results = [text] }).Outputs);

        Assert.Equal((path, reader, expression), (output.Path, output.Reader, output.Expression));
    }

    [Fact]
    public void Folder_epochs_and_time_are_taken_over()
    {
        var recipe = RecipeFromOptions.Create(Usual with { Command = "python a.py {seed} {epochs}", WorkingDirectory = "./cnn/", Epochs = 4, Timeout = TimeSpan.FromMinutes(2) });

        Assert.Equal(("cnn", 4, 2), (recipe.WorkingDirectory?.Value, recipe.Epochs, recipe.Timeout.TotalMinutes));
    }

    [Fact]
    public void Faults_are_errors_with_what_to_write()
    {
        (RecipeOptions Options, string Message)[] faults =
        [
            (Usual with { Command = "python a.py | tee" }, "--command: the command holds a pipe"),
            (Usual with { Command = "python a.py" }, "does not say where the seed goes"),
            (Usual with { Command = "python a.py {sead}" }, "did you mean '{seed}'?"),
            (Usual with { SeedOption = "--seed" }, "holds {seed} already"),
            (Usual with { Command = "a", SeedOption = "env:1A" }, "no name of a variable"),
            (Usual with { Command = "a", SeedOption = "--a b" }, "no option"),
            (Usual with { WorkingDirectory = "../x" }, "no folder inside the repository"),
            (Usual with { Results = ["a.json:json_ponter:/a"] }, "did you mean 'json_pointer'?"),
            (Usual with { Results = ["/tmp/a.json"] }, "absolute path"),
            (Usual with { Results = ["{out}/a.json"] }, "--command does not"),
            (Usual with { Results = ["a.json:probe"] }, "do not go together"),
            (Usual with { Epochs = 3 }, "does not say where it goes"),
            (Usual with { Command = "a {seed} {epochs}" }, "--epochs is not given"),
            (Usual with { Command = "a {seed} {epochs}", Epochs = 0 }, "--epochs is 0"),
            (Usual with { Timeout = TimeSpan.Zero }, "leaves no time"),
        ];
        Assert.All(faults, f =>
        {
            var error = Assert.Throws<UserErrorException>(() => RecipeFromOptions.Create(f.Options));
            Assert.Contains(f.Message, error.Message);
            Assert.NotEmpty(error.Hint);
        });
    }
}

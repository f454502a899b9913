using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Runs.Proposals;
using DnasRepro.SearchCode;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>What is proposed for this project's example search, and for that search written in other ways.</summary>
public class RecipeProposalTests
{
    [Fact]
    public void The_example_gets_its_options()
    {
        var proposal = Propose(Example());

        Assert.Equal(["python3", "search.py", "--seed", "{seed}", "--epochs", "{epochs}", "--out", "{out}", "--threads", "{threads}"], proposal.Recipe!.Command);
        Assert.Null(proposal.Recipe.WorkingDirectory);
        Assert.Equal((SeedPassing.Argument, "proposed", "probe"), (proposal.Recipe.Seed, proposal.Recipe.Origin.Kind, proposal.Recipe.Outputs[0].Reader));
        Assert.Equal((4, 6), (proposal.Recipe.MinimumEpochs!.Epochs, proposal.Recipe.Epochs));
        Assert.Contains(proposal.Because, b => b.ToString().Contains("'--seed' sets the seed (default 0). (search.py:"));
        Assert.Contains(proposal.Because, b => b.ToString().Contains("'python search.py --seed 0'. (README.md:"));
    }

    [Fact]
    public void A_proposal_is_a_recipe_that_can_be_written_down()
    {
        var recipe = Propose(Example()).Recipe!;

        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(RecipeReader.ReadFile(RecipeText.Yaml(recipe), RepoPath.Parse("r.yml")).OrError().Single()));
    }

    [Fact]
    public void The_folder_is_that_of_the_documented_command()
    {
        var files = Example().ToDictionary(f => f.Key is "README.md" ? f.Key : "cnn/" + f.Key, f => f.Value);
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "cd cnn && CUDA_VISIBLE_DEVICES=0 python search.py --batch 8 --seed 0   # about nine seconds");

        var recipe = Propose(files).Recipe!;

        Assert.Equal("cnn", recipe.WorkingDirectory?.Value);
        Assert.Equal(["python3", "search.py", "--batch", "8", "--seed", "{seed}"], recipe.Command.Take(6));
    }

    [Fact]
    public void From_the_root_a_program_in_a_folder_keeps_its_path()
    {
        var files = Example().ToDictionary(f => f.Key is "README.md" ? f.Key : "cnn/" + f.Key, f => f.Value);
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python ./cnn/search.py --seed=0");

        var recipe = Propose(files).Recipe!;

        Assert.Null(recipe.WorkingDirectory);
        Assert.Equal(["python3", "cnn/search.py", "--seed={seed}"], recipe.Command.Take(3));
    }

    [Fact]
    public void Words_that_a_script_or_the_reader_fills_in_are_named()
    {
        var files = Example();
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python search.py --batch $1 --threads THREAD_COUNT --out /home/me/out --warmup 1 (quick)");

        var proposal = Propose(files);

        Assert.Equal("python3 search.py --threads {threads} --out {out} --warmup 1 --seed {seed} --epochs {epochs}", string.Join(' ', proposal.Recipe!.Command));
        Assert.Contains(proposal.Unknown, u => u.Text.Contains("'--batch $1' is filled in by a script"));
        Assert.DoesNotContain(proposal.Unknown, u => u.Text.Contains("THREAD_COUNT"));
        Assert.Equal(2, proposal.Recipe.MinimumEpochs!.Epochs);
    }

    [Fact]
    public void A_command_for_help_is_no_search()
    {
        var files = Example();
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python search.py -h");

        Assert.DoesNotContain("-h", Propose(files).Recipe!.Command);
    }

    [Fact]
    public void A_key_that_the_configuration_sets_is_replaced_there()
    {
        var files = Configured("seed: 3\nsearching:\n  epoch: 14\n  depth: 2\n");

        var recipe = Propose(files).Recipe!;

        Assert.Equal(SeedPassing.Configuration, recipe.Seed);
        Assert.Equal([("configs/search.yml", "seed: 3", "seed: {seed}", 1), ("configs/search.yml", "epoch: 14", "epoch: {epochs}", 1)], recipe.Patches.Select(p => (p.Path.Value, p.Find, p.Replace, p.Count!.Value)));
        Assert.Equal(6, recipe.Epochs);
    }

    [Fact]
    public void A_key_that_no_file_sets_is_added_and_said()
    {
        var proposal = Propose(Configured("model:\n    arch: unet\nsearching:\n    epoch: 14\n"));

        Assert.Equal("model:\n    arch: unet", proposal.Recipe!.Patches[0].Find);
        Assert.Equal("seed: {seed}\nmodel:\n    arch: unet", proposal.Recipe.Patches[0].Replace);
        Assert.Contains(proposal.Unknown, u => u.Text.Contains("does not set 'seed'"));
    }

    [Fact]
    public void A_line_that_stands_twice_is_not_patched()
    {
        var proposal = Propose(Configured("seed: 3\nsearching:\n  epoch: 14\ntraining:\n  epoch: 14\n"));

        Assert.Null(proposal.Recipe!.Epochs);
        Assert.Contains(proposal.Unknown, u => u.Text.Contains("'searching.epoch', which cannot be set"));
    }

    [Fact]
    public void A_search_without_seeds_asks_the_rerun_to_seed()
    {
        var files = Example();
        files["search.py"] = Edit(Edit(Edit(files["search.py"], "    make_repeatable(options.seed, options.threads)\n", ""), "torch.Generator().manual_seed(options.seed)", "torch.Generator()"), "    parser.add_argument(\"--seed\", type=int, default=0, help=\"seed of weights, architecture parameters and batch order\")\n", "");
        files["search.py"] = files["search.py"].Replace("        \"seed\": options.seed,\n", "").Replace("from unet_darts.seeding import make_repeatable\n", "");
        files["unet_darts/data.py"] = Edit(files["unet_darts/data.py"], "numpy.random.default_rng([seed, sorted(SITES).index(site)])", "numpy.random.default_rng()");
        files["unet_darts/training.py"] = Edit(files["unet_darts/training.py"], "torch.Generator().manual_seed(seed)", "torch.Generator()");
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python search.py");

        var recipe = Propose(files).Recipe!;

        Assert.Equal((SeedPassing.Inject, false), (recipe.Seed, recipe.IsSeedFixed));
        Assert.Contains("no call that seeds", recipe.SeedReason);
        Assert.DoesNotContain(recipe.Command, w => w.Contains("{seed}"));
    }

    [Fact]
    public void A_fixed_seed_is_said_to_be_fixed()
    {
        var files = Example();
        files["search.py"] = files["search.py"].Replace("options.seed", "0").Replace("    parser.add_argument(\"--seed\", type=int, default=0, help=\"seed of weights, architecture parameters and batch order\")\n", "");
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python search.py");

        var proposal = Propose(files);

        Assert.Equal((SeedPassing.None, true), (proposal.Recipe!.Seed, proposal.Recipe.IsSeedFixed));
        Assert.Contains(proposal.Unknown, u => u.Text.Contains("The seed is fixed in the code"));
    }

    [Fact]
    public void A_genotype_printed_before_training_belongs_to_the_epoch_before()
    {
        var facts = Memory.Facts(Example());
        var search = RepoPath.Parse("search.py");
        var printed = new ArchitectureOutput(true, Evidence.AtLine(search, 37, "logging.info('genotype = %s', genotype)"), Evidence.AtLine(search, 43, "architecture.step()"));
        var practice = facts.SearchCode.Practice with { Outputs = [printed] };

        var recipe = RecipeProposal.Create(facts with { SearchCode = facts.SearchCode with { Practice = practice } }).Recipe!;

        Assert.Equal(5, recipe.MinimumEpochs!.Epochs);
        Assert.Equal(("output", "python_genotype", -1), (recipe.Outputs[1].Path, recipe.Outputs[1].Reader, recipe.Outputs[1].EpochOffset));
    }

    [Fact]
    public void Data_are_named_where_the_program_looks_for_them()
    {
        var files = Example();
        files["search.py"] = Edit(files["search.py"], "    options = parser.parse_args()\n", "    parser.add_argument(\"--data\", default=\"../data\")\n    parser.add_argument(\"--device\", default=\"cuda\")\n    options = parser.parse_args()\n");

        var proposal = Propose(files);

        Assert.Equal(["{data}"], proposal.Recipe!.Command.SkipWhile(w => w != "--data").Skip(1).Take(1));
        Assert.Contains("{device}", proposal.Recipe.Command);
    }

    [Theory]
    [InlineData("/train_tiny_data/imgseg/", "/train_tiny_data/imgseg")]
    [InlineData("./data/", "data")]
    [InlineData("/usr/lib", null)]
    [InlineData("../outside", null)]
    public void Data_at_a_fixed_place_are_bound_there_unless_it_is_the_systems(string path, string? target)
    {
        var facts = Memory.Facts(Example());
        var program = facts.SearchCode.Programs.Of(RepoPath.Parse("search.py"))!;
        var fixedPath = new ProgramOption("data_path", "data_path", $"'{path}'", "config", program.Evidence);
        var programs = facts.SearchCode.Programs with { Programs = [program with { Options = [.. program.Options, fixedPath] }] };

        var recipe = RecipeProposal.Create(facts with { SearchCode = facts.SearchCode with { Programs = programs } }).Recipe!;

        Assert.Equal(target, recipe.Binds.SingleOrDefault()?.Target);
    }

    [Fact]
    public void Without_a_search_nothing_is_proposed()
    {
        var proposal = Propose(new Dictionary<string, string> { ["README.md"] = "# A paper\n\n```sh\npython search.py\n```\n", ["model.py"] = "import torch\n" });

        Assert.Null(proposal.Recipe);
        Assert.Contains("No program that runs a search was found", Assert.Single(proposal.Unknown).Text);
    }

    private static Proposal Propose(Dictionary<string, string> files) => RecipeProposal.Create(Memory.Facts(files));

    private static string Edit(string text, string piece, string other)
    {
        Assert.Equal(2, text.Split(piece).Length);
        return text.Replace(piece, other);
    }

    /// <summary>The example, whose card and results are left out: they hold commands of their own.</summary>
    private static Dictionary<string, string> Example()
    {
        var root = Path.Combine(Repository.Root, "examples", "unet-darts");
        return Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => f.EndsWith(".py", StringComparison.Ordinal) || f is "README.md" or "requirements.txt")
            .ToDictionary(f => f, f => File.ReadAllText(Path.Combine(root, f)));
    }

    /// <summary>The example with seed and epochs in a file that it reads.</summary>
    private static Dictionary<string, string> Configured(string configuration)
    {
        var files = Example();
        var search = files["search.py"].Replace("    parser.add_argument(\"--seed\", type=int, default=0, help=\"seed of weights, architecture parameters and batch order\")\n    parser.add_argument(\"--epochs\", type=int, default=14)\n", "    parser.add_argument(\"--config\", default=\"configs/search.yml\")\n")
            .Replace("    options = parser.parse_args()\n", "    options = parser.parse_args()\n    with open(options.config) as file:\n        cfg = yaml.safe_load(file)\n")
            .Replace("options.seed", "cfg.get('seed', 1337)").Replace("options.epochs", "cfg['searching']['epoch']").Replace("import torch\n", "import torch\nimport yaml\n");
        files["search.py"] = search;
        files["configs/search.yml"] = configuration;
        files["README.md"] = files["README.md"].Replace("python search.py --seed 0", "python search.py");
        return files;
    }
}

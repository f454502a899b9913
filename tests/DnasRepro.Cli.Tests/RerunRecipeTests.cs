using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Where a rerun gets its recipe from, and what it says when that does not do.</summary>
public class RerunRecipeTests
{
    [Fact]
    public void A_command_on_the_command_line_is_a_recipe_too()
    {
        using var study = new Study();
        File.Move(study["study/search.py"], Path.Combine(Directory.CreateDirectory(study["study/cnn"]).FullName, "search.py"));

        var report = new JsonReport(study.Start(
            "rerun", "study", "--command", "python3 search.py --out {out}", "--workdir", "cnn", "--seed-option", "--seed", "--result", "{out}/architecture.json:architecture_json",
            "--seeds", "0,1", "--isolation", "none", "--state", "state", "-f", "json"));

        Assert.Equal(("command_line", "cnn"), (report["stability.recipe.origin"].GetString(), report["stability.recipe.workingDirectory"].GetString()));
        Assert.Equal("python3 search.py --out {out} --seed 1", report["stability.runs.1.command"].GetString());
        Assert.Equal("architecture_json", report["stability.runs.1.found.0.reader"].GetString());
    }

    [Theory]
    [InlineData("--workdir belongs to --command", "--workdir", "cnn")]
    [InlineData("--seed-option belongs to --command", "--seed-option", "--seed")]
    [InlineData("--result belongs to --command", "--result", "{out}/a.json")]
    [InlineData("--command does not say where the seed goes", "--command", "python3 search.py")]
    [InlineData("the placeholder '{sed}' is not known; did you mean '{seed}'?", "--command", "python3 search.py {sed}")]
    [InlineData("--command: ", "--command", "python3 search.py {seed} | tee log")]
    [InlineData("--stop: 'never'", "--stop", "never", "--command", "x {seed}")]
    [InlineData("--seeds: '3-1'", "--seeds", "3-1", "--command", "x {seed}")]
    [InlineData("--seeds: '1,1' names one twice", "--seeds", "1,1", "--command", "x {seed}")]
    [InlineData("--max-seeds is 0", "--max-seeds", "0", "--command", "x {seed}")]
    [InlineData("--memory: 'much'", "--memory", "much", "--command", "x {seed}")]
    [InlineData("--budget: '20'", "--budget", "20", "--command", "x {seed}")]
    [InlineData("--shard: '4/3'", "--shard", "4/3", "--command", "x {seed}")]
    [InlineData("--processes is 0", "--processes", "0", "--command", "x {seed}")]
    [InlineData("--jobs is 0", "--jobs", "0", "--command", "x {seed}")]
    [InlineData("--threads is 0", "--threads", "0", "--command", "x {seed}")]
    [InlineData("--device: 'tpu'", "--device", "tpu", "--command", "x {seed}")]
    [InlineData("'jail' is no kind of isolation", "--isolation", "jail", "--command", "x {seed}")]
    [InlineData("'missing.yml' is no file", "--recipe", "missing.yml")]
    public void A_mistake_of_the_user_is_named_before_anything_runs(string message, params string[] options)
    {
        using var study = new Study();

        var run = study.Start(["rerun", "study", "--state", "state", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Matches("error: .+\n  fix: .+\n$", run.Error);
        Assert.Empty(study.Kept);
    }

    [Fact]
    public void A_mistake_in_a_recipe_file_is_named_with_its_place()
    {
        using var study = new Study();
        study.Write("recipe.yml", StandIn.Recipe.Replace("seed_mechanism: command_line", "seed_mechansim: command_line", StringComparison.Ordinal));

        var run = study.Rerun();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("recipe.yml:5:5", run.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'seed_mechanism'?", run.Error, StringComparison.Ordinal);
        Assert.Empty(study.Kept);
    }

    [Fact]
    public void Without_a_recipe_and_a_search_that_could_be_run_it_says_what_to_give()
    {
        using var study = new Study();

        var run = study.Start("rerun", "study", "--state", "state");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no recipe, and none can be proposed", run.Error, StringComparison.Ordinal);
        Assert.Contains("fix: Give --command, a recipe file with --recipe, or rerun.recipes in the card.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_searches_are_not_chosen_from()
    {
        using var study = new Study();
        study.Write("recipe.yml", StandIn.Recipe + "\n" + StandIn.Recipe.Replace("recipes:\n", "", StringComparison.Ordinal).Replace("id: search", "id: longer", StringComparison.Ordinal));

        var run = study.Rerun();
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Several searches are named (search, longer)", run.Error, StringComparison.Ordinal);

        var report = new JsonReport(study.Start("rerun", "study", "--recipe", "recipe.yml#longer", "--seeds", "0,1", "--no-repeat", "--isolation", "none", "--state", "state", "-f", "json"));
        Assert.Equal("longer", report["stability.recipe.id"].GetString());
    }

    [Fact]
    public void Data_that_the_recipe_needs_must_be_given_and_are_then_there()
    {
        using var study = new Study(extra: "print(open(os.environ['SCANS'] + '/scan.txt').read())");
        study.Write("recipe.yml", StandIn.Recipe.Replace("    seed_mechanism", "    env: {SCANS: \"{data}\"}\n    seed_mechanism", StringComparison.Ordinal));
        study.Write("volumes/scan.txt", "one scan");

        var run = study.Rerun();
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Recipe 'search' needs data ({data}), and none were given.\n  fix: Name their folder with --data.", run.Error, StringComparison.Ordinal);
        Assert.Contains("there is no folder", study.Rerun("--data", "nowhere").Error, StringComparison.Ordinal);

        var report = new JsonReport(study.Rerun("--data", "volumes", "--seeds", "0,1", "--no-repeat"));
        Assert.Equal(["completed", "completed"], report.Runs.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal("one scan\nepoch 2/2 done\n", File.ReadAllText(study["state/logs/00-seed-0.out.txt"]));
    }

    [Fact]
    public void Too_few_epochs_to_search_anything_are_refused()
    {
        using var study = new Study();
        study.Write("recipe.yml", StandIn.Recipe.Replace("    timeout", "    env: {EPOCHS: \"{epochs}\"}\n    epochs: 4\n    min_epochs: {epochs: 3, reason: two epochs only warm up}\n    timeout", StringComparison.Ordinal));

        var run = study.Rerun("--epochs", "2");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("With 2 epochs recipe 'search' searches nothing: two epochs only warm up.", run.Error, StringComparison.Ordinal);
        Assert.Empty(study.Kept);
    }

    [Fact]
    public void A_recipe_that_was_only_proposed_is_shown_and_not_run_unless_one_agrees()
    {
        using var study = new Study();
        ExampleCopy.Make(study["example"]);
        File.Delete(study["example/nas-reporting-card.yml"]);

        var run = study.Start("rerun", "example", "--state", "state");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("command: \"python3 search.py", run.Error, StringComparison.Ordinal);
        Assert.Contains("because  'search.py' runs the search.", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: The proposed recipe was not agreed to, so nothing was run.", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(study.State));
    }

    [Fact]
    public void A_proposed_recipe_that_one_agrees_to_runs()
    {
        Machine.RequireTorch();
        using var study = new Study();
        ExampleCopy.Make(study["example"]);
        File.Delete(study["example/nas-reporting-card.yml"]);

        var report = new JsonReport(study.Start("rerun", "example", "--yes", "--epochs", "4", "--max-seeds", "1", "--no-repeat", "--isolation", "none", "--state", "state", "-f", "json"));

        Assert.Equal("proposed", report["stability.recipe.origin"].GetString());
        Assert.Equal(("completed", "architecture_json"), (report["stability.runs.0.status"].GetString(), report["stability.runs.0.found.0.reader"].GetString()));
    }

    [Theory]
    [InlineData("scans")]
    [InlineData("/fixed/scans")]
    public void Data_stand_where_the_program_expects_them(string place)
    {
        Machine.RequireBubblewrap();
        using var study = new Study(extra: $"assert open(\"{place}/scan.txt\").read() == \"one scan\"") { Isolation = "bubblewrap" };
        study.Write("recipe.yml", StandIn.Recipe.Replace("    seed_mechanism", $"    bind: [{{source: \"{{data}}\", target: {place}}}]\n    seed_mechanism", StringComparison.Ordinal));
        study.Write("volumes/scan.txt", "one scan");

        var report = new JsonReport(study.Rerun("--seeds", "0", "--no-repeat", "--data", study["volumes"]));

        Assert.Equal("completed", Assert.Single(report.Runs).GetProperty("status").GetString());
    }
}

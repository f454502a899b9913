using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>What a rerun leaves alone, and what it refuses to run.</summary>
public class RerunCareTests
{
    /// <summary>A program that changes whatever it can reach of its repository.</summary>
    private const string Meddler = """
        for name in os.listdir("."):
            if os.path.isfile(name):
                with open(name, "a") as file:
                    file.write("# changed\n")
        os.makedirs("cache/deep", exist_ok=True)
        os.remove("LICENSE")
        if os.path.isdir(".git"):
            os.rename(".git", ".gone")
        """;

    [Theory]
    [InlineData("pull_request_target")]
    [InlineData("workflow_run")]
    public void Code_of_a_pull_request_is_not_run_with_the_rights_of_its_target(string name)
    {
        using var study = new Study { Variables = [("GITHUB_EVENT_NAME", name)] };

        var run = study.Rerun();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"refused under '{name}'", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(study.State));
    }

    [Fact]
    public void A_dry_run_shows_what_would_run_and_runs_nothing()
    {
        using var study = new Study(extra: "open(os.environ['CANARY'], 'w').close()");
        study.Write("recipe.yml", StandIn.Recipe.Replace("    seed_mechanism", $"    env: {{CANARY: \"{study["canary"]}\"}}\n    seed_mechanism", StringComparison.Ordinal));

        var run = study.Rerun("--dry-run", "--seeds", "0,1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("python3 search.py --seed {seed} --out {out}", run.Error, StringComparison.Ordinal);
        Assert.Contains("seeds: 0, 1, in this order; the first one twice", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(study["canary"]));
        Assert.Empty(Directory.Exists(study.State) ? Directory.GetFiles(study.State, "*", SearchOption.AllDirectories) : []);

        study.Rerun("--max-seeds", "1", "--no-repeat");
        Assert.True(File.Exists(study["canary"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_users_folder_is_as_it_was(bool isGit)
    {
        using var study = new Study(extra: Meddler);
        if (isGit)
        {
            Tool.Git(study.Repository, "init", "-q");
            Tool.Git(study.Repository, "add", ".");
            Tool.Git(study.Repository, "commit", "-qm", "first");
        }
        File.CreateSymbolicLink(study["study/link"], "search.py");
        var before = TreeState.Of(study.Repository);

        var report = new JsonReport(study.Rerun("--seeds", "0,1", "--no-repeat"));

        Assert.Equal(["completed", "completed"], report.Runs.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(before, TreeState.Of(study.Repository));
    }

    [Fact]
    public void Of_a_commit_its_own_code_runs_and_not_that_of_the_working_tree()
    {
        using var study = new Study(extra: "print('as committed')");
        Tool.Git(study.Repository, "init", "-q");
        Tool.Git(study.Repository, "add", ".");
        Tool.Git(study.Repository, "commit", "-qm", "first");
        study.Write("study/search.py", StandIn.Search(StandIn.Agreeing, "print('as changed')"));

        string Printed(string target, string state)
        {
            var report = new JsonReport(study.Start("rerun", target, "--recipe", "recipe.yml", "--seeds", "0,1", "--no-repeat", "--isolation", "none", "--state", state, "-f", "json"));
            Assert.Equal(2, report.Runs.Count);
            return File.ReadAllText(study[$"{state}/logs/01-seed-1.out.txt"]);
        }

        Assert.StartsWith("as committed", Printed("study@HEAD", "a"), StringComparison.Ordinal);
        Assert.StartsWith("as changed", Printed("study", "b"), StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>The probe only observes: programs compute the same with it, end as they would, and survive its faults.</summary>
public class ProbeHarmlessTests
{
    [Fact]
    public void A_genotype_method_that_draws_prints_and_remembers_leaves_no_trace()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("trace");
        var program = run.Program("finds_variables.py");

        var without = run.RunWithoutProbe(program, "without.txt");
        var with = run.Run(program, "with.txt");

        Assert.Equal((0, without.Output), (with.ExitCode, with.Output));
        Assert.Equal(File.ReadAllText(Path.Combine(run.Work, "without.txt")), File.ReadAllText(Path.Combine(run.Work, "with.txt")));
    }

    [Fact]
    public void A_broken_probe_does_not_break_the_program_and_says_so()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("sabotage");

        var (exit, output, error) = run.Run(run.Program("sabotage.py"));

        Assert.True(exit == 0, error);
        Assert.Equal("done -0.061", output.Trim());
        Assert.Contains(run.Seen().Notes, n => n.Contains("sabotage", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_process_that_searches_speaks()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("processes");

        var (exit, _, error) = run.Run(run.Program("processes.py"));

        Assert.True(exit == 0, error);
        var files = Directory.GetFiles(run.Output);
        Assert.InRange(files.Length, 1, 2);
        Assert.Single(files, f => File.ReadAllText(f).Contains("\"shape\"", StringComparison.Ordinal));
        var seen = run.Seen();
        Assert.Equal([2, 2], Assert.Single(seen.Parameters).Final.Shape);
        Assert.Contains(seen.Nondeterminism, s => s is { Name: "workers", Detail: "a DataLoader with num_workers = 2" });
    }

    [Theory]
    [InlineData("fork")]
    [InlineData("spawn")]
    public void A_search_in_a_child_process_speaks_for_itself(string start)
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("child-" + start);

        var (exit, _, error) = run.Run(run.Program("child_search.py"), start);

        Assert.True(exit == 0, error);
        Assert.Equal(2, Directory.GetFiles(run.Output).Length);
        var seen = run.Seen();
        Assert.Equal([2, 2], Assert.Single(seen.Parameters).Final.Shape);
        Assert.Equal((4, 4, "exit"), (seen.Steps.Architecture, seen.Steps.Weights, seen.How));
    }

    [Fact]
    public void Generators_that_nobody_seeded_and_unsorted_listings_are_met()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("unseeded");
        run.Variables["PYTHONHASHSEED"] = "random";

        var (exit, _, error) = run.Run(run.Program("unseeded.py"));

        Assert.True(exit == 0, error);
        var seen = run.Seen();
        Assert.Equal(
            ["cudnn.benchmark", "hash_seed", "unseeded_numpy", "unseeded_random", "unseeded_random", "unseeded_torch", "unsorted_listdir", "unsorted_listdir"],
            seen.Nondeterminism.Select(s => s.Name).Order());
        Assert.Equal(
            ["glob.glob at unseeded.py:13 is used in the file system's order", "os.listdir at unseeded.py:9 is used in the file system's order"],
            seen.Nondeterminism.Where(s => s.Name == "unsorted_listdir").Select(s => s.Detail).Order());
        Assert.Contains(seen.Seeds, s => s is { Call: "torch.manual_seed", Value: "7", Count: 2 });
        Assert.Contains(seen.Seeds, s => s is { Call: "random.seed", Value: "from the system" });
        Assert.Equal(["logs/log.txt", "logs/weights.pt"], seen.FilesWritten);
    }

    [Fact]
    public void An_injected_seed_repeats_what_nobody_seeded_and_is_counted()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("inject");
        run.Write("draw.py", "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(1).item())\n");
        run.Variables["DNAS_PROBE_SEED"] = "11";

        var (first, second) = (run.Run("draw.py").Output, run.Run("draw.py").Output);

        Assert.Equal(first, second);
        Assert.NotEqual(first, run.RunWithoutProbe("draw.py").Output);
        var seen = run.Seen();
        Assert.Equal([("inject.numpy", 1), ("inject.random", 1), ("inject.torch", 1)], seen.Compatibility.Select(c => (c.Key, c.Value)).Order());
        Assert.Empty(seen.Seeds);
        Assert.Contains(seen.Nondeterminism, s => s.Name == "unseeded_torch" && s.Detail.Contains("the tool did", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TERM", "terminated")]
    [InlineData("KILL", "running")]
    public void A_search_that_is_stopped_leaves_its_last_epochs(string signal, string how)
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("endless" + signal);
        using var process = run.Start(isProbed: true, run.Program("endless.py"));
        Assert.Equal("running", process.StandardOutput.ReadLine());

        Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(signal == "TERM" ? 128 + 15 : 128 + 9, process.ExitCode);
        var seen = run.Seen();
        Assert.Equal(how, seen.How);
        var alphas = Assert.Single(seen.Parameters);
        Assert.Equal("__main__.alphas", alphas.Final.Name);
        Assert.True(alphas.History.Count >= 2);
        Assert.Equal(alphas.History.Count, seen.Steps.Epochs);
    }

    [Fact]
    public void A_sitecustomize_of_the_repository_still_runs_and_is_told()
    {
        using var run = new ProbeRun("sitecustomize");
        Requires.That("python3", File.Exists(ProbeRun.Python));
        run.Write("site/sitecustomize.py", "import builtins\nbuiltins.theirs = __file__\n");
        run.Write("main.py", "import sitecustomize\nprint(theirs == sitecustomize.__file__)\n");
        run.Variables["PYTHONPATH"] = $"{run.Package}:{Path.Combine(run.Work, "site")}";

        Assert.Equal((0, "True\n", ""), run.Run("main.py"));

        Assert.Contains(run.Seen().Notes, n => n.Contains("another sitecustomize, in the folder site", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sitecustomize_of_the_repository_that_fails_fails_as_it_would_without_us()
    {
        using var run = new ProbeRun("failing");
        Requires.That("python3", File.Exists(ProbeRun.Python));
        run.Write("site/sitecustomize.py", "raise ValueError('theirs')\n");
        run.Variables["PYTHONPATH"] = $"{run.Package}:{Path.Combine(run.Work, "site")}";
        var with = run.Run("-c", "print(1)");
        run.Variables["PYTHONPATH"] = Path.Combine(run.Work, "site");

        Assert.Equal(run.RunWithoutProbe("-c", "print(1)"), with);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_fault_of_the_program()
    {
        using var run = new ProbeRun("unwritable");
        Requires.That("python3", File.Exists(ProbeRun.Python));
        run.Variables["DNAS_PROBE_OUT"] = "/dev/null/nowhere";
        run.Write("main.py", "import sys\nprint(1)\nsys.exit(3)\n");

        Assert.Equal((3, "1\n", ""), run.Run("main.py"));
    }

    [Theory]
    [InlineData("-I")]
    [InlineData("-E")]
    [InlineData("-S")]
    public void An_interpreter_that_ignores_the_environment_leaves_nothing(string option)
    {
        using var run = new ProbeRun("ignored" + option);
        Requires.That("python3", File.Exists(ProbeRun.Python));

        Assert.Equal(0, run.Run(option, "-c", "print(1)").ExitCode);

        Assert.Contains("python -I, -E or -S", ProbeFolder.Read(run.Output).Refusal, StringComparison.Ordinal);
    }

    /// <summary>TensorFlow and JAX are not installed where the tests run: these modules only have their names and seeding functions.</summary>
    [Fact]
    public void Stand_ins_for_tensorflow_and_jax_give_environment_seeds_and_files()
    {
        using var run = new ProbeRun("stand-ins");
        Requires.That("python3", File.Exists(ProbeRun.Python));
        run.Write("tensorflow/__init__.py", "__version__ = '2.0'\nfrom tensorflow import random\n");
        run.Write("tensorflow/random.py", "def set_seed(seed):\n    pass\n");
        run.Write("jax/__init__.py", "__version__ = '0.4'\nfrom jax import random\n");
        run.Write("jax/random.py", "def PRNGKey(seed):\n    return [0, seed]\n");
        run.Write("main.py", "import jax\nimport tensorflow as tf\ntf.random.set_seed(5)\nprint(jax.random.PRNGKey(6))\nopen('result.txt', 'w').close()\n");

        Assert.Equal((0, "[0, 6]\n", ""), run.Run("main.py"));

        var seen = run.Seen();
        Assert.Equal(("tensorflow", null), (seen.Framework, seen.Threads));
        Assert.Equal([("tf.random.set_seed", "5"), ("jax.random.PRNGKey", "6")], seen.Seeds.Select(s => (s.Call, s.Value)));
        Assert.Equal(["result.txt"], seen.FilesWritten);
        Assert.Equal(["jax", "tensorflow"], seen.Packages.Keys.Order());
    }
}

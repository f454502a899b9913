using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>The built-in search by the built tool: one seed, the same bits, interrupted, and over seeds by <c>rerun --engine reference</c>.</summary>
public sealed class ReferenceSearchTests
{
    /// <summary>A search of a second.</summary>
    private const string Tiny = """
        space: {channels: 4}
        training: {epochs: 3, batch_size: 8}
        data: {size: 16, training: 16, validation: 16, test: 8, external: 0}
        """;

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();
        var (one, again, other) = (Search(folder, "one", 1), Search(folder, "again", 1), Search(folder, "other", 2));

        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void It_shows_progress_and_says_what_it_found()
    {
        using var folder = new TemporaryFolder();
        var run = Tool.Start(folder.Path, "search", "--out", "found", "--config", folder.Write("tiny.yml", Tiny), "--threads", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("search: epoch 1 of 3, loss ", run.Error, StringComparison.Ordinal);
        Assert.Contains("search: epoch 3 of 3, loss ", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("cell down:\n  node 2: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"wrote {Path.Combine(folder.Path, "found", "architecture.json")}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_asked_to_end_goes_on_to_the_same_bits()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        using var folder = new TemporaryFolder();
        var whole = Search(folder, "whole", 1, "--epochs", "40");
        folder.Write("cut.sh", $"""
            dotnet {Tool.Dll} search --seed 1 --out cut --config tiny.yml --threads 1 --epochs 40 2> cut.txt & search=$!
            while [ ! -s cut/checkpoint.bin ] && kill -0 $search; do sleep 0.05; done
            kill -TERM $search; wait $search
            """);
        var cut = Tool.Process("/bin/sh", folder.Path, "cut.sh");

        Assert.Equal(130, cut.ExitCode);
        Assert.Contains("the same command goes on from there", File.ReadAllText(Path.Combine(folder.Path, "cut.txt")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "cut", "architecture.json")));
        Assert.Equal(whole, Search(folder, "cut", 1, "--epochs", "40"));
    }

    [Fact]
    public void A_folder_serves_one_search_at_a_time_and_keeps_nothing_of_its_lock()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "found"));
        string[] arguments = ["search", "--out", "found", "--config", folder.Write("tiny.yml", Tiny), "--threads", "1"];
        using (new FileStream(Path.Combine(folder.Path, "found", "search.lock"), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var second = Tool.Start(folder.Path, arguments);
            Assert.Equal(3, second.ExitCode);
            Assert.Contains("Another search is writing into ", second.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, Tool.Start(folder.Path, arguments).ExitCode);
        Assert.Equal(["architecture.json", "checkpoint.bin"], Directory.EnumerateFiles(Path.Combine(folder.Path, "found")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_measured_can_be_asked_for_after_the_search()
    {
        using var folder = new TemporaryFolder();
        var found = Search(folder, "one", 1);

        var again = Search(folder, "one", 1, "--retrain", "1");
        Assert.Contains("\"retrained\"", again, StringComparison.Ordinal);
        Assert.Equal(Parameters(found), Parameters(again));

        string Parameters(string text) => JsonNode.Parse(text)!["architecture_parameters"]!.ToJsonString();
    }

    [Fact]
    public void Three_small_volumes_of_nibabels_are_searched_in_3_d()
    {
        using var folder = new TemporaryFolder();
        folder.Write("volumes.py", """
            import os, numpy as np, nibabel
            random = np.random.default_rng(0)
            for f in ('data/images', 'data/labels'): os.makedirs(f)
            for i in range(3):
                shape, affine = (20, 18 + i, 12), np.diag([1, 1, 2, 1.])
                z, y, x = np.indices(shape); inside = ((z - 10) / 6) ** 2 + ((y - 9) / 5) ** 2 + ((x - 6) / 4) ** 2 <= 1
                nibabel.save(nibabel.Nifti1Image((random.normal(0, 1, shape) + 2 * inside).astype(np.float32), affine), f'data/images/case{i}.nii.gz')
                nibabel.save(nibabel.Nifti1Image(inside.astype(np.uint8), affine), f'data/labels/case{i}.nii.gz')
            """);
        Requires.That("nibabel", Tool.Process("/usr/bin/python3", folder.Path, "-c", "import nibabel").ExitCode == 0);
        Assert.Equal(0, Tool.Process("/usr/bin/python3", folder.Path, "volumes.py").ExitCode);

        var run = Tool.Start(folder.Path, "search", "--data", "data", "--dimensions", "3", "--size", "16", "--channels", "4", "--batch", "1", "--epochs", "2", "--retrain", "1", "--threads", "1", "--out", "found");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("cell down:\n  node 2: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ndata: Cases: 1 for the weights, 1 for the architecture, 1 for the test; all images of a case are in one set.\n", run.Output, StringComparison.Ordinal);
        var measures = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "found", "architecture.json")))!["measures"]!;
        Assert.InRange((double)measures["retrained"]!["test_dice"]!, 0, 1);
        Assert.Contains("3 cases", (string)measures["data"]!, StringComparison.Ordinal);
        Assert.Contains("data: Volumes were resampled to ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rerun_by_the_reference_engine_is_repeatable_and_a_proxy()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.Write("tiny.yml", Tiny);
        folder.Write("study/README.md", "# A study\n");
        string[] arguments = ["rerun", Path.Combine(folder.Path, "study"), "--engine", "reference", "--search-settings", settings, "--max-seeds", "2", "--state", Path.Combine(folder.Path, "state"), "--jobs", "2", "-f", "json"];
        var run = Tool.Start(folder.Path, arguments);
        var report = new JsonReport(run);

        Assert.Equal("reference", report["stability.engine"].GetString());
        Assert.Equal("bitwise", report["stability.repeat.answer"].GetString());
        Assert.Equal([0L, 1L], report.Seeds);
        Assert.All(report.Runs, r => Assert.Equal("completed", r.GetProperty("status").GetString()));
        Assert.Contains("a settings file that the user named", report["stability.proxy.0"].GetString(), StringComparison.Ordinal);
        Assert.Equal("not_applicable", report.Finding("DNAS3001").Outcome);
        Assert.Contains("3 finished runs are there from an earlier session", Tool.Start(folder.Path, arguments).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_examples_card_declares_is_told()
    {
        var run = Tool.Start(Tool.Root, "rerun", "examples/unet-darts", "--engine", "reference", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("proxy: Whatever is declared, the proxy has", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The result without what is clocked.</summary>
    private static string Search(TemporaryFolder folder, string output, int seed, params string[] more)
    {
        folder.Write("tiny.yml", Tiny);
        var run = Tool.Start(folder.Path, ["search", "--seed", $"{seed}", "--out", output, "--config", "tiny.yml", "--threads", "1", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        var found = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, output, "architecture.json")))!.AsObject();
        found.Remove("generated");
        return found.ToJsonString();
    }
}

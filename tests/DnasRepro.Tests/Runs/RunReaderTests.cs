using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class RunReaderTests
{
    private const string Architecture = """{"format": "dag_cells", "cells": {"normal": [{"node": 2, "from": 0, "op": "sep_conv_3x3"}, {"node": 2, "from": 1, "op": "skip_connect"}]}}""";
    private static readonly RunPlan Plan = RunExamples.Plan();

    [Theory]
    [InlineData("\"NaN\"", FailureKind.NotNumbers)]
    [InlineData("\"Infinity\"", FailureKind.NotNumbers)]
    [InlineData("\"-Infinity\"", null)]
    [InlineData("0.5", null)]
    [InlineData("0.1", FailureKind.NotMoved)]
    public void A_run_counts_when_its_architecture_parameters_are_numbers_and_moved(string last, FailureKind? expected)
    {
        using var folder = new TempFolder();
        folder.Write("out/architecture.json", Architecture).Write("probe-out/probe-1.json", Probe(last));

        var reading = Read(folder);

        Assert.Equal(expected, reading.Failure?.Kind);
        Assert.Single(reading.Architectures);
    }

    [Fact]
    public void An_architecture_file_of_another_form_is_named_with_what_it_lacks()
    {
        using var folder = new TempFolder();
        folder.Write("copy/architecture.json", """{"cells": []}""");

        var failure = Read(folder).Failure;

        Assert.Equal(FailureKind.NoResult, failure?.Kind);
        Assert.Contains("'architecture.json' was not read", failure!.Message, StringComparison.Ordinal);
        Assert.Contains("'format'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_file_is_found_among_very_many_others()
    {
        using var folder = new TempFolder();
        folder.Write("out/architecture.json", Architecture);
        for (var i = 0; i < 400; i++)
            folder.Write($"copy/images/{i:000}.txt", "nothing");

        Assert.Null(Read(folder).Failure);
    }

    [Fact]
    public void Folders_too_deep_to_be_opened_are_passed_over()
    {
        using var folder = new TempFolder();
        folder.Write("out/architecture.json", Architecture);
        TempFolder.Run("sh", Directory.CreateDirectory(folder["copy"]).FullName, null, "-c", "i=0; while [ $i -lt 30 ]; do n=$(printf 'd%0199d' 0); mkdir $n && cd -P $n || exit 0; i=$((i+1)); done");

        Assert.Null(Read(folder).Failure);

        TempFolder.Run("rm", folder.Path, null, "-rf", "copy");
    }

    private static RunReading Read(TempFolder folder)
    {
        foreach (var name in (string[])["copy", "out", "probe-out", "pristine"])
            Directory.CreateDirectory(folder[name]);
        var folders = new RunFolders(folder["copy"], folder["out"], folder["probe"], folder["probe-out"], folder["home"], null);
        var end = new LaunchEnd(EndCause.Exited, 0, "It exited with code 0.", 1, null, null, 0, folder["stdout.txt"], folder["stderr.txt"], []);
        return new RunReader(Plan, folder["pristine"], "cpu").Read(Plan.Tasks().First(), folders, end);
    }

    private static string Probe(string last) => $$"""
        {"format": 1, "pid": 1, "how": "exit", "python": "3.11.2", "framework": "torch", "packages": {}, "threads": 1,
         "parameters": [{"name": "Network.alphas_normal", "shape": [1, 2], "dtype": "float32", "final": [0.1, {{last}}], "initial": [0.1, 0.1], "history": [], "why": "use", "in_weight_optimizer": false}],
         "parameters_sha256": null, "genotype": null, "genotype_method": null, "genotype_error": null, "operation_lists": [],
         "steps": {"architecture": 1, "weights": 1, "median_architecture_seconds": null, "median_weight_seconds": null, "epochs": null, "epochs_by": null, "peak_bytes": 0},
         "first_loss": null, "seeds": [], "nondeterminism": [], "compatibility": {}, "stubs": [], "files_written": [], "notes": []}
        """;
}

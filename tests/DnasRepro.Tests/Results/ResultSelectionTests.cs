using System.Text;
using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Declared;
using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Selection;

namespace DnasRepro.Tests.Results;

public class ResultSelectionTests
{
    private const string A = "Genotype(normal=[('a', 0), ('a', 1)], normal_concat=range(2, 3))";
    private const string B = "Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))";
    private const string C = "Genotype(normal=[('c', 0), ('c', 1)], normal_concat=range(2, 3))";

    [Fact]
    public void The_genotype_at_exit_wins_over_the_last_printed_one()
    {
        foreach (var run in Reruns.Of("darts1"))
        {
            var log = string.Concat(run.Printed.Select(g => $"11/24 02:14:57 AM genotype = {g}\n"));
            var declared = new DeclaredOutput("genotype", "output", "genotype", "python_genotype", null) { EpochOffset = -1 };

            var selected = ResultSelection.Select(Run(log, probe: Probe(run.AtExit), declared: declared));

            Assert.StartsWith("probe (Network.genotype", selected.Used, StringComparison.Ordinal);
            Assert.Equal((4, true), (selected.Architectures.Single().Epoch, selected.Architectures.Single().IsFinal));
            Assert.True(Same(run.AtExit, selected));
            Assert.Contains(selected.Notes, n => n.Contains("is not the final one", StringComparison.Ordinal));
            Assert.Equal(1, ArchitectureAgreement.ExactMatch([selected.Initial!, Read(run.Printed[0])]));
            Assert.All(selected.AlsoFound, o => Assert.InRange(o.OperationJaccard, 0, 0.999));
        }
    }

    [Fact]
    public void A_declared_final_genotype_needs_no_probe()
    {
        foreach (var run in Reruns.Of("robust-s1"))
        {
            var log = string.Concat(run.Printed.Select(g => $"genotype = {g}\n"));
            var selected = ResultSelection.Select(Run(log, probe: Probe(run.AtExit), declared: new DeclaredOutput("genotype", "stdout", "genotype", "python_genotype", null) { EpochOffset = 0 }));

            Assert.StartsWith("python_genotype (declared", selected.Used, StringComparison.Ordinal);
            Assert.True(Same(run.AtExit, selected));
            Assert.Empty(selected.Notes);
        }
    }

    [Fact]
    public void Without_probe_and_declaration_the_last_printed_one_counts_and_says_what_is_not_known()
    {
        var selected = ResultSelection.Select(Run($"genotype = {A}\ngenotype = {B}\nBest Genotype = {A}"));

        Assert.True(Same(B, selected));
        Assert.Null(selected.Architectures.Single().IsFinal);
        Assert.Equal("a genotype in what was printed", selected.Used);
        Assert.Equal([1.0 / 3, 1.0 / 3], selected.AlsoFound.Select(o => o.OperationJaccard));
    }

    [Fact]
    public void A_stale_declared_one_counts_only_with_a_note()
    {
        var selected = ResultSelection.Select(Run($"{A}\n{B}", declared: new DeclaredOutput("g", "stdout", "genotype", "python_genotype", null) { EpochOffset = -1 }));

        Assert.Equal((false, 1), (selected.Architectures.Single().IsFinal, selected.Architectures.Single().Epoch));
        Assert.Contains(selected.Notes, n => n.Contains("not that of the end", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bare_file_is_trusted_before_a_log()
    {
        var selected = ResultSelection.Select(Run($"genotype = {A}\ngenotype = {A}", files: [File("arch_0", B), File("log_0.txt", $"genotype = {A}\ngenotype = {B}")]));

        Assert.True(Same(B, selected));
        Assert.Equal(("a file with one architecture", "arch_0:1"), (selected.Used, selected.Architectures.Single().Source));
    }

    [Fact]
    public void Two_different_results_do_not_count()
    {
        var selected = ResultSelection.Select(Run("", files: [File("a.txt", A), File("b.txt", B)]));

        Assert.Equal(FailureKind.SeveralResults, selected.Failure);
        Assert.Empty(selected.Architectures);
        Assert.Equal(2, selected.AlsoFound.Count);
        Assert.Equal(2, ResultSelection.Select(Run("", files: [File("a.txt", A), File("b.txt", B)]) with { GivesSet = true }).Architectures.Count);
        Assert.Null(ResultSelection.Select(Run("", files: [File("a.txt", A), File("b.txt", A)])).Failure);
    }

    [Fact]
    public void All_may_be_declared()
    {
        var declared = new DeclaredOutput("g", "front.txt", "genotype", "python_genotype", null) { Take = TakeOf.All };

        Assert.Equal(2, ResultSelection.Select(Run("", files: [File("front.txt", $"{A}\n{B}\n{A}")], declared: declared) with { GivesSet = true }).Architectures.Count);
        Assert.Equal(FailureKind.SeveralResults, ResultSelection.Select(Run("", files: [File("front.txt", $"{A}\n{B}")], declared: declared)).Failure);
    }

    [Fact]
    public void Nothing_is_no_result()
    {
        var selected = ResultSelection.Select(Run("epoch 1", declared: new DeclaredOutput("g", "{out}/x.json", "genotype", "json_pointer", "/cells")));

        Assert.Equal(FailureKind.NoResult, selected.Failure);
        Assert.Contains(selected.Notes, n => n.Contains("'g' gave no architecture", StringComparison.Ordinal));
    }

    [Fact]
    public void Architecture_json_is_found_by_itself()
    {
        var json = """{"format": "dag_cells", "epoch": 4, "cells": {"normal": [{"node": 2, "from": 0, "op": "c"}, {"node": 2, "from": 1, "op": "c"}]}}""";

        var selected = ResultSelection.Select(Run($"genotype = {A}", files: [File("{out}/architecture.json", json)]));

        Assert.True(Same(C, selected));
        Assert.Equal("architecture.json", selected.Used);
    }

    [Fact]
    public void Tensors_are_decoded_with_a_space_that_is_known()
    {
        SpaceEdge[] edges = [new(0, 2, 0), new(1, 2, 0), new(0, 3, 1), new(1, 3, 1), new(2, 3, 1)];
        SpaceCell Cell(string id, int operations) => new(id, 2, 2, [.. Enumerable.Range(0, operations).Select(o => $"op{o}")], edges, 2, 4);
        var space = new SearchSpace("s", [Cell("normal_down", 7), Cell("normal_up", 7)], new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), true);
        var file = new RunFile("checkpint.pth.tar", 3000, 0, () => new MemoryStream(BinaryFixtures.Bytes("nasunet.pth.tar")));

        var selected = ResultSelection.Select(Run("", files: [file]) with { Space = space });
        var declared = ResultSelection.Select(Run("", files: [file], declared: new DeclaredOutput("a", "*.pth.tar", "genotype", "torch", "alphas_dict")) with { Space = space });

        Assert.Equal(ResultPrecision.DecodedExact, selected.Architectures.Single().Precision);
        Assert.Equal(1, ArchitectureAgreement.ExactMatch([selected.Architectures[0].Architecture, declared.Architectures.Single().Architecture]));
        Assert.NotEmpty(selected.Tensors["checkpint.pth.tar"]);
        Assert.Equal(FailureKind.NoResult, ResultSelection.Select(Run("", files: [file])).Failure);
    }

    [Fact]
    public void Printed_tables_count_only_when_declared_and_then_say_that_they_are_rounded()
    {
        SpaceEdge[] edges = [new(0, 2, 0), new(1, 2, 0)];
        var space = new SearchSpace("s", [new SpaceCell("normal", 2, 1, ["a", "b"], edges, 1, 1)], new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), true);
        const string log = "alpha normal: tensor([[0.1000, 0.2000],\n [0.5000, 0.3000]])\nalpha normal: tensor([[0.1000, 0.9000],\n [0.5000, 0.3000]])\n";

        var declared = ResultSelection.Select(Run(log, declared: new DeclaredOutput("a", "stdout", "genotype", "printed_tensors", null)) with { Space = space });

        Assert.Equal(FailureKind.NoResult, ResultSelection.Select(Run(log) with { Space = space }).Failure);
        Assert.Equal(ResultPrecision.DecodedRounded, declared.Architectures.Single().Precision);
        Assert.Equal([new(2, 0, "b")], declared.Architectures[0].Architecture.Cells[0].Edges);
    }

    [Fact]
    public void Files_that_fail_or_lie_are_noted()
    {
        RunFile[] files = [new("evil.pt", 900, 0, () => new MemoryStream(BinaryFixtures.Bytes("evil.pt"))), new("gone.txt", 1, 0, () => throw new IOException("gone")), new("a.npy", long.MaxValue, 0, () => throw new IOException("never"))];

        var selected = ResultSelection.Select(Run(A, files: files));

        Assert.True(Same(A, selected));
        Assert.Contains(selected.Notes, n => n.Contains("asks to call", StringComparison.Ordinal));
        Assert.Contains(selected.Notes, n => n.Contains("'a.npy' was not read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("metrics.csv", "csv_column", "dice", 0.75)]
    [InlineData("run-*/log.txt", "regex", "dice=([0-9.]+)", 0.5)]
    [InlineData("stdout", "regex", "loss ([0-9.]+)", 2.0)]
    [InlineData("metrics.csv", "exists", null, 1.0)]
    [InlineData("no.csv", "exists", null, null)]
    public void Metrics_come_from_files_and_streams(string path, string reader, string? expression, double? expected)
    {
        RunFile[] files = [File("metrics.csv", "epoch,dice\n1,0.75\n"), File("run-1/log.txt", "dice=0.25"), File("run-2/log.txt", "dice=0.5") with { Order = 1 }, File("run-2/sub/log.txt", "dice=0.9") with { Order = 2 }];

        Assert.Equal(expected, ResultSelection.Metric(new DeclaredOutput("m", path, "metric", reader, expression), Run("\u001b[1mloss \u001b[0m2.0\n", files: files), out _));
    }

    [Fact]
    public void Whatever_a_run_leaves_is_survived()
    {
        var random = new Random(20261126);
        string[] names = ["a.pt", "b.npy", "c.npz", "architecture.json", "log.txt", "d.pkl", "e.yaml"];
        byte[][] seeds = [.. new[] { "types.pt", "several.npz", "genotype.npy", "arrays-4.pkl" }.Select(BinaryFixtures.Bytes), Encoding.UTF8.GetBytes($"genotype = {A}\n{{\"format\": \"dag_cells\"}}")];
        string[] readers = ["regex", "json_pointer", "yaml_path", "csv_column", "python_genotype", "exists", "probe", "architecture_json", "torch", "numpy", "dints", "auto_deeplab", "fasterseg", "bix_nas", "nas_bench_201", "printed_tensors", "auto", "?"];
        for (var i = 0; i < 2000; i++)
        {
            var bytes = Mutation.Of(seeds[i % seeds.Length], random);
            var file = new RunFile(names[random.Next(names.Length)], bytes.Length, 0, () => new MemoryStream(bytes));
            var declared = new DeclaredOutput("x", random.Next(2) == 0 ? file.Path : "stdout", "genotype", readers[random.Next(readers.Length)], random.Next(2) == 0 ? null : "a");

            Assert.NotNull(ResultSelection.Select(Run(Encoding.Latin1.GetString(bytes), files: [file], probe: Probe(Encoding.Latin1.GetString(bytes)), declared: declared)));
        }
    }

    private static RunOutputs Run(string stdout, RunFile[]? files = null, ProbeResult? probe = null, DeclaredOutput? declared = null) =>
        new(stdout, "", files ?? [], probe, declared is null ? [] : [declared]);

    private static RunFile File(string path, string text) => new(path, text.Length, 0, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static ProbeResult Probe(string genotype) =>
        new("3.11.2", "torch", new Dictionary<string, string>(), 1, [], genotype, "Network.genotype", null, [], new ProbedSteps(36, 36, null, null) { Epochs = 4 }, [], [], new Dictionary<string, int>(), [], []);

    private static bool Same(string genotype, SelectedResult selected) => ArchitectureAgreement.ExactMatch([Read(genotype), selected.Architectures.Single().Architecture]) == 1;

    private static Architecture Read(string genotype) => Assert.IsType<ReadResult.Found>(GenotypeReader.Read(genotype, "x")).Architectures.Single().Architecture;
}

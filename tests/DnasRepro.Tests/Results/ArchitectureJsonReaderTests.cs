using CsCheck;
using DnasRepro.Architectures;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Results;
using DnasRepro.Results.Json;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

public class ArchitectureJsonReaderTests
{
    private const string Cells = """
        {"format": "dag_cells", "epoch": 3, "operations": ["none", "conv"],
         "cells": {"down": [{"node": 2, "from": 0, "op": "conv"}, {"node": 2, "from": 1, "op": "conv"}]},
         "architecture_parameters": {"down": [[0.1, 0.2], [0.3, 0.4e-3]]},
         "history": [{"epoch": 1, "cells": {"down": [{"node": 2, "from": 1, "op": "conv"}]}, "architecture": {"down": [[0, 0], [0, 0]]}}, {"epoch": 3, "dice": 0.5}]}
        """;

    private const string Grid = """
        {"format": "grid", "operations": ["skip", "conv"],
         "grid": {"edge_from": [0, 1, 0, 1], "edge_to": [0, 0, 1, 1], "edge_active": [[1, 0, 1, 0], [1, 1, 0, 0]], "edge_operation": [[1, 0, 0, 0], [0, 1, 0, 0]]}}
        """;

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", "architecture.schema.json");

    [Fact]
    public void Cells_parameters_and_earlier_epochs_are_read()
    {
        var found = Found(Cells);

        Assert.Equal([(1, false), (3, true)], found.Architectures.Select(a => (a.Epoch!.Value, a.IsFinal!.Value)));
        Assert.Equal([new(2, 0, "conv"), new(2, 1, "conv")], found.Architectures[1].Architecture.Cells.Single().Edges);
        Assert.Equal(["architecture_parameters.down", "history.1.down"], found.Tensors.Select(t => t.Name));
        Assert.Equal([0.1, 0.2, 0.3, 0.0004], found.Tensors[0].Values);
    }

    [Fact]
    public void A_grid_is_one_cell_whose_nodes_are_levels_between_blocks()
    {
        var architecture = Found(Grid).Architectures.Single();

        Assert.Equal([new(2, 0, "conv"), new(3, 0, "skip"), new(4, 2, "skip"), new(4, 3, "conv")], architecture.Architecture.Cells.Single().Edges);
        Assert.Equal((null, true), (architecture.Epoch, architecture.IsFinal));
    }

    [Fact]
    public void What_the_example_wrote_is_read_in_both_spellings()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "examples", "unet-darts", "results"), "search-seed*.json");

        Assert.Equal(5, files.Length);
        Assert.All(files, f => Assert.Equal(8, Found(File.ReadAllText(f)).Architectures.Single().Architecture.Cells.Sum(c => c.Edges.Count)));
        Assert.Equal(1, ArchitectureAgreement.ExactMatch([Found(Cells).Architectures[1].Architecture, Found("""
            {"format": "dag_cells", "cells": [{"cell": "down", "edges": [{"node": 2, "from": 1, "op": "conv"}, {"node": 2, "from": 0, "op": "conv"}]}]}
            """).Architectures[0].Architecture]));
    }

    public static TheoryData<string> Wrong =>
    [
        "{\"format\": \"dag_cells\"}",
        "{\"format\": \"grid\"}",
        "{\"format\": \"path\"}",
        Cells.Replace("\"from\": 0", "\"from\": 2.5"),
        Cells.Replace("\"op\": \"conv\"", "\"op\": \"\""),
        Cells.Replace("\"node\": 2", "\"node\": \"2\""),
        Grid.Replace("[1, 0, 1, 0]", "[1, 0, 2, 0]"),
        Grid.Replace("\"edge_from\": [0,", "\"edge_from\": [-1,"),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_refused_here_and_by_the_schema(string json)
    {
        Assert.IsType<ReadResult.Refused>(ArchitectureJsonReader.Read(json, "architecture.json"));
        if (json.Contains("cells\"", StringComparison.Ordinal) && json.Length > 40)
            Assert.NotEmpty(Problems(json));
    }

    [Theory]
    [InlineData("[]", false)]
    [InlineData("{\"epoch\": 1}", false)]
    [InlineData("", true)]
    [InlineData("{\"format\": \"\\ud800\"}", true)]
    [InlineData("{\"format\": \"grid\", \"grid\": {\"edge_from\": [9999999], \"edge_to\": [0], \"edge_active\": [[1]], \"edge_operation\": [[0]]}}", true)]
    public void Other_texts_give_nothing_or_are_refused(string json, bool isRefused) =>
        Assert.Equal(isRefused, ArchitectureJsonReader.Read(json, "architecture.json") is ReadResult.Refused);

    [Theory]
    [InlineData("[")]
    [InlineData("{\"format\":")]
    public void Deep_nesting_is_refused(string piece) =>
        Assert.IsType<ReadResult.Refused>(ArchitectureJsonReader.Read(string.Concat(Enumerable.Repeat(piece, 100_000)), "architecture.json"));

    [Fact]
    public void Our_own_walker_accepts_the_samples()
    {
        Assert.Empty(Problems(Cells));
        Assert.Empty(Problems(Grid));
    }

    [Fact]
    public void Ajv_agrees_with_the_schema()
    {
        Requires.That("ajv", File.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv", "package.json")));
        using var folder = new TempFolder();
        var files = new List<string> { folder.Write("cells.json", Cells)["cells.json"], folder.Write("grid.json", Grid)["grid.json"] };
        files.AddRange(Directory.GetFiles(Path.Combine(Repository.Root, "examples", "unet-darts", "results"), "search-seed*.json").Order(StringComparer.Ordinal));
        files.Add(folder.Write("wrong.json", Cells.Replace("\"node\": 2", "\"node\": \"2\""))["wrong.json"]);

        var run = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", SchemaFile, .. files]);

        Assert.True(run.ExitCode == 0, run.Error);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, answers.Length);
        Assert.All(answers.SkipLast(1), a => Assert.Contains("\"valid\":true", a, StringComparison.Ordinal));
        Assert.Contains("\"valid\":false", answers[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_is_survived() => Gen.Select(Gen.OneOf<string>(Cells, Grid), Gen.Int[0, 1000], Gen.Int[0, 30], Gen.OneOf<string>("", "null", "-1", "[", "}", "\"", "1e999", "99999999999", "\\ud800", "\"cells\""))
        .Sample((json, at, cut, put) => ArchitectureJsonReader.Read(json[..(at % json.Length)] + put + json[Math.Min(json.Length, (at % json.Length) + cut)..], "a.json") is not null,
            seed: "0000KOIPe036", iter: 20_000, threads: 1);

    private static ReadResult.Found Found(string json) => Assert.IsType<ReadResult.Found>(ArchitectureJsonReader.Read(json, "architecture.json"));

    private static IEnumerable<SchemaProblem> Problems(string json)
    {
        var path = RepoPath.Parse("architecture.json");
        return new SchemaWalker(JsonSchema.Load("architecture.schema.json")).Validate(JsonReader.Read(json, path).Root!);
    }
}

using System.Diagnostics;
using CsCheck;
using DnasRepro.Results;
using DnasRepro.Results.Declared;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

public class DeclaredReaderTests
{
    private const string Genotype = "Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))";

    [Theory]
    [InlineData("json_pointer", "/cells", """{"cells": {"normal": [{"node": 2, "from": 0, "op": "a"}, {"node": 2, "from": 1, "op": "b"}]}}""")]
    [InlineData("json_pointer", "/runs/1/geno~1type", """{"runs": [0, {"geno/type": "Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))"}]}""")]
    [InlineData("json_pointer", "", """{"format": "dag_cells", "cells": {"normal": [{"node": 2, "from": 0, "op": "a"}, {"node": 2, "from": 1, "op": "b"}]}}""")]
    [InlineData("yaml_path", "/s1/0.0_0.0003/1", "s1:\n  0.0_0.0003:\n    1: Genotype(normal=[('a',\n      0), ('b', 1)], normal_concat=range(2,\n      3))\n")]
    [InlineData("yaml_path", "s1.runs[0]", "s1:\n  runs:\n    - Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))\n")]
    [InlineData("csv_column", "genotype", "epoch,genotype\n0,\"Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))\"\n")]
    [InlineData("csv_column", "g", "epoch;g\n0;Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))")]
    [InlineData("regex", "^final: (.*)$", "other\nfinal: Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))\nmore")]
    [InlineData("regex", "final: (?<value>Geno.*)", "final: Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))")]
    [InlineData("python_genotype", "NEW", "OLD = Genotype(normal=[('a', 0), ('a', 1)], normal_concat=range(2, 3))\nNEW = Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3))")]
    public void One_genotype_by_every_reader(string reader, string expression, string text)
    {
        var found = Assert.IsType<ReadResult.Found>(DeclaredReader.ReadGenotype(Output(reader, expression), text, "file"));

        Assert.Equal([new(2, 0, "a"), new(2, 1, "b")], found.Architectures.Single().Architecture.Cells.Single().Edges);
    }

    [Theory]
    [InlineData("json_pointer", "/a/1", "{\"a\": [1, 2.5]}", 2.5)]
    [InlineData("json_pointer", "/a", "{\"a\": [1, 2.5]}", 2.5)]
    [InlineData("json_pointer", "/a", "{\"a\": \"3e-1\"}", 0.3)]
    [InlineData("yaml_path", "best.dice", "best:\n  dice: 0.75\n", 0.75)]
    [InlineData("csv_column", "dice", "epoch,dice\n1,0.5\n2,0.7\n3,\n", 0.7)]
    [InlineData("csv_column", "dice", "epoch\tdice\n1\t0.5\n2\t\"0.8\"\r\n", 0.8)]
    [InlineData("regex", "valid_acc ([0-9.]+)", "valid_acc 10.5\nvalid_acc 12.25\n", 12.25)]
    [InlineData("exists", null, "", 1.0)]
    [InlineData("json_pointer", "/b", "{\"a\": 1}", null)]
    [InlineData("json_pointer", "/a", "{\"a\": ", null)]
    [InlineData("yaml_path", "/a", "a: [", null)]
    [InlineData("regex", "acc (\\w+)", "acc nan", null)]
    [InlineData("regex", "(?=a)b", "b", null)]
    [InlineData("regex", "(", "b", null)]
    [InlineData("csv_column", "x", "a,b\n1,2", null)]
    public void Metrics_are_read(string reader, string? expression, string text, double? expected)
    {
        var value = DeclaredReader.ReadMetric(Output(reader, expression) with { Kind = "metric" }, text, out var why);

        Assert.Equal(expected, value);
        Assert.True(value is not null || why.Length > 0);
    }

    [Theory]
    [InlineData("regex", "(a*)*b")]
    [InlineData("regex", "(a|aa)+$")]
    [InlineData("regex", "((a{1,100}){1,100}){1,100}")]
    [InlineData("regex", "(x+x+)+y")]
    [InlineData("csv_column", "0")]
    [InlineData("json_pointer", "/a")]
    [InlineData("yaml_path", "/a")]
    public void Bait_takes_bounded_time(string reader, string expression)
    {
        var watch = Stopwatch.StartNew();
        foreach (var piece in new[] { "a", "x", "[", "{\"a\":", "\"", "- ", "&a [*a, ", "\n" })
            DeclaredReader.ReadMetric(Output(reader, expression), string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)), out _);

        Pace.Require(TimeSpan.FromSeconds(60), watch);
    }

    [Fact]
    public void Any_text_is_survived() => Gen.Select(Gen.OneOf<string>("regex", "json_pointer", "yaml_path", "csv_column", "python_genotype", "nonsense"), Gen.OneOf<string>(Gen.String[0, 6], Gen.OneOf("/a", "a", "(.*)", "0", "[0]", "~2")), Gen.OneOf<string>("{}", "[", "a: &b *b", "\"", "1,\"", Genotype, "a: {", "\ud800", "%")
        .Array[0, 6].Select(string.Concat)).Sample(
        (reader, expression, text) => DeclaredReader.ReadGenotype(Output(reader, expression), text, "x") is not null && DeclaredReader.ReadMetric(Output(reader, expression), text, out _) is var value && (value is null || double.IsFinite(value.Value)),
        seed: "0000KOIPe036", iter: 10_000, threads: 1);

    private static DeclaredOutput Output(string reader, string? expression) => new("result", "file", "genotype", reader, expression);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Statistics;

/// <summary>Intervals against numbers that were computed in other ways (Fixtures/audits/reference_numbers.py) and against published ones.</summary>
public class IntervalTests
{
    private const string Python = "/usr/bin/python3";

    private static string Folder => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "audits");

    private static JsonNode Numbers => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "reference_numbers.json")))!;

    [Fact]
    public void Shares_and_differences_are_those_of_the_score_equation()
    {
        foreach (var known in Numbers["proportions"]!.AsArray())
            Same(known!["interval"]!, Proportion.Of(known["count"]!.GetValue<int>(), known["of"]!.GetValue<int>()));
        foreach (var known in Numbers["differences"]!.AsArray())
        {
            var counts = known!["counts"].Deserialize<int[]>()!;
            Same(known["interval"]!, Proportion.Difference(counts[0], counts[1], counts[2], counts[3]));
        }
    }

    [Fact]
    public void Kappa_and_ac1_are_those_of_the_delta_method()
    {
        foreach (var known in Numbers["tables"]!.AsArray())
        {
            var table = known!["table"].Deserialize<int[][]>()!;
            Same(known["kappa"]!, RaterAgreement.Kappa(table));
            Same(known["ac1"]!, RaterAgreement.Ac1(table));
        }
    }

    [Fact]
    public void The_numbers_are_what_the_script_prints()
    {
        RequireModule("scipy");
        var run = ExternalTool.Run(Python, Folder, "-B", "reference_numbers.py");

        Assert.True(run.ExitCode == 0, run.Error);
        var (wanted, got) = (Flat(Numbers), Flat(JsonNode.Parse(run.Output)!));
        Assert.Equal(wanted.Count, got.Count);
        Assert.All(wanted.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Statsmodels_comes_to_the_same()
    {
        RequireModule("statsmodels");
        var run = ExternalTool.Run(Python, Folder, "-B", "reference_numbers.py", "--statsmodels");

        Assert.True(run.ExitCode == 0, run.Error);
    }

    /// <summary>Newcombe 1998, Stat Med 17:857-872, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Published_intervals_of_proportions(int count, int of, double low, double high) => Ends(low, high, Proportion.Of(count, of)!);

    /// <summary>Newcombe 1998, Stat Med 17:873-890, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Published_intervals_of_differences(int count, int of, int otherCount, int otherOf, double low, double high) =>
        Ends(low, high, Proportion.Difference(count, of, otherCount, otherOf)!);

    /// <summary>Gwet 2002, Statistical Methods for Inter-Rater Reliability Assessment 1: kappa is near 0 although the raters differ on 7 of 125.</summary>
    [Fact]
    public void Ac1_does_not_fall_with_uneven_categories()
    {
        int[][] table = [[118, 5], [2, 0]];

        Assert.Equal(-0.0234, RaterAgreement.Kappa(table)!.Value, 1e-4);
        Assert.Equal(0.9408, RaterAgreement.Ac1(table)!.Value, 1e-4);
    }

    [Fact]
    public void None_and_all_have_exact_ends()
    {
        Assert.Equal((0.0, 0.0), (Proportion.Of(0, 31)!.Value, Proportion.Of(0, 31)!.Low));
        Assert.Equal((1.0, 1.0), (Proportion.Of(31, 31)!.Value, Proportion.Of(31, 31)!.High));
    }

    [Fact]
    public void What_is_not_defined_is_null()
    {
        Assert.Null(Proportion.Of(0, 0));
        Assert.Null(Proportion.Difference(1, 2, 0, 0));
        Assert.Null(RaterAgreement.Kappa([[0, 0], [0, 0]]));
        Assert.Null(RaterAgreement.Ac1([[0, 0], [0, 0]]));
        Assert.Null(RaterAgreement.Kappa([[7, 0, 0], [0, 0, 0], [0, 0, 0]]));
        Assert.Null(RaterAgreement.Ac1([[7]]));
    }

    [Fact]
    public void Full_agreement_has_an_interval_without_length()
    {
        Assert.Equal(new Interval(1, 1, 1), RaterAgreement.Kappa([[4, 0], [0, 3]]));
        Assert.Equal(new Interval(1, 1, 1), RaterAgreement.Ac1([[7, 0, 0], [0, 0, 0], [0, 0, 0]]));
    }

    private static void RequireModule(string module) => Requires.That(module, File.Exists(Python) && ExternalTool.Run(Python, Folder, "-c", $"import {module}").ExitCode == 0);

    private static void Same(JsonNode wanted, Interval? got)
    {
        var values = wanted.Deserialize<double[]>()!;
        Assert.NotNull(got);
        Assert.Equal(values[0], got.Value, 1e-8);
        Assert.Equal(values[1], got.Low, 1e-8);
        Assert.Equal(values[2], got.High, 1e-8);
    }

    private static void Ends(double low, double high, Interval got)
    {
        Assert.Equal(low, got.Low, 5.001e-5);
        Assert.Equal(high, got.High, 5.001e-5);
    }

    private static List<double> Flat(JsonNode? node) => node switch
    {
        JsonObject o => [.. o.SelectMany(p => Flat(p.Value))],
        JsonArray a => [.. a.SelectMany(Flat)],
        _ => [node!.GetValue<double>()],
    };
}

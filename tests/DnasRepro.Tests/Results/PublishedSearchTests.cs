using System.Text.Json;
using DnasRepro.Architectures;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Results;
using DnasRepro.Results.Declared;
using DnasRepro.Results.Genotypes;

namespace DnasRepro.Tests.Results;

/// <summary>
/// The searches that automl/RobustDARTS published: 70 settings, three seeds each. An excerpt is here; DNAS_REPRO_ROBUSTDARTS names
/// a checkout of theirs (commit 3dec3fe) for all of it. Fixtures/results/robustdarts.json holds what an independent program
/// (measures.py with numpy) computed from the same logs.
/// </summary>
public class PublishedSearchTests
{
    private static readonly int[] Seeds = [1, 2, 3];

    private static string Excerpt => File.ReadAllText(BinaryFixtures.PathOf("robustdarts-default.yaml"));

    [Theory]
    [InlineData("s1_cifar10", 0.505, 7.0)]
    [InlineData("s3_svhn", 0.482, 8.0)]
    public void The_default_setting_agrees_by_half_and_is_collapsed(string space, double jaccard, double skips)
    {
        var runs = Seeds.Select(seed => Read(Excerpt, $"/{space}/0.0_0.0003/{seed}")).ToList();

        Assert.Equal(jaccard, ArchitectureAgreement.OperationJaccard(runs)!.Value, 0.0005);
        Assert.Equal(0, ArchitectureAgreement.ExactMatch(runs));
        Assert.Equal(skips, runs.Average(Skips), 0.05);
        Assert.All(runs, r => Assert.True(Skips(r) >= 4, "of 8 edges of the normal cell half or more are skips"));
    }

    [Fact]
    public void A_file_of_several_searches_gives_them_all_in_order()
    {
        var all = Assert.IsType<ReadResult.Found>(GenotypeReader.Read(Excerpt, "results_arch.yaml")).Architectures;

        Assert.Equal(6, all.Count);
        Assert.Equal(1, ArchitectureAgreement.ExactMatch([all[4].Architecture, Read(Excerpt, "/s3_svhn/0.0_0.0003/2")]));
    }

    [Fact]
    public void Every_published_genotype_is_read_and_is_the_one_of_its_file()
    {
        var logs = Logs();
        var text = File.ReadAllText(Path.Combine(logs, "results_arch.yaml"));
        var all = Assert.IsType<ReadResult.Found>(GenotypeReader.Read(text, "results_arch.yaml")).Architectures;
        var root = Assert.IsType<DocumentMap>(YamlReader.Read(text, RepoPath.Parse("results_arch.yaml")).Root);
        var paths = root.Entries.SelectMany(s => ((DocumentMap)s.Value).Entries.SelectMany(k => ((DocumentMap)k.Value).Entries.Select(t => $"/{s.Key}/{k.Key}/{t.Key}"))).ToList();

        Assert.Equal(208, all.Count);
        Assert.Equal(208, paths.Count);
        Assert.Equal(1, all.Zip(paths).Average(p => ArchitectureAgreement.ExactMatch([p.First.Architecture, Read(text, p.Second)])!.Value));
    }

    [Fact]
    public void Agreement_over_epochs_is_what_an_independent_program_found()
    {
        var logs = Logs();
        var settings = JsonDocument.Parse(File.ReadAllText(BinaryFixtures.PathOf("robustdarts.json"))).RootElement.EnumerateArray().ToList();
        var differences = new List<string>();
        var final = new List<(double Jaccard, double Dice, int[] Skips, string Setting)>();
        var early = new Dictionary<int, List<double>> { [1] = [], [10] = [], [25] = [], [50] = [] };
        foreach (var setting in settings)
        {
            var name = setting.GetProperty("setting").GetString()!;
            var epochs = setting.GetProperty("epochs").GetInt32();
            var runs = Directory.GetFiles(Path.Combine(logs, name), "log_*.txt").Order(StringComparer.Ordinal).Select(EpochsOf).ToList();
            foreach (var epoch in new[] { 1, 10, 25, 50 })
            {
                // One run of one setting broke off after 18 epochs; the Jaccard figures are those of the complete runs.
                early[epoch].Add(ArchitectureAgreement.OperationJaccard([.. runs.Where(r => r.Count == 50).Select(r => r[epoch - 1])])!.Value);
                Compare(setting.GetProperty("jaccard"), early[epoch][^1], 0.0006);
                if (epoch <= epochs)
                    Compare(setting.GetProperty("dice"), Dice(runs.ConvertAll(r => r[epoch - 1])), 0.0001);

                void Compare(JsonElement expected, double value, double tolerance)
                {
                    if (Math.Abs(expected.GetProperty($"{epoch}").GetDouble() - value) > tolerance)
                        differences.Add($"{name} epoch {epoch}: {expected.GetProperty($"{epoch}")} and {value:0.0000}");
                }
            }
            Assert.Equal(setting.GetProperty("skips").EnumerateArray().Select(s => s.GetInt32()), runs.Select(r => Skips(r[epochs - 1])));
            var last = runs.ConvertAll(r => r[epochs - 1]);
            final.Add((early[50][^1], Dice(last), [.. last.Select(Skips)], name));
        }

        Assert.Empty(differences);
        Assert.Equal(70, final.Count);
        Assert.Equal(0.74, final.Average(f => f.Jaccard), 0.01);
        Assert.Equal(0.922, final.Where(f => f.Setting.Contains("/0.6_0.0003-", StringComparison.Ordinal)).Average(f => f.Jaccard), 0.001);
        Assert.Equal(0.24, Correlation(early[10], early[50]), 0.005);
        Assert.Equal(0.52, Correlation(early[25], early[50]), 0.005);

        // Where all three seeds collapsed (half of the normal cell's edges or more are skips) they agree the most.
        var (collapsed, alive) = (final.Where(f => f.Setting.StartsWith("s3", StringComparison.Ordinal) && f.Skips.Min() >= 4).ToList(), final.Where(f => f.Setting.StartsWith("s3", StringComparison.Ordinal) && f.Skips.Max() < 4).ToList());
        Assert.Equal((8, 20), (collapsed.Count, alive.Count));
        Assert.Equal(0.919, collapsed.Average(f => f.Dice), 0.001);
        Assert.Equal(0.816, alive.Average(f => f.Dice), 0.001);
    }

    private static string Logs()
    {
        var checkout = Environment.GetEnvironmentVariable("DNAS_REPRO_ROBUSTDARTS");
        Assert.SkipWhen(string.IsNullOrEmpty(checkout), "DNAS_REPRO_ROBUSTDARTS names no checkout.");
        return Path.Combine(checkout, "experiments", "search_logs");
    }

    private static List<Architecture> EpochsOf(string log) =>
        [.. Assert.IsType<ReadResult.Found>(GenotypeReader.Read(File.ReadAllText(log), log, 0)).Architectures.Where(a => a.Label == "genotype").Select(a => a.Architecture)];

    private static Architecture Read(string yaml, string path) => Assert.IsType<ReadResult.Found>(
        DeclaredReader.ReadGenotype(new DeclaredOutput("arch", "results_arch.yaml", "genotype", "yaml_path", path), yaml, "results_arch.yaml")).Architectures.Single().Architecture;

    private static int Skips(Architecture architecture) => architecture.Cells.First(c => c.Id == "normal").Edges.Count(e => OperationNames.IsSkip(e.Operation));

    private static double Dice(IReadOnlyList<Architecture> runs)
    {
        var sets = runs.Select(r => r.Cells.SelectMany(c => c.Edges, (c, e) => (c.Id, e.Node, e.From, e.Operation)).ToHashSet()).ToList();
        var pairs = sets.SelectMany((a, i) => sets.Skip(i + 1).Select(b => 2.0 * a.Count(b.Contains) / (a.Count + b.Count)));
        return pairs.Average();
    }

    private static double Correlation(List<double> a, List<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b).Sum(p => (p.First - meanA) * (p.Second - meanB)) / Math.Sqrt(a.Sum(x => Math.Pow(x - meanA, 2)) * b.Sum(x => Math.Pow(x - meanB, 2)));
    }
}

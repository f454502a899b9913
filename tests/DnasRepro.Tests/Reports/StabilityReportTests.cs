using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DnasRepro.Architectures;
using DnasRepro.Configuration;
using DnasRepro.Facts;
using DnasRepro.Reports;
using DnasRepro.Results;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>What a report says of a rerun: the verdict and what belongs to it, in words that nobody can take for more than was shown.</summary>
public class StabilityReportTests
{
    private static readonly string[] Words = ["text", "markdown", "html"];

    public static TheoryData<string> Examples => ["stable", "unstable", "out of reach", "too few", "degenerate", "invalid", "undecided", "unknown space", "does not run", "eventful"];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_format_can_be_written_and_the_json_fits_its_form(string example)
    {
        var report = SampleReports.After(Example(example));

        Assert.All(ReportFormat.All, f => Assert.NotEmpty(ReportWriter.Write(report, f)));
        Assert.Equal(ReportJson.Write(report), ReportJson.Write(ReportJson.Read(ReportJson.Write(report))));
    }

    [Theory]
    [InlineData("stable", "We repeated the search with 7 seeds. A further search is expected to find again at least")]
    [InlineData("stable", "95 % lower limit, valid under early stopping, assuming only that seeds are exchangeable")]
    [InlineData("stable", "7 identical runs leave room for another result with a probability of up to 0.35")]
    [InlineData("unstable", "called unstable in at most 5 % of cases")]
    [InlineData("out of reach", "This is not a finding of instability.")]
    [InlineData("too few", "too few to say")]
    [InlineData("too few", "no number of agreements or differences could have sufficed")]
    [InlineData("degenerate", "This is not a success")]
    [InlineData("invalid", "the seed has no effect")]
    [InlineData("undecided", "undecided")]
    [InlineData("unknown space", "The search space could not be told")]
    [InlineData("does not run", "no further seed can mend")]
    public void The_verdict_is_said_as_the_method_demands(string example, string words)
    {
        foreach (var format in words.StartsWith('7') ? Words[1..] : Words)
            Assert.Contains(words, Plain(SampleReports.After(Example(example)), format), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_hardly_left_their_start_are_called_unstable_at_this_budget_only()
    {
        var unstable = RerunExamples.Unstable;
        var report = SampleReports.After(unstable with { Stability = unstable.Stability! with { Gates = [StabilityGate.Undecided] } });

        foreach (var format in Words)
            Assert.Contains("no evidence about a search that is run long enough to decide", Plain(report, format), StringComparison.Ordinal);
        Assert.Contains("unstable at this budget", Plain(report, "text"), StringComparison.Ordinal);
        Assert.DoesNotContain("budget8", Plain(report, "text"), StringComparison.Ordinal);
        Assert.DoesNotContain("at this budget", Plain(SampleReports.After(unstable), "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Undecided_parameters_are_not_said_to_be_too_few_runs()
    {
        var stable = RerunExamples.Stable;
        var undecided = stable with { Stability = stable.Stability! with { Verdict = StabilityVerdict.Inconclusive, Gates = [StabilityGate.Undecided] } };

        Assert.DoesNotContain("too few to say", Plain(SampleReports.After(undecided), "text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(0.4, false)]
    [InlineData(null, false)]
    public void Results_that_are_mostly_the_start_are_named_so(double? share, bool isNamed)
    {
        var stability = SampleReports.After(RerunExamples.Unstable).Stability!;
        var words = new StabilityWords(stability with { Runs = [.. stability.Runs.Select(r => r with { Search = r.Search with { AgreementWithStart = share } })] });

        Assert.Equal(isNamed, words.Sentences.Any(s => s.Contains("speaks of the start", StringComparison.Ordinal)));
    }

    [Fact]
    public void After_the_last_seed_nothing_is_said_of_remaining_ones()
    {
        var open = RerunExamples.TooFew;
        var report = open.Stability! with { Outlook = open.Stability.Outlook with { StableIsReachable = false } };
        var last = open with { Stability = report, End = RerunEnd.MaximumSeeds, Plan = open.Plan with { Rules = open.Plan.Rules with { MaximumSeeds = report.Runs } } };

        Assert.DoesNotContain("remaining seeds", Plain(SampleReports.After(last), "markdown"), StringComparison.Ordinal);
        Assert.Contains("remaining seeds", Plain(SampleReports.After(RerunExamples.OutOfReach), "markdown"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_ran_and_left_nothing_is_not_said_not_to_have_run()
    {
        var broken = RerunExamples.DoesNotRun;
        var ran = broken with { Runs = [.. broken.Runs.Select(r => r with { ExitCode = 0 })] };

        Assert.Equal("no result", new StabilityWords(SampleReports.After(ran).Stability!).Word);
        Assert.Equal("did not run", new StabilityWords(SampleReports.After(broken).Stability!).Word);
    }

    [Theory]
    [InlineData("stable")]
    [InlineData("unstable")]
    [InlineData("too few")]
    [InlineData("degenerate")]
    public void No_measure_stands_alone(string example)
    {
        var words = new StabilityTables(SampleReports.After(Example(example)).Stability!).Figures!.Rows.Select(r => r[0]).ToList();

        Assert.Equal(["Recovery R", "Lower limit L", "Agreement A", "Chance θ0", "Against random, p", "Placement", "Topology", "Different results", "Collapsed runs", "Decided edges", "Same seed twice"], words);
        foreach (var format in Words)
        {
            var text = Plain(SampleReports.After(Example(example)), format);
            Assert.All(["0.24 with agreement at epoch 50", "lower limit L", "hance"], w => Assert.Contains(w, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("stable")]
    [InlineData("unstable")]
    [InlineData("does not run")]
    public void A_reference_engine_is_always_called_a_proxy(string example)
    {
        var report = SampleReports.After(Example(example) with { Engine = "reference", Notes = ["Of the card's operations, 'conv_7x7' was made 'conv_3x3'."] });

        foreach (var format in Words)
        {
            Assert.Contains("reference engine ran, not the repository's own search: a proxy", Plain(report, format), StringComparison.Ordinal);
            Assert.Contains("nothing of the repository was executed", Plain(report, format), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("'conv_7x7' was made 'conv_3x3'", Plain(report, format), StringComparison.Ordinal);
        }
        Assert.Contains("\"proxy\":", ReportWriter.Write(report, ReportFormat.Json), StringComparison.Ordinal);
        Assert.DoesNotContain("\"proxy\":", ReportWriter.Write(SampleReports.After(Example(example)), ReportFormat.Json), StringComparison.Ordinal);
        Assert.Contains($"level {report.Level.Grade}: {report.Level.Name} \\u00B7 ", ReportWriter.Write(report, ReportFormat.BadgeJson), StringComparison.Ordinal);
        Assert.Contains("stability over seeds: not run", Plain(report, "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_lower_limit_is_never_rounded_up()
    {
        Assert.Equal("0.55", StabilityWords.Floor([0.1, 0.5599]));
        Assert.Equal("0.56", StabilityWords.Floor([0.56]));
        Assert.Equal("0.00", StabilityWords.Floor([]));
    }

    [Fact]
    public void Missing_runs_are_named()
    {
        var report = SampleReports.After(RerunExamples.TooFew with { End = RerunEnd.Incomplete, Missing = [5, 6] });

        Assert.Contains("the runs of seeds 5, 6 are missing", Plain(report, "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_measured_is_only_where_it_can_be_left_out()
    {
        var rerun = RerunExamples.Eventful;
        var slow = rerun with
        {
            Runs = [.. rerun.Runs.Select(r => r with { Measured = new RunMeasurements(99, null, 7, 1), Probe = r.Probe! with { Steps = r.Probe.Steps with { MedianWeightSeconds = 3, PeakBytes = 9 } } })],
            Extra = [],
        };
        var moved = slow with { Runs = [slow.Runs[0] with { Printed = slow.Runs[0].Printed! with { Source = "search-EXP-20261125-101112/log.txt:77" } }, .. slow.Runs.Skip(1)] };

        Assert.Equal(ReportJson.Write(SampleReports.After(rerun) with { Generated = null }), ReportJson.Write(SampleReports.After(moved) with { Generated = null }));
        Assert.NotEqual(ReportJson.Write(SampleReports.After(rerun)), ReportJson.Write(SampleReports.After(moved)));
        Assert.Contains("It ran longer than 2 minutes", ReportJson.Write(SampleReports.After(rerun)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Pictures_are_well_formed_and_stay_in_their_frame(string example)
    {
        foreach (var plot in new StabilityPlots(SampleReports.After(Example(example)).Stability!).All)
        {
            var svg = XDocument.Parse(plot.Svg).Root!;
            var frame = svg.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse).ToList();
            Assert.Equal(["title", "desc"], svg.Elements().Take(2).Select(e => e.Name.LocalName));
            Assert.All(svg.Elements().Where(e => e.Attribute("y") is not null), e => Assert.InRange(double.Parse(e.Attribute("y")!.Value), 0, frame[3]));
            Assert.All(svg.Elements().Where(e => e.Attribute("cx") is not null), e => Assert.InRange(double.Parse(e.Attribute("cx")!.Value), 0, frame[2]));
            Assert.DoesNotContain("NaN", plot.Svg, StringComparison.Ordinal);
            Assert.DoesNotMatch(" (style|on[a-z]+)=", plot.Svg);
        }
    }

    [Fact]
    public void A_stable_rerun_has_all_pictures_and_a_dead_one_none()
    {
        Assert.Equal(6, new StabilityPlots(SampleReports.After(RerunExamples.Stable).Stability!).All.Count());
        Assert.Empty(new StabilityPlots(SampleReports.After(RerunExamples.DoesNotRun).Stability!).All);
    }

    /// <summary>The consensus is the one that recovery is measured against: the last X of the reference says so.</summary>
    [Theory]
    [InlineData("stable")]
    [InlineData("unstable")]
    [InlineData("out of reach")]
    [InlineData("too few")]
    [InlineData("degenerate")]
    public void The_consensus_is_that_of_the_method(string example)
    {
        var rerun = Example(example);
        var earlier = RerunChoices.Of(rerun with { Runs = [.. rerun.Runs.SkipLast(1)] }).Consensus;
        var last = rerun.Runs[^1].Architectures[0].Architecture.Choices;

        var found = 2 * earlier.Where(c => last.Contains((c.Cell, c.Node, c.From, c.Operation))).Sum(c => c.Weight) / (earlier.Sum(c => c.Weight) + last.Count);

        Assert.Equal(rerun.Stability!.Recovery.Values[^1], found, 1e-9);
    }

    [Fact]
    public void Results_of_any_size_and_numbers_that_are_none_do_no_harm()
    {
        var run = RerunExamples.Stable.Runs[0];
        var large = new Architecture([new ArchitectureCell("down", [.. Enumerable.Range(0, 200_000).Select(i => new ArchitectureEdge(i, -i, $"op{i % 5000}"))]), new ArchitectureCell(new string('x', 1_000_000), [])]);
        var wild = run with
        {
            Architectures = [run.Architectures[0] with { Architecture = large, Source = new string('s', 100_000) }],
            Moved = double.NaN,
            Metrics = new Dictionary<string, double> { ["a"] = double.NaN, ["b"] = double.PositiveInfinity, ["c"] = double.MaxValue, [new string('m', 100_000)] = -double.MaxValue },
            Contained = [.. Enumerable.Range(0, 10_000).Select(i => $"attempt {i} {new string('z', 1000)}")],
            Command = new string('c', 1_000_000),
            Probe = run.Probe! with { FirstLoss = double.NegativeInfinity, Parameters = [run.Probe.Parameters[0] with { Initial = run.Probe.Parameters[0].Initial! with { Values = [double.NaN, 1] } }, run.Probe.Parameters[0] with { Final = run.Probe.Parameters[0].Final with { Shape = [0, 5000] } }] },
        };

        var report = SampleReports.After(RerunExamples.Stable with { Runs = [wild, wild with { Seed = 1 }, .. RerunExamples.Stable.Runs.Skip(2)] });

        Assert.All(ReportFormat.All, f => Assert.InRange(ReportWriter.Write(report, f).Length, 1, 3_000_000));
        Assert.Equal(ReportJson.Write(report), ReportJson.Write(ReportJson.Read(ReportJson.Write(report))));
    }

    [Fact]
    public void What_pictures_show_is_a_table_where_there_are_none()
    {
        var markdown = Plain(SampleReports.After(RerunExamples.Unstable), "markdown");

        Assert.All(["Agreement in pairs", "Choices edge by edge", "First and last epoch", "Metrics over the seeds", "Consensus of the runs", "All architectures"], t => Assert.Contains(t, markdown, StringComparison.Ordinal));
        Assert.DoesNotContain("<svg", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_seeds_fit_a_step_summary() =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(ReportWriter.Write(SampleReports.After(RerunExamples.Degenerate), ReportFormat.Markdown)), 1, 65_536);

    [Theory]
    [InlineData(RerunEnd.Incomplete, 4)]
    [InlineData(RerunEnd.Budget, 4)]
    [InlineData(RerunEnd.Decided, 1)]
    public void A_rerun_that_was_cut_short_ends_with_the_code_of_a_limit(RerunEnd end, int code)
    {
        var example = CheckExample.Base;
        var snapshot = Memory.Snapshot(example.Files.Append(new("nas-reporting-card.yml", example.CardText!)));
        var options = new AssessmentOptions("core", false, FailOn.Error, null, ProjectConfiguration.None, null, "0.0.0", new DateOnly(2026, 11, 24));

        var report = Assessor.Assess(snapshot, options, RerunExamples.Unstable with { End = end });

        Assert.Equal(code, report.ExitCode);
        Assert.Equal(StabilityAnswer.Unstable, report.Stability!.Verdict);
        Assert.Equal("4", report.Tool.RuleSet);
        Assert.NotEmpty(report.Stability.Declared);
        Assert.NotNull(report.Stability.Claimed);
    }

    [Fact]
    public void A_recipe_file_of_the_user_is_not_linked_to_as_if_it_were_the_repositorys()
    {
        var rerun = RerunExamples.Unstable;
        var facts = CheckExample.Base.Facts() with { Rerun = rerun with { Recipe = rerun.Recipe with { Origin = rerun.Recipe.Origin with { Kind = "file" } } } };
        static ReportEvidence Linked(DnasRepro.Locations.Evidence e) => new(e.Location.Path.Value, 1, 1, 1, null, null, "https://example.org/" + e.Location.Path.Value);

        Assert.Null(RerunReport.Of(facts.Rerun, null, Linked).Recipe.Place!.Url);
        Assert.NotNull(RerunReport.Of(rerun, null, Linked).Recipe.Place!.Url);
        Assert.DoesNotContain(DnasRepro.Checks.CheckCatalog.Find("search-not-stable")!.Run(facts).SelectMany(f => f.Evidence), e => e.Location.Path.Name == "nas-reporting-card.yml");
    }

    [Fact]
    public void Sarif_carries_the_verdict_as_a_property()
    {
        using var json = JsonDocument.Parse(ReportWriter.Write(SampleReports.After(RerunExamples.Unstable), ReportFormat.Sarif));

        Assert.Equal("unstable", json.RootElement.GetProperty("runs")[0].GetProperty("properties").GetProperty("dnasReproStability").GetString());
    }

    internal static RerunFacts Example(string name) => name switch
    {
        "stable" => RerunExamples.Stable,
        "unstable" => RerunExamples.Unstable,
        "out of reach" => RerunExamples.OutOfReach,
        "too few" => RerunExamples.TooFew,
        "degenerate" => RerunExamples.Degenerate,
        "invalid" => RerunExamples.Invalid,
        "undecided" => RerunExamples.Undecided,
        "unknown space" => RerunExamples.UnknownSpace,
        "does not run" => RerunExamples.DoesNotRun,
        _ => RerunExamples.Eventful,
    };

    /// <summary>A report as its reader sees it: without marks of its form, on one line.</summary>
    private static string Plain(Report report, string format)
    {
        var text = ReportWriter.Write(report, ReportFormat.Parse(format));
        text = format == "html" ? System.Net.WebUtility.HtmlDecode(Regex.Replace(text, "<[^>]+>", "")) : format == "markdown" ? Regex.Replace(text.Replace("<!-- -->", ""), @"\\(.)", "$1") : text;
        return Regex.Replace(text, @"\s+", " ");
    }
}

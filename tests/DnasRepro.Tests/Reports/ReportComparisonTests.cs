using CsCheck;
using DnasRepro.Configuration;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>A finding is known again by what it says, never by its line; what nobody looked at again is not fixed.</summary>
public class ReportComparisonTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    private static readonly Dictionary<string, string> Renames = new() { ["old.py"] = "new.py" };

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<ReportFinding> FindingOf(Gen<Severity> severities) =>
        from check in Gen.Int[0, 2]
        from outcome in Gen.Frequency((6, Gen.Const(Outcome.Violated)), (1, Gen.Const(Outcome.Satisfied)), (1, Gen.Const(Outcome.NotDetermined)), (1, Gen.Const(Outcome.NotApplicable)), (1, Gen.Const(Outcome.CheckFailed)))
        from severity in severities
        from path in AnyOf("a.py", "old.py", "b/c.py")
        from line in Gen.Int[1, 5]
        from excerpt in AnyOf("x = 1", "x = 2", (string?)null)
        from number in Gen.Int[1, 3]
        from words in AnyOf("is not seeded", "is missing")
        from isSuppressed in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        from hasPlace in Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)))
        select new ReportFinding(
            $"DNAS400{check + 1}", $"check-{check}", outcome, severity, Confidence.High, $"{path} {words}: {number} of 9", "Mend it.",
            hasPlace ? [new ReportEvidence(path, line, line, 1, excerpt, null, null)] : [], outcome == Outcome.Violated && isSuppressed ? new SuppressionSummary("known", null, null) : null);

    private static Gen<ReportFinding[]> Findings => FindingOf(Gen.Enum<Severity>()).Array[0, 12];

    /// <summary>Each check has one severity, as most have.</summary>
    private static Gen<ReportFinding[]> Even => FindingOf(Gen.Const(Severity.Warning)).Array[0, 12];

    [Fact]
    public void A_report_against_itself_brings_and_mends_nothing() => Findings.Sample(
        findings =>
        {
            var comparison = Compare(findings, findings);

            Assert.Empty(comparison.New);
            Assert.Empty(comparison.Reclassified);
            Assert.Empty(comparison.Fixed);
            Assert.Empty(comparison.Lapsed);
            Assert.Equal(findings.Count(IsOpen), comparison.Unchanged.Count);
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void The_order_of_findings_never_matters() => Gen.Select(Findings, Findings, Gen.Int).Sample(
        (before, after, shuffle) =>
            Assert.Equal(Json(Compare(before, after)), Json(Compare(Shuffled(before, shuffle), Shuffled(after, shuffle + 1)))),
        iter: 2_000, seed: Seed);

    [Fact]
    public void There_and_back_mirror_each_other() => Gen.Select(Findings, Findings).Sample(
        (before, after) =>
        {
            var (there, back) = (Compare(before, after), Compare(after, before));

            Assert.Equal(Keys(there.New.Select(n => n.Finding)), Keys(back.Fixed.Concat(back.Lapsed.Select(l => l.Finding))));
            Assert.Equal(Keys(back.New.Select(n => n.Finding)), Keys(there.Fixed.Concat(there.Lapsed.Select(l => l.Finding))));
            Assert.Equal(there.Worse.Count(), back.Milder.Count());
            Assert.Equal(there.Unchanged.Count, back.Unchanged.Count);
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void Every_open_finding_of_either_side_is_told_exactly_once() => Gen.Select(Findings, Findings).Sample(
        (before, after) =>
        {
            var comparison = Compare(before, after);

            Assert.Equal(Keys(after.Where(IsOpen)), Keys(comparison.Open));
            Assert.Equal(before.Count(IsOpen), comparison.Reclassified.Count + comparison.Fixed.Count + comparison.Lapsed.Count + comparison.Unchanged.Count);
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void Inserted_lines_and_a_rename_change_nothing() => Gen.Select(Even, Gen.Int[1, 50]).Sample(
        (findings, lines) =>
        {
            var moved = findings.Select(f => SampleComparisons.Moved(f, lines)).Select(f => f with
            {
                Message = f.Evidence.Count == 0 ? f.Message : f.Message.Replace("old.py", "new.py", StringComparison.Ordinal),
                Evidence = [.. f.Evidence.Select(e => e with { Path = Renames.GetValueOrDefault(e.Path) ?? e.Path })],
            }).ToArray();
            var comparison = Compare(findings, moved, new ChangedLines(new Dictionary<string, IReadOnlyList<LineStretch>>(), Renames));

            Assert.Empty(comparison.New);
            Assert.Empty(comparison.Fixed);
            Assert.Empty(comparison.Lapsed);
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void What_head_brings_more_of_is_counted() => Gen.Select(Even, FindingOf(Gen.Const(Severity.Warning)).Where(f => IsOpen(f)), Gen.Int[1, 3]).Sample(
        (findings, added, times) =>
        {
            var comparison = Compare(findings, [.. findings, .. Enumerable.Repeat(added, times)]);

            Assert.Equal(times, comparison.New.Count);
            Assert.Empty(comparison.Fixed);
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void Of_findings_that_are_alike_the_one_on_a_changed_line_is_the_new_one()
    {
        ReportFinding[] before = [At(1), At(9)], after = [At(1), At(5), At(9)];
        var changes = new ChangedLines(new Dictionary<string, IReadOnlyList<LineStretch>> { ["a.py"] = [new LineStretch(5, 5)] }, new Dictionary<string, string>());

        var added = Assert.Single(Compare(before, after, changes).New);

        Assert.Equal(5, added.Finding.Evidence[0].Line);
        Assert.True(added.OnChangedLine);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(Outcome.Satisfied, null)]
    [InlineData(Outcome.NotDetermined, Lapse.NotDetermined)]
    [InlineData(Outcome.NotApplicable, Lapse.NotApplicable)]
    [InlineData(Outcome.CheckFailed, Lapse.CheckFailed)]
    public void Only_what_was_looked_at_again_is_fixed(Outcome? now, Lapse? lapse)
    {
        var comparison = Compare([At(1)], now is { } outcome ? [SampleComparisons.Answer("DNAS4001", "check-0", outcome, "So it is.")] : []);

        Assert.Equal(lapse is null ? 1 : 0, comparison.Fixed.Count);
        Assert.Equal(lapse, comparison.Lapsed.SingleOrDefault()?.Now);
    }

    /// <summary>So a check that says nothing is one on the settings, of which silence is the good news.</summary>
    [Fact]
    public void Every_check_answers_but_those_on_the_settings()
    {
        var snapshot = new RepositorySnapshot("study", null, [], []);
        var options = new AssessmentOptions("core", false, FailOn.Never, null, ProjectConfiguration.None, null, "0.0.0", new DateOnly(2026, 1, 1));
        var report = Assessor.Assess(snapshot, options);

        Assert.Equal(Suppressions.Checks.Select(c => c.Info.Id), report.Checks.Select(c => c.Id).Except(report.Findings.Select(f => f.Check)));
    }

    [Fact]
    public void A_check_that_head_does_not_have_fixes_nothing()
    {
        var later = Report([]) with { Checks = [] };

        Assert.Equal(Lapse.NotAsked, Assert.Single(ReportComparison.Of(Report([At(1)]), later).Lapsed).Now);
    }

    [Fact]
    public void A_suppressed_finding_is_not_a_fixed_one_and_is_new_when_it_counts_again()
    {
        var hidden = At(7) with { Suppression = new SuppressionSummary("known", null, null) };

        Assert.Equal(Lapse.Suppressed, Assert.Single(Compare([At(1)], [hidden]).Lapsed).Now);
        Assert.Single(Compare([hidden], [At(1)]).New);
    }

    [Theory]
    [InlineData(Severity.Warning, Severity.Error, Severity.Error, 1)]
    [InlineData(Severity.Warning, Severity.Error, null, 0)]
    [InlineData(Severity.Error, Severity.Warning, Severity.Info, 0)]
    [InlineData(Severity.Error, Severity.Error, Severity.Info, 0)]
    public void What_weighs_more_counts_like_what_is_new_and_what_weighs_less_does_not(Severity before, Severity after, Severity? failOnNew, int exitCode)
    {
        var comparison = ReportComparison.Of(Report([At(1) with { Severity = before }]), Report([At(2) with { Severity = after }]), null, failOnNew);

        Assert.Equal(exitCode, comparison.ExitCode);
        Assert.Empty(comparison.New);
        Assert.Equal(before == after ? 0 : 1, comparison.Reclassified.Count);
    }

    [Theory]
    [InlineData(Severity.Error, Severity.Error, 1)]
    [InlineData(Severity.Error, Severity.Warning, 1)]
    [InlineData(Severity.Warning, Severity.Error, 0)]
    [InlineData(Severity.Warning, Severity.Warning, 1)]
    [InlineData(Severity.Info, Severity.Warning, 0)]
    [InlineData(Severity.Info, Severity.Info, 1)]
    [InlineData(Severity.Error, null, 0)]
    public void Only_new_findings_fail_the_run(Severity severity, Severity? failOnNew, int exitCode)
    {
        var old = At(1) with { Severity = Severity.Error, Check = "DNAS4002" };

        Assert.Equal(exitCode, ReportComparison.Of(Report([old]), Report([old, At(2) with { Severity = severity }]), null, failOnNew).ExitCode);
    }

    [Fact]
    public void After_a_change_of_rules_nothing_is_held_against_head()
    {
        var earlier = Report([]) with { Tool = new ToolSummary("dnas-repro", "0.1.0", "0") };

        var comparison = ReportComparison.Of(earlier, Report([At(1)]), null, Severity.Info);

        Assert.Equal(0, comparison.ExitCode);
        Assert.Single(comparison.New);
        Assert.All([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.GitHub, ReportFormat.Comment], f => Assert.Contains("The rules changed", ReportWriter.Write(comparison, f), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, true, 70)]
    [InlineData(4, false, 4)]
    [InlineData(1, false, 1)]
    public void A_fault_of_ours_and_a_limit_keep_their_exit_codes(int headCode, bool isBroken, int exitCode)
    {
        var later = Report([At(1), .. isBroken ? [SampleComparisons.Answer("DNAS4003", "check-2", Outcome.CheckFailed, "The check broke.")] : Array.Empty<ReportFinding>()]) with { ExitCode = headCode };

        Assert.Equal(exitCode, ReportComparison.Of(Report([]), later, null, Severity.Error).ExitCode);
    }

    private static Comparison Compare(ReportFinding[] before, ReportFinding[] after, ChangedLines? changes = null) => ReportComparison.Of(Report(before), Report(after), changes);

    private static Report Report(ReportFinding[] findings) => SampleReports.Clean with
    {
        Findings = findings,
        Checks = [.. Enumerable.Range(0, 3).Select(i => new CheckSummary($"DNAS400{i + 1}", $"check-{i}", "A check", Severity.Warning, "a source", "https://example.org"))],
    };

    private static ReportFinding At(int line) => new("DNAS4001", "check-0", Outcome.Violated, Severity.Error, Confidence.High, "random is not seeded.", "Seed it.", [new ReportEvidence("a.py", line, line, 1, "x = random.random()", null, null)], null);

    private static bool IsOpen(ReportFinding finding) => finding is { Outcome: Outcome.Violated, Suppression: null };

    private static string Json(Comparison comparison) => ComparisonJson.Write(comparison);

    private static List<string> Keys(IEnumerable<ReportFinding> findings) =>
        [.. findings.Select(f => $"{f.Check} {f.Severity} {f.Message} {f.Evidence.FirstOrDefault()?.Path}:{f.Evidence.FirstOrDefault()?.Line} {f.Evidence.FirstOrDefault()?.Excerpt}").Order(StringComparer.Ordinal)];

    private static ReportFinding[] Shuffled(ReportFinding[] findings, int seed)
    {
        var copy = findings.ToArray();
        new Random(seed).Shuffle(copy);
        return copy;
    }
}

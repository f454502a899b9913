using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;

namespace DnasRepro.Tests.Support;

/// <summary>Comparisons of reports that tests write by hand.</summary>
internal static class SampleComparisons
{
    /// <summary>A pull request that adds a card and a licence, breaks a command and leaves one check without an answer.</summary>
    public static Comparison Usual
    {
        get
        {
            var earlier = SampleReports.Usual with { Findings = [.. SampleReports.Usual.Findings.Where(f => f.Outcome != Outcome.CheckFailed)] };
            var later = earlier with
            {
                Target = earlier.Target with { Commit = new string('b', 40) },
                Level = new LevelSummary(1, "declared", new NextLevelSummary(2, "available", ["DNAS2001"])),
                Card = SampleReports.Clean.Card,
                SearchCode = SampleReports.Clean.SearchCode,
                Findings =
                [
                    .. earlier.Findings.Where(f => f.Check is not ("DNAS1001" or "DNAS4001" or "DNAS4010" or "DNAS4004")).Select(f => Moved(f, 4)),
                    Answer("DNAS4001", "licence-missing", Outcome.Satisfied, "There is a licence."),
                    Answer("DNAS1001", "card-missing", Outcome.Satisfied, "There is a card."),
                    Answer("DNAS4010", "archive-missing", Outcome.NotDetermined, "The documents could not be read."),
                    .. earlier.Findings.Where(f => f.Check == "DNAS4004" && f.Suppression is null).Select(f => f with { Severity = Severity.Error }),
                    .. earlier.Findings.Where(f => f.Check == "DNAS4003").Take(1).Select(f => f with { Message = "README.md runs 'plot.py', which is not there.", Evidence = [f.Evidence[0] with { Line = 12, EndLine = 12, Excerpt = "python plot.py" }] }),
                ],
            };
            var changes = new ChangedLines(new Dictionary<string, IReadOnlyList<LineStretch>> { ["README.md"] = [new LineStretch(10, 13)], ["requirements.txt"] = [] }, new Dictionary<string, string>());
            return ReportComparison.Of(earlier, later, changes, Severity.Warning);
        }
    }

    /// <summary>Nothing differs.</summary>
    public static Comparison Same => ReportComparison.Of(SampleReports.Clean, SampleReports.Clean);

    /// <summary>The reports were made with other rules, profiles and versions.</summary>
    public static Comparison OtherRules => ReportComparison.Of(
        SampleReports.Clean with { Tool = new ToolSummary("dnas-repro", "0.0.9", "0"), Card = SampleReports.Clean.Card with { Profile = "journal" } }, SampleReports.Usual, null, Severity.Info);

    /// <summary>Reports that put one text wherever they can.</summary>
    public static Comparison Hostile(string text) => ReportComparison.Of(
        SampleReports.Usual, SampleReports.Hostile(text) with { Checks = SampleReports.Usual.Checks, Findings = [.. SampleReports.Hostile(text).Findings.Where(f => f.Suppression is null)] });

    /// <summary>The same the other way round, so that the text is in what was fixed or is no longer answered.</summary>
    public static Comparison HostileBase(string text) => ReportComparison.Of(SampleReports.Hostile(text), SampleReports.Usual);

    /// <summary>Reports that no program of ours wrote.</summary>
    public static Comparison Forged(string text) => ReportComparison.Of(SampleReports.Forged(text + "a"), SampleReports.Forged(text)) with { ExitMeaning = text };

    /// <summary>The text in every list, as nobody's comparison would have it.</summary>
    public static Comparison Everywhere(string text)
    {
        var finding = SampleReports.Forged(text).Findings[1];
        return Forged(text) with
        {
            New = [new ComparedFinding(finding with { Severity = Severity.Error }, true), new ComparedFinding(finding, null), new ComparedFinding(finding with { Severity = Severity.Info }, false)],
            Reclassified = [new ReclassifiedFinding(Severity.Info, finding), new ReclassifiedFinding(Severity.Error, finding)],
            Fixed = [finding],
            Lapsed = [new LapsedFinding(finding, Lapse.NotDetermined)],
            Unchanged = [new ComparedFinding(finding, true)],
            Broken = [finding with { Outcome = Outcome.CheckFailed }],
            Terms = new ComparisonTerms(false, false, false, true),
        };
    }

    /// <summary>The finding some lines further down.</summary>
    public static ReportFinding Moved(ReportFinding finding, int lines) =>
        finding with { Evidence = [.. finding.Evidence.Select(e => e with { Line = e.Line + lines, EndLine = e.EndLine + lines, Url = null })] };

    public static ReportFinding Answer(string check, string slug, Outcome outcome, string message) => new(check, slug, outcome, Severity.Warning, Confidence.High, message, null, [], null);
}

using System.Text;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>
/// Workflow commands that make annotations. GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest silently,
/// so the worst are written and a last notice says how many were left out.
/// </summary>
internal static class GitHubAnnotations
{
    /// <summary>Annotations of one kind that GitHub shows for a step.</summary>
    public const int MostOfAKind = 10;

    private const int LongestMessage = 4000;
    private const int LongestTitle = 200;

    public static string Write(Report report)
    {
        var text = new StringBuilder();
        var left = 0;
        foreach (var (severity, command) in new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "notice") })
        {
            var broken = report.Findings.Where(f => f.Outcome == Outcome.CheckFailed && severity == Severity.Error);
            var findings = broken.Concat(report.Open.Where(f => f.Severity == severity)).ToList();
            var most = severity == Severity.Info ? MostOfAKind - 1 : MostOfAKind;
            foreach (var finding in findings.Take(most))
                text.Append(Command(command, finding)).Append('\n');
            left += Math.Max(0, findings.Count - most);
        }
        var summary = $"Level {report.Level.Grade} of 5, {report.Level.Name}; stability over seeds: {new Summary(report).StabilityWord}. " + (left == 0 ? "" : $"{left} more findings are in the report: GitHub shows ten annotations of a kind.");
        return text.Append($"::notice title=dnas-repro::{Escaping.CommandMessage(summary.Trim())}\n").ToString();
    }

    private static string Command(string command, ReportFinding finding)
    {
        var properties = new List<string>();
        if (finding.Evidence.Count > 0)
        {
            var place = finding.Evidence[0];
            properties.Add($"file={Escaping.CommandProperty(place.Path)}");
            properties.Add($"line={place.Line}");
            properties.Add($"endLine={Math.Max(place.Line, place.EndLine)}");
            properties.Add($"col={place.Column}");
        }
        properties.Add($"title={Escaping.CommandProperty(Cut($"{finding.Check} {finding.Slug}{(finding.Outcome == Outcome.CheckFailed ? " (this check broke)" : "")}", LongestTitle))}");
        var message = finding.Fix is null ? finding.Message : $"{finding.Message} Fix: {finding.Fix}";
        return $"::{command} {string.Join(',', properties)}::{Escaping.CommandMessage(Cut(message, LongestMessage))}";
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}

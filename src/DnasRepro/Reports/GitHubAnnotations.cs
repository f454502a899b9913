using System.Text;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>
/// Workflow commands that make annotations. GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest silently,
/// so the first are written and a last notice says how many were left out.
/// </summary>
internal static class GitHubAnnotations
{
    /// <summary>Annotations of one kind that GitHub shows for a step.</summary>
    public const int MostOfAKind = 10;

    private const int LongestMessage = 4000;
    private const int LongestTitle = 200;

    public static string Write(Report report) => Write(
        AnnotatedFinding.Of(report), $"Level {report.Level.Grade} of 5, {report.Level.Name}; stability over seeds: {new Summary(report).StabilityWord}.");

    public static string Write(Comparison comparison)
    {
        var words = new ComparisonWords(comparison);
        return Write(AnnotatedFinding.Of(comparison), string.Join(' ', new[] { $"{char.ToUpperInvariant(words.Level[0])}{words.Level[1..]}; {words.Counts}." }.Concat(words.Remarks)));
    }

    private static string Write(IReadOnlyList<AnnotatedFinding> findings, string summary)
    {
        var text = new StringBuilder();
        var left = 0;
        foreach (var (severity, command) in new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "notice") })
        {
            var ofKind = findings.Where(f => f.Severity == severity).ToList();
            var most = severity == Severity.Info ? MostOfAKind - 1 : MostOfAKind;
            foreach (var finding in ofKind.Take(most))
                text.Append(Command(command, finding)).Append('\n');
            left += Math.Max(0, ofKind.Count - most);
        }
        summary = ShortText.Of(summary, LongestMessage) + (left == 0 ? "" : $" {left} more findings are in the report: GitHub shows ten annotations of a kind.");
        return text.Append($"::notice title=dnas-repro::{Escaping.CommandMessage(summary.Trim())}\n").ToString();
    }

    private static string Command(string command, AnnotatedFinding annotated)
    {
        var properties = new List<string>();
        if (annotated.Finding.Evidence is [var place, ..])
        {
            properties.Add($"file={Escaping.CommandProperty(place.Path)}");
            properties.Add($"line={place.Line}");
            properties.Add($"endLine={Math.Max(place.Line, place.EndLine)}");
            properties.Add($"col={place.Column}");
        }
        properties.Add($"title={Escaping.CommandProperty(ShortText.Of(annotated.Title, LongestTitle))}");
        return $"::{command} {string.Join(',', properties)}::{Escaping.CommandMessage(ShortText.Of(annotated.Message, LongestMessage))}";
    }
}

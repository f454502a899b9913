using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>
/// Lines <c>name=value</c> for GITHUB_OUTPUT. Every value is a number or a word of a closed set, so that nothing of a repository can end a line or
/// begin another output.
/// </summary>
internal static partial class OutputsText
{
    /// <summary>How the ids of the checks begin that a rerun answers.</summary>
    private const string RerunIds = "DNAS3";

    public static string Write(Report report) => Lines(
        [.. Side(ComparedSide.Of(report)), ("findings-total", Number(report.Open.Count())), ("exit-code", Number(report.ExitCode)), ("rule-set", report.Tool.RuleSet), ("rerun-severity", OfRerun(report))]);

    public static string Write(Comparison comparison) => Lines(
    [
        .. Side(comparison.Head), ("findings-total", Number(comparison.Open.Count())), ("findings-new", Number(comparison.Arisen.Count())), ("findings-fixed", Number(comparison.Fixed.Count)),
        ("exit-code", Number(comparison.ExitCode)), ("rule-set", comparison.Tool.RuleSet),
    ]);

    private static (string Name, string Value)[] Side(ComparedSide side) =>
    [
        ("level", side.Level.Name),
        ("grade", Number(side.Level.Grade)),
        ("card-status", Word(side.Card)),
        ("search-code", Word(side.SearchCode)),
        ("stability", side.Stability is { } answer ? Word(answer) : "not_run"),
    ];

    /// <summary>The worst severity among the open findings of a rerun, or <c>none</c>.</summary>
    private static string OfRerun(Report report) =>
        report.Open.Where(f => f.Check.StartsWith(RerunIds, StringComparison.Ordinal)).Select(f => (Severity?)f.Severity).Max() is { } worst ? Word(worst) : "none";

    private static string Lines(IEnumerable<(string Name, string Value)> outputs) =>
        string.Concat(outputs.Select(o => $"{o.Name}={(Safe().IsMatch(o.Value) ? o.Value : "unknown")}\n"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    [GeneratedRegex(@"^[A-Za-z0-9._+-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}

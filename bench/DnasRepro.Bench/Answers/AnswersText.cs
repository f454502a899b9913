using System.Globalization;
using DnasRepro.SearchCode;

namespace DnasRepro.Bench.Answers;

/// <summary>Writes the answers for people.</summary>
internal static class AnswersText
{
    private const double LeastShare = 0.05;

    public static void WriteRow(TextWriter to, AnswersRow row)
    {
        to.WriteLine($"{row.Label.Name} [{row.Label.Class}; {row.Truth}] A2 {row.Release.Value}: {row.Release.Reason}");
        to.WriteLine($"     A4 {row.Objective.Value}: {row.Objective.Reason} {Place(row)}");
        to.WriteLine($"     release {row.Result.Release}; {row.Result.SearchFiles.Count} search files, {row.Result.SearchFiles.Sum(f => f.Tokens)} tokens");
    }

    private static string Place(AnswersRow row) => row.Objective.Evidence is [var place, ..] && row.ObjectiveRule.StartsWith("term", StringComparison.Ordinal) ? $"{place.Path}:{place.Line} {place.Excerpt}" : "";

    public static void Write(TextWriter to, IReadOnlyList<AnswersRow> rows)
    {
        to.WriteLine($"{rows.Count} rows");
        Table(to, "A2, the rule against the label", rows, r => $"{r.Release.Value,-8} {r.Rule}", r => r.Truth);
        Table(to, "A2, the rule against the class", rows, r => $"{r.Release.Value,-8} {r.Rule}", r => r.Label.Class);
        Table(to, "A4, the rule against the label of a resource in the loss, rows of class A", [.. rows.Where(r => r.Label.Class == "A")], r => $"{r.Objective.Value,-8} {r.ObjectiveRule}",
            r => r.Label.Components.ContainsKey(SearchPart.ResourceTerm) ? "labelled" : "none labelled");
        to.WriteLine();
        to.WriteLine("Shared search code: tokens of equal files / tokens of the larger search; the share of the smaller one; files");
        foreach (var pair in SharedCode.Pairs(rows).Where(p => p.OfLarger >= LeastShare))
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pair.OfLarger:0.000} {pair.OfSmaller:0.000} {pair.One.Label.Name} [{pair.One.Label.Family}] = {pair.Other.Label.Name} [{pair.Other.Label.Family}]: {string.Join(" ", pair.Files)}"));
    }

    private static void Table(TextWriter to, string title, IReadOnlyList<AnswersRow> rows, Func<AnswersRow, string> answer, Func<AnswersRow, string> label)
    {
        var labels = rows.Select(label).Distinct().Order(StringComparer.Ordinal).ToList();
        to.WriteLine();
        to.WriteLine(title);
        to.WriteLine($"  {"",-48}{string.Concat(labels.Select(l => $"{l,30}"))}");
        foreach (var group in rows.GroupBy(answer).OrderBy(g => g.Key, StringComparer.Ordinal))
            to.WriteLine($"  {group.Key,-48}{string.Concat(labels.Select(l => $"{group.Count(r => label(r) == l),30}"))}");
    }
}

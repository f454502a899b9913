using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>The stability section as a model for templates, escaped for their format.</summary>
internal static class StabilitySection
{
    private const int MostTails = 5;
    private const int MostLines = 12;
    private const int LongestLine = 200;

    /// <summary>The model; null when nothing was rerun.</summary>
    /// <param name="report">The report.</param>
    /// <param name="escape">Escapes text for the format.</param>
    /// <param name="code">Makes a piece of code of a text.</param>
    /// <param name="withPlots">Whether the format can hold pictures.</param>
    /// <param name="withTables">Whether there is room for more than sentences.</param>
    public static ScriptObject? Model(Report report, Func<string, string> escape, Func<string, string> code, bool withPlots, bool withTables = true)
    {
        if (report.Stability is not { } stability)
            return null;
        var measured = report.Generated?.Rerun?.Runs ?? [];
        var (words, tables) = (new StabilityWords(stability), new StabilityTables(stability));
        var plots = new StabilityPlots(stability).All.ToList();
        return Templates.Row(
            ("word", words.Word),
            ("kind", Kind(stability)),
            ("mark", words.Mark),
            ("is_proxy", words.IsProxy),
            ("sentences", Templates.List(words.Sentences.Select(escape))),
            ("limits", Templates.List(words.Limits.Select(escape))),
            ("figures", withTables ? Table(tables.Figures, escape) : null),
            ("setup", withTables ? Table(tables.Setup, escape) : null),
            ("runs", Table(stability.Runs.Count == 0 || !withTables ? null : tables.Runs, escape)),
            ("tables", Templates.List((withTables ? new[] { tables.Recipes, tables.Card } : []).OfType<WordTable>().Select(t => Table(t, escape)))),
            ("details", Templates.List((withTables ? Details(tables, withPlots ? [] : plots, measured) : []).Select(t => Table(t, escape)))),
            ("plots", Templates.List((withPlots ? plots : []).Select(p => Templates.Row(("title", p.Title), ("svg", p.Svg), ("caption", escape(p.Caption)), ("table", Table(p.Table, escape)))))),
            ("tails", Templates.List((withTables ? measured : []).Where(r => r is { OutputTail: not null }).Take(MostTails).Select(r => Templates.Row(("title", $"Last output of a run that failed, seed {r.Seed}"), ("lines", Templates.List(Tail(r.OutputTail!).Prepend(r.Name).Select(code))))))),
            ("card_note", StabilityTables.CardNote),
            ("url", Summary.StabilityUrl));
    }

    /// <summary>What only some readers want; without pictures, their tables too.</summary>
    private static IEnumerable<WordTable> Details(StabilityTables tables, IEnumerable<Plot> plots, IReadOnlyList<RunMeasured> measured) =>
        new[] { tables.Consensus }.Concat(plots.Select(p => p.Table)).Concat([tables.Architectures, tables.Control, StabilityTables.Measured(measured)]).OfType<WordTable>();

    private static ScriptObject? Table(WordTable? table, Func<string, string> escape) => table is null ? null : Templates.Row(
        ("title", escape(table.Title)),
        ("heads", Templates.List(table.Heads.Select(h => Templates.Row(("text", escape(h.TrimStart('#'))), ("is_number", h.StartsWith('#')))))),
        ("rows", Templates.List(table.Rows.Select(r => Templates.Row(
            ("head", escape(r[0])),
            ("cells", Templates.List(r.Skip(1).Select((c, i) => Templates.Row(("text", escape(c)), ("is_number", table.Heads[i + 1].StartsWith('#')))))))))));

    /// <summary>The last lines of an output that hold something.</summary>
    public static IEnumerable<string> Tail(string output) =>
        output.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0).TakeLast(MostLines).Select(l => l.Length <= LongestLine ? l : l[..(char.IsHighSurrogate(l[LongestLine - 2]) ? LongestLine - 2 : LongestLine - 1)] + "…");

    private static string Kind(StabilitySummary stability) => stability.Verdict switch
    {
        StabilityAnswer.Stable => "good",
        StabilityAnswer.Unstable => "error",
        StabilityAnswer.Degenerate or StabilityAnswer.Invalid => "warning",
        _ => "open",
    };
}

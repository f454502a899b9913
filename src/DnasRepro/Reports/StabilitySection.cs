using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>The stability section as a model for templates, escaped for their format.</summary>
internal static class StabilitySection
{
    /// <summary>The model; null when nothing was rerun.</summary>
    /// <param name="stability">What the rerun showed.</param>
    /// <param name="escape">Escapes text for the format.</param>
    /// <param name="withPlots">Whether the format can hold pictures.</param>
    public static ScriptObject? Model(StabilitySummary? stability, Func<string, string> escape, bool withPlots)
    {
        if (stability is null)
            return null;
        var (words, tables) = (new StabilityWords(stability), new StabilityTables(stability));
        var plots = withPlots ? new StabilityPlots(stability).All.ToList() : [];
        return Templates.Row(
            ("word", words.Word),
            ("kind", Kind(stability)),
            ("mark", words.Mark),
            ("is_proxy", words.IsProxy),
            ("sentences", Templates.List(words.Sentences.Select(escape))),
            ("limits", Templates.List(words.Limits.Select(escape))),
            ("figures", Table(tables.Figures, escape)),
            ("setup", Table(tables.Setup, escape)),
            ("runs", Table(stability.Runs.Count == 0 ? null : tables.Runs, escape)),
            ("tables", Templates.List(new[] { tables.Recipes, tables.Card }.OfType<WordTable>().Select(t => Table(t, escape)))),
            ("details", Templates.List(new[] { tables.Consensus, withPlots ? null : tables.Edges, withPlots ? null : new StabilityPlots(stability).MatrixTable, tables.Architectures, tables.Control }.OfType<WordTable>().Select(t => Table(t, escape)))),
            ("plots", Templates.List(plots.Select(p => Templates.Row(("title", p.Title), ("svg", p.Svg), ("caption", escape(p.Caption)), ("table", Table(p.Table, escape)))))),
            ("card_note", StabilityTables.CardNote),
            ("url", Summary.StabilityUrl));
    }

    private static ScriptObject? Table(WordTable? table, Func<string, string> escape) => table is null ? null : Templates.Row(
        ("title", escape(table.Title)),
        ("heads", Templates.List(table.Heads.Select(h => Templates.Row(("text", escape(h.TrimStart('#'))), ("is_number", h.StartsWith('#')))))),
        ("rows", Templates.List(table.Rows.Select(r => Templates.Row(
            ("head", escape(r[0])),
            ("cells", Templates.List(r.Skip(1).Select((c, i) => Templates.Row(("text", escape(c)), ("is_number", table.Heads[i + 1].StartsWith('#')))))))))));

    private static string Kind(StabilitySummary stability) => stability.Verdict switch
    {
        StabilityAnswer.Stable => "good",
        StabilityAnswer.Unstable => "error",
        StabilityAnswer.Degenerate or StabilityAnswer.Invalid => "warning",
        _ => "open",
    };
}

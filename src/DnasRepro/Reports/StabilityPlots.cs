using System.Globalization;
using Scriban.Runtime;
using static DnasRepro.Reports.PlotShapes;

namespace DnasRepro.Reports;

/// <summary>A picture with what it shows and the same as a table.</summary>
internal sealed record Plot(string Title, string Svg, string Caption, WordTable? Table);

/// <summary>The pictures of the stability section: SVG templates whose numbers are made here. Text is escaped here.</summary>
internal sealed class StabilityPlots(StabilitySummary stability)
{
    private const int MostRuns = 20;
    private const int MostEdges = 48;
    private const int MostMetrics = 4;

    private StabilityMeasures? M => stability.Measures;

    /// <summary>Those for which there is something to show, in their order.</summary>
    public IEnumerable<Plot> All => new[] { Recovery, Matrix, Edges, Slots, Lines, Metrics }.OfType<Plot>();

    /// <summary>The agreement in pairs as a table; null where there are no pairs, or too many.</summary>
    private WordTable? MatrixTable => M?.Agreement.Matrix is not { Count: > 1 and <= MostRuns } matrix ? null : new(
        "Agreement in pairs",
        ["Seed", .. SeedsOf(matrix).Select(s => "#" + s)],
        [.. matrix.Zip(SeedsOf(matrix), (row, seed) => (IReadOnlyList<string>)[seed, .. row.Select(F2)])]);

    private Plot? Recovery
    {
        get
        {
            if (M is not { Runs: > 1 } m || stability.Runs.Count > MostRuns)
                return null;
            var places = Math.Max(m.Runs, Math.Min(MostRuns, stability.Plan.Rules.MaximumSeeds));
            double X(int run) => 46 + (474 * (run - 0.5) / places);
            double Y(double share) => 256 - (240 * Math.Clamp(share, 0, 1));
            var stairs = string.Concat(m.Recovery.Lower.Select((l, i) => $"{(i == 0 ? $"M{F(X(2) - (237.0 / places))} {F(Y(l))}" : $"V{F(Y(l))}")}H{F(X(i + 2) + (237.0 / places))}"));
            var svg = Render("recovery",
                ("title", "Recovery run by run"),
                ("desc", Html($"Share of the earlier runs' consensus that each run finds again, with the certified lower limit L as a staircase. Limit {StabilityWords.Text(m.Threshold)}, chance {StabilityWords.Text(m.Chance)}.")),
                ("ticks", Templates.List(new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(t => Templates.Row(("y", F(Y(t))), ("text_y", F(Y(t) + 4)), ("label", F2(t)))))),
                ("lines", Templates.List(Spread([("limit", m.Threshold, $"τ {F2(m.Threshold)} limit"), ("chance", m.Chance, $"θ0 {F2(m.Chance)} chance")], Y))),
                ("runs", Templates.List(stability.Runs.Take(m.Runs).Select((r, i) => Templates.Row(
                    ("x", F(X(i + 1))), ("label", F(r.Seed)), ("y", r.Stability?.Recovery is { } x ? F(Y(x)) : null), ("hint", Html($"seed {r.Seed}: X {StabilityWords.Text(r.Stability?.Recovery)}, L {StabilityWords.Text(r.Stability?.Lower)}")))))),
                ("stairs", stairs.Length == 0 ? null : stairs),
                ("stairs_x", F(Math.Min(512, X(m.Runs) + (237.0 / places) + 4))),
                ("stairs_y", F(Y(m.Recovery.Lower.Count == 0 ? 0 : m.Recovery.Lower[^1]) + 4)));
            return new Plot("Recovery run by run", svg, $"Dots: the share X of the earlier runs' consensus that each run finds again. Staircase: the lower limit L; the search is called stable when it reaches τ.", null);
        }
    }

    private Plot? Matrix
    {
        get
        {
            if (M?.Agreement.Matrix is not { Count: > 1 and <= MostRuns } matrix)
                return null;
            var seeds = SeedsOf(matrix);
            var cells = matrix.SelectMany((row, i) => row.Select((share, j) => (Row: i, Column: j, Share: share, Text: matrix.Count <= 12 ? F2(share) : null, Hint: $"seeds {seeds[i]} and {seeds[j]}: {F2(share)}")));
            var svg = Grid("matrix", "Agreement of the runs in pairs", $"{matrix.Count} by {matrix.Count} shares of common choices (Dice), from {StabilityWords.Text(M.Agreement.DiceMin)} to {StabilityWords.Text(M.Agreement.DiceMax)}.", [.. seeds.Select(s => $"seed {s}")], seeds, 70, cells);
            return new Plot("Agreement in pairs", svg, $"Share of common choices of every two runs. Two random architectures share {StabilityWords.Text(M.Chance)}; blocks show that there are several results.", MatrixTable);
        }
    }

    private Plot? Edges
    {
        get
        {
            var edges = stability.Edges.Take(MostEdges).ToList();
            if (edges.Count == 0)
                return null;
            var operations = stability.Edges.SelectMany(e => e.Operations).GroupBy(o => o.Operation, StringComparer.Ordinal).OrderByDescending(g => g.Sum(o => o.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
            var (keys, top) = Keys([.. operations.Take(Colours)], 8);
            var rows = new List<ScriptObject>();
            var y = top + 6.0;
            foreach (var (i, edge) in edges.Index())
            {
                var head = i == 0 || edges[i - 1].Cell != edge.Cell ? edge.Cell : null;
                y += head is null ? 0 : 26;
                rows.Add(EdgeRow(edge, head, y, operations));
                y += 20;
            }
            var svg = Render("edges", ("title", "Choices edge by edge"), ("desc", "For each candidate edge, how many runs kept it with which operation; the consensus is outlined, chance is a small tick."), ("height", F(y + 8)), ("keys", keys), ("rows", Templates.List(rows)));
            var more = stability.Edges.Count > MostEdges ? $" The first {MostEdges} of {stability.Edges.Count} edges are shown." : "";
            return new Plot("Choices edge by edge", svg, $"Each bar is one candidate edge; a colour is the share of runs that kept it with that operation, the rest did not keep it. Outlined: the consensus. Small ticks: the share that one given operation has by chance.{more}", new StabilityTables(stability).Edges);
        }
    }

    private static ScriptObject EdgeRow(EdgeSummary edge, string? head, double y, List<string> operations)
    {
        var x = 92.0;
        var parts = new List<ScriptObject>();
        foreach (var operation in edge.Operations)
        {
            var width = 540.0 * operation.Count / edge.Runs;
            var name = Shortened(operation.Operation, (int)(width / 6.2) - 1);
            parts.Add(Templates.Row(
                ("kind", Kind(operations.IndexOf(operation.Operation))), ("is_consensus", operation.IsConsensus), ("x", F(x)), ("width", F(width)),
                ("hint", Html($"{operation.Operation}: {operation.Count} of {edge.Runs} runs{(operation.IsConsensus ? ", consensus" : "")}")), ("text", name is null ? null : Html(name)), ("text_x", F(x + (width / 2)))));
            x += width;
        }
        return Templates.Row(
            ("head", head is null ? null : Html(Shortened(head, 60) ?? "cell")), ("head_y", F(y - 7)), ("label", $"{edge.From} → {edge.Node}"), ("y", F(y)), ("text_y", F(y + 12)), ("parts", Templates.List(parts)),
            ("chance_x", edge.Chance is { } chance ? F(92 + (540 * chance)) : null), ("chance_top", F(y - 2)), ("chance_hint", $"chance {StabilityWords.Text(edge.Chance)}"));
    }

    private Plot? Slots
    {
        get
        {
            var runs = stability.Runs.Where(r => r.Cells.Any(c => c is { Slots: > 0, Skips: not null, Empty: not null })).Take(MostRuns).ToList();
            var cells = runs.SelectMany(r => r.Cells).Select(c => c.Cell).Distinct(StringComparer.Ordinal).Take(12).ToList();
            if (runs.Count == 0 || cells.Count == 0)
                return null;
            var squares = cells.SelectMany((name, i) => runs.Select((run, j) => (i, j, Cell: run.Cells.FirstOrDefault(c => c.Cell == name))))
                .Where(s => s.Cell is { Slots: > 0 })
                .Select(s => (Row: s.i, Column: s.j, Share: (double)((s.Cell!.Skips ?? 0) + (s.Cell.Empty ?? 0)) / s.Cell.Slots!.Value, Text: (string?)$"{s.Cell.Skips}+{s.Cell.Empty}", Hint: $"seed {runs[s.j].Seed}, {s.Cell.Cell}: {s.Cell.Skips} skips and {s.Cell.Empty} empty of {s.Cell.Slots}"));
            var seeds = runs.Select(r => F(r.Seed)).ToList();
            var svg = Grid("slots", "Skips and empty slots", "For each cell and run, how many slots are skip connections and how many are empty.", [.. cells.Select(c => Shortened(c, 14) ?? "cell")], seeds, 110, squares);
            return new Plot("Skips and empty slots", svg, $"Skip connections + empty slots of each cell, by seed. A run counts as collapsed from a share of {StabilityWords.Text(stability.Plan.Rules.CollapseShare)} of a cell's slots on.", null);
        }
    }

    private Plot? Lines
    {
        get
        {
            var runs = stability.Runs.Where(r => r.Epochs.Count > 1).Take(Colours).ToList();
            if (runs.Count == 0)
                return null;
            var (keys, bottom) = Keys([.. runs.Select(r => $"seed {r.Seed}")], 250);
            var svg = Render("lines",
                ("title", "How decided the architecture parameters are, epoch by epoch"), ("desc", "Left: median margin between the two largest softmax weights of an edge. Right: mean entropy, 1 is a uniform choice. One line for each seed."),
                ("height", F(bottom + 4)), ("keys", keys),
                ("panels", Templates.List([Panel("margin of the two best", 46, runs, e => e.Margin), Panel("entropy", 376, runs, e => e.Entropy)])));
            var rows = runs.Select(r => (IReadOnlyList<string>)[F(r.Seed), F(r.Epochs[0].Epoch), G(r.Epochs[0].Margin), F2(r.Epochs[0].Entropy), F(r.Epochs[^1].Epoch), G(r.Epochs[^1].Margin), F2(r.Epochs[^1].Entropy)]);
            return new Plot("From epoch to epoch", svg, "Lines that stay near the start have not decided anything: what is read off them then is the start or the order of the operations.", new WordTable("First and last epoch", ["#Seed", "#First epoch", "#Margin", "#Entropy", "#Last epoch", "#Margin then", "#Entropy then"], [.. rows]));
        }
    }

    private static ScriptObject Panel(string title, double left, List<RunSummary> runs, Func<EpochSummary, double> value)
    {
        var all = runs.SelectMany(r => r.Epochs).ToList();
        var (first, last) = (all.Min(e => e.Epoch), Math.Max(all.Max(e => e.Epoch), all.Min(e => e.Epoch) + 1));
        var (low, high) = (all.Min(value), all.Max(value));
        var room = Math.Max(1e-6, (high - low) * 0.08);
        (low, high) = (Math.Max(0, low - room), Math.Max(high + room, low + 1e-6));
        double X(int epoch) => left + (254.0 * (epoch - first) / (last - first));
        double Y(double v) => 206 - (176 * (v - low) / (high - low));
        return Templates.Row(
            ("title", title), ("left", F(left)), ("right", F(left + 254)), ("tick_x", F(left - 6)), ("middle", F(left + 127)),
            ("ticks", Templates.List(new[] { low, (low + high) / 2, high }.Select(t => Templates.Row(("y", F(Y(t))), ("text_y", F(Y(t) + 4)), ("label", t.ToString("G2", CultureInfo.InvariantCulture)))))),
            ("labels", Templates.List(new[] { first, last }.Select(e => Templates.Row(("x", F(X(e))), ("text", F(e)))))),
            ("lines", Templates.List(runs.Select((r, i) => Templates.Row(
                ("kind", Kind(i)), ("points", string.Join(' ', r.Epochs.Select(e => $"{F(X(e.Epoch))},{F(Y(value(e)))}"))), ("hint", $"seed {r.Seed}"),
                ("end_x", F(X(r.Epochs[^1].Epoch))), ("end_y", F(Y(value(r.Epochs[^1])))))))));
    }

    private Plot? Metrics
    {
        get
        {
            var metrics = stability.Runs.SelectMany(r => r.Metrics.Select(m => (r.Seed, m.Name, m.Value))).GroupBy(m => m.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).OrderBy(g => g.Key, StringComparer.Ordinal).Take(MostMetrics).ToList();
            if (metrics.Count == 0)
                return null;
            var svg = Render("dots", ("title", "Metrics by seed"), ("desc", "One dot for each seed on a line from the least to the largest value; the tick is the mean."), ("height", F((metrics.Count * 64) + 8)),
                ("rows", Templates.List(metrics.Select((m, i) => MetricRow(m.Key, [.. m.Select(v => (v.Seed, v.Value))], i * 64)))));
            var rows = metrics.Select(m => (IReadOnlyList<string>)[m.Key, F(m.Count()), G(m.Average(v => v.Value)), G(Deviation([.. m.Select(v => v.Value)])), G(m.Min(v => v.Value)), G(m.Max(v => v.Value))]);
            return new Plot("Metrics by seed", svg, "What the programs report for the searches themselves; no network was retrained for it, so it is no result of the study.", new WordTable("Metrics over the seeds", ["Metric", "#Seeds", "#Mean", "#Standard deviation", "#Least", "#Largest"], [.. rows]));
        }
    }

    private static ScriptObject MetricRow(string name, IReadOnlyList<(long Seed, double Value)> values, double top)
    {
        var (low, high) = (values.Min(v => v.Value), values.Max(v => v.Value));
        var scale = high - low;
        double X(double value) => scale > 0 && double.IsFinite(scale) ? 30 + (580 * ((value - low) / scale)) : 320;
        var mean = Math.Clamp(values.Average(v => v.Value), low, high);
        return Templates.Row(
            ("name", Html(Shortened(name, 80) ?? "metric")), ("head_y", F(top + 16)), ("y", F(top + 34)), ("label_y", F(top + 56)), ("least", G(low)), ("most", scale > 0 ? G(high) : ""),
            ("mean_x", F(X(mean))), ("mean_top", F(top + 24)), ("mean_bottom", F(top + 44)), ("mean_hint", $"mean {G(mean)}"),
            ("dots", Templates.List(values.Take(100).Select(v => Templates.Row(("x", F(X(v.Value))), ("y", F(top + 34)), ("hint", $"seed {v.Seed}: {G(v.Value)}"))))));
    }

    /// <summary>The seeds of the rows; a matrix may be longer than the list of runs.</summary>
    private List<string> SeedsOf(IReadOnlyList<IReadOnlyList<double>> matrix) =>
        [.. Enumerable.Range(0, matrix.Count).Select(i => i < stability.Runs.Count ? F(stability.Runs[i].Seed) : "?")];
}

using System.Globalization;
using static DnasRepro.Reports.RunWords;
using static DnasRepro.Reports.StabilityWords;

namespace DnasRepro.Reports;

/// <summary>A table for people: a title, column heads, rows. A column that begins with '#' holds numbers. Text is not escaped.</summary>
internal sealed record WordTable(string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>The stability section as tables, in the order of docs/stability.md; the same in all formats.</summary>
internal sealed class StabilityTables(StabilitySummary stability)
{
    private const int MostRows = 60;
    private const int MostListed = 8;

    private StabilityMeasures? M => stability.Measures;

    /// <summary>What was fixed before the first run, and what was run.</summary>
    public WordTable Setup
    {
        get
        {
            var (plan, recipe) = (stability.Plan, stability.Recipe);
            var rules = plan.Rules;
            List<(string, string?)> rows =
            [
                ("Command", recipe.Command + (recipe.WorkingDirectory.Length > 0 ? $" (in {recipe.WorkingDirectory})" : "")),
                ("Stated by", Origin(recipe)),
                ("Seeds", $"{Summary.Count(stability.Runs.Count, "run")} of at most {rules.MaximumSeeds}, in the order of the plan: {string.Join(", ", plan.Seeds.Take(20))}{(plan.Seeds.Count > 20 ? ", …" : "")}; it ended because {new StabilityWords(stability).End}"),
                ("Budget of a run", $"{(recipe.Epochs is { } epochs ? Summary.Count(epochs, "epoch") : "epochs not stated")}, at most {Exact(recipe.TimeoutSeconds / 60)} minutes, {Summary.Count(recipe.Threads, "thread")}{(recipe.MinimumEpochs is { } least ? $"; fewer than {least} epochs search nothing: {recipe.MinimumReason}" : "")}"),
                ("The seed", SeedWords(recipe.SeedPassing)),
                ("Fixed before run 1", $"limit τ {Text(plan.Prospects?.Threshold ?? M?.Threshold)}, error rate α {Exact(rules.Alpha)} a side, K_max {rules.MaximumSeeds}, stop when {(plan.Stop == "hopeless" ? "decided or hopeless" : "decided")}; plan {plan.Sha256[..Math.Min(12, plan.Sha256.Length)]}"),
                ("Search space", plan.Space is { } space ? $"{space.Name}: {string.Join("; ", space.Cells.Take(MostListed).Select(c => $"{c.Id}, {c.Edges} edges, {c.Operations.Count} operations"))}{(plan.SpaceOrigin is { } origin ? $" (from {origin})" : "")}" : "not known, so there is no chance level and no verdict"),
                ("What K runs can show", plan.Prospects is { } p ? ProspectWords(p) : null),
                ("Isolation", $"{stability.Environment.Isolation}: {stability.Environment.IsolationReason}"),
                ("Limits", Listed(stability.Environment.Limits)),
                ("Environment", $"{(stability.Environment.Python is { } python ? $"Python {python}" : "Python not seen")}{string.Concat(stability.Environment.Packages.Take(MostListed).Select(x => $", {x.Name} {x.Version}"))}{(stability.Environment.Clean ? "; built clean from the declared file" : "")}"),
                ("Changes", recipe.Changes.Count == 0 ? "none by the recipe" : Listed(recipe.Changes)),
            ];
            return new WordTable("What was run", ["What", "How"], [.. rows.Where(r => !string.IsNullOrEmpty(r.Item2)).Select(r => (IReadOnlyList<string>)[r.Item1, r.Item2!])]);
        }
    }

    /// <summary>The figures; none stands alone.</summary>
    public WordTable? Figures
    {
        get
        {
            if (M is not { Runs: > 1 } m)
                return null;
            var (recovery, agreement) = (m.Recovery, m.Agreement);
            List<IReadOnlyList<string>> rows =
            [
                ["Recovery R", Text(recovery.LeaveOneOut), $"share of the other runs' consensus that a run finds again; true value about between {Text(recovery.LeaveOneOut)} and {Text(recovery.InSample)}; chance-corrected {Text(recovery.Kappa)}"],
                ["Lower limit L", Floor(recovery.Lower), $"{new StabilityWords(stability).Limit} of that, whenever one stops; stable needs {Text(m.Threshold)}"],
                ["Agreement A", Text(agreement.DiceMean), $"share of common choices of two runs (Dice), from {Text(agreement.DiceMin)} to {Text(agreement.DiceMax)}; chance-corrected {Text(agreement.KappaDesign)}; no interval is given, for none holds with so few runs"],
                ["Chance θ0", Text(m.Chance), "agreement of two random architectures of the same space"],
                ["Against random, p", agreement.RandomTest is { } random ? StabilityWords.Probability(random) : "not tested", "how often random architectures agree as well; small says \"not random\", never \"stable\""],
                ["Placement", Text(agreement.KappaPlacement), "agreement beyond operations being popular; near 0: only the popularity agrees"],
                ["Topology", Text(agreement.TopologyDiceMean), "agreement on which edges are kept, whatever their operation"],
                ["Different results", m.Collapse.DistinctRaw.ToString(CultureInfo.InvariantCulture), m.Forms is { } forms ? $"of {m.Runs} runs; {forms.DistinctCanonical} when cells that differ only in the numbering of nodes count as one" : $"of {m.Runs} runs"],
                ["Collapsed runs", $"{m.Collapse.CollapsedRuns} of {m.Runs}", $"{Text(stability.Plan.Rules.CollapseShare)} or more of a cell's slots skips or empty"],
                ["Decided edges", m.Parameters is { } p ? Text(p.DecidedShare) : "not known", m.Parameters is { } d ? $"median margin {Exact(Rounded(d.LogitMarginMedian))} before and {Exact(Rounded(d.SoftmaxMarginMedian))} after softmax, entropy {Text(d.EntropyMedian)}, {Summary.Count(d.Ties, "exact tie")}{(d.NoneLeads > 0 ? $"; on {Text(d.NoneLeads)} of the edges an operation that passes nothing on leads, and among the others, of which one is chosen, {Text(d.DecidedShareOfChoice)} are decided" : "")}" : "the architecture parameters are not known for all runs"],
                ["Same seed twice", RepeatWords(stability.Repeat), "how much of the difference is not the seed's"],
            ];
            return new WordTable("The figures", ["Figure", "#Value", "What it is"], rows);
        }
    }

    /// <summary>Run by run.</summary>
    public WordTable Runs => new(
        "Run by run",
        ["#Seed", "Ended", "#X", "#L", "#Worst cell", "Moved", "Result", "Metrics"],
        [.. stability.Runs.Take(MostRows).Select(Row)]);

    /// <summary>What the plurality chose.</summary>
    public WordTable? Consensus => stability.Consensus.Count == 0 ? null : new(
        "Consensus of the runs",
        ["Cell", "Edge", "Operation", "#Runs", "Standing"],
        [.. stability.Consensus.Take(MostRows).Select(c => (IReadOnlyList<string>)[c.Cell, $"{c.From} → {c.Node}", c.Operation, $"{c.Count} of {c.Runs}", c.Weight >= 1 ? "kept" : $"tied, counts {Text(c.Weight)}"])]);

    /// <summary>What each candidate edge got.</summary>
    public WordTable? Edges => stability.Edges.Count == 0 ? null : new(
        "Choices edge by edge",
        ["Cell", "Edge", "Chosen by the runs", "#Chance of each"],
        [.. stability.Edges.Take(MostRows).Select(e => (IReadOnlyList<string>)[e.Cell, $"{e.From} → {e.Node}", e.Operations.Count == 0 ? "kept by none" : string.Join(", ", e.Operations.Select(o => $"{o.Operation} {o.Count} of {e.Runs}{(o.IsConsensus ? " ✓" : "")}")), Text(e.Chance)])]);

    /// <summary>The architectures, whole.</summary>
    public WordTable? Architectures => stability.Runs.All(r => r.Found.Count == 0) ? null : new(
        "All architectures",
        ["#Seed", "Architecture", "Read from", "Hash of architecture, of parameters"],
        [.. stability.Runs.Where(r => r.Found.Count > 0).Take(MostRows).Select(r => (IReadOnlyList<string>)[r.Seed.ToString(CultureInfo.InvariantCulture), Genotype(r.Found[0]), Reading(r), $"{Short(r.ArchitectureSha256)}, {Short(r.ParametersSha256)}"])]);

    /// <summary>What the seed controlled and what else steered the runs.</summary>
    public WordTable? Control
    {
        get
        {
            var around = stability.Runs.Select(r => r.Conditions).ToList();
            List<(string, string)> rows =
            [
                ("Seeded", Listed(around.SelectMany(c => c.Seeding).Select(s => s.Call))),
                ("Nondeterminism met", Listed(around.SelectMany(c => c.Nondeterminism).Select(s => s.Detail.Length == 0 ? s.Name : $"{s.Name}: {s.Detail}"))),
                ("Compatibility layer", Listed(around.SelectMany(c => c.Compatibility))),
                ("Stubbed modules", Listed(around.SelectMany(c => c.Stubs))),
                ("Contained", Listed(around.SelectMany(c => c.Contained))),
                ("Seen less than wished", Listed(around.SelectMany(c => c.Notes))),
            ];
            var filled = rows.Where(r => r.Item2.Length > 0).ToList();
            return filled.Count == 0 ? null : new WordTable("What the seed controlled, and what else was met", ["What", "Seen"], [.. filled.Select(r => (IReadOnlyList<string>)[r.Item1, r.Item2])]);
        }
    }

    /// <summary>Recipes with declared results.</summary>
    public WordTable? Recipes => stability.Recipes.Count == 0 ? null : new(
        "Recipes",
        ["Recipe", "For", "Ended", "Declared and measured", "Met"],
        [.. stability.Recipes.Take(MostRows).Select(r => (IReadOnlyList<string>)
        [
            r.Recipe.Id, r.Recipe.Purpose, Ended(r.Run),
            r.Expected.Count == 0 ? "nothing is expected" : string.Join("; ", r.Expected.Take(MostListed).Select(e => $"{e.Name}: declared {Exact(e.Declared)} ± {Exact(e.Tolerance)}, measured {Exact(Rounded(e.Measured))}")),
            r.Met switch { true => "✓ met", false => "✗ not met", null => "– nothing to compare" },
        ])]);

    /// <summary>Times and memory, where they were kept.</summary>
    public static WordTable? Measured(IReadOnlyList<RunMeasured> runs) => runs.Count == 0 ? null : new(
        "Time and memory",
        ["Run", "#Seed", "#Seconds", "#Processor seconds", "#Memory, MiB", "#Output, KiB"],
        [.. runs.Take(MostRows).Select(r => (IReadOnlyList<string>)[r.Name, r.Seed.ToString(CultureInfo.InvariantCulture), Exact(Rounded(r.Seconds)), Exact(Rounded(r.CpuSeconds)), Exact(Rounded(r.PeakBytes / 1048576.0)), Exact(Rounded(r.OutputBytes / 1024.0))])]);

    /// <summary>What the card declares, beside what was measured.</summary>
    public WordTable? Card
    {
        get
        {
            var rows = stability.Declared.Select(d => (IReadOnlyList<string>)[d.Metric, Exact(d.Declared) + (d.DeclaredRuns is { } n ? $" over {n} runs" : ""), d.Measured is null ? "cannot be told here" : $"{Exact(Rounded(d.Measured))} over {d.MeasuredRuns} runs"]).ToList();
            if (stability.Claimed is { } claimed && claimed.Values.Count > 0)
                rows.Add([$"architecture '{claimed.Genotype}' ({(claimed.Comparator == "none" ? "operation_jaccard" : claimed.Comparator)})", claimed.Threshold is { } least ? $"found from {Exact(least)} on" : "no threshold is stated", string.Join(", ", claimed.Values.Take(20).Select(v => $"seed {v.Seed}: {Text(v.Value)}"))]);
            return rows.Count == 0 ? null : new WordTable("Beside what the card declares", ["What", "Declared", "Measured here"], rows);
        }
    }

    /// <summary>The longest a rerun's budget differs from the study's, so neither number has to be the other.</summary>
    public const string CardNote = "The budgets usually differ, so a difference is no error of the card's.";
}

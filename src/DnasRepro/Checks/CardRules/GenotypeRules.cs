using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The found architectures against the search space and the repository.</summary>
internal static partial class GenotypeRules
{
    private const string Source = "CLAIM 2024 item 22; Lindauer & Hutter 2020, practice 2";

    public static readonly CardRule[] All =
    [
        CardRule.Row(1101, "geno-ops", Severity.Error, "An operation outside the search space", Source,
            "A found architecture can only hold operations that the search could choose.", "Correct the operation's name, or declare it in the search space.", Operations),
        CardRule.Row(1102, "geno-dag", Severity.Error, "An edge that no cell can have", Source,
            "Edges lead from earlier nodes to later ones, and inputs receive none.", "Correct node and from; nodes count from 0 with the inputs first.", Directed),
        CardRule.Row(1103, "geno-k", Severity.Error, "A node with another number of inputs than the cell keeps", "DARTS, section 2.4",
            "The discretisation keeps the same number of inputs for each node.", "Correct the edges or edges_kept_per_node.", Kept),
        CardRule.Row(1104, "geno-zero", Severity.Error, "A zero operation is kept though it is excluded", "DARTS, section 2.4",
            "The zero operation is left out by the rule of discretisation.", "Correct the genotype or zero_excluded.", Zero),
        CardRule.Row(1105, "geno-grid", Severity.Error, "A grid that no path can pass", "DiNTS, topology space",
            "An active path joins active nodes, and an active node has a path that reaches it.", "Correct node_active, edge_active or the sizes.", GridRule.Look),
        CardRule.Row(1106, "geno-selected", Severity.Error, "Not exactly one selected architecture a data set", "Lindauer & Hutter 2020, practice 6",
            "A reader has to know which of the architectures was evaluated.", "Set selected: true for the one that was evaluated.", Selected),
        CardRule.Row(1107, "geno-file", Severity.Error, "The architecture's file or symbol is not there, or has changed", "Lindauer & Hutter 2020, practice 2",
            "A pointer to the found architecture that leads nowhere hides the study's result.", "Correct source_file, source_symbol or sha256.", SourceFile),
        CardRule.Row(1108, "geno-dataset", Severity.Warning, "Configurations use different architectures", "found: retraining configurations that name another genotype",
            "A result obtained with another architecture is not the search's.", "Set same_for_all_datasets to false, or mend the configuration.", SameForAll),
    ];

    /// <summary>A cell of a found architecture, and its kind in the search space.</summary>
    private sealed record FoundCell(CardValue Cell, CardValue Declared);

    private static IEnumerable<FoundCell> Cells(CardRuleRun run)
    {
        var declared = run.Card.At("search_space.cells").Items.ToList();
        foreach (var genotype in run.Card.At("architecture.genotypes").Items)
        {
            foreach (var cell in genotype["cells"].Items)
                yield return new FoundCell(cell, declared.FirstOrNowhere(d => d["id"].Text == cell["cell"].Text));
        }
    }

    private static void Operations(CardRuleRun run)
    {
        var all = run.Card.At("search_space.operations").Items.Select(o => o["id"].Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (all.Count == 0)
            return;
        foreach (var (cell, declared) in Cells(run))
        {
            var offered = declared["operations"].Count > 0 ? declared["operations"].Texts.ToHashSet(StringComparer.Ordinal) : all;
            foreach (var edge in cell["edges"].Items.Where(e => run.Knows(e["op"]) && !offered.Contains(e["op"].Text!)))
                run.Breach(edge["op"], $"'{edge["op"].Text}' is not among the operations of the cell '{cell["cell"].Text}'.");
        }
    }

    private static void Directed(CardRuleRun run)
    {
        foreach (var (cell, declared) in Cells(run))
        {
            var inputs = declared["input_nodes"].Integer ?? 1;
            foreach (var edge in cell["edges"].Items.Where(e => run.Knows(e["node"], e["from"])))
            {
                if (edge["from"].Number >= edge["node"].Number)
                    run.Breach(edge["from"], $"The edge {edge["from"].Text} to {edge["node"].Text} of the cell '{cell["cell"].Text}' leads backwards.");
                else if (edge["node"].Number < inputs)
                    run.Breach(edge["node"], $"Node {edge["node"].Text} of the cell '{cell["cell"].Text}' is one of its {inputs} inputs and receives nothing.");
            }
        }
    }

    private static void Kept(CardRuleRun run)
    {
        var isTopK = run.Card.At("search_strategy.discretisation.rule").Text == "top_k_edges";
        foreach (var (cell, declared) in Cells(run))
        {
            if (declared.IsAbsent || !run.Knows(declared["edges_kept_per_node"], cell["edges"]))
                continue;
            foreach (var node in cell["edges"].Items.GroupBy(e => e["node"].Integer))
            {
                if (node.Count() != declared["edges_kept_per_node"].Number)
                    run.Breach(node.First()["node"], $"Node {node.Key} of the cell '{cell["cell"].Text}' has {node.Count()} inputs; the cell keeps {declared["edges_kept_per_node"].Text}.");
                else if (isTopK && node.Select(e => e["from"].Integer).Distinct().Count() < node.Count())
                    run.Breach(node.First()["node"], $"Node {node.Key} of the cell '{cell["cell"].Text}' takes one input twice; the rule keeps different inputs.");
            }
        }
    }

    private static void Zero(CardRuleRun run)
    {
        if (run.Card.At("search_strategy.discretisation.zero_excluded").Flag != true)
            return;
        var zero = run.Card.At("search_space.operations").Items.Where(o => o["category"].Text == "zero").Select(o => o["id"].Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (cell, _) in Cells(run))
        {
            foreach (var edge in cell["edges"].Items.Where(e => run.Knows(e["op"]) && zero.Contains(e["op"].Text)))
                run.Breach(edge["op"], $"The zero operation '{edge["op"].Text}' is kept at node {edge["node"].Text} of the cell '{cell["cell"].Text}'.");
        }
    }

    private static void Selected(CardRuleRun run)
    {
        var genotypes = run.Card.At("architecture.genotypes");
        if (!run.Knows(genotypes) || genotypes.Count == 0)
            return;
        foreach (var set in genotypes.Items.GroupBy(g => g["dataset"].Text))
        {
            var selected = set.Where(g => g["selected"].Flag == true).ToList();
            if (selected.Count > 1)
                run.Breach(selected[1]["selected"], $"{selected.Count} genotypes are selected{(set.Key is null ? "" : $" for '{set.Key}'")}.");
        }
        if (!genotypes.Items.Any(g => g["selected"].Flag == true))
            run.Breach(genotypes, "No genotype is selected.");
    }

    private static void SourceFile(CardRuleRun run)
    {
        foreach (var genotype in run.Card.At("architecture.genotypes").Items)
        {
            var file = genotype["source_file"];
            if (!run.Knows(file))
                continue;
            run.Facts.Card.NamedFiles.TryGetValue(file.Text!, out var named);
            if (named is null && !run.Facts.Files.Contains(file.Text!))
                run.Breach(file, $"'{file.Text}' is not in the repository.");
            else if (genotype["sha256"].Text is { } hash && named?.Sha256 is { } actual && !hash.Equals(actual, StringComparison.OrdinalIgnoreCase))
                run.Breach(genotype["sha256"], $"The hash of '{file.Text}' is {actual[..12]}…, not {hash[..Math.Min(12, hash.Length)]}….");
            else if (genotype["source_symbol"].Text is { } symbol && named?.Text is { } text && !HoldsWord(text, symbol))
                run.Breach(genotype["source_symbol"], $"'{file.Text}' does not hold the symbol '{symbol}'.");
        }
    }

    private static void SameForAll(CardRuleRun run)
    {
        var same = run.Card.At("architecture.same_for_all_datasets");
        if (!run.Knows(same) || same.Flag != true)
            return;
        var symbols = run.Card.At("architecture.genotypes").Items.Select(g => g["source_symbol"].Text).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var texts = run.Facts.Card.NamedFiles.Values.Select(f => f.Text).OfType<string>().ToList();
        var named = run.Facts.Configurations.Files
            .SelectMany(f => f.Settings.Where(s => SpeaksOfArchitecture().IsMatch(s.Key) && Identifier().IsMatch(s.Value)).Select(s => (File: f.Path, Setting: s)))
            .Where(s => symbols.Contains(s.Setting.Value) || texts.Exists(t => HoldsWord(t, s.Setting.Value.ToUpperInvariant()) || HoldsWord(t, s.Setting.Value)))
            .ToList();
        var values = named.GroupBy(n => n.Setting.Value, StringComparer.OrdinalIgnoreCase).ToList();
        if (values.Count > 1)
            run.Breach(
                same, $"The card says that one architecture serves all data sets, but configurations name {string.Join(" and ", values.Take(3).Select(v => $"'{v.Key}' ({v.First().File})"))}.", null, null, Confidence.Medium,
                [.. values.Take(3).Select(v => v.First().Setting.Evidence)]);
    }

    private static bool HoldsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end])))
                return true;
        }
        return false;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    [GeneratedRegex("(?:^|[._])(?:geno|genotype|geno_type|arch|architecture|cell)[a-z_]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfArchitecture();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{2,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}

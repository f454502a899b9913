using System.Text;
using DnasRepro.Architectures;
using static DnasRepro.Documents.YamlText;

namespace DnasRepro.Recipes;

/// <summary>Prints recipes as a YAML file that <c>--recipe</c> takes.</summary>
public static class RecipeText
{
    /// <summary>The recipe as a file.</summary>
    public static string Yaml(Recipe recipe)
    {
        var text = new StringBuilder("recipes:\n");
        var lead = "  - ";
        foreach (var (key, value) in Entries(recipe))
        {
            text.Append(lead).Append(key).Append(':').Append(value.StartsWith('\n') ? "" : " ").Append(value).Append('\n');
            lead = "    ";
        }
        return text.ToString();
    }

    private static IEnumerable<(string Key, string Value)> Entries(Recipe recipe)
    {
        yield return ("id", Inline(recipe.Id));
        yield return ("purpose", RecipeWords.Of(RecipeWords.Purposes, recipe.Purpose));
        if (recipe.WorkingDirectory is { } folder)
            yield return ("working_directory", Inline(folder.Value));
        yield return ("command", Command(recipe.Command));
        yield return ("seed_mechanism", RecipeWords.MechanismOf(recipe));
        var reason = recipe.SeedReason is { } why ? $", reason: {Inline(why)}" : "";
        yield return ("seed", $"{{how: {RecipeWords.Of(RecipeWords.Seeds, recipe.Seed)}{reason}}}");
        if (recipe.Seeds.Count > 0)
            yield return ("seeds", $"[{string.Join(", ", recipe.Seeds)}]");
        yield return ("timeout_minutes", Number(recipe.Timeout.TotalMinutes));
        foreach (var entry in Changes(recipe).Concat(Budget(recipe)))
            yield return entry;
        if (recipe.Outputs.Count > 0)
            yield return ("outputs", Rows(recipe.Outputs.Select(Output)));
        if (recipe.Space is { } space)
            yield return ("space", Space(space));
        if (recipe.GenotypeComparator is { } comparator)
            yield return ("genotype_comparator", comparator);
        if (recipe.GenotypeThreshold is { } threshold)
            yield return ("genotype_threshold", Number(threshold));
        if (recipe.GivesSet)
            yield return ("gives_set", "true");
    }

    /// <summary>One line where that gives the same words, since people read it more easily; else the words.</summary>
    private static string Command(IReadOnlyList<string> words)
    {
        var line = string.Join(' ', words);
        return CommandWords.Split(line) is CommandSplit.Words split && split.List.SequenceEqual(words) ? Inline(line) : Flow(words);
    }

    private static IEnumerable<(string Key, string Value)> Changes(Recipe recipe)
    {
        if (recipe.Environment.Count > 0)
            yield return ("env", string.Concat(recipe.Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"\n      {v.Key}: {Inline(v.Value)}")));
        if (recipe.Binds.Count > 0)
            yield return ("bind", Rows(recipe.Binds.Select(b => $"{{source: {Inline(b.Source)}, target: {Inline(b.Target)}}}")));
        if (recipe.Patches.Count > 0)
            yield return ("patch", Rows(recipe.Patches.Select(p => $"path: {Inline(p.Path.Value)}\n        find: {Inline(p.Find)}\n        replace: {Inline(p.Replace)}" + (p.Count is { } count ? $"\n        count: {count}" : ""))));
        if (recipe.Files.Count > 0)
            yield return ("files", Rows(recipe.Files.Select(f => $"path: {Inline(f.Path.Value)}\n        content: {Block(f.Content, 10)}")));
        if (recipe.Stubs.Count > 0)
            yield return ("stubs", Flow(recipe.Stubs));
    }

    private static IEnumerable<(string Key, string Value)> Budget(Recipe recipe)
    {
        if (recipe.Epochs is { } epochs)
            yield return ("epochs", Number(epochs));
        if (recipe.MinimumEpochs is { } least)
            yield return ("min_epochs", $"{{epochs: {least.Epochs}, reason: {Inline(least.Reason)}}}");
        if (recipe.Threads != 1)
            yield return ("threads", Number(recipe.Threads));
        if (recipe.Image is { } image)
            yield return ("image", Inline(image));
    }

    private static string Output(RecipeOutput output)
    {
        var text = new StringBuilder($"{{name: {Inline(output.Name)}, path: {Inline(output.Path)}, kind: {output.Kind}, reader: {output.Reader}");
        if (output.Expression is { } expression)
            text.Append(", expression: ").Append(Inline(expression));
        if (output.Expected is { } expected)
            text.Append(", expected: ").Append(Number(expected));
        if (output.Tolerance is { } tolerance)
            text.Append(", tolerance: ").Append(Number(tolerance));
        if (output.EpochOffset is { } offset)
            text.Append(", epoch_offset: ").Append(Number(offset));
        if (output.Take != Take.Last)
            text.Append(", take: ").Append(RecipeWords.Of(RecipeWords.Takes, output.Take));
        return text.Append('}').ToString();
    }

    private static string Space(SearchSpace space)
    {
        var operations = space.Cells.SelectMany(c => c.Operations.Concat(c.OperationsByEdge?.SelectMany(o => o) ?? [])).Concat(space.NoneOperations).Concat(space.SkipOperations).Concat(space.ParameterFreeOperations).Distinct(StringComparer.Ordinal);
        var text = new StringBuilder($"\n      name: {Inline(space.Name)}\n      operations:");
        foreach (var operation in operations)
        {
            var category = space.NoneOperations.Contains(operation) ? "zero" : space.SkipOperations.Contains(operation) ? "skip" : "other";
            var isParametric = !space.ParameterFreeOperations.Contains(operation) && category != "zero";
            text.Append($"\n        - {{id: {Inline(operation)}, category: {category}, parametric: {(isParametric ? "true" : "false")}}}");
        }
        if (space.Cells.Any(c => DecidesByNode(c) && c.PerSite is null && Kept(space, c) <= c.Inputs))
            text.Append("\n      may_keep_zero: true");
        return text.Append("\n      cells:").Append(string.Concat(space.Cells.Select(c => $"\n        - {{{Cell(space, c)}}}"))).ToString();
    }

    private static string Cell(SearchSpace space, SpaceCell cell)
    {
        var text = new StringBuilder($"id: {Inline(cell.Id)}, input_nodes: {cell.Inputs}, intermediate_nodes: {cell.Nodes}, operations: [{string.Join(", ", cell.Operations.Select(Inline))}]");
        if (Kept(space, cell) is { } kept)
            text.Append($", edges_kept_per_node: {kept}");
        if (cell.OperationsByEdge is { } byEdge)
            text.Append($", edge_operations: [{string.Join(", ", byEdge.Select(e => $"[{string.Join(", ", e.Select(Inline))}]"))}]");
        else if (!space.HasCanonicalForm)
            text.Append(", output: last");
        return text.ToString();
    }

    /// <summary>How many edges each node keeps; null where each edge decides for itself and may be left out.</summary>
    private static int? Kept(SearchSpace space, SpaceCell cell)
    {
        var all = cell.Inputs + cell.Nodes - 1;
        if (!DecidesByNode(cell))
            return cell.PerSite == 1 && cell.Operations.Any(space.NoneOperations.Contains) ? all : null;
        return Enumerable.Range(1, all).First(kept => kept == all || Enumerable.Range(cell.Inputs, cell.Nodes).Sum(candidates => Math.Min(kept, candidates)) >= cell.Slots);
    }

    private static bool DecidesByNode(SpaceCell cell) => cell.Edges.Count > 0 && cell.Edges[^1].Site < cell.Edges.Count - 1;

    private static string Rows(IEnumerable<string> rows) => string.Concat(rows.Select(r => $"\n      - {r}"));

}

using DnasRepro.Architectures;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Results.Declared;
using DnasRepro.Results.Json;
using DnasRepro.Results.Selection;
using DnasRepro.Runs.Compatibility;

namespace DnasRepro.Runs;

/// <summary>Reads what a run left behind.</summary>
internal sealed class RunReader(RunPlan plan, string pristine, string device)
{
    /// <summary>Smaller changes of an architecture parameter are none.</summary>
    private const double LeastMove = 1e-9;

    private const int MostNotes = 20;

    public RunReading Read(RunTask task, RunFolders folders, LaunchEnd end)
    {
        var probe = ProbeFolder.Read(folders.ProbeOutput);
        var values = RunValues.WithoutPaths(task, device);
        var outputs = new RunOutputs(
            PrintedStream.Read(end.StandardOutput), PrintedStream.Read(end.StandardError), RunFiles.Of(folders, pristine, task.Recipe), probe.Result,
            [.. task.Recipe.Outputs.Select(o => Declared(o, task.Recipe, values)).OfType<DeclaredOutput>()])
        {
            Space = plan.Space,
            GivesSet = task.Recipe.GivesSet,
        };
        var selected = ResultSelection.Select(outputs);
        var tables = Tables(probe.Result, selected);
        var operations = Operations(outputs, selected);
        var reading = new RunReading(selected.Architectures, null)
        {
            Moved = Movement.Of(probe.Result, selected),
            Initial = selected.Initial,
            Printed = Printed(selected, operations),
            Metrics = Metrics(outputs),
            Probe = probe.Result,
            Tables = tables,
            Operations = operations,
            Notes = [.. plan.Engine != "reference" && probe.Refusal is { } refusal ? (string[])[refusal] : [], .. selected.Notes.Take(MostNotes)],
        };
        return reading with { Failure = FailureOf(task, selected, reading, outputs, end) };
    }

    private static RunFailure? FailureOf(RunTask task, SelectedResult selected, RunReading reading, RunOutputs outputs, LaunchEnd end)
    {
        var isSearch = task.Role != RunRole.Recipe;
        if (selected.Failure is { } kind && (isSearch || outputs.Declared.Any(o => o.Kind == "genotype")))
            return new RunFailure(kind, selected.Why! + Hint(kind, selected), SingleRun.Tail(end));
        if (isSearch && reading.Probe?.Parameters.FirstOrDefault(p => IsBroken(p.Final)) is { } broken)
            return new RunFailure(
                FailureKind.NotNumbers,
                $"The architecture parameters '{Locations.Evidence.Cut(broken.Final.Name)}' hold NaN or infinity at the end: an architecture that is read off them means nothing.", SingleRun.Tail(end));
        if (isSearch && reading.Moved < LeastMove)
            return new RunFailure(FailureKind.NotMoved, "The architecture parameters did not move from their start: nothing was searched.", null);
        var missing = task.Recipe.Outputs.FirstOrDefault(o => o.Kind is "metric" && !reading.Metrics.ContainsKey(o.Name));
        return missing is not null && !isSearch ? new RunFailure(FailureKind.NoResult, $"The declared output '{missing.Name}' gave no value.", SingleRun.Tail(end)) : null;
    }

    /// <summary>What was found instead, and what would make it count.</summary>
    private static string Hint(FailureKind kind, SelectedResult selected)
    {
        if (kind != FailureKind.NoResult)
            return "";
        var refused = (selected.Notes.FirstOrDefault(n => n.Contains("' was not read: ", StringComparison.Ordinal)) ?? selected.Notes.FirstOrDefault()) is { } note ? " " + note : "";
        return selected.Tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } file
            ? $"{refused} '{Locations.Evidence.Cut(file)}' holds tensors; they can be decoded when the card (search_space) or the recipe (space) states the search space."
            : refused;
    }

    /// <summary>Minus infinity alone is how programs rule an operation out.</summary>
    private static bool IsBroken(NamedTensor tensor) => tensor.Values.Any(v => double.IsNaN(v) || double.IsPositiveInfinity(v));

    /// <summary>A recipe's output as the readers know it: placeholders filled, the path relative to the repository or below {out}.</summary>
    private static DeclaredOutput? Declared(RecipeOutput output, Recipe recipe, Dictionary<string, string> values)
    {
        if (!OutputPlace.TryParse(Placeholders.Fill(output.Path, values), recipe.WorkingDirectory?.Value ?? "", out var place, out _))
            return null;
        var path = place.Root switch
        {
            OutputRoot.StandardOutput => "stdout",
            OutputRoot.StandardError => "stderr",
            OutputRoot.BothStreams => "output",
            OutputRoot.Probe => "probe",
            OutputRoot.Output => "{out}/" + place.Pattern,
            _ => place.Pattern,
        };
        return new DeclaredOutput(output.Name, path, output.Kind, output.Reader, output.Expression) { EpochOffset = output.EpochOffset, Take = Enum.Parse<TakeOf>(output.Take.ToString()) };
    }

    private static Dictionary<string, double> Metrics(RunOutputs outputs)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var output in outputs.Declared.Where(o => o.Kind is "metric" or "energy"))
        {
            if (ResultSelection.Metric(output, outputs, out _) is { } value)
                metrics[output.Name] = value;
        }
        return metrics;
    }

    /// <summary>The final tables: those that the probe saw, else those of the file that the architecture came from.</summary>
    private static IReadOnlyList<NamedTensor> Tables(ProbeResult? probe, SelectedResult selected)
    {
        if (probe is { Parameters.Count: > 0 })
            return [];
        var source = selected.Architectures.Select(a => a.Source).FirstOrDefault();
        return source is not null && selected.Tensors.TryGetValue(source, out var found) ? [.. found.Where(t => !t.Name.StartsWith("history.", StringComparison.Ordinal))] : [];
    }

    private static IReadOnlyList<string> Operations(RunOutputs outputs, SelectedResult selected)
    {
        var file = selected.Architectures is [{ Reader: ArchitectureJsonReader.Name } found] ? outputs.Files.FirstOrDefault(f => f.Path == found.Source) : null;
        return file is null ? [] : ArchitectureJsonReader.Operations(FileReading.Text(file) ?? "");
    }

    /// <summary>What the program printed last, where the architecture of the end is known from elsewhere and both speak of the same places and operations.</summary>
    private static FoundArchitecture? Printed(SelectedResult selected, IReadOnlyList<string> operations) => selected.Architectures switch
    {
        [{ Reader: ProbeSelection.Name }] => LastPrinted(selected),
        [{ Reader: ArchitectureJsonReader.Name, IsFinal: true } end] when LastPrinted(selected) is { } printed && IsOfOneForm(end.Architecture, printed.Architecture, operations) => printed,
        _ => null,
    };

    private static bool IsOfOneForm(Architecture end, Architecture printed, IReadOnlyList<string> operations) =>
        end.Choices.Select(c => (c.Cell, c.Node)).ToHashSet().SetEquals(printed.Choices.Select(c => (c.Cell, c.Node)))
        && printed.Choices.All(c => operations.Count == 0 || operations.Contains(c.Operation));

    private static FoundArchitecture? LastPrinted(SelectedResult selected) =>
        selected.AlsoFound.Select(o => o.Found).LastOrDefault(f => f.Reader is "genotype" or "nas_bench_201" && f.Label?.Contains("best", StringComparison.OrdinalIgnoreCase) != true);
}

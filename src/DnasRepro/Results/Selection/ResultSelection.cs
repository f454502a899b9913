using System.Globalization;
using DnasRepro.Architectures;
using DnasRepro.Results.Declared;

namespace DnasRepro.Results.Selection;

/// <summary>
/// Chooses the one architecture of a run among all that it left behind. What the recipe declares comes first, then the genotype
/// that the model's own method gave at exit, then what is found by looking. What a program printed before its last epoch was
/// trained never counts against the genotype at exit: the difference is reported.
/// </summary>
public static class ResultSelection
{
    /// <summary>Chooses.</summary>
    public static SelectedResult Select(RunOutputs run)
    {
        var notes = new List<string>();
        var tensors = new Dictionary<string, IReadOnlyList<NamedTensor>>(StringComparer.Ordinal);
        var declared = Declared(run, notes);
        var looked = DefaultSelection.Look(run, tensors, notes);
        var probe = ProbeSelection.AtExit(run.Probe);
        if (run.Probe?.GenotypeError is { } error)
            notes.Add($"The model's own method failed at exit: {Locations.Evidence.Cut(error)}");
        var chosen = declared.Take(1).Where(d => probe is null || d.Found.All(a => a.IsFinal == true) || d.IsWanted).Select(d => new Choice(d.How, d.Found)).FirstOrDefault()
            ?? (probe is null ? null : new Choice($"probe ({probe.Label ?? "genotype"} at exit)", [probe]))
            ?? looked.Select(l => new Choice(l.How, Last(l.Found))).FirstOrDefault();
        var all = declared.SelectMany(d => d.All).Concat(looked.SelectMany(l => l.Found)).Concat(probe is null ? [] : [probe]).Concat(ProbeSelection.Earlier(run.Probe)).DistinctBy(a => (a.Source, a.Reader, a.Epoch, a.Label)).ToList();
        return Result(run, chosen, all, notes) with { Tensors = tensors, Initial = all.Find(a => a.Epoch == 0)?.Architecture };
    }

    /// <summary>The value of a declared metric; null with the reason when there is none.</summary>
    public static double? Metric(DeclaredOutput output, RunOutputs run, out string why) => DeclaredSelection.Metric(output, run, out why);

    private sealed record Choice(string How, IReadOnlyList<FoundArchitecture> Found);

    /// <param name="IsWanted">True when the recipe names this very genotype, final or not.</param>
    private sealed record DeclaredChoice(string How, IReadOnlyList<FoundArchitecture> Found, IReadOnlyList<FoundArchitecture> All, bool IsWanted);

    private static List<DeclaredChoice> Declared(RunOutputs run, List<string> notes)
    {
        var choices = new List<DeclaredChoice>();
        foreach (var output in run.Declared.Where(o => o.Kind == "genotype"))
        {
            var result = DeclaredSelection.Read(output, run);
            if (result is not ReadResult.Found found)
            {
                var why = result switch { ReadResult.Nothing nothing => nothing.Why, ReadResult.Refused refused => refused.Why, _ => "it holds tensors only, and the search space that they belong to is not stated" };
                notes.Add($"The declared output '{Locations.Evidence.Cut(output.Name)}' gave no architecture: {why}.");
                continue;
            }
            var isWanted = output.Reader == "probe" || (output.Reader == "python_genotype" && output.Expression is not null) || output.Take != TakeOf.Last;
            choices.Add(new DeclaredChoice($"{output.Reader} (declared as '{Locations.Evidence.Cut(output.Name)}')", Taken(found.Architectures, output.Take), found.Architectures, isWanted));
        }
        return choices;
    }

    private static IReadOnlyList<FoundArchitecture> Taken(IReadOnlyList<FoundArchitecture> found, TakeOf take) => take switch
    {
        TakeOf.First => [found[0]],
        TakeOf.All => found,
        _ => [found.LastOrDefault(a => !IsBest(a)) ?? found[^1]],
    };

    /// <summary>The last of each source, but for those that are called the best; different ones stay apart.</summary>
    private static IReadOnlyList<FoundArchitecture> Last(IReadOnlyList<FoundArchitecture> found) =>
        [.. found.GroupBy(a => SourceOf(a)).Select(g => g.LastOrDefault(a => !IsBest(a)) ?? g.Last())];

    private static string SourceOf(FoundArchitecture found) => found.Source.LastIndexOf(':') is var cut and > 0 ? found.Source[..cut] : found.Source;

    private static bool IsBest(FoundArchitecture found) => found.Label?.Contains("best", StringComparison.OrdinalIgnoreCase) == true;

    private static SelectedResult Result(RunOutputs run, Choice? chosen, IReadOnlyList<FoundArchitecture> all, List<string> notes)
    {
        if (chosen is null)
            return new SelectedResult([], null, [], FailureKind.NoResult, "No architecture was found in what the run printed and wrote.", notes);
        var distinct = chosen.Found.Aggregate(new List<FoundArchitecture>(), (kept, a) => kept.Exists(k => Same(k, a)) ? kept : [.. kept, a]);
        var others = all.Where(a => !distinct.Exists(d => ReferenceEquals(d, a) || d == a)).Select(a => new OtherArchitecture(a, distinct.Max(d => Alike(d, a)))).ToList();
        if (distinct.Count > 1 && !run.GivesSet)
        {
            var where = string.Join(", ", distinct.Take(5).Select(d => d.Source));
            return new SelectedResult([], null, [.. distinct.Select(d => new OtherArchitecture(d, Alike(distinct[0], d)))], FailureKind.SeveralResults, $"{distinct.Count} different architectures were found ({chosen.How}: {where}), and the recipe does not say which counts.", notes);
        }
        if (distinct.Count == 1)
            NoteStale(distinct[0], all, notes);
        if (distinct.Exists(d => d.IsFinal == false))
            notes.Add("The architecture that counts is not that of the end of the run: it was printed before the last epoch was trained, or is the best by validation.");
        return new SelectedResult(distinct, chosen.How, others, null, null, notes);
    }

    private static void NoteStale(FoundArchitecture chosen, IReadOnlyList<FoundArchitecture> all, List<string> notes)
    {
        var printed = Last([.. all.Where(a => a.Reader is "genotype" or "nas_bench_201" or "regex" && !ReferenceEquals(a, chosen) && !IsBest(a))]).ToList();
        var stale = printed.Find(p => !Same(p, chosen));
        if (chosen.Reader == ProbeSelection.Name && stale is not null)
            notes.Add($"The last printed genotype ({stale.Source}) is not the final one: it shares {Alike(chosen, stale).ToString("0.00", CultureInfo.InvariantCulture)} of edges and operations with that of the model at exit.");
    }

    private static bool Same(FoundArchitecture a, FoundArchitecture b) => ArchitectureAgreement.ExactMatch([a.Architecture, b.Architecture]) == 1;

    private static double Alike(FoundArchitecture a, FoundArchitecture b) => ArchitectureAgreement.OperationJaccard([a.Architecture, b.Architecture]) ?? 0;
}

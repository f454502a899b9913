namespace DnasRepro.Reports;

/// <summary>The verdict on the search code in words. Text of the repository is not escaped here.</summary>
internal static class SearchWords
{
    /// <summary>A part's name, and what was looked for where it was not found.</summary>
    private static readonly Dictionary<string, (string Title, string LookedFor)> Parts = new(StringComparer.Ordinal)
    {
        ["supernet"] = ("Relaxed choice", "looked for candidate operations on the same input whose outputs are mixed or sampled by learnable weights"),
        ["architecture_parameters"] = ("Architecture parameters", "looked for learnable tensors that weight the candidates and do not depend on the input"),
        ["architecture_update"] = ("Their update", "looked for an optimiser step, or another change along a gradient, of these parameters"),
        ["discretisation"] = ("Discretisation", "looked for argmax, top-k, threshold, sampling or a path search over these parameters"),
        ["search_entry_point"] = ("Search program", "looked for a script, notebook or command that reaches both the choice and the update"),
        ["found_architecture"] = ("Found architecture", "looked for a genotype written out in code, and for files that store one"),
        ["retrain_entry_point"] = ("Retraining", "looked for a program that trains, names an architecture and does not search"),
        ["resource_term"] = ("Resource in the loss", "looked for latency, memory, FLOPs or size in a loss of the search; many searches have none"),
    };

    /// <summary>The name of a part for people.</summary>
    public static string Title(ComponentSummary part) => Parts.TryGetValue(part.Name, out var words) ? words.Title : part.Name;

    /// <summary>What was looked for, for a part that was not found; empty otherwise.</summary>
    public static string LookedFor(ComponentSummary part) =>
        part.Status == ComponentStatus.NotFound && Parts.TryGetValue(part.Name, out var words) ? words.LookedFor : "";

    /// <summary>The places of a part; a note that stands at the place before is not repeated.</summary>
    public static IEnumerable<ReportEvidence> Places(ComponentSummary part) =>
        part.Evidence.Select((e, i) => i > 0 && part.Evidence[i - 1].Note == e.Note ? e with { Note = null } : e);

    /// <summary>A verdict as a mark that does not need colour.</summary>
    public static string Mark(SearchCodeVerdict verdict) => verdict switch
    {
        SearchCodeVerdict.Full => "✓ complete",
        SearchCodeVerdict.Partial => "△ partly there",
        SearchCodeVerdict.None => "– none found",
        _ => "– not determined",
    };

    /// <summary>The verdict as a sentence, before its reason.</summary>
    public static string Verdict(SearchCodeSummary code) => (code.Verdict, code.Differentiable) switch
    {
        (SearchCodeVerdict.Full, Differentiable.No) => "A search is in the repository, by other means than gradients.",
        (SearchCodeVerdict.Full, _) => "The search is in the repository, with all its parts.",
        (SearchCodeVerdict.Partial, Differentiable.No) => "A search by other means than gradients is partly in the repository.",
        (SearchCodeVerdict.Partial, _) => "The search is partly in the repository.",
        (SearchCodeVerdict.None, _) => "No search was found in the code.",
        _ => "Whether the search is in the code could not be determined.",
    };

    /// <summary>Whether a search is differentiable, for a table.</summary>
    public static string Words(Differentiable differentiable) => differentiable switch
    {
        Differentiable.Yes => "yes",
        Differentiable.No => "no",
        _ => "undecided",
    };

    /// <summary>A project's folder for people.</summary>
    public static string Folder(SearchProjectSummary project) => project.Folder.Length == 0 ? "the root" : project.Folder;

    /// <summary>An option with its default.</summary>
    public static string Words(OptionSummary option) => option.Default is { } value ? $"{option.Name} ({value})" : option.Name;
}

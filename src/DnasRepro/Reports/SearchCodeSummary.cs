namespace DnasRepro.Reports;

/// <summary>Whether a complete search is in the repository.</summary>
public enum SearchCodeVerdict
{
    Full,
    Partial,
    None,
    NotDetermined,
}

/// <summary>Whether the search is differentiable.</summary>
public enum Differentiable
{
    Yes,
    No,
    Undecided,
}

/// <summary>Whether a part of the search was found.</summary>
public enum ComponentStatus
{
    Found,
    NotFound,
    NotDetermined,
}

/// <summary>The verdict on the search code.</summary>
/// <param name="Verdict">How complete the search is.</param>
/// <param name="Differentiable">Whether gradients change its architecture parameters.</param>
/// <param name="Reason">Why the verdict is so, in one sentence.</param>
/// <param name="Components">The parts of the search that the verdict speaks of; empty where the code was not analysed.</param>
/// <param name="EntryPoint">The program that runs it, or null.</param>
/// <param name="Projects">All searches of the repository, the one that the verdict speaks of first.</param>
/// <param name="Coverage">How much of the code was read.</param>
public sealed record SearchCodeSummary(
    SearchCodeVerdict Verdict,
    Differentiable Differentiable,
    string Reason,
    IReadOnlyList<ComponentSummary> Components,
    EntryPointSummary? EntryPoint,
    IReadOnlyList<SearchProjectSummary> Projects,
    CoverageSummary Coverage);

/// <summary>One part of the search.</summary>
/// <param name="Name">supernet, architecture_parameters, architecture_update, discretisation, search_entry_point, found_architecture, retrain_entry_point or resource_term.</param>
/// <param name="Status">Whether it was found.</param>
/// <param name="Evidence">Where; each note says why this is it.</param>
public sealed record ComponentSummary(string Name, ComponentStatus Status, IReadOnlyList<ReportEvidence> Evidence);

/// <summary>The program that runs the search.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Commands">Where documents and scripts give a command for it, the clearest first.</param>
/// <param name="Options">Its options that a rerun needs first: seed, length, output.</param>
public sealed record EntryPointSummary(ReportEvidence Place, IReadOnlyList<ReportEvidence> Commands, IReadOnlyList<OptionSummary> Options);

/// <summary>An option of the search program.</summary>
/// <param name="Name">As it is given.</param>
/// <param name="Default">Its default as written in the code, or null.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record OptionSummary(string Name, string? Default, ReportEvidence Place);

/// <summary>One search of a repository that may hold several.</summary>
/// <param name="Folder">Its folder; empty for the root.</param>
/// <param name="Verdict">How complete it is.</param>
/// <param name="Differentiable">Whether it is differentiable.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record SearchProjectSummary(string Folder, SearchCodeVerdict Verdict, Differentiable Differentiable, string Reason);

/// <summary>How much of the code was read.</summary>
public sealed record CoverageSummary(int Files, int Read, IReadOnlyList<SkippedSummary> Unread);

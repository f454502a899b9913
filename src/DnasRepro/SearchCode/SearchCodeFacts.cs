using DnasRepro.Locations;

namespace DnasRepro.SearchCode;

/// <summary>Whether the architecture search itself is among the files, and not only what it found.</summary>
public enum SearchVerdict
{
    /// <summary>Every part is there, and a program runs them.</summary>
    Full,

    /// <summary>Some parts are there; the search cannot be run as it is.</summary>
    Partial,

    /// <summary>All code was read and no part of a search is in it.</summary>
    None,

    /// <summary>The code is in a language or form that is not analysed, or could not be read.</summary>
    NotDetermined,
}

/// <summary>Whether gradients of a loss change the architecture parameters.</summary>
public enum SearchGradient
{
    Yes,

    /// <summary>A search is there, by other means: evolution, reinforcement learning, sampling, Bayesian optimisation.</summary>
    No,
    Undecided,
}

/// <summary>A part of a differentiable search.</summary>
public enum SearchPart
{
    /// <summary>Candidate operations whose outputs are mixed or sampled by learnable weights: the relaxed choice.</summary>
    Supernet,

    /// <summary>The learnable tensors of that choice.</summary>
    ArchitectureParameters,

    /// <summary>The step that changes them.</summary>
    ArchitectureUpdate,

    /// <summary>How an architecture is read off them.</summary>
    Discretisation,

    /// <summary>The program that runs the search.</summary>
    SearchEntryPoint,

    /// <summary>An architecture that a search found, stored in the repository.</summary>
    FoundArchitecture,

    /// <summary>The program that trains a found architecture from scratch.</summary>
    RetrainEntryPoint,

    /// <summary>Latency, memory, FLOPs or parameter counts in the loss of the search.</summary>
    ResourceTerm,
}

/// <summary>What was found of one part; no evidence means that it was not found.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Evidence">Where, the best place first; each has a note that says why this is it.</param>
public sealed record SearchComponent(SearchPart Part, IReadOnlyList<Evidence> Evidence)
{
    public bool IsFound => Evidence.Count > 0;
}

/// <summary>A term for a resource in the loss of a search.</summary>
/// <param name="Quantity">What it stands for, by the names in it: latency, memory, energy, flops, parameters, or other where they do not tell.</param>
/// <param name="Evidence">Where.</param>
public sealed record ResourceTerm(string Quantity, Evidence Evidence)
{
    /// <summary>True for what is measured on a device and not counted on paper: latency and memory.</summary>
    public bool IsLatencyOrMemory => Quantity is "latency" or "memory";
}

/// <summary>One search of a repository; a repository can hold several, in folders of their own.</summary>
/// <param name="Folder">The folder that holds it; empty for the root.</param>
/// <param name="Verdict">How complete it is.</param>
/// <param name="Differentiable">Whether it is differentiable.</param>
/// <param name="Reason">Why the verdict is so, in one sentence.</param>
/// <param name="Components">Its parts, each once, in the order of <see cref="SearchPart"/>.</param>
public sealed record SearchProject(
    string Folder, SearchVerdict Verdict, SearchGradient Differentiable, string Reason, IReadOnlyList<SearchComponent> Components)
{
    /// <summary>A part of the search.</summary>
    public SearchComponent this[SearchPart part] => Components.FirstOrDefault(c => c.Part == part) ?? new SearchComponent(part, []);
}

/// <summary>Everything that the code tells about the search.</summary>
/// <param name="Verdict">The verdict for the repository: that of its most complete search.</param>
/// <param name="Differentiable">Whether that search is differentiable.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Projects">The searches found, the most complete first; empty when there is none.</param>
/// <param name="Programs">The files that can be started, with their options.</param>
/// <param name="Practice">How the search is written: seeds, determinism, schedule, known slips.</param>
public sealed record SearchCodeFacts(
    SearchVerdict Verdict,
    SearchGradient Differentiable,
    string Reason,
    IReadOnlyList<SearchProject> Projects,
    ProgramFacts Programs,
    PracticeFacts Practice)
{
    /// <summary>Nothing was analysed.</summary>
    public static readonly SearchCodeFacts NotAnalysed =
        new(SearchVerdict.NotDetermined, SearchGradient.Undecided, "The code was not analysed.", [], ProgramFacts.Empty, PracticeFacts.Empty);

    /// <summary>The search that the verdict speaks of; null when there is none.</summary>
    public SearchProject? Main => Projects.Count > 0 ? Projects[0] : null;

    /// <summary>What lies around a search, where there is none too: found architectures, retraining, resource terms.</summary>
    public IReadOnlyList<SearchComponent> Around { get; init; } = [];

    /// <summary>The terms for resources in the loss of the search that the verdict speaks of.</summary>
    public IReadOnlyList<ResourceTerm> ResourceTerms { get; init; } = [];

    /// <summary>Programs that evaluate a trained network, and evaluation inside those that train one, the clearest first.</summary>
    public IReadOnlyList<Evidence> Evaluation { get; init; } = [];

    /// <summary>A part of the search that the verdict speaks of, or of what lies around it.</summary>
    public SearchComponent this[SearchPart part] =>
        Main?[part] is { IsFound: true } found ? found : Around.FirstOrDefault(c => c.Part == part) ?? new SearchComponent(part, []);
}

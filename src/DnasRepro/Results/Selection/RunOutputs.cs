using DnasRepro.Architectures;
using DnasRepro.Results.Declared;

namespace DnasRepro.Results.Selection;

/// <summary>A file that a run left behind.</summary>
/// <param name="Path">Its path, relative to the working directory or, for the output folder, beginning with <c>{out}/</c>; separated by <c>/</c>.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Order">Larger for files that were written later.</param>
/// <param name="Open">Opens it for reading; may throw as streams do.</param>
public sealed record RunFile(string Path, long Length, long Order, Func<Stream> Open)
{
    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>Everything that one run left behind.</summary>
/// <param name="StandardOutput">What it printed.</param>
/// <param name="StandardError">What it printed as errors; loggers print here too.</param>
/// <param name="Files">The files that it wrote.</param>
/// <param name="Probe">What the probe saw; null without it.</param>
/// <param name="Declared">Where the recipe says that results appear, in order.</param>
public sealed record RunOutputs(
    string StandardOutput, string StandardError, IReadOnlyList<RunFile> Files, ProbeResult? Probe, IReadOnlyList<DeclaredOutput> Declared)
{
    /// <summary>The search space when it is known; tensors are decoded with it.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>The operations' names in the order of their indices, for forms that hold only indices; null when they are not known.</summary>
    public IReadOnlyList<string>? Operations { get; init; }

    /// <summary>True when the program may leave several architectures by design.</summary>
    public bool GivesSet { get; init; }
}

/// <summary>An architecture that was found beside the chosen one.</summary>
/// <param name="Found">The architecture.</param>
/// <param name="OperationJaccard">How much it shares with the chosen one, 0 to 1.</param>
public sealed record OtherArchitecture(FoundArchitecture Found, double OperationJaccard);

/// <summary>What a run found.</summary>
/// <param name="Architectures">The architecture that counts, or the declared set; empty when the run does not count.</param>
/// <param name="Used">How it was found, in words: <c>probe (Network.genotype at exit)</c>.</param>
/// <param name="AlsoFound">All others that were met, with their agreement with the chosen one.</param>
/// <param name="Failure">NoResult or SeveralResults when the run does not count; null when it does.</param>
/// <param name="Why">Why it does not count, in one sentence; null when it does.</param>
/// <param name="Notes">What a reader of the report should know: a printed genotype that is not the final one, outputs that could not be read.</param>
public sealed record SelectedResult(
    IReadOnlyList<FoundArchitecture> Architectures, string? Used, IReadOnlyList<OtherArchitecture> AlsoFound, FailureKind? Failure, string? Why, IReadOnlyList<string> Notes)
{
    /// <summary>The architecture before any training where the program gave one; null when it did not.</summary>
    public Architecture? Initial { get; init; }

    /// <summary>Tensors that were read from files, by the file's path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<NamedTensor>> Tensors { get; init; } = new Dictionary<string, IReadOnlyList<NamedTensor>>();
}

using DnasRepro.Facts;
using DnasRepro.SearchCode;
using DnasRepro.Snapshots;

namespace DnasRepro.Bench.Detection;

/// <summary>Why a row has no verdict.</summary>
/// <param name="Reason">For people.</param>
/// <param name="IsOurs">True when the analysis broke; false when the repository is not there or cannot be read.</param>
internal sealed record RowFailure(string Reason, bool IsOurs);

/// <summary>What the analysis says of one labelled row.</summary>
/// <param name="Facts">Its facts; those of nothing analysed when it failed.</param>
/// <param name="Python">Which Python files were read.</param>
/// <param name="Seconds">From opening the repository to its facts.</param>
internal sealed record RowResult(Label Label, SearchCodeFacts Facts, CodeCoverage Python, double Seconds, RowFailure? Failure)
{
    /// <summary>The most memory that the process had held when the row was done, in MiB.</summary>
    public double PeakMegabytes { get; init; }

    public static RowResult Failed(Label label, string reason, bool isOurs) =>
        new(label, SearchCodeFacts.NotAnalysed, new CodeCoverage(0, 0, Array.Empty<SkippedFile>()), 0, new RowFailure(reason, isOurs));

    public string Verdict => Facts.Verdict switch
    {
        SearchVerdict.Full => "full",
        SearchVerdict.Partial => "partial",
        SearchVerdict.None => "none",
        _ => "not_determined",
    };

    public string Differentiable => Facts.Differentiable switch
    {
        SearchGradient.Yes => "yes",
        SearchGradient.No => "no",
        _ => "undecided",
    };

    /// <summary>The verdict says that a differentiable search is present. A class-B row labelled partial may be called partial.</summary>
    public bool SaysPresent =>
        Facts.Verdict is SearchVerdict.Full or SearchVerdict.Partial
        && Facts.Differentiable != SearchGradient.No
        && !(Label is { Class: "B", SearchCode: "partial" } && Facts.Verdict == SearchVerdict.Partial);

    public bool IsPresent => Label.Class == "A";

    public bool IsPresenceWrong => Label.CountsForPresence && SaysPresent != IsPresent;

    public bool IsVerdictWrong => Verdict != Label.SearchCode;

    public bool IsDifferentiableWrong => Label.CountsForDifferentiability && Differentiable != Label.Differentiable;

    /// <summary>What is wrong with the row, the gravest first; empty when it is right.</summary>
    public IReadOnlyList<string> Wrongs =>
    [
        .. IsPresenceWrong ? [IsPresent ? "missed" : "false alarm"] : Array.Empty<string>(),
        .. IsDifferentiableWrong ? ["differentiable"] : Array.Empty<string>(),
        .. IsVerdictWrong ? ["verdict"] : Array.Empty<string>(),
    ];
}

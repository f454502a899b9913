using DnasRepro.Architectures;

namespace DnasRepro.Results;

/// <summary>An architecture in a text that may hold several, one for each epoch.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Label">The words before it on its line.</param>
/// <param name="Text">How it is written.</param>
internal sealed record PrintedArchitecture(Architecture Architecture, int Line, string? Label, string Text)
{
    /// <summary>True when it is called the best one: that of the epoch with the best validation, whichever that was.</summary>
    public bool IsBest => Label?.Contains("best", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Counts the running ones to say to which epoch each belongs; see <see cref="Genotypes.GenotypeReader.Read"/>.</summary>
    public static List<FoundArchitecture> Number(IReadOnlyList<PrintedArchitecture> printed, string reader, string source, int? epochOffset)
    {
        var running = printed.Count(p => !p.IsBest);
        var epoch = 0;
        return [.. printed.Select(p =>
        {
            if (!p.IsBest)
                epoch++;
            var isLast = !p.IsBest && epoch == running;
            return new FoundArchitecture(
                p.Architecture,
                p.IsBest || epochOffset is null ? null : epoch + epochOffset,
                isLast ? epochOffset is { } offset ? offset >= 0 : null : false,
                reader, $"{source}:{p.Line}", ResultPrecision.Discrete, ResultLimits.Excerpt(p.Text)) { Label = p.Label };
        })];
    }
}

using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Programs;

namespace DnasRepro.Results.Selection;

/// <summary>The genotypes that the probe had from the running model.</summary>
internal static class ProbeSelection
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "probe";

    /// <summary>What the model's own method gave at exit; null when it gave nothing that is understood.</summary>
    public static FoundArchitecture? AtExit(ProbeResult? probe) =>
        Of(probe?.Genotype) is { } found ? found with { Epoch = probe!.Steps.Epochs, IsFinal = true, Reader = Name, Source = Name, Label = probe.GenotypeMethod } : null;

    /// <summary>What it gave after earlier epochs.</summary>
    public static IReadOnlyList<FoundArchitecture> Earlier(ProbeResult? probe) => probe is null || probe.Parameters.Count == 0 ? [] :
        [.. probe.Parameters.SelectMany(p => p.History).Where(e => e.Genotype is not null).DistinctBy(e => e.Epoch).OrderBy(e => e.Epoch)
            .Select(e => Of(e.Genotype) is { } found ? found with { Epoch = e.Epoch, IsFinal = false, Reader = Name, Source = Name, Label = "after an epoch" } : null).OfType<FoundArchitecture>()];

    private static FoundArchitecture? Of(string? text)
    {
        if (text is null)
            return null;
        var result = GenotypeReader.Read(text, Name) as ReadResult.Found ?? NasBench201Reader.Read(text, Name) as ReadResult.Found;
        return result is { Architectures: [var only] } ? only : null;
    }
}

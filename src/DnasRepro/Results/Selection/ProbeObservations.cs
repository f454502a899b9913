using DnasRepro.Results.Spaces;

namespace DnasRepro.Results.Selection;

/// <summary>What the probe saw, as evidence of the search space.</summary>
public static class ProbeObservations
{
    /// <summary>The architecture and parameters at exit, and after each epoch in which the model was asked; empty when it gave no genotype at exit.</summary>
    public static IReadOnlyList<SpaceObservation> Of(ProbeResult probe)
    {
        if (ProbeSelection.AtExit(probe) is not { } final)
            return [];
        var earlier = ProbeSelection.Earlier(probe).Select(e => new SpaceObservation(e.Architecture, After(probe, e.Epoch!.Value))).Where(o => o.Tensors.Count == probe.Parameters.Count);
        return [new SpaceObservation(final.Architecture, [.. probe.Parameters.Select(p => p.Final)]), .. earlier];
    }

    private static IReadOnlyList<NamedTensor> After(ProbeResult probe, int epoch) =>
        [.. probe.Parameters.Select(p => p.History.FirstOrDefault(h => h.Epoch == epoch) is { } then && then.Values.Count == p.Final.Values.Count ? p.Final with { Values = then.Values } : null).OfType<NamedTensor>()];
}

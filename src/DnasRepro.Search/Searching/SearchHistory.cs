using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>The search after an epoch.</summary>
/// <param name="Epoch">After how many epochs; 0 for the start.</param>
/// <param name="Loss">Mean training loss of the epoch; null at the start.</param>
/// <param name="ValidationDice">Dice of the supernet on validation; null at the start.</param>
/// <param name="Parameters">The architecture parameters before softmax.</param>
internal sealed record SearchEpoch(int Epoch, double? Loss, double? ValidationDice, ArchitectureParameters Parameters);

/// <summary>What a finished search found.</summary>
/// <param name="Epochs">The start and every epoch.</param>
/// <param name="Architecture">What was read off the last epoch's parameters.</param>
/// <param name="Stopped">Why the search ended before its last epoch, in words; null when it did not.</param>
internal sealed record SearchHistory(IReadOnlyList<SearchEpoch> Epochs, Architecture Architecture, string? Stopped);

/// <summary>Whether a search ends early.</summary>
internal static class EarlyStop
{
    /// <summary>The reason to stop after the last of these epochs; null to go on.</summary>
    public static string? Reason(SearchSettings settings, IReadOnlyList<SearchEpoch> epochs)
    {
        var last = epochs[^1];
        if (last.Epoch <= settings.Strategy.WarmUpEpochs)
            return null;
        var found = Discretisation.Of(settings, last.Parameters);
        if (settings.Strategy.StopAtSkips is { } most && found.Cells.FirstOrDefault(c => c.Edges.Count(e => e.Operation == "skip_connect") >= most) is { } cell)
            return $"the {cell.Id} cell has {most} or more skips";
        if (settings.Strategy.StopWhenStableFor is not { } span || epochs.Count <= span || epochs[^(span + 1)].Epoch < settings.Strategy.WarmUpEpochs)
            return null;
        var isSame = epochs.TakeLast(span + 1).All(e => ArchitectureAgreement.ExactMatch([found, Discretisation.Of(settings, e.Parameters)]) == 1);
        return isSame ? $"the derived architecture has not changed for {span} epochs" : null;
    }
}

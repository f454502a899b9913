namespace DnasRepro.Results.Spaces;

/// <summary>Which guess for a cell holds.</summary>
/// <param name="Guess">The guess, or null when none does.</param>
/// <param name="Decodes">True when decoding with it gives the cell.</param>
/// <param name="IsOpen">True when several do.</param>
/// <param name="Why">Why there is none, or why it does not decode; else null.</param>
internal sealed record CellChoice(CellHypothesis? Guess, bool Decodes, bool IsOpen, string? Why)
{
    /// <summary>Chooses among guesses from one observation by it and by further ones.</summary>
    public static CellChoice Of(CellFrame frame, List<CellHypothesis> guesses, IReadOnlyList<SpaceObservation> further, EdgeStrength strength)
    {
        var id = Locations.Evidence.Cut(frame.Cell.Id);
        if (guesses.Count == 0)
            return new CellChoice(null, false, false, $"no table of {frame.Edges.Count} rows with a list of operations for its columns fits the cell '{id}'");
        var decoding = guesses.FindAll(g => g.Decodes(frame, strength) && further.All(o => g.Decodes(frame, o, strength)));
        if (Only(decoding) is { } decoded)
            return new CellChoice(decoded, true, false, null);
        if (decoding.Count > 0)
            return new CellChoice(null, false, true, $"several tables or lists of operations fit the cell '{id}' equally well");
        return Only(guesses.FindAll(g => g.NameFit > 0 && g.NamesOperations(frame))) is { } named
            ? new CellChoice(named, false, false, $"the operations of the cell '{id}' are those of its table, but its edges are not chosen by that table alone")
            : new CellChoice(null, false, false, $"decoding the tables does not give the cell '{id}' as the program gave it");
    }

    /// <summary>The guess that fits best by its tables' names, when there is only one such.</summary>
    private static CellHypothesis? Only(List<CellHypothesis> guesses)
    {
        var best = guesses.FindAll(g => g.NameFit == guesses.Max(o => o.NameFit));
        return best.Count > 0 && best.TrueForAll(g => g.SaysTheSame(best[0])) ? best[0] : null;
    }
}

namespace DnasRepro.ReferenceSearch;

/// <summary>Which of the two cell types of the reference search stands for a cell of another search.</summary>
internal static class CellRoles
{
    /// <summary>By the card's word for its kind; null for kinds that only stand in where there is no better.</summary>
    public static string? OfKind(string? kind) => kind switch
    {
        "down" or "encoder" or "reduction" => ReferenceSpace.Down,
        "up" or "decoder" => ReferenceSpace.Up,
        _ => null,
    };

    /// <summary>By its name in an architecture: a classification's normal cell stands for the up cell, which keeps the size of what it gets.</summary>
    public static string? OfName(string id) => id.ToLowerInvariant() switch
    {
        "down" or "down_cell" or "downcell" or "encoder" or "reduce" or "reduction" => ReferenceSpace.Down,
        "up" or "up_cell" or "upcell" or "decoder" or "normal" => ReferenceSpace.Up,
        _ => null,
    };
}

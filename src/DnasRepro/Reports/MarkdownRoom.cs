namespace DnasRepro.Reports;

/// <summary>How much of a report a step's summary has room for. What is given up first comes first; the verdicts and their sentences are always there.</summary>
/// <param name="Details">1 with what could not be determined, was suppressed or not read, the parts of the search and the tables of a rerun.</param>
/// <param name="Tails">1 with excerpts and places beyond the first.</param>
/// <param name="Notes">Groups of notes.</param>
/// <param name="Warnings">Groups of warnings.</param>
/// <param name="Errors">Groups of errors and broken checks.</param>
internal sealed record MarkdownRoom(int Details, int Tails, int Notes, int Warnings, int Errors)
{
    /// <summary>Room for everything.</summary>
    public static readonly MarkdownRoom Unlimited = new(1, 1, int.MaxValue, int.MaxValue, int.MaxValue);
}

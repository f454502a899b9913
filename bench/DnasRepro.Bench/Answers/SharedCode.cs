namespace DnasRepro.Bench.Answers;

/// <summary>How much of their search two repositories share.</summary>
/// <param name="OfLarger">Tokens of equal files over the tokens of the larger search.</param>
/// <param name="OfSmaller">The same over those of the smaller one.</param>
/// <param name="Files">The equal files, by the first one's paths.</param>
internal sealed record SharedCode(AnswersRow One, AnswersRow Other, double OfLarger, double OfSmaller, IReadOnlyList<string> Files)
{
    /// <summary>All pairs of different repositories, those that share most first.</summary>
    public static IReadOnlyList<SharedCode> Pairs(IReadOnlyList<AnswersRow> rows) =>
    [
        .. from i in Enumerable.Range(0, rows.Count)
           from j in Enumerable.Range(i + 1, rows.Count - i - 1)
           where rows[i].Result.SearchFiles.Count > 0 && rows[j].Result.SearchFiles.Count > 0
           let pair = Of(rows[i], rows[j])
           orderby pair.OfLarger descending
           select pair,
    ];

    private static SharedCode Of(AnswersRow one, AnswersRow other)
    {
        var (a, b) = (one.Result.SearchFiles.DistinctBy(f => f.Hash).ToList(), other.Result.SearchFiles.DistinctBy(f => f.Hash).ToList());
        var hashes = b.Select(f => f.Hash).ToHashSet(StringComparer.Ordinal);
        var equal = a.Where(f => hashes.Contains(f.Hash)).ToList();
        var (sumA, sumB, shared) = (a.Sum(f => f.Tokens), b.Sum(f => f.Tokens), equal.Sum(f => f.Tokens));
        return new SharedCode(one, other, (double)shared / Math.Max(sumA, sumB), (double)shared / Math.Min(sumA, sumB), [.. equal.Select(f => f.Path)]);
    }
}

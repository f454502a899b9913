namespace DnasRepro.Audits;

/// <summary>Finds studies whose search code is the same or nearly: forks, copies, one repository under two names.</summary>
internal static class CodeClusters
{
    /// <summary>
    /// The share of equal search code from which two studies are near-copies: the tokens of files that say the same in both, of the tokens of
    /// the study that has more. Single linkage joins them further. Measured on labelled repositories (docs/search-code.md): copies have 0.65 and
    /// more, repositories that only took over some files 0.41 at most.
    /// </summary>
    public const double LeastShare = 0.5;

    /// <summary>Below so many tokens of search code an equal file says nothing.</summary>
    public const int LeastTokens = 100;

    private const int MostFiles = 5;

    /// <summary>The clusters, in the order of their first studies. The methods are filled in later.</summary>
    /// <param name="studies">The studies, in the list's order.</param>
    public static IReadOnlyList<CodeCluster> Of(IReadOnlyList<StudyCase> studies)
    {
        var links = new Links(studies.Count);
        LinkSameRepository(studies, links);
        LinkEqualFiles(studies, links);
        return [.. links.Groups().Where(g => g.Members.Count > 1).Select(g => new CodeCluster([.. g.Members.Select(m => studies[m].Id)], [], g.Share, Equal(studies, g.Members)))];
    }

    private static void LinkSameRepository(IReadOnlyList<StudyCase> studies, Links links)
    {
        var same = Enumerable.Range(0, studies.Count)
            .Where(i => studies[i].Result?.Repository is { Commit: not null, Dirty: false })
            .GroupBy(i => (studies[i].Result!.Repository!.Commit, studies[i].Result!.Repository!.Folder ?? ""));
        foreach (var group in same)
        {
            foreach (var other in group.Skip(1))
                links.Join(group.First(), other, 1);
        }
    }

    private static void LinkEqualFiles(IReadOnlyList<StudyCase> studies, Links links)
    {
        // Studies whose search files are all the same stand for each other, so that many copies cost no more than one.
        var codes = Enumerable.Range(0, studies.Count).Select(i => (Study: i, Code: new SearchText(studies[i].Result?.SearchFiles ?? [])))
            .Where(c => c.Code.Tokens >= LeastTokens).GroupBy(c => c.Code.Signature, StringComparer.Ordinal).ToList();
        foreach (var group in codes)
        {
            foreach (var other in group.Skip(1))
                links.Join(group.First().Study, other.Study, 1);
        }
        LinkNearCopies([.. codes.Select(g => g.First())], links);
    }

    /// <summary>Looks only at pairs that have an equal file.</summary>
    private static void LinkNearCopies(IReadOnlyList<(int Study, SearchText Code)> codes, Links links)
    {
        var holders = new Dictionary<string, List<(int At, long Tokens)>>(StringComparer.Ordinal);
        var equal = new long[codes.Count];
        for (var at = 0; at < codes.Count; at++)
        {
            var touched = new List<int>();
            foreach (var (hash, tokens) in codes[at].Code.ByHash)
            {
                var earlier = holders.TryGetValue(hash, out var list) ? list : holders[hash] = [];
                foreach (var (other, theirs) in earlier)
                {
                    if (equal[other] == 0)
                        touched.Add(other);
                    equal[other] += Math.Min(tokens, theirs);
                }
                earlier.Add((at, tokens));
            }
            foreach (var other in touched)
            {
                var share = (double)equal[other] / Math.Max(codes[at].Code.Tokens, codes[other].Code.Tokens);
                if (share >= LeastShare)
                    links.Join(codes[other].Study, codes[at].Study, share);
                equal[other] = 0;
            }
        }
    }

    /// <summary>The largest files that the first two studies with an equal one have in common.</summary>
    private static IReadOnlyList<string> Equal(IReadOnlyList<StudyCase> studies, IReadOnlyList<int> members)
    {
        var first = studies[members[0]].Result!.SearchFiles;
        foreach (var member in members.Skip(1))
        {
            var others = studies[member].Result!.SearchFiles.ToLookup(f => f.Hash, StringComparer.Ordinal);
            var pairs = first.Where(f => others.Contains(f.Hash)).OrderByDescending(f => f.Tokens).ThenBy(f => f.Path, StringComparer.Ordinal).Take(MostFiles)
                .Select(f => others[f.Hash].Any(o => o.Path == f.Path) ? f.Path : $"{f.Path} = {others[f.Hash].First().Path}").ToList();
            if (pairs.Count > 0)
                return pairs;
        }
        return [];
    }

    /// <summary>What a study's search says, as hashes with their weights.</summary>
    private sealed class SearchText
    {
        public SearchText(IReadOnlyList<SearchFile> files)
        {
            ByHash = [.. files.Where(f => f.Tokens > 0).GroupBy(f => f.Hash, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(f => (long)f.Tokens))).OrderBy(g => g.Key, StringComparer.Ordinal)];
            Tokens = ByHash.Sum(h => h.Tokens);
            Signature = string.Join(' ', ByHash.Select(h => $"{h.Hash}:{h.Tokens}"));
        }

        /// <summary>Each hash with the tokens of all files that have it.</summary>
        public IReadOnlyList<(string Hash, long Tokens)> ByHash { get; }

        public long Tokens { get; }

        public string Signature { get; }
    }
}

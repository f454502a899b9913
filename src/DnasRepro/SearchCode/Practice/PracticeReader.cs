using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Reads how a search is written: seeds, determinism, schedule, what it gives out when, and slips that are known.</summary>
internal static class PracticeReader
{
    /// <summary>Reads the practice of a repository.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="anchor">The search, or null when there is none: then only seeds and switches are listed.</param>
    public static PracticeFacts Read(CodeBase code, SearchAnchor? anchor)
    {
        var scope = new SearchScope(code, anchor);
        var values = new ValueReader(scope);
        return new PracticeFacts(SeedReader.Read(scope, values), DeterminismReader.Read(scope), [], []);
    }
}

namespace DnasRepro.Locations;

/// <summary>A place in the repository that shows something: where, the words found there, and why they matter.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Excerpt">What the file says there, cut to one line; null when the place as such is the evidence.</param>
/// <param name="Note">One sentence that says why this is evidence; null when the finding's message says it.</param>
public sealed record Evidence(SourceLocation Location, string? Excerpt = null, string? Note = null)
{
    /// <summary>Excerpts are cut here, in characters.</summary>
    public const int LongestExcerpt = 200;

    /// <summary>Evidence at one line of a text that was read.</summary>
    public static Evidence AtLine(RepoPath path, int line, string text, string? note = null) =>
        new(SourceLocation.Line(path, line, text.Length), Cut(text.Trim()), note);

    /// <summary>Evidence that a file as a whole gives.</summary>
    public static Evidence OfFile(RepoPath path, string? note = null) => new(SourceLocation.WholeFile(path), null, note);

    /// <summary>Shortens an excerpt; never splits a surrogate pair.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= LongestExcerpt)
            return text;
        var end = char.IsHighSurrogate(text[LongestExcerpt - 2]) ? LongestExcerpt - 2 : LongestExcerpt - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}

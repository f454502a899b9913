namespace DnasRepro.Results;

/// <summary>Bounds that keep what a program left behind from costing more than a good result.</summary>
public static class ResultLimits
{
    /// <summary>The largest binary file that is read, in bytes: 256 MiB.</summary>
    public const long LargestFile = 256L << 20;

    /// <summary>The longest text that is read, in characters: 64 Mi.</summary>
    public const int LongestText = 64 << 20;

    /// <summary>The longest verbatim text that is kept with a result, in characters.</summary>
    public const int LongestExcerpt = 4000;

    /// <summary>Most architectures that one text or file may hold.</summary>
    public const int MostArchitectures = 20_000;

    /// <summary>Most numbers that all tensors of one file may hold together: 16 Mi.</summary>
    public const int MostNumbers = 16 << 20;

    internal static ReadResult.Refused? TooLong(string text) =>
        text.Length > LongestText ? new ReadResult.Refused($"the text has more than {LongestText / (1 << 20)} million characters") : null;

    /// <summary>Cuts an excerpt; never splits a surrogate pair.</summary>
    internal static string Excerpt(ReadOnlySpan<char> text)
    {
        if (text.Length <= LongestExcerpt)
            return text.ToString();
        var end = char.IsHighSurrogate(text[LongestExcerpt - 2]) ? LongestExcerpt - 2 : LongestExcerpt - 1;
        return string.Concat(text[..end], "…");
    }
}

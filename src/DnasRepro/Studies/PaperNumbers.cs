using System.Text.RegularExpressions;

namespace DnasRepro.Studies;

/// <summary>The numbers of papers in one form, so that equal papers have equal numbers.</summary>
internal static partial class PaperNumbers
{
    /// <summary>A DOI without its resolver.</summary>
    public static string? Doi(string? text) => text is null ? null : Resolver().Replace(text, "");

    /// <summary>An arXiv number without its prefix and version.</summary>
    public static string? Arxiv(string? text) => text is null ? null : Version().Replace(text.StartsWith("arXiv:", StringComparison.Ordinal) ? text["arXiv:".Length..] : text, "");

    [GeneratedRegex(@"^(https?://(dx\.)?doi\.org/|doi:)", RegexOptions.CultureInvariant)]
    private static partial Regex Resolver();

    [GeneratedRegex(@"v[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}

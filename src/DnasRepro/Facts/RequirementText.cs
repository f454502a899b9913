using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>One requirement as PEP 508 and pip's requirement files write it.</summary>
internal static class RequirementText
{
    private static readonly string[] ArchiveEndings = [".whl", ".tar.gz", ".zip", ".tar.bz2", ".conda"];
    private static readonly string[] MovingArchives = ["/archive/master", "/archive/main", "/archive/refs/heads/", "/zipball/", "/latest/"];

    /// <summary>Name, specifier and whether exactly one version fits; null for comments, options and what is no requirement.</summary>
    public static (string Name, string Specifier, bool IsPinned)? Parse(string line)
    {
        var text = line.Trim();
        if (text.IndexOf(" #", StringComparison.Ordinal) is var comment and >= 0)
            text = text[..comment].TrimEnd();
        text = text.TrimEnd('\\').Trim();
        if (text.StartsWith("-e ", StringComparison.Ordinal) || text.StartsWith("--editable ", StringComparison.Ordinal))
            text = text[(text.IndexOf(' ') + 1)..].TrimStart();
        if (text.Length == 0 || text[0] is '#' or '-' or '<' or '.' or '/' or '@' || text.Length > 500)
            return null;
        if (text.IndexOf(" --", StringComparison.Ordinal) is var option and > 0)
            text = text[..option].TrimEnd();
        if (text.Contains("://", StringComparison.Ordinal))
            return Direct(text);
        if (text.IndexOf(';') is var marker and > 0)
            text = text[..marker].TrimEnd();
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            end++;
        if (end == 0)
            return null;
        var name = text[..end];
        var rest = text[end..].Trim();
        if (rest.StartsWith('['))
            rest = rest[(rest.IndexOf(']') + 1)..].Trim();
        if (rest.Length > 0 && rest[0] is not ('=' or '<' or '>' or '!' or '~' or '(' or '@'))
            return null;
        rest = rest.Trim('(', ')').Trim();
        if (rest is ['=', not '=', ..])
            return (name, rest, IsFullVersion(rest[1..].Split('=')[0]));
        var exact = rest.Split(',').Any(part => part.Trim() is var p && p.StartsWith("==", StringComparison.Ordinal) && !p.Contains('*') && p.TrimStart('=').Trim().Length > 0);
        return (name, rest, exact);
    }

    /// <summary>What <c>conda list --export</c> writes behind the first equals sign.</summary>
    private static bool IsFullVersion(string version) => version.Length > 0 && char.IsAsciiDigit(version.Trim().FirstOrDefault()) && !version.Contains('*');

    /// <summary>A requirement by address is pinned when it names a full commit, or an archive file of one version.</summary>
    private static (string Name, string Specifier, bool IsPinned) Direct(string text)
    {
        var hash = text.LastIndexOf('@') is var at and > 0 ? text[(at + 1)..].Split('#', ' ', ';')[0] : "";
        var isCommit = hash.Length == 40 && hash.All(char.IsAsciiHexDigit);
        var url = text.Split('#', ';')[0].TrimEnd();
        var isArchive = Array.Exists(ArchiveEndings, e => url.EndsWith(e, StringComparison.Ordinal)) && !Array.Exists(MovingArchives, m => url.Contains(m, StringComparison.Ordinal));
        return (NameOf(text), Evidence.Cut(text), isCommit || isArchive);
    }

    /// <summary>The name before <c>@</c>, or that of <c>#egg=</c>, or the address itself.</summary>
    private static string NameOf(string text)
    {
        var first = text.Split(' ', '@', '#')[0];
        if (!first.Contains("://", StringComparison.Ordinal))
            return first.Split('[')[0];
        var egg = text.IndexOf("egg=", StringComparison.Ordinal);
        return egg < 0 ? first : text[(egg + 4)..].Split('&', '[', ' ', ';')[0];
    }
}

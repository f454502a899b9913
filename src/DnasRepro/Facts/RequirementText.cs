using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>One requirement as PEP 508 and pip's requirement files write it.</summary>
internal static class RequirementText
{
    /// <summary>Name, specifier and whether exactly one version fits; null for comments, options and what is no requirement.</summary>
    public static (string Name, string Specifier, bool IsPinned)? Parse(string line)
    {
        var text = line.Trim();
        if (text.IndexOf(" #", StringComparison.Ordinal) is var comment and >= 0)
            text = text[..comment].TrimEnd();
        text = text.TrimEnd('\\').Trim();
        if (text.Length == 0 || text[0] is '#' or '-' or '<' || text.Length > 500)
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
        var exact = rest.Split(',').Any(part => part.Trim() is var p && p.StartsWith("==", StringComparison.Ordinal) && !p.Contains('*') && p.TrimStart('=').Trim().Length > 0);
        return (name, rest, exact);
    }

    /// <summary>A requirement by address is pinned when it names a full commit, or an archive file of one version.</summary>
    private static (string Name, string Specifier, bool IsPinned) Direct(string text)
    {
        var hash = text.LastIndexOf('@') is var at and > 0 ? text[(at + 1)..].Split('#')[0] : "";
        var isCommit = hash.Length == 40 && hash.All(char.IsAsciiHexDigit);
        var isArchive = text.Split('#')[0] is var url && (url.EndsWith(".whl", StringComparison.Ordinal) || url.EndsWith(".tar.gz", StringComparison.Ordinal) || url.EndsWith(".zip", StringComparison.Ordinal)) && !url.Contains("/archive/master", StringComparison.Ordinal) && !url.Contains("/archive/main", StringComparison.Ordinal);
        return (text.Split(' ', '@', '#')[0], Evidence.Cut(text), isCommit || isArchive);
    }
}

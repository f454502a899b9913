using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Requirements in setup.py and setup.cfg, as far as they are plain literals.</summary>
internal static class SetupRequirements
{
    private const string Key = "install_requires";
    private const int MostPlaces = 20;

    /// <summary>True when a setup.py has such a list, understood or not.</summary>
    public static bool Has(string text) => text.Contains(Key, StringComparison.Ordinal);

    /// <summary>The strings of <c>install_requires=[…]</c>, or of the list that the name behind it holds; null when the list is computed or absent.</summary>
    public static IReadOnlyList<Requirement>? OfPython(RepoPath path, string text)
    {
        var tries = 0;
        for (var at = text.IndexOf(Key, StringComparison.Ordinal); at >= 0 && tries < MostPlaces; at = text.IndexOf(Key, at + Key.Length, StringComparison.Ordinal), tries++)
        {
            if (ListBehind(text, at + Key.Length) is var open and >= 0)
                return QuotedList(path, text, open);
        }
        return null;
    }

    /// <summary>Where the list begins that stands behind <c>=</c>, or that the name there was given at the start of a line; -1 when there is none.</summary>
    private static int ListBehind(string text, int at)
    {
        if (AfterEquals(text, at) is not (>= 0 and var open))
            return -1;
        if (text[open] is '[' or '(')
            return open + 1;
        var end = open;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end == open || (end < text.Length && text[end] is '(' or '.' or '['))
            return -1;
        var definition = text.IndexOf("\n" + text[open..end], StringComparison.Ordinal);
        return definition >= 0 && AfterEquals(text, definition + 1 + end - open) is >= 0 and var value && text[value] is '[' or '(' ? value + 1 : -1;
    }

    /// <summary>The first sign behind one <c>=</c>; -1 when something else stands there.</summary>
    private static int AfterEquals(string text, int at)
    {
        var seen = false;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || (text[at] == '=' && !seen) || text[at] is '"' or '\'' or ':' && !seen))
        {
            seen |= text[at] is '=' or ':';
            at++;
        }
        return seen && at < text.Length ? at : -1;
    }

    /// <summary>The lines under <c>install_requires =</c> of setup.cfg; null when there are none.</summary>
    public static IReadOnlyList<Requirement>? OfConfiguration(RepoPath path, string text)
    {
        var found = new List<Requirement>();
        var (inside, seen, number) = (false, false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.StartsWith(Key, StringComparison.Ordinal) && line.IndexOf('=') is var equals and > 0)
            {
                var value = line[(equals + 1)..];
                if (value.Contains("file:", StringComparison.Ordinal))
                    return null;
                (inside, seen) = (true, true);
                if (RequirementText.Parse(value) is var (only, version, isPinned))
                    found.Add(new Requirement(only, version, isPinned, Evidence.AtLine(path, number, line)));
            }
            else if (inside && (line.Length == 0 || !char.IsWhiteSpace(line[0])))
                inside = line.Trim().Length == 0 && inside;
            else if (inside && RequirementText.Parse(line) is var (name, specifier, pinned))
                found.Add(new Requirement(name, specifier, pinned, Evidence.AtLine(path, number, line)));
        }
        return seen ? found : null;
    }

    /// <summary>Quoted strings up to the closing bracket; null when something else than strings and comments stands there.</summary>
    internal static IReadOnlyList<Requirement>? QuotedList(RepoPath path, string text, int at)
    {
        var found = new List<Requirement>();
        var line = text.AsSpan(0, at).Count('\n') + 1;
        while (at < text.Length && text[at] is not (']' or ')'))
        {
            var c = text[at];
            if (c == '#')
            {
                while (at < text.Length && text[at] != '\n')
                    at++;
                continue;
            }
            if (c is '"' or '\'')
            {
                var end = text.IndexOf(c, at + 1);
                if (end < 0)
                    return null;
                if (RequirementText.Parse(text[(at + 1)..end]) is var (name, specifier, pinned))
                    found.Add(new Requirement(name, specifier, pinned, Evidence.AtLine(path, line, text[(at + 1)..end])));
                at = end;
            }
            else if (!char.IsWhiteSpace(c) && c != ',')
            {
                return null;
            }
            line += c == '\n' ? 1 : 0;
            at++;
        }
        return at < text.Length && !IsContinued(text, at + 1) ? found : null;
    }

    /// <summary>True when the list is only a part: <c>['torch'] + more</c>.</summary>
    private static bool IsContinued(string text, int at)
    {
        while (at < text.Length && text[at] is (' ' or '\t'))
            at++;
        return at < text.Length && text[at] is ('+' or '[' or '.');
    }
}

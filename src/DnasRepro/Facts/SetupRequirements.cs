using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Requirements in setup.py and setup.cfg, as far as they are plain literals.</summary>
internal static class SetupRequirements
{
    /// <summary>The strings of <c>install_requires=[…]</c>; null when the list is computed or absent.</summary>
    public static IReadOnlyList<Requirement>? OfPython(RepoPath path, string text)
    {
        var at = text.IndexOf("install_requires", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var open = at + "install_requires".Length;
        while (open < text.Length && (text[open] is ' ' or '=' or '\n' or '\r' or '\t'))
            open++;
        return open < text.Length && text[open] == '[' ? QuotedList(path, text, open + 1) : null;
    }

    /// <summary>The lines under <c>install_requires =</c> of setup.cfg; null when there are none.</summary>
    public static IReadOnlyList<Requirement>? OfConfiguration(RepoPath path, string text)
    {
        var found = new List<Requirement>();
        var (inside, seen, number) = (false, false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.StartsWith("install_requires", StringComparison.Ordinal))
                (inside, seen) = (true, true);
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
        while (at < text.Length && text[at] != ']')
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
        return found;
    }
}

/// <summary>Requirements in pyproject.toml: PEP 621's <c>dependencies</c> list and Poetry's table.</summary>
internal static class TomlRequirements
{
    public static IReadOnlyList<Requirement> Read(RepoPath path, string text)
    {
        var found = new List<Requirement>();
        var (section, number, offset) = ("", 0, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.StartsWith('['))
                section = trimmed.Trim('[', ']', ' ');
            else if (section == "project" && trimmed.StartsWith("dependencies", StringComparison.Ordinal) && line.IndexOf('[') is var open and >= 0)
                found.AddRange(SetupRequirements.QuotedList(path, text, offset + open + 1) ?? []);
            else if (section == "tool.poetry.dependencies" && trimmed.IndexOf('=') is var equals and > 0 && trimmed[0] != '#')
                found.Add(Poetry(path, number, line, trimmed[..equals].Trim(), trimmed[(equals + 1)..].Trim()));
            offset += line.Length + 1;
        }
        return found;
    }

    private static Requirement Poetry(RepoPath path, int number, string line, string name, string value)
    {
        var version = value.Trim('"', '\'');
        var isPinned = version.Length > 0 && (char.IsAsciiDigit(version[0]) || version.StartsWith("==", StringComparison.Ordinal)) && !version.Contains('*') && !version.Contains(',');
        return new Requirement(name.Trim('"'), version, isPinned, Evidence.AtLine(path, number, line));
    }
}

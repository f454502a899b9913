using System.Buffers;
using DnasRepro.Locations;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace DnasRepro.Facts;

/// <summary>Requirements in pyproject.toml (PEP 621's <c>dependencies</c> list, Poetry's tables) and in a Pipfile.</summary>
internal static class TomlRequirements
{
    private const int LargestFile = 256 * 1024;
    private static readonly SearchValues<char> Ranges = SearchValues.Create("*,<>^~|!");

    /// <summary>The file as a statement of the environment; null when it states none (a file with settings of tools only).</summary>
    public static EnvironmentFile? Read(RepoPath path, string text)
    {
        if (text.Length > LargestFile || Parse(text) is not { } document)
            return new EnvironmentFile(path, "pyproject", [], false);
        var found = new List<Requirement>();
        var states = false;
        foreach (var table in document.Tables)
        {
            var name = Name(table.Name);
            if (name == "project")
                states |= Project(path, text, table, found);
            else if (name is "packages" or "tool.poetry.dependencies" or "tool.pixi.dependencies" or "tool.pixi.pypi-dependencies")
                states |= Table(path, text, table, found, isPoetry: name.StartsWith("tool.poetry", StringComparison.Ordinal));
        }
        var isDynamic = !states && document.Tables.Any(t => Name(t.Name) == "project" && Value(t, "dynamic") is ArraySyntax dynamic && Strings(dynamic).Any(s => s.Value == "dependencies"));
        return states ? new EnvironmentFile(path, "pyproject", found, !document.HasErrors)
            : isDynamic || document.HasErrors ? new EnvironmentFile(path, "pyproject", [], false)
            : null;
    }

    /// <summary>The parser refuses to nest too deeply by an exception, and says others of some damaged escapes.</summary>
    private static DocumentSyntax? Parse(string text)
    {
        try
        {
            return SyntaxParser.Parse(text, "", validate: false);
        }
        catch (Exception error) when (error is TomlException or ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static bool Project(RepoPath path, string text, TableSyntaxBase table, List<Requirement> found)
    {
        if (Value(table, "dependencies") is not ArraySyntax list)
            return false;
        foreach (var item in Strings(list))
        {
            if (RequirementText.Parse(item.Value ?? "") is var (name, specifier, isPinned))
                found.Add(new Requirement(name, specifier, isPinned, At(path, text, item)));
        }
        return true;
    }

    private static bool Table(RepoPath path, string text, TableSyntaxBase table, List<Requirement> found, bool isPoetry)
    {
        foreach (var entry in table.Items)
        {
            if (Name(entry.Key) is not { Length: > 0 } name)
                continue;
            var version = (entry.Value as StringValueSyntax)?.Value ?? Field(entry.Value, "version");
            var commit = Field(entry.Value, "rev") ?? Field(entry.Value, "ref");
            var isPinned = version is not null ? IsExact(version, isPoetry) : commit is { Length: 40 } && commit.All(char.IsAsciiHexDigit);
            found.Add(new Requirement(name, version ?? commit ?? "", isPinned, At(path, text, entry)));
        }
        return true;
    }

    /// <summary>Poetry reads a bare version as exactly that one; Pipfile and pixi want <c>==</c>.</summary>
    private static bool IsExact(string version, bool isPoetry) =>
        !version.AsSpan().ContainsAny(Ranges)
        && (version.StartsWith("==", StringComparison.Ordinal) ? version.Length > 2 : isPoetry && version.Length > 0 && char.IsAsciiDigit(version.TrimStart('=', ' ', 'v').FirstOrDefault()));

    private static ValueSyntax? Value(TableSyntaxBase table, string key) => table.Items.FirstOrDefault(i => Name(i.Key) == key)?.Value;

    private static string? Field(ValueSyntax? value, string key) => value is InlineTableSyntax table
        ? (table.Items.FirstOrDefault(i => Name(i.KeyValue?.Key) == key)?.KeyValue?.Value as StringValueSyntax)?.Value
        : null;

    private static IEnumerable<StringValueSyntax> Strings(ArraySyntax list) => list.Items.Select(i => i.Value).OfType<StringValueSyntax>();

    /// <summary>A key without spaces and quotes.</summary>
    private static string Name(KeySyntax? key) => key is null ? "" : key.ToString().Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Trim();

    private static Evidence At(RepoPath path, string text, SyntaxNode node)
    {
        var (start, end) = (Math.Clamp(node.Span.Start.Offset, 0, text.Length), Math.Clamp(node.Span.End.Offset + 1, 0, text.Length));
        return Evidence.AtLine(path, node.Span.Start.Line + 1, end > start ? text[start..end].Split('\n')[0] : "");
    }
}

using System.Diagnostics.CodeAnalysis;

namespace DnasRepro.Locations;

/// <summary>A path inside a repository: relative, separated by <c>/</c>, never outside. Compared by ordinal, as git does.</summary>
public sealed record RepoPath : IComparable<RepoPath>
{
    private RepoPath(string value) => Value = value;

    /// <summary>The path as git writes it. May hold any character but NUL, since hostile names exist.</summary>
    public string Value { get; }

    /// <summary>The last part of the path.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The file's ending in lower case with its dot, or an empty string.</summary>
    public string Extension => System.IO.Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>The folder that holds the file, or an empty string at the root.</summary>
    public string Folder => Value.LastIndexOf('/') is var cut and >= 0 ? Value[..cut] : "";

    /// <summary>How many folders deep the file lies; 0 at the root.</summary>
    public int Depth => Value.AsSpan().Count('/');

    /// <summary>Reads a path; false when it is empty, absolute, has a drive letter, NUL, or an empty, <c>.</c> or <c>..</c> part.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RepoPath? path)
    {
        path = null;
        if (string.IsNullOrEmpty(text) || text.Contains('\0') || (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0])))
            return false;
        foreach (var range in text.AsSpan().Split('/'))
        {
            if (text.AsSpan(range) is "" or "." or "..")
                return false;
        }
        path = new RepoPath(text);
        return true;
    }

    /// <summary>Reads a path that this program wrote itself.</summary>
    /// <exception cref="ArgumentException">The text is not such a path.</exception>
    public static RepoPath Parse(string text) =>
        TryParse(text, out var path) ? path : throw new ArgumentException($"'{text}' is not a path inside a repository.", nameof(text));

    /// <summary>The name that messages call a file of the user's: as typed where that is such a path, else its last part, else the other name.</summary>
    public static RepoPath OfFile(string typed, string otherwise)
    {
        var slashed = typed.Replace('\\', '/');
        return TryParse(slashed, out var whole) || TryParse(slashed[(slashed.LastIndexOf('/') + 1)..], out whole) ? whole : Parse(otherwise);
    }

    /// <summary>
    /// Follows <paramref name="relative"/> (which may hold <c>.</c> and <c>..</c>) from a folder of the repository; false when it leaves the repository.
    /// </summary>
    public static bool TryResolve(string folder, string relative, [NotNullWhen(true)] out RepoPath? path)
    {
        path = null;
        if (relative.StartsWith('/') || relative.Contains('\0'))
            return false;
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return false;
            else
                parts.RemoveAt(parts.Count - 1);
        }
        return TryParse(string.Join('/', parts), out path);
    }

    public int CompareTo(RepoPath? other) => string.CompareOrdinal(Value, other?.Value);

    public static bool operator <(RepoPath left, RepoPath right) => left.CompareTo(right) < 0;

    public static bool operator >(RepoPath left, RepoPath right) => left.CompareTo(right) > 0;

    public static bool operator <=(RepoPath left, RepoPath right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RepoPath left, RepoPath right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}

namespace DnasRepro.Facts;

/// <summary>Where a reader who follows a document stands, and what was made or fetched on the way.</summary>
internal sealed class Whereabouts
{
    /// <summary>A folder that cannot be told; its sign makes every name under it a placeholder.</summary>
    private const string Unknown = "?";

    private static readonly IReadOnlySet<string> Fetchers = new HashSet<string>(StringComparer.Ordinal) { "wget", "curl", "gdown", "aria2c", "axel" };
    private static readonly IReadOnlySet<string> Makers = new HashSet<string>(StringComparer.Ordinal) { "touch", "vim", "vi", "nano", "emacs", "code", "mkdir", "unzip", "tar", "ln" };

    private readonly HashSet<string> clones = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);
    private string folder = "";
    private string? section;

    /// <summary>Names in lower case.</summary>
    public IReadOnlySet<string> Made => made;

    /// <summary>The folder entered since the block began; empty at the start and where it cannot be told.</summary>
    public string Folder => folder.StartsWith(Unknown, StringComparison.Ordinal) ? "" : folder;

    /// <summary>True inside a folder that was cloned, which may be another repository's.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>A block begins: the folder is the root again; what was cloned is left only by a new section.</summary>
    public void Enter(string? newSection)
    {
        folder = "";
        IsElsewhere = IsElsewhere && newSection == section;
        section = newSection;
    }

    /// <summary>Takes note of a command; true when it runs nothing of the repository.</summary>
    public bool Follow(string[] words)
    {
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (words[i] is ">" or "-O" or "--output-document")
                made.Add(LastPart(words[i + 1]));
        }
        switch (words)
        {
            case ["cd" or "pushd", var target, ..]:
                Go(target);
                return true;
            case ["git", "clone", .. var rest]:
                Clone(rest.Where(w => !w.StartsWith('-')).ToList());
                return true;
            case [var program, .. var rest] when Fetchers.Contains(program) || Makers.Contains(program):
                Make(rest);
                return true;
            case ["cp" or "mv", .., var last]:
                made.Add(LastPart(last));
                return false;
            case [_, "install", .. var rest]:
                Make(rest.Where(w => w.Contains("git+", StringComparison.Ordinal)));
                return false;
            default:
                return false;
        }
    }

    /// <summary>A name as seen from the root of the repository.</summary>
    public string Join(string name)
    {
        name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return folder.Length == 0 || name.StartsWith('/') ? name.TrimEnd('/') : $"{folder}/{name.TrimEnd('/')}";
    }

    /// <summary>The last part of a path or address in lower case, without <c>.git</c> or <c>.zip</c>.</summary>
    public static string LastPart(string text)
    {
        text = text.Trim('`', '"', '\'', ',').TrimEnd('/');
        text = text[(text.LastIndexOf('/') + 1)..];
        text = text.Split('?', '#', '@')[0].ToLowerInvariant();
        foreach (var ending in new[] { ".git", ".zip", ".tar.gz", ".tgz", ".tar" })
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
                return text[..^ending.Length];
        }
        return text;
    }

    private void Go(string target)
    {
        var name = LastPart(target);
        if (clones.Contains(name))
            (folder, IsElsewhere) = ("", true);
        else if (target.StartsWith("..", StringComparison.Ordinal) && folder.Length == 0)
            IsElsewhere = false;
        else if (target.StartsWith('/') || target.StartsWith('~') || target.Contains('$'))
            folder = Unknown;
        else
            folder = Join(target);
    }

    private void Clone(List<string> words)
    {
        foreach (var word in words.Take(2))
            clones.Add(LastPart(word));
    }

    private void Make(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (!word.StartsWith('-') && LastPart(word) is { Length: > 0 } name)
                made.Add(name);
        }
    }
}

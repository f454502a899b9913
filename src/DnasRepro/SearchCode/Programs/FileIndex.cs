using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Programs;

/// <summary>All paths of the repository, to find a file by what somebody calls it.</summary>
internal sealed class FileIndex
{
    private readonly Dictionary<string, RepoPath> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RepoPath>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RepoPath>> byStem = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> foldersByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> folderNames = new(StringComparer.Ordinal);

    public FileIndex(IEnumerable<RepoPath> paths)
    {
        foreach (var path in paths)
        {
            if (!files.TryAdd(path.Value, path))
                continue;
            anyCase.TryAdd(path.Value, path.Value);
            Add(byName, path.Name, path);
            Add(byStem, Stem(path.Name), path);
            for (var folder = path.Folder; folders.Add(folder); folder = folder.LastIndexOf('/') is var cut and > 0 ? folder[..cut] : "")
            {
                anyCase.TryAdd(folder, folder);
                Add(foldersByName, folder[(folder.LastIndexOf('/') + 1)..], folder);
            }
            if (path.Extension == ".py")
                folderNames.UnionWith(path.Folder.Split('/'));
        }
    }

    /// <summary>The file at exactly that path.</summary>
    public RepoPath? Exact(string path) => files.GetValueOrDefault(path);

    /// <summary>True when a file lies somewhere below that folder.</summary>
    public bool HasFolder(string folder) => folders.Contains(folder);

    /// <summary>True when a folder with Python files has that name, wherever it lies.</summary>
    public bool HasFolderNamed(string name) => folderNames.Contains(name);

    /// <summary>True when a folder's path ends so.</summary>
    public bool HasFolderEnding(string path) =>
        folders.Contains(path) || (foldersByName.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var named) && named.Exists(f => f.EndsWith("/" + path, StringComparison.Ordinal)));

    /// <summary>True when a file has that name, wherever it lies; the case of letters does not count.</summary>
    public bool HasName(string name) => byName.ContainsKey(name);

    /// <summary>True when a file has exactly that name, wherever it lies.</summary>
    public bool HasExactName(string name) => byName.TryGetValue(name, out var list) && list.Exists(p => p.Name == name);

    /// <summary>The files of a name up to its first dot, wherever they lie; the case of letters does not count.</summary>
    public IReadOnlyList<RepoPath> WithStem(string stem) => byStem.GetValueOrDefault(stem) ?? [];

    /// <summary>A file or folder whose path differs from that one only in the case of letters.</summary>
    public string? InOtherCase(string path) => anyCase.TryGetValue(path, out var found) && found != path ? found : null;

    /// <summary>The file that a relative path means: from one of the folders, else the only one that ends so, below them or anywhere.</summary>
    public RepoPath? Find(string name, params IReadOnlyList<string> from)
    {
        foreach (var folder in from)
        {
            if (RepoPath.TryResolve(folder, name, out var path) && files.TryGetValue(path.Value, out var found))
                return found;
        }
        var tail = name;
        while (tail.StartsWith("../", StringComparison.Ordinal) || tail.StartsWith("./", StringComparison.Ordinal))
            tail = tail[(tail.IndexOf('/') + 1)..];
        if (tail.Length == 0 || !byName.TryGetValue(tail[(tail.LastIndexOf('/') + 1)..], out var named))
            return null;
        var meant = named.FindAll(p => p.Value == tail || (p.Value.Length > tail.Length && p.Value.EndsWith(tail, StringComparison.Ordinal) && p.Value[^(tail.Length + 1)] == '/'));
        foreach (var folder in from)
        {
            if (meant.Count > 1 && folder.Length > 0 && meant.FindAll(p => p.Value.StartsWith(folder + "/", StringComparison.Ordinal)) is { Count: > 0 } near)
                meant = near;
        }
        return meant is [var only] ? only : null;
    }

    private static string Stem(string name) => name.IndexOf('.') is var dot and > 0 ? name[..dot] : name;

    private static void Add<T>(Dictionary<string, List<T>> map, string key, T path)
    {
        if (!map.TryGetValue(key, out var list))
            map[key] = list = [];
        list.Add(path);
    }
}

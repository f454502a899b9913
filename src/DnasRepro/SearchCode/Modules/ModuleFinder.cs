namespace DnasRepro.SearchCode.Modules;

/// <summary>Finds the file of a module as Python would, and where Python would need a search path that we do not know, as a reader would.</summary>
internal sealed class ModuleFinder
{
    private readonly Dictionary<string, CodeFile> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CodeFile>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);

    public ModuleFinder(IReadOnlyList<CodeFile> files)
    {
        foreach (var file in files)
        {
            if (file.Path.Extension == ".pyi" || !byPath.TryAdd(file.Path.Value, file))
                continue;
            if (!byName.TryGetValue(file.Name, out var list))
                byName[file.Name] = list = [];
            list.Add(file);
            for (var folder = file.Path.Folder; folders.Add(folder) && folder.Length > 0;)
                folder = Up(folder);
        }
    }

    /// <summary>The folder above; the root is the empty one.</summary>
    public static string Up(string folder) => folder.LastIndexOf('/') is var cut and > 0 ? folder[..cut] : "";

    /// <summary>True when a folder with Python files of that path exists.</summary>
    public bool HasFolder(string folder) => folders.Contains(folder);

    /// <summary>The module or package of a name in a folder.</summary>
    public CodeFile? At(string folder, string name)
    {
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        return byPath.GetValueOrDefault(path + ".py") ?? byPath.GetValueOrDefault(path + "/__init__.py");
    }

    /// <summary>The modules directly in a package as seen from a file; the nearest folder of that name.</summary>
    public IEnumerable<CodeFile> Package(CodeFile from, string package)
    {
        var path = package.Replace('.', '/');
        for (var folder = from.Path.Folder; ; folder = Up(folder))
        {
            var place = folder.Length == 0 ? path : $"{folder}/{path}";
            if (folders.Contains(place))
                return byPath.Values.Where(f => f.Path.Folder == place);
            if (folder.Length == 0)
                return Find(from, package, 0) is { } module ? [module] : [];
        }
    }

    /// <summary>The file of a module as seen from a file; null when it is not in the repository.</summary>
    public CodeFile? Find(CodeFile from, string module, int dots)
    {
        if (dots > 0)
        {
            var folder = from.Path.Folder;
            for (var i = 1; i < dots; i++)
                folder = Up(folder);
            return module.Length == 0 ? At(folder, "__init__") : At(folder, module.Replace('.', '/'));
        }
        if (module.Length == 0)
            return null;
        var path = module.Replace('.', '/');
        var packages = new List<string>();
        for (var folder = from.Path.Folder; ; folder = Up(folder))
        {
            if (byPath.ContainsKey($"{folder}/__init__.py"))
                packages.Add(folder);
            else if (At(folder, path) is { } found && found != from)
                return found;
            if (folder.Length == 0)
                break;
        }
        foreach (var folder in packages)
        {
            if (At(folder, path) is { } inside && inside != from)
                return inside;
        }
        return Elsewhere(from, path);
    }

    /// <summary>True when a module or package has that name, wherever it lies.</summary>
    public bool HasModule(string name) => byName.ContainsKey(name);

    /// <summary>The modules and packages whose path ends so, wherever they lie.</summary>
    public IReadOnlyList<CodeFile> Ending(string path)
    {
        if (!byName.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var files))
            return [];
        return files.FindAll(f => Stem(f) is var stem && (stem == path || (stem.Length > path.Length && stem[^(path.Length + 1)] == '/' && stem.EndsWith(path, StringComparison.Ordinal))));
    }

    private static string Stem(CodeFile file)
    {
        var stem = file.Path.Name.Contains('.') ? file.Path.Value[..file.Path.Value.LastIndexOf('.')] : file.Path.Value;
        return stem.EndsWith("/__init__", StringComparison.Ordinal) ? stem[..^9] : stem;
    }

    /// <summary>A module that lies below some other folder, which must be on the search path: the nearest one.</summary>
    private CodeFile? Elsewhere(CodeFile from, string path)
    {
        if (!byName.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var files) || WellKnown.IsPackage(path.Split('/')[0]))
            return null;
        CodeFile? best = null;
        var most = -1;
        foreach (var file in files)
        {
            var stem = file.Path.Value[..file.Path.Value.LastIndexOf('.')];
            if (stem.EndsWith("/__init__", StringComparison.Ordinal))
                stem = stem[..^9];
            if (file == from || !(stem == path || stem.EndsWith("/" + path, StringComparison.Ordinal)))
                continue;
            var shared = Shared(stem, from.Path.Value);
            if (shared > most)
                (best, most) = (file, shared);
        }
        return best;
    }

    private static int Shared(string a, string b)
    {
        var count = 0;
        for (var i = 0; i < a.Length && i < b.Length && a[i] == b[i]; i++)
            count += a[i] == '/' ? 1 : 0;
        return count;
    }
}

using System.Collections;
using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Which file imports which: all imports, and those that Python always makes.</summary>
internal sealed class ModuleGraph
{
    private readonly CodeBase code;
    private readonly Registry registry;
    private readonly Dictionary<CodeFile, int> numbers = [];
    private readonly Dictionary<RepoPath, int> byPath = [];
    private readonly IReadOnlyList<RepoPath> paths;
    private readonly int[][] all;
    private readonly int[][] certain;
    private readonly int[] importers;

    public ModuleGraph(CodeBase code, Registry registry)
    {
        (this.code, this.registry) = (code, registry);
        for (var i = 0; i < code.Files.Count; i++)
        {
            numbers[code.Files[i]] = i;
            byPath.TryAdd(code.Files[i].Path, i);
        }
        paths = [.. code.Files.Select(f => f.Path)];
        all = new int[code.Files.Count][];
        certain = new int[code.Files.Count][];
        importers = new int[code.Files.Count];
        for (var i = 0; i < all.Length; i++)
            Connect(i, code.Files[i]);
    }

    /// <summary>True when another file imports it.</summary>
    public bool IsImported(CodeFile file) => importers[numbers[file]] > 0;

    /// <summary>All files that a file leads to, itself first.</summary>
    public IReadOnlyList<CodeFile> Reached(CodeFile from) => Closure(from, all);

    /// <summary>The files that are loaded whenever a file is started, itself first.</summary>
    public IReadOnlyList<CodeFile> Loaded(CodeFile from) => Closure(from, certain);

    /// <summary>The paths of some files.</summary>
    public FileSet Paths(IReadOnlyList<CodeFile> files)
    {
        var members = new BitArray(paths.Count);
        foreach (var file in files)
            members[byPath[file.Path]] = true;
        return new FileSet(byPath, paths, members);
    }

    private List<CodeFile> Closure(CodeFile from, int[][] edges)
    {
        var seen = new BitArray(edges.Length);
        var found = new List<int> { numbers[from] };
        seen[found[0]] = true;
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var next in edges[found[i]])
            {
                if (seen[next])
                    continue;
                seen[next] = true;
                found.Add(next);
            }
        }
        return found.ConvertAll(n => code.Files[n]);
    }

    private void Connect(int number, CodeFile file)
    {
        var (wide, strict) = (new HashSet<int>(), new HashSet<int>());
        foreach (var import in file.Imports)
        {
            if (import.Target is { } target)
                Add(target, Parts(import), wide, import is { IsGuarded: false, Function: null } ? strict : null);
        }
        foreach (var name in Dynamic(file))
        {
            if (code.Finder.Find(file, name.TrimStart('.'), name.Length - name.TrimStart('.').Length) is { } target)
                Add(target, name.Count(c => c == '.') + 1, wide, null);
        }
        foreach (var built in registry.Built(file))
            wide.Add(numbers[built]);
        wide.Remove(number);
        strict.Remove(number);
        foreach (var next in wide)
            importers[next]++;
        (all[number], certain[number]) = ([.. wide], [.. strict]);
    }

    private static int Parts(CodeImport import)
    {
        var parts = import.Module.Length == 0 ? 0 : import.Module.Count(c => c == '.') + 1;
        return import is { Name: { } name, Target: { } target } && target.Name == name ? parts + 1 : parts;
    }

    /// <summary>A file, and the packages that Python loads on the way to it.</summary>
    private void Add(CodeFile target, int parts, HashSet<int> wide, HashSet<int>? strict)
    {
        wide.Add(numbers[target]);
        strict?.Add(numbers[target]);
        var folder = target.Path.Name == "__init__.py" ? ModuleFinder.Up(target.Path.Folder) : target.Path.Folder;
        for (var i = 1; i < parts && folder.Length > 0; i++, folder = ModuleFinder.Up(folder))
        {
            if (code.Finder.At(folder, "__init__") is not { } package)
                continue;
            wide.Add(numbers[package]);
            strict?.Add(numbers[package]);
        }
    }

    /// <summary>Names given literally to <c>importlib.import_module</c> and <c>__import__</c>.</summary>
    private static IEnumerable<string> Dynamic(CodeFile file)
    {
        foreach (var function in file.Functions.Prepend(file.Body))
        {
            if (!function.Mentions.Contains("import_module") && !function.Mentions.Contains("__import__"))
                continue;
            foreach (var expression in SyntaxWalk.Expressions(function.Body))
            {
                if (expression is CallExpression { Arguments: [var first, ..] } call && SyntaxWalk.Last(call.Function) is "import_module" or "__import__" && SyntaxWalk.PlainText(first.Value) is { Length: > 0 } name)
                    yield return name;
            }
        }
    }
}

using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Finds imports that cannot work: of modules that are nowhere, and of names that a module does not define. What is in doubt is left out.</summary>
internal sealed class MissingModules(CodeBase code, FileIndex index, KnownPackages known)
{
    private static readonly string[] Compiled = [".pyx", ".so", ".pyd", ".cpp", ".cu", ".c", ".cc", ".proto", ".pxd", ".dll"];

    private readonly Dictionary<CodeFile, IReadOnlyList<MissingModule>> byFile = [];
    private readonly Dictionary<CodeFile, HashSet<string>?> exports = [];
    private readonly Dictionary<string, IReadOnlyList<CodeFile>> endings = new(StringComparer.Ordinal);

    /// <summary>What is missing for the files that a program loads.</summary>
    public IReadOnlyList<MissingModule> Of(IReadOnlyList<CodeFile> loaded)
    {
        var found = new List<MissingModule>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in loaded)
        {
            foreach (var missing in In(file))
            {
                if (names.Add(missing.Module))
                    found.Add(missing);
            }
        }
        return found;
    }

    private IReadOnlyList<MissingModule> In(CodeFile file)
    {
        if (byFile.TryGetValue(file, out var found))
            return found;
        var submodules = file.Imports.Where(i => i.Name is not null && i.Target?.Name == i.Name).Select(i => (i.Offset, i.Name)).ToHashSet();
        return byFile[file] = [.. file.Imports
            .Where(i => i is { IsGuarded: false, Function: null })
            .Select(i => (Import: i, Name: i.Target is null ? Module(file, i) : submodules.Contains((i.Offset, i.Name)) ? null : Name(i)))
            .Where(m => m.Name is not null)
            .Select(m => new MissingModule(m.Name!, IsLocal(m.Import, m.Import.Module), IsCaseOnly(file, m.Name!), file.At(m.Import.Offset)))
            .Where(m => m.IsLocal || file.Path.Extension != ".ipynb")];
    }

    /// <summary>The module that an import without a file wants; null when it may come from elsewhere.</summary>
    private string? Module(CodeFile file, CodeImport import)
    {
        var folder = file.Path.Folder;
        if (import.Dots > 0)
        {
            for (var i = 1; i < import.Dots; i++, folder = ModuleFinder.Up(folder))
            {
                if (folder.Length == 0)
                    return null;
            }
            return Below(folder, import.Module, import.Name) is { } below ? new string('.', import.Dots) + below : null;
        }
        var top = import.Module.Split('.')[0];
        if (top.Length == 0 || known.Contains(top) || IsMade(import.Module) || IsCompiled(top))
            return null;
        if (IsFolderOfCheckout(import))
            return null;
        for (; ; folder = ModuleFinder.Up(folder))
        {
            if (code.Finder.HasFolder(folder.Length == 0 ? top : $"{folder}/{top}"))
                return Below(folder, import.Module, import.Name);
            if (folder.Length == 0)
                break;
        }
        if (index.HasFolderNamed(top) || code.Finder.HasModule(top))
            return import.Module.Contains('.') && !IsSomewhere(import.Module) ? import.Module : null;
        return known.IsOpen ? null : import.Module;
    }

    /// <summary>A module below a folder: missing unless it is a folder without an initialiser that holds the name.</summary>
    private string? Below(string folder, string module, string? name)
    {
        var path = module.Replace('.', '/');
        var whole = folder.Length == 0 ? path : path.Length == 0 ? folder : $"{folder}/{path}";
        if (IsMade(module) || IsCompiled(module[(module.LastIndexOf('.') + 1)..]) || IsInsideFile(folder, module))
            return null;
        if (module.Length > 0 && !index.HasFolder(whole))
            return module.Contains('.') && IsSomewhere(module) ? null : module;
        if (name is null or "*" || index.HasFolder(whole.Length == 0 ? name : $"{whole}/{name}") || IsMade(name) || IsCompiled(name))
            return null;
        var full = module.Length == 0 ? name : $"{module}.{name}";
        return module.Length > 0 && IsSomewhere(full) ? null : full;
    }

    /// <summary>True when a folder somewhere in the repository has that path.</summary>
    private bool IsSomewhere(string module)
    {
        var path = module.Replace('.', '/');
        return Ending(path).Count > 0 || index.HasFolderEnding(path);
    }

    /// <summary>A name that no file which may be meant defines; as <c>module.name</c>.</summary>
    private string? Name(CodeImport import)
    {
        if (import is not { Name: { } name, Target: { } target } || name == "*" || name.StartsWith("__", StringComparison.Ordinal))
            return null;
        if (import.Dots == 0 && known.Contains(import.Module.Split('.')[0]))
            return null;
        IEnumerable<CodeFile> candidates = import.Dots > 0 ? [target] : Ending(import.Module.Replace('.', '/')).Append(target);
        foreach (var candidate in candidates.Distinct())
        {
            if (Exports(candidate) is not { } names || names.Contains(name))
                return null;
            if (candidate.Path.Name == "__init__.py" && (index.HasFolder($"{candidate.Path.Folder}/{name}") || IsCompiled(name)))
                return null;
        }
        return new string('.', import.Dots) + (import.Module.Length == 0 ? name : $"{import.Module}.{name}");
    }

    private IReadOnlyList<CodeFile> Ending(string path) => endings.TryGetValue(path, out var found) ? found : endings[path] = code.Finder.Ending(path);

    /// <summary>The names that a file defines at its top; null when that cannot be told.</summary>
    private HashSet<string>? Exports(CodeFile file, int depth = 0)
    {
        if (exports.TryGetValue(file, out var found))
            return found;
        exports[file] = null;
        if (depth > 12 || file.Tree.Diagnostics.Any(d => !d.IsOldSyntax) || file.Path.Extension is ".pyi" or ".ipynb" || IsDynamic(file))
            return null;
        var names = new HashSet<string>(file.Names.Keys, StringComparer.Ordinal);
        names.UnionWith(file.Body.Locals);
        foreach (var import in file.Imports)
        {
            if (import.Name != "*")
                names.UnionWith([import.Name ?? import.Module.Split('.')[0]]);
            else if (import.Target is null || Exports(import.Target, depth + 1) is not { } more)
                return null;
            else
                names.UnionWith(more);
        }
        foreach (var function in file.Functions)
        {
            foreach (var statement in SyntaxWalk.Statements(function.Body).OfType<SimpleStatement>().Where(s => s.Kind == SimpleKind.Global))
                names.UnionWith(statement.Values.OfType<NameExpression>().Select(n => n.Name));
        }
        return exports[file] = names;
    }

    private static bool IsDynamic(CodeFile file) =>
        file.Body.Locals.Contains("__getattr__") || file.Functions.Prepend(file.Body).Any(f =>
            f.Mentions.Contains("globals") || f.Mentions.Contains("modules") || f.Mentions.Contains("exec") || f.Mentions.Contains("vars") || f.Mentions.Contains("locals"))
        || SyntaxWalk.Statements(file.Tree.Body).Any(s => s is SimpleStatement { Kind: SimpleKind.Exec } or ErrorStatement);

    private bool IsLocal(CodeImport import, string module) =>
        import.Dots > 0 || import.Target is not null || index.HasFolderNamed(module.Split('.')[0]);

    private bool IsCaseOnly(CodeFile file, string module)
    {
        var path = module.TrimStart('.').Replace('.', '/');
        for (var folder = file.Path.Folder; ; folder = ModuleFinder.Up(folder))
        {
            var whole = folder.Length == 0 ? path : $"{folder}/{path}";
            if (index.InOtherCase(whole + ".py") is not null || index.InOtherCase(whole + "/__init__.py") is not null || index.InOtherCase(whole) is not null)
                return true;
            if (folder.Length == 0)
                return false;
        }
    }

    /// <summary>True when a part before the last is a file: it may make modules of its own.</summary>
    private bool IsInsideFile(string folder, string module)
    {
        var parts = module.Split('.');
        for (var i = 1; i < parts.Length; i++)
        {
            if (code.Finder.At(folder, string.Join('/', parts[..i])) is { Path.Name: not "__init__.py" })
                return true;
        }
        return false;
    }

    /// <summary>True when the first part is the name of the folder that the repository is cloned into: the rest lies at its root.</summary>
    private bool IsFolderOfCheckout(CodeImport import)
    {
        var parts = import.Module.Split('.');
        if (parts.Length == 1)
            return import.Name is not null && (code.Finder.At("", import.Name) is not null || code.Finder.HasFolder(import.Name));
        var rest = string.Join('/', parts[1..]);
        if (code.Finder.At("", rest) is not null || code.Finder.HasFolder(rest))
            return true;
        return parts.Length > 2 && Ending(rest).Count > 0;
    }

    /// <summary>Modules that are written when a package is built or a program is set up.</summary>
    private static bool IsMade(string module)
    {
        var last = module[(module.LastIndexOf('.') + 1)..];
        return last.StartsWith('_') || last is "version" or "git_version" || last.EndsWith("_pb2", StringComparison.Ordinal) || last.EndsWith("_pb2_grpc", StringComparison.Ordinal)
            || last.EndsWith("_cuda", StringComparison.Ordinal) || last.EndsWith("_cpp", StringComparison.Ordinal) || last.EndsWith("_ext", StringComparison.Ordinal);
    }

    private bool IsCompiled(string name) => index.WithStem(name).Any(p => Array.IndexOf(Compiled, p.Extension) >= 0);
}

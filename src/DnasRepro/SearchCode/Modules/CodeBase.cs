using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Modules;

/// <summary>All parsed files of a repository and what their names stand for.</summary>
internal sealed class CodeBase
{
    private static readonly string[] Listings = ["listdir", "scandir", "glob", "iterdir", "walk", "iter_modules", "walk_packages"];

    private readonly ModuleFinder finder;

    private CodeBase(IReadOnlyList<CodeFile> files)
    {
        Files = files;
        finder = new ModuleFinder(files);
    }

    public IReadOnlyList<CodeFile> Files { get; }

    /// <summary>Finds modules by name.</summary>
    public ModuleFinder Finder => finder;

    public IReadOnlyList<CodeFunction> Functions { get; private set; } = [];

    public IReadOnlyList<CodeClass> Classes { get; private set; } = [];

    /// <summary>Connects the files.</summary>
    public static CodeBase Of(IEnumerable<(RepoPath Path, PyModule Tree)> modules)
    {
        var files = modules.Select(m => new CodeFile(m.Path, m.Tree)).ToList();
        var code = new CodeBase(files);
        var collectors = files.ConvertAll(CodeCollector.Collect);
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var import in collectors[i].Imports)
                code.Import(files[i], import);
            foreach (var (offset, package) in collectors[i].Dynamic)
                code.ImportAll(files[i], offset, package);
        }
        code.ImportFolders();
        code.Functions = [.. files.SelectMany(f => f.Functions.Prepend(f.Body))];
        code.Classes = [.. files.SelectMany(f => f.Classes)];
        for (var i = 0; i < code.Functions.Count; i++)
            code.Functions[i].Id = i;
        code.Relate();
        return code;
    }

    private void Import(CodeFile file, (ImportStatement? Plain, FromImportStatement? From, bool Guarded, CodeFunction? Function) import)
    {
        if (import.Plain is { } plain)
        {
            foreach (var alias in plain.Names)
            {
                var target = finder.Find(file, alias.Name, 0);
                file.Imports.Add(new CodeImport(alias.Start, 0, alias.Name, null, target, import.Guarded, import.Function));
                var bound = alias.Alias ?? alias.Name.Split('.')[0];
                var whole = alias.Alias is not null || !alias.Name.Contains('.');
                file.Names.TryAdd(bound, target is null || !whole
                    ? finder.Find(file, alias.Name.Split('.')[0], 0) is { } top && !whole ? new Symbol.Module(top) : new Symbol.External(whole ? alias.Name : bound)
                    : new Symbol.Module(target));
            }
            return;
        }
        var from = import.From!;
        var module = finder.Find(file, from.Module, from.Dots);
        foreach (var alias in from.Names)
        {
            var inner = alias.Name == "*" ? null : finder.Find(file, from.Module.Length == 0 ? alias.Name : $"{from.Module}.{alias.Name}", from.Dots);
            file.Imports.Add(new CodeImport(from.Start, from.Dots, from.Module, alias.Name, inner ?? module, import.Guarded, import.Function));
            if (inner is not null && module is not null && inner != module)
                file.Imports.Add(new CodeImport(from.Start, from.Dots, from.Module, alias.Name, module, import.Guarded, import.Function));
            if (alias.Name == "*")
            {
                if (module is not null && module != file)
                    file.Stars.Add(module);
                continue;
            }
            Symbol symbol = inner is not null && !(module is not null && HasName(module, alias.Name)) ? new Symbol.Module(inner)
                : module is not null ? new Symbol.Variable(module, alias.Name)
                : new Symbol.External($"{from.Module}.{alias.Name}");
            file.Names.TryAdd(alias.Alias ?? alias.Name, symbol);
        }
    }

    /// <summary>A module is taken by a name that is put together: any of the package's may be meant.</summary>
    private void ImportAll(CodeFile file, int offset, string package)
    {
        foreach (var target in finder.Package(file, package).Where(t => t != file))
        {
            file.Imports.Add(new CodeImport(offset, 0, $"{package}.{target.Name}", null, target, true, null));
            file.TakenByName.Add(target);
        }
    }

    /// <summary>A package that imports whatever lies in its folder imports all of it.</summary>
    private void ImportFolders()
    {
        var folders = Files.ToLookup(f => f.Path.Folder);
        foreach (var package in Files.Where(f => f.Path.Name == "__init__.py" && f.Functions.Append(f.Body).Any(b => b.Mentions.Contains("import_module"))))
        {
            if (!package.Functions.Append(package.Body).Any(b => b.Mentions.Overlaps(Listings)))
                continue;
            foreach (var file in folders[package.Path.Folder].Where(f => f != package))
                package.Imports.Add(new CodeImport(0, 1, file.Name, null, file, IsGuarded: true, null));
        }
    }

    private static bool HasName(CodeFile file, string name) => file.Names.ContainsKey(name) || file.Body.Locals.Contains(name);

    private void Relate()
    {
        for (var i = 0; i < Classes.Count; i++)
            (Classes[i].Id, Classes[i].Family) = (i, i);
        foreach (var type in Classes)
        {
            foreach (var argument in type.Node.Bases)
            {
                if (argument.Kind == ArgumentKind.Plain && Resolve(type.File, argument.Value) is Symbol.Class { Target: var parent } && parent != type)
                {
                    type.Bases.Add(parent);
                    parent.Derived.Add(type);
                    Join(type, parent);
                }
            }
        }
        foreach (var type in Classes)
            type.Family = Root(type.Family);
    }

    private int Root(int family)
    {
        while (Classes[family].Family != family)
            family = Classes[family].Family;
        return family;
    }

    private void Join(CodeClass one, CodeClass other)
    {
        var (a, b) = (Root(one.Family), Root(other.Family));
        Classes[Math.Max(a, b)].Family = Math.Min(a, b);
    }

    /// <summary>What a name at the top of a file stands for, imports followed; null for a plain variable or nothing.</summary>
    public static Symbol? Resolve(CodeFile file, string name, int depth = 0)
    {
        if (depth > 12)
            return null;
        if (file.Names.TryGetValue(name, out var symbol))
        {
            if (symbol is not Symbol.Variable variable)
                return symbol;
            if (variable.File == file && variable.Name == name)
                return symbol;
            return Resolve(variable.File, variable.Name, depth + 1) ?? variable;
        }
        if (file.Body.Locals.Contains(name))
            return new Symbol.Variable(file, name);
        foreach (var star in file.Stars)
        {
            if (Resolve(star, name, depth + 1) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>What a name or dotted name stands for at the top of a file.</summary>
    public Symbol? Resolve(CodeFile file, PyExpression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                return Resolve(file, name.Name);
            case AttributeExpression attribute:
                return Resolve(file, attribute.Value) switch
                {
                    Symbol.Module { Target: var module } => Resolve(module, attribute.Name) ?? Submodule(module, attribute.Name),
                    Symbol.External { Dotted: var dotted } => new Symbol.External($"{dotted}.{attribute.Name}"),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private Symbol.Module? Submodule(CodeFile module, string name) =>
        module.Path.Name == "__init__.py" && finder.At(module.Path.Folder, name) is { } found ? new Symbol.Module(found) : null;
}

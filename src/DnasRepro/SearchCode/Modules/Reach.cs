using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Modules;

/// <summary>Which functions a program can come to: by the files that it imports, and in these by the names that reached code mentions.</summary>
internal sealed class Reach
{
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal)
    {
        "__init__", "__call__", "forward", "call", "build", "__iter__", "__next__", "__getitem__", "__enter__", "__exit__", "__new__", "__len__", "setup", "construct", "_evaluate",
    };

    private readonly HashSet<CodeFile> files = [];
    private readonly HashSet<CodeFunction> functions = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private Reach()
    {
    }

    public IReadOnlySet<CodeFile> Files => files;

    public bool Contains(CodeFunction function) => functions.Contains(function);

    /// <summary>What a program reaches that starts at a file.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="isInstalled">True for a command that calls one of the file's functions: what the file's body calls is not all.</param>
    public static Reach From(CodeFile entry, bool isInstalled = false)
    {
        var reach = new Reach();
        reach.Include(entry);
        reach.Spread(entry, isInstalled);
        return reach;
    }

    private void Include(CodeFile entry)
    {
        var waiting = new Stack<CodeFile>([entry]);
        while (waiting.TryPop(out var file))
        {
            if (!files.Add(file))
                continue;
            foreach (var import in file.Imports)
            {
                if (import.Target is { } target && !files.Contains(target))
                    waiting.Push(target);
            }
        }
    }

    /// <summary>Functions become reached when their name is mentioned, methods when their class is mentioned too.</summary>
    private void Spread(CodeFile entry, bool isInstalled)
    {
        var waiting = new Queue<CodeFunction>();
        var byName = new Dictionary<string, List<CodeFunction>>(StringComparer.Ordinal);
        var byClass = new Dictionary<string, List<CodeClass>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Take(file.Body, waiting);
            foreach (var function in file.Functions)
                List(byName, function.Name).Add(function);
            foreach (var type in file.Classes)
                List(byClass, type.Name).Add(type);
        }
        var live = new HashSet<CodeClass>();
        foreach (var command in entry.Functions.Where(f => f.Owner is null && f.Node is { } node && (isInstalled || node.Decorators.Count > 0)))
            Take(command, waiting);
        if (entry.Body.Mentions.Contains("app") && entry.Body.Mentions.Contains("run") && CodeBase.Resolve(entry, "main") is Symbol.Function { Target: var main })
            Take(main, waiting);
        foreach (var type in files.SelectMany(f => f.Classes).Where(c => c.Node.Decorators.Any(IsRegistration)))
            Enliven(type, live, waiting);
        foreach (var file in files.SelectMany(f => f.TakenByName).Distinct())
            TakeAll(file, live, waiting);
        while (waiting.TryDequeue(out var function))
        {
            if (function.Mentions.Contains("globals"))
                TakeAll(function.File, live, waiting);
            foreach (var import in function.File.Imports)
            {
                if (import.Function == function && import.Target is { } target && import.Name is { } imported)
                    Follow(CodeBase.Resolve(target, imported), live, waiting);
            }
            if (function.Mentions.Contains("Fire"))
                TakeAll(function.File, live, waiting);
            var isByName = function.Mentions.Contains("getattr") || function.Mentions.Contains("__dict__");
            foreach (var name in function.Mentions)
            {
                var symbol = CodeBase.Resolve(function.File, name);
                Follow(symbol, live, waiting);
                if (isByName && symbol is Symbol.Module { Target: var module } && files.Contains(module))
                    TakeAll(module, live, waiting);
                if (!names.Add(name))
                    continue;
                foreach (var type in byClass.GetValueOrDefault(name) ?? [])
                    Enliven(type, live, waiting);
                foreach (var called in byName.GetValueOrDefault(name) ?? [])
                {
                    if (called.Owner is null || live.Contains(called.Owner))
                        Take(called, waiting);
                }
            }
        }
    }

    /// <summary>Everything that a file defines, and what its package's front file hands on: it may be meant where a name is put together.</summary>
    private void TakeAll(CodeFile file, HashSet<CodeClass> live, Queue<CodeFunction> waiting)
    {
        foreach (var type in file.Classes)
            Enliven(type, live, waiting);
        foreach (var function in file.Functions.Where(f => f.Owner is null))
            Take(function, waiting);
        foreach (var name in file.Names.Keys)
            Follow(CodeBase.Resolve(file, name), live, waiting);
        foreach (var star in file.Stars.Where(files.Contains))
        {
            foreach (var name in star.Names.Keys)
                Follow(CodeBase.Resolve(star, name), live, waiting);
        }
    }

    private static bool IsRegistration(PyExpression decorator) => decorator switch
    {
        CallExpression call => IsRegistration(call.Function),
        AttributeExpression attribute => attribute.Name.Contains("regist", StringComparison.OrdinalIgnoreCase) || IsRegistration(attribute.Value),
        NameExpression name => name.Name.Contains("regist", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>A name may stand for something that is called otherwise where it is defined.</summary>
    private void Follow(Symbol? symbol, HashSet<CodeClass> live, Queue<CodeFunction> waiting)
    {
        if (symbol is Symbol.Class { Target: var type } && files.Contains(type.File))
            Enliven(type, live, waiting);
        else if (symbol is Symbol.Function { Target: var function } && files.Contains(function.File))
            Take(function, waiting);
    }

    private void Enliven(CodeClass type, HashSet<CodeClass> live, Queue<CodeFunction> waiting)
    {
        if (!live.Add(type))
            return;
        var isFramed = IsFramed(type);
        foreach (var method in type.Methods.Values)
        {
            if (isFramed || Hidden.Contains(method.Name) || method.IsProperty || names.Contains(method.Name) || method.IsForward || method.Node!.Decorators.Count > 0)
                Take(method, waiting);
        }
        foreach (var body in type.File.Functions)
        {
            if (body.IsClassBody && body.Owner == type)
                Take(body, waiting);
        }
        foreach (var parent in type.Bases)
            Enliven(parent, live, waiting);
    }

    /// <summary>True for a class that a framework calls by methods of its own naming: hooks, callbacks, trainers.</summary>
    public static bool IsFramed(CodeClass type) => type.Node.Bases.Any(b => b.Kind == ArgumentKind.Plain && CodeBase.Resolve(type.File, Root(b.Value)) is null or Symbol.External && !Plain.Contains(Last(b.Value)));

    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "Module", "object", "Dataset", "Enum", "IntEnum", "Layer", "Exception", "ABC", "dict", "list", "tuple", "str", "Function", "NamedTuple", "TestCase", "Sequential", "Optimizer", "_LRScheduler", "Cell", "Block", "HybridBlock", "Action", "Namespace", "ValueError", "RuntimeError",
    };

    private static string Last(PyExpression name) => name switch
    {
        AttributeExpression attribute => attribute.Name,
        NameExpression plain => plain.Name,
        _ => "object",
    };

    private static string Root(PyExpression name) => name switch
    {
        AttributeExpression attribute => Root(attribute.Value),
        NameExpression plain => plain.Name,
        _ => "",
    };

    private void Take(CodeFunction function, Queue<CodeFunction> waiting)
    {
        if (functions.Add(function))
            waiting.Enqueue(function);
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}

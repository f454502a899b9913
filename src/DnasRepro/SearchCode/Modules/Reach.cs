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
    public static Reach From(CodeFile entry)
    {
        var reach = new Reach();
        reach.Include(entry);
        reach.Spread();
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
    private void Spread()
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
        foreach (var type in files.SelectMany(f => f.Classes).Where(IsRegistered))
        {
            Enliven(type, live, waiting);
            foreach (var method in type.Methods.Values)
                Take(method, waiting);
        }
        while (waiting.TryDequeue(out var function))
        {
            foreach (var name in function.Mentions)
            {
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

    /// <summary>True for a class that a decorator enters in a registry: configuration can name it.</summary>
    private static bool IsRegistered(CodeClass type) =>
        type.Node.Decorators.Any(d => (d is CallExpression call ? call.Function : d) is AttributeExpression { Name: "register" or "register_module" } or NameExpression { Name: "register" or "register_model" });

    private void Enliven(CodeClass type, HashSet<CodeClass> live, Queue<CodeFunction> waiting)
    {
        if (!live.Add(type))
            return;
        foreach (var method in type.Methods.Values)
        {
            if (Hidden.Contains(method.Name) || method.IsProperty || names.Contains(method.Name) || method.IsForward || method.Node!.Decorators.Count > 0)
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

using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Which functions a search program can run, by the names that it mentions: a function counts once its name occurs in code that counts.</summary>
internal sealed class Reachability
{
    private readonly SearchAnchor anchor;
    private readonly HashSet<CodeFunction> reached = [];
    private readonly Dictionary<string, List<CodeFunction>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> mentioned = new(StringComparer.Ordinal);
    private readonly Stack<CodeFunction> open = new();

    private Reachability(SearchAnchor anchor) => this.anchor = anchor;

    /// <summary>The functions that run, in the order of the files.</summary>
    public IReadOnlyList<CodeFunction> Functions { get; private set; } = [];

    public static Reachability Of(SearchAnchor anchor)
    {
        var reachability = new Reachability(anchor);
        reachability.Run();
        return reachability;
    }

    /// <summary>True when the program may run the place.</summary>
    public bool Reaches(CodeFunction function, int offset) =>
        reached.Contains(function) && !(function == function.File.Body && function.File != anchor.Entry && IsBelowMainGuard(function.File, offset));

    private void Run()
    {
        var all = anchor.Reached.OrderBy(f => f.Path).SelectMany(f => f.Functions.Prepend(f.Body)).ToList();
        foreach (var function in all)
        {
            if (function == function.File.Body || function.IsClassBody)
                continue;
            var name = function.Owner is { } owner && IsImplicit(function) ? owner.Name : function.Name;
            if (!byName.TryGetValue(name, out var list))
                byName[name] = list = [];
            list.Add(function);
        }
        foreach (var function in all.Where(f => f == f.File.Body || f.IsClassBody))
            Reach(function);
        while (open.TryPop(out var next))
            Mention(Mentions(next));
        Functions = [.. all.Where(reached.Contains)];
    }

    /// <summary>Methods that run without being named, once their class is.</summary>
    private static bool IsImplicit(CodeFunction method) => method.Name.StartsWith("__", StringComparison.Ordinal) || method.IsForward || IsHook(method.Name);

    private static bool IsHook(string name) => name.StartsWith("on_", StringComparison.Ordinal) || name is "training_step" or "configure_optimizers" or "train_dataloader" or "setup";

    private void Reach(CodeFunction function)
    {
        if (reached.Add(function))
            open.Push(function);
    }

    private void Mention(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (mentioned.Add(name) && byName.TryGetValue(name, out var functions))
                functions.ForEach(Reach);
        }
    }

    private IEnumerable<string> Mentions(CodeFunction function)
    {
        if (function != function.File.Body || function.File == anchor.Entry || !function.Body.Any(SyntaxWalk.IsMainGuard))
            return function.Mentions;
        return function.Body.Where(s => !SyntaxWalk.IsMainGuard(s)).SelectMany(s => SyntaxWalk.Statements(s)).SelectMany(SyntaxWalk.Expressions)
            .Select(SyntaxWalk.Last).OfType<string>();
    }

    private static bool IsBelowMainGuard(CodeFile file, int offset) => file.Body.Body.Any(s => s.Start <= offset && offset < s.End && SyntaxWalk.IsMainGuard(s));
}

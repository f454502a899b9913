using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>One function on the way to the place that changes the architecture parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Offset">Where in it the next function is called; at the end of the way, the place itself.</param>
/// <param name="Call">The call of the next function; null at the end, and where the function is handed over instead of called.</param>
internal sealed record Stage(CodeFunction Function, int Offset, CallExpression? Call);

/// <summary>Finds the ways from the start of a program to a place: which function calls which, the outermost first.</summary>
internal sealed class RouteFinder(SearchScope scope)
{
    private const int Longest = 10;
    private const int Most = 64;

    /// <summary>Method names that many objects share; a call of one says nothing without its object.</summary>
    private static readonly HashSet<string> Common = ["step", "update", "train", "forward", "backward", "run", "fit", "search", "call", "zero_grad", "__call__", "optimize", "minimize"];

    private readonly Dictionary<CodeFunction, IReadOnlyList<Stage>> callers = [];
    private readonly Dictionary<int, HashSet<string>> instances = [];

    public IReadOnlyList<IReadOnlyList<Stage>> To(UpdateSite site)
    {
        var found = new List<IReadOnlyList<Stage>>();
        Climb([new Stage(site.Function, site.Offset, null)], found);
        return found;
    }

    private void Climb(List<Stage> below, List<IReadOnlyList<Stage>> found)
    {
        if (found.Count >= Most)
            return;
        var above = below.Count < Longest ? Callers(below[^1].Function).Where(c => below.TrueForAll(s => s.Function != c.Function)).ToList() : [];
        if (above.Count == 0)
            found.Add([.. Enumerable.Reverse(below)]);
        foreach (var stage in above)
            Climb([.. below, stage], found);
    }

    private IReadOnlyList<Stage> Callers(CodeFunction function)
    {
        if (!callers.TryGetValue(function, out var found))
            callers[function] = found = function.Node is null ? [] : [.. Find(function).Where(s => scope.InSearch(s.Function, s.Offset))];
        return found;
    }

    private List<Stage> Find(CodeFunction function)
    {
        var found = new List<Stage>();
        if (function.Owner is { } owner)
        {
            var name = function.Name == "__init__" ? owner.Name : function.Name;
            found.AddRange(scope.CallsTo(name).Where(c => IsMethodCall(c, function, owner)).Select(c => new Stage(c.Function, c.Offset, c.Call)));
            if (found.Count == 0 && !Common.Contains(function.Name) && scope.Functions.Count(f => f.Name == function.Name) == 1)
                found.AddRange(scope.CallsTo(name).Where(c => c.Call.Function is AttributeExpression).Select(c => new Stage(c.Function, c.Offset, c.Call)));
            return found;
        }
        found.AddRange(scope.CallsTo(function.Name).Where(c => IsOwn(c.Function, c.Call.Function, function)).Select(c => new Stage(c.Function, c.Offset, c.Call)));
        if (found.Count == 0)
            found.AddRange(Handed(function));
        return found;
    }

    /// <summary>Calls that get the function as an argument: <c>spawn(main_worker, …)</c>.</summary>
    private IEnumerable<Stage> Handed(CodeFunction function) => scope.Functions.Where(f => f.Mentions.Contains(function.Name) && f != function)
        .SelectMany(f => scope.Statements(f).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>()
            .Where(c => c.Arguments.Any(a => a.Value is NameExpression or AttributeExpression && IsOwn(f, a.Value, function))).Select(c => new Stage(f, c.Start, null)));

    private static bool IsOwn(CodeFunction from, PyExpression named, CodeFunction function)
    {
        if (function.Outer is { } outer && outer != function.File.Body)
            return named is NameExpression && Within(from, outer);
        return named switch
        {
            NameExpression name => CodeBase.Resolve(from.File, name.Name) is Symbol.Function { Target: var target } && target == function,
            AttributeExpression { Value: NameExpression module } attribute => attribute.Name == function.Name
                && CodeBase.Resolve(from.File, module.Name) is Symbol.Module { Target: var file } && CodeBase.Resolve(file, attribute.Name) is Symbol.Function { Target: var found } && found == function,
            _ => false,
        };
    }

    private static bool Within(CodeFunction inner, CodeFunction outer)
    {
        for (var at = inner; at is not null; at = at.Outer)
        {
            if (at == outer)
                return true;
        }
        return false;
    }

    private bool IsMethodCall(CallSite call, CodeFunction function, CodeClass owner)
    {
        if (function.Name == "__init__")
            return call.Call.Function is NameExpression or AttributeExpression;
        if (call.Call.Function is not AttributeExpression { Value: var receiver })
            return false;
        if (receiver is NameExpression { Name: "self" } or CallExpression { Function: NameExpression { Name: "super" } })
            return Related(call.Function, owner);
        if (SyntaxWalk.LastName(receiver) is not { } name)
            return receiver is CallExpression made && SyntaxWalk.LastName(made.Function) == owner.Name;
        return name.Equals(owner.Name, StringComparison.OrdinalIgnoreCase) || Instances(owner).Contains(name);
    }

    private static bool Related(CodeFunction function, CodeClass owner)
    {
        for (var at = function; at is not null; at = at.Outer)
        {
            if (at.Owner is { } own)
                return own.Family == owner.Family;
        }
        return false;
    }

    /// <summary>The names that objects of a class, or of one related to it, are given anywhere.</summary>
    public IReadOnlySet<string> Instances(CodeClass type)
    {
        if (instances.TryGetValue(type.Family, out var names))
            return names;
        names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var related in scope.Functions.Select(f => f.Owner).OfType<CodeClass>().Where(c => c.Family == type.Family).Append(type).Distinct())
        {
            foreach (var call in scope.CallsTo(related.Name))
            {
                foreach (var assign in SyntaxWalk.Around(call.Function, call.Offset).OfType<AssignStatement>())
                    names.UnionWith(assign.Targets.Select(SyntaxWalk.LastName).OfType<string>());
            }
        }
        return instances[type.Family] = names;
    }
}

using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>The nodes of variables, attributes, parameters and results, and which functions a call may mean.</summary>
internal sealed class ChoiceScope
{
    /// <summary>A method's or attribute's name that more unrelated classes have than this says nothing of which is meant.</summary>
    private const int MostFamilies = 3;

    /// <summary>A function that is named in more places than this is a tool that all kinds of values pass through.</summary>
    private const int MostCallers = 16;

    private readonly ChoiceGraph graph;
    private readonly CodeBase code;
    private readonly Dictionary<(int Function, string Name), int> locals = [];
    private readonly Dictionary<(int Family, string Name), int> attributes = [];
    private readonly Dictionary<string, List<int>> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<(CodeFile File, string Name), int> strange = [];
    private readonly Dictionary<string, List<int>> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Function, string Name), int> filled = [];
    private readonly Dictionary<int, int> results = [];
    private readonly Dictionary<(int Outer, string Name), CodeFunction> nested = [];
    private readonly Dictionary<string, List<CodeFunction>> methods = new(StringComparer.Ordinal);
    private readonly HashSet<string> fields;
    private readonly Dictionary<string, int> callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> extras = new(StringComparer.Ordinal);

    public ChoiceScope(ChoiceGraph graph, CodeBase code)
    {
        (this.graph, this.code) = (graph, code);
        foreach (var function in code.Functions.Where(f => f.Node is not null))
        {
            if (function.Owner is null)
                nested.TryAdd((function.Outer!.Id, function.Name), function);
            else if (methods.TryGetValue(function.Name, out var list))
                list.Add(function);
            else
                methods[function.Name] = [function];
        }
        fields = RecordFields.Of(code);
        foreach (var name in code.Functions.SelectMany(f => f.Mentions))
            callers[name] = callers.GetValueOrDefault(name) + 1;
        foreach (var forward in code.Functions.Where(f => f.IsForward && f.Owner is not null && IsNetwork(f.Owner)))
            OpenForward(forward);
    }

    /// <summary>The variable of a name as seen from a function.</summary>
    public int Variable(CodeFunction function, string name)
    {
        for (var scope = function; scope is not null; scope = scope.Outer)
        {
            if (scope.Locals.Contains(name) && (!scope.IsClassBody || scope == function))
                return Local(scope, name);
        }
        return CodeBase.Resolve(function.File, name) is Symbol.Variable variable ? Local(variable.File.Body, variable.Name) : Local(function, name);
    }

    public int Local(CodeFunction function, string name) => Node(locals, (function.Id, name), isBetween: false);

    /// <summary>The attribute of an object: of the class and its relatives for <c>self</c>, else of whatever few classes have one of that name.</summary>
    public int Attribute(CodeFunction function, AttributeExpression attribute) =>
        attribute.Value is NameExpression { Name: "self" or "cls" } && Owner(function) is { } owner ? OwnAttribute(owner, attribute.Name) : AnyAttribute(function.File, attribute.Name);

    /// <summary>True for a field of a named tuple: its parts are what it was made of.</summary>
    public bool IsField(string name) => fields.Contains(name);

    /// <summary>The attribute of an object whose class is not known, as one file sees it.</summary>
    public int AnyAttribute(CodeFile file, string name)
    {
        var isNew = !strange.ContainsKey((file, name));
        var node = Node(strange, (file, name));
        if (isNew)
            List(seen, name).Add(node);
        return node;
    }

    private int OwnAttribute(CodeClass owner, string name)
    {
        var isNew = !attributes.ContainsKey((owner.Family, name));
        var node = Node(attributes, (owner.Family, name));
        if (isNew)
            List(owners, name).Add(node);
        return node;
    }

    private static List<int> List(Dictionary<string, List<int>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }

    /// <summary>Connects the attributes of known classes with those of unknown ones, where the name tells enough.</summary>
    public void ConnectAttributes()
    {
        foreach (var (name, own) in owners)
        {
            if (own.Count > MostFamilies || !seen.TryGetValue(name, out var others))
                continue;
            foreach (var node in own)
            {
                foreach (var other in others)
                {
                    graph.AddEdge(node, other);
                    graph.AddEdge(other, node);
                }
            }
        }
    }

    /// <summary>What a function puts into a container that it was given.</summary>
    public int Filled(CodeFunction function, string parameter) => Node(filled, (function.Id, parameter));

    /// <summary>What a function returns or yields.</summary>
    public int Result(CodeFunction function) => Node(results, function.Id);

    /// <summary>What is given to whatever function is called by a name that only stands for one.</summary>
    public int CallBack(string name) => Node(extras, "call " + name);

    /// <summary>What is given to a network besides its input: by the place or the name of the argument.</summary>
    public int Extra(string key) => Node(extras, key);

    /// <summary>The functions that an expression may stand for; the class when it is one.</summary>
    public (List<CodeFunction> Functions, CodeClass? Class) Callees(CodeFunction function, PyExpression callee)
    {
        if (callee is NameExpression name && Nested(function, name.Name) is { } inner)
            return ([inner], null);
        switch (code.Resolve(function.File, callee))
        {
            case Symbol.Function { Target: var target } when callee is not NameExpression direct || !IsShadowed(function, direct.Name):
                return ([target], null);
            case Symbol.Class { Target: var type }:
                return (type.Find("__init__") is { } start ? [start] : [], type);
            case Symbol.External or Symbol.Module:
                return ([], null);
        }
        if (callee is not AttributeExpression attribute || !methods.TryGetValue(attribute.Name, out var named))
            return ([], null);
        if (attribute.Value is NameExpression self && Owner(function) is { } owner && self.Name is "self" or "cls")
        {
            var family = named.Where(m => m.Owner!.Family == Owner(function)?.Family).ToList();
            return (family, null);
        }
        return (named.Select(m => m.Owner!.Family).Distinct().Count() <= MostFamilies ? named : [], null);
    }

    /// <summary>True for a function that so many others call that what it returns to one tells nothing of what another gave it.</summary>
    public bool IsTool(CodeFunction function) => callers.GetValueOrDefault(function.Name == "__init__" ? function.Owner?.Name ?? "" : function.Name) > MostCallers;

    /// <summary>True for a class of networks or layers: one with a base outside the repository that is called so, or none that is known.</summary>
    public static bool IsNetwork(CodeClass type)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            if (type.Node.Bases.Any(b => (b.Value is AttributeExpression { Name: var dotted } ? dotted : b.Value is NameExpression { Name: var name } ? name : "") is { } text && (text.EndsWith("Module", StringComparison.Ordinal) || text.EndsWith("Layer", StringComparison.Ordinal) || text.EndsWith("Model", StringComparison.Ordinal) || text.EndsWith("Block", StringComparison.Ordinal) || text.EndsWith("Cell", StringComparison.Ordinal))))
                return true;
            if (type.Bases.Count == 0)
                return false;
            type = type.Bases[0];
        }
        return false;
    }

    /// <summary>The class whose method a function is or lies in.</summary>
    public static CodeClass? Owner(CodeFunction function)
    {
        for (var scope = function; scope is not null; scope = scope.Outer)
        {
            if (scope.Owner is { } owner)
                return owner;
        }
        return null;
    }

    private CodeFunction? Nested(CodeFunction function, string name)
    {
        for (var scope = function; scope is not null && scope != function.File.Body; scope = scope.Outer)
        {
            if (nested.TryGetValue((scope.Id, name), out var found))
                return found;
            if (scope.Locals.Contains(name))
                return null;
        }
        return null;
    }

    private static bool IsShadowed(CodeFunction function, string name)
    {
        for (var scope = function; scope is not null && scope != function.File.Body; scope = scope.Outer)
        {
            if (!scope.IsClassBody && scope.Locals.Contains(name))
                return !function.File.Imports.Exists(i => i.Function == scope);
        }
        return false;
    }

    private void OpenForward(CodeFunction forward)
    {
        var count = Math.Min(forward.Parameters.Count, 8);
        if (count > 1 && forward.Parameters[1].Name is { } input)
            graph.AddEdge(Extra("parts"), Local(forward, input));
        for (var i = 2; i < count; i++)
        {
            if (forward.Parameters[i].Name is not { } name)
                continue;
            var parameter = Local(forward, name);
            graph.AddEdge(Extra(forward.Parameters[i].Kind == ArgumentKind.DoubleStar ? "named" : name), parameter);
            for (var given = i; given < count && forward.Parameters[i].Kind == ArgumentKind.Plain; given++)
            {
                if (given + 1 == count || forward.Parameters[given + 1].Default is not null || forward.Parameters[given + 1].Kind != ArgumentKind.Plain)
                    graph.AddEdge(Extra($"{i - 1} of {given}"), parameter);
            }
        }
    }

    private int Node<TKey>(Dictionary<TKey, int> nodes, TKey key, bool isBetween = true)
        where TKey : notnull
    {
        if (!nodes.TryGetValue(key, out var node))
            nodes[key] = node = graph.AddNode(isBetween);
        return node;
    }
}

using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Where the parsed command line goes: the variables that hold it, and the parameters of the same name that it is given to.</summary>
internal sealed class ArgumentFlow
{
    private const int MostRounds = 6;

    private readonly IReadOnlyList<CodeFunction> functions;
    private readonly HashSet<(CodeFunction Function, string Name)> bound = [];
    private readonly HashSet<string> returning = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public ArgumentFlow(IReadOnlyList<CodeFunction> functions)
    {
        this.functions = [.. functions.Where(f => !f.IsClassBody)];
        for (var round = 0; round < 2; round++)
        {
            foreach (var function in this.functions.Where(f => f.Mentions.Contains("parse_args") || f.Mentions.Overlaps(returning)))
                Bind(function);
        }
        for (var round = 0; round < MostRounds && Pass(); round++)
        {
        }
        Holders = [.. this.functions.SelectMany(f => names.Where(n => Holds(f, n)).Select(n => (f, n)))];
    }

    /// <summary>The functions that see the parsed command line, and by which name.</summary>
    public IReadOnlyList<(CodeFunction Function, string Name)> Holders { get; }

    /// <summary>Finds variables that are given the parsed command line, and functions that return it.</summary>
    private void Bind(CodeFunction function)
    {
        foreach (var statement in SyntaxWalk.Statements(function.Body))
        {
            if (statement is AssignStatement { Targets: [NameExpression target], Value: CallExpression call } && IsParsed(call))
            {
                bound.Add((function.Locals.Contains(target.Name) ? function : function.File.Body, target.Name));
                names.Add(target.Name);
            }
            if (function.Node is not null && statement is SimpleStatement { Kind: SimpleKind.Return, Values: [var value] }
                && (value is CallExpression given ? IsParsed(given) : value is NameExpression name && bound.Contains((function, name.Name))))
                returning.Add(function.Name);
        }
    }

    private bool IsParsed(CallExpression call) => call.Function switch
    {
        AttributeExpression { Name: "parse_args", Value: NameExpression or AttributeExpression } method => SyntaxWalk.Last(method.Value) is { } parser && parser.Contains("pars", StringComparison.OrdinalIgnoreCase),
        NameExpression name => returning.Contains(name.Name),
        AttributeExpression method => returning.Contains(method.Name),
        _ => false,
    };

    /// <summary>Follows the command line into functions that take it under the same name.</summary>
    private bool Pass()
    {
        var called = new HashSet<(string Function, string Name)>();
        foreach (var function in functions)
        {
            foreach (var name in names)
            {
                if (!function.Mentions.Contains(name) || !Holds(function, name))
                    continue;
                foreach (var call in SyntaxWalk.Expressions(function.Body).OfType<CallExpression>())
                {
                    if (SyntaxWalk.Last(call.Function) is { } callee && call.Arguments.Any(a => a.Value is NameExpression given && given.Name == name))
                        called.Add((callee, name));
                }
            }
        }
        var isNew = false;
        foreach (var function in functions.Where(f => f.Node is not null))
        {
            foreach (var name in names)
            {
                var caller = function is { Name: "__init__", Owner: { } owner } ? owner.Name : function.Name;
                if (called.Contains((caller, name)) && function.Parameters.Any(p => p.Name == name && p.Kind == ArgumentKind.Plain))
                    isNew |= bound.Add((function, name));
            }
        }
        return isNew;
    }

    /// <summary>True when a name means the parsed command line in a function, and nothing else is ever assigned to it there.</summary>
    private bool Holds(CodeFunction function, string name)
    {
        for (var scope = function; scope is not null; scope = scope.Outer)
        {
            if (bound.Contains((scope, name)))
                return !IsReassigned(scope, name);
            if (scope != scope.File.Body && scope.Locals.Contains(name) && !scope.IsClassBody)
                return false;
        }
        return function.File.Names.TryGetValue(name, out var symbol) && symbol is Symbol.Variable variable && bound.Contains((variable.File.Body, variable.Name)) && !IsReassigned(variable.File.Body, variable.Name);
    }

    private bool IsReassigned(CodeFunction scope, string name)
    {
        foreach (var statement in SyntaxWalk.Statements(scope.Body))
        {
            var targets = statement switch
            {
                AssignStatement assign when !(assign.Value is CallExpression call && IsParsed(call)) => assign.Targets,
                ForStatement loop => [loop.Target],
                WithStatement with => [.. with.Items.Select(i => i.Target).OfType<PyExpression>()],
                _ => [],
            };
            if (targets.Any(t => Rebinds(t, name)))
                return true;
        }
        return false;
    }

    /// <summary>True for <c>args</c> and <c>a, args</c>; not for <c>args.seed</c> or <c>table[args]</c>.</summary>
    private static bool Rebinds(PyExpression target, string name) => target switch
    {
        NameExpression plain => plain.Name == name,
        SequenceExpression sequence => sequence.Items.Any(i => Rebinds(i, name)),
        StarExpression star => Rebinds(star.Value, name),
        _ => false,
    };
}

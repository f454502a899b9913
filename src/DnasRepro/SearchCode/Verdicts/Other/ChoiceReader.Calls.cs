using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>What calls pass on, to whom, and what they are.</summary>
internal sealed partial class ChoiceReader
{
    private List<int> Call(CallExpression call)
    {
        var name = call.Function switch { NameExpression direct => ranks.Contains(direct.Name) ? "sorted" : direct.Name, AttributeExpression attribute => attribute.Name, CallExpression inner => SyntaxWalk.LastName(inner.Function) ?? "", _ => "" };
        var arguments = Arguments(call);
        List<int> given = [.. arguments.SelectMany(a => a.Sources)];
        var dotted = Dotted(call.Function);
        if (IsDraw(call, name, dotted) is { } kind)
            return [Propose(kind, call.Start), .. given];
        var receiver = call.Function is AttributeExpression { Value: var of } && dotted is null ? Sources(of) : [];
        if (ChoiceWords.IsCount(name))
            return [];
        Note(call, name, receiver, given, arguments);
        var (functions, type) = scope.Callees(function, call.Function);
        if (arguments.Count > 1 && (functions.Count > 0 || ChoiceWords.IsMutator(name)))
            Pairs(arguments.ConvertAll(a => a.Sources), call.Start);
        var result = new List<int>();
        foreach (var target in functions.Where(f => !scope.IsTool(f)))
        {
            Bind(target, arguments, target.IsMethod || type is not null);
            if (type is null)
                result.Add(scope.Result(target));
        }
        if (functions.Count == 0)
            result.AddRange(Unresolved(call, arguments, receiver));
        if (type is not null || functions.Count == 0 || functions.Exists(scope.IsTool))
            result.AddRange(given);
        if (type is not null && Policy(type) is { } policy)
            result.Add(scope.Result(policy));
        return ChoiceWords.IsMeasure(name) && type is null ? Measured([.. result, .. given, .. receiver], [.. given, .. receiver], call.Start) : result;
    }

    private List<int> Measured(List<int> sources, List<int> direct, int offset)
    {
        if (sources.Count == 0)
            return sources;
        var node = graph.AddNode();
        Flow(sources, node, isScore: true);
        if (direct.Count > 0)
            graph.Uses.Add(new Use(UseKind.Measure, function, offset, Gather(direct), -1));
        return [node];
    }

    private List<(PyArgument Argument, List<int> Sources)> Arguments(CallExpression call)
    {
        var arguments = new List<(PyArgument, List<int>)>(call.Arguments.Count);
        foreach (var argument in call.Arguments)
        {
            var sources = Sources(argument.Value);
            if (argument.Name is { } name)
            {
                Named(name, argument.Value.Start, sources);
                StandsFor(name, argument.Value);
            }
            arguments.Add((argument, sources));
        }
        return arguments;
    }

    private ProposalKind? IsDraw(CallExpression call, string name, string? dotted)
    {
        if (isOptimised && Optimisers.IsValue(name))
            return ProposalKind.Optimiser;
        if (dotted is not null)
            return ChoiceWords.IsDraw(dotted) ? ProposalKind.Random : null;
        if (call.Function is not AttributeExpression attribute)
            return null;
        if (name == "sample" && function.Mentions.Overlaps(["Categorical", "OneHotCategorical", "Bernoulli", "MultivariateNormalDiag"]))
            return ProposalKind.Policy;
        if (name == "multinomial")
            return ProposalKind.Policy;
        return ChoiceWords.IsDraw(attribute.Value switch { NameExpression n => n.Name, AttributeExpression a => a.Name, CallExpression { Function: AttributeExpression c } => c.Name, _ => "" }, name) ? ProposalKind.Random : null;
    }

    /// <summary>Writes down what the call is to a search: a layer, an operation out of a table, a ranking, a pair.</summary>
    private void Note(CallExpression call, string name, List<int> receiver, List<int> given, List<(PyArgument Argument, List<int> Sources)> arguments)
    {
        var isFunction = ChoiceWords.IsLayerFunction(name) && call.Function is AttributeExpression { Value: NameExpression { Name: "slim" or "layers" } or AttributeExpression { Name: "layers" } };
        var shape = arguments.Skip(isFunction ? 1 : 0).Where(a => a.Argument.Name is not ("inputs" or "x" or "input")).SelectMany(a => a.Sources).ToList();
        if (shape.Count > 0 && (isFunction || ChoiceWords.IsLayer(name)))
            graph.Uses.Add(new Use(UseKind.Layer, function, call.Start, Gather(shape), -1));
        if (call.Function is SubscriptExpression subscript && Sources(subscript.Index) is { Count: > 0 } index && IsTable(subscript.Value))
            graph.Uses.Add(new Use(UseKind.Operation, function, call.Start, Gather(index), -1));
        if (given.Count > 0 && ChoiceWords.IsArchitecture(name))
            graph.Uses.Add(new Use(UseKind.Architecture, function, call.Start, Gather(given), -1));
        if (IsRank(call, name))
        {
            var all = Gather([.. receiver, .. given]);
            graph.Uses.Add(new Use(UseKind.Rank, function, call.Start, all, all));
        }
        if (isOptimised && Optimisers.IsStart(name))
            graph.Uses.Add(new Use(UseKind.Start, function, call.Start, -1, -1));
        if (ChoiceWords.IsMutator(name) && call.Function is AttributeExpression { Value: var container })
            Mutate(container, given);
    }

    /// <summary>True for a ranking of what is given as a whole; along one axis it decides something else for each row.</summary>
    private static bool IsRank(CallExpression call, string name)
    {
        if (name is "max" or "min")
            return call.Function is NameExpression && call.Arguments.Any(a => a.Name == "key");
        if (name.Contains("argm", StringComparison.Ordinal))
            return call.Arguments.Count <= (call.Function is AttributeExpression { Value: NameExpression { Name: "np" or "numpy" or "torch" } } ? 1 : 0);
        return name == "index" || (ChoiceWords.IsRank(name) && (name != "topk" || call.Arguments.Count <= 2));
    }

    /// <summary>True for a table of operations: one that a network holds, or one that is called so.</summary>
    private bool IsTable(PyExpression table)
    {
        if (ChoiceScope.Owner(function) is { } owner && (owner.Find("forward") ?? owner.Find("call")) is not null)
            return true;
        var name = table switch { NameExpression direct => direct.Name, AttributeExpression attribute => attribute.Name, SubscriptExpression { Value: AttributeExpression inner } => inner.Name, _ => "" };
        return ChoiceWords.IsOperation(name);
    }

    private void Mutate(PyExpression container, List<int> given)
    {
        if (container is NameExpression or AttributeExpression && container is not NameExpression { Name: "self" or "cls" })
        {
            if (container is NameExpression name)
                Fill(name.Name, given);
            else
                Keep(given, scope.Attribute(function, (AttributeExpression)container));
            return;
        }
        StoreBelow(container, given);
    }

    private void Bind(CodeFunction target, List<(PyArgument Argument, List<int> Sources)> arguments, bool isMethod)
    {
        var place = isMethod ? 1 : 0;
        foreach (var (argument, sources) in arguments)
        {
            if (argument.Kind == ArgumentKind.Plain)
            {
                var last = target.Parameters.Count - 1;
                if (last >= 0 && (place <= last || target.Parameters[last].Kind == ArgumentKind.Star))
                    Give(target, target.Parameters[Math.Min(place, last)], argument, sources);
                place++;
                continue;
            }
            foreach (var parameter in target.Parameters)
            {
                if (argument.Kind != ArgumentKind.Named || parameter.Name == argument.Name || (parameter.Kind == ArgumentKind.DoubleStar && !target.Parameters.Any(p => p.Name == argument.Name)))
                    Give(target, parameter, argument, sources);
            }
        }
    }

    private void Give(CodeFunction target, PyParameter parameter, PyArgument argument, List<int> sources)
    {
        if (parameter.Name is not { } name || name is "self" or "cls")
            return;
        Flow(sources, scope.Local(target, name), isStep: true);
        if (argument.Kind == ArgumentKind.Plain)
        {
            Named(name, argument.Value.Start, sources);
            StandsFor(name, argument.Value);
        }
        var container = argument.Value is NameExpression variable && variable.Name is not ("self" or "cls") && !variable.Name.StartsWith('_') ? scope.Variable(function, variable.Name)
            : argument.Value is AttributeExpression attribute && Dotted(attribute) is null ? scope.Attribute(function, attribute) : -1;
        if (container >= 0)
            graph.AddEdge(scope.Filled(target, name), container, isStep: true);
    }

    /// <summary>A function that goes by another name is called by that name.</summary>
    private void StandsFor(string? name, PyExpression value)
    {
        if (name is null || name.Length < 4 || name is "func" or "function" or "callback" or "transform" or "forward")
            return;
        if (value is LambdaExpression lambda)
        {
            foreach (var parameter in lambda.Parameters.Where(p => p.Name is not null))
                graph.AddEdge(scope.CallBack(name), scope.Variable(function, parameter.Name!));
        }
        else if (value is NameExpression or AttributeExpression && scope.Callees(function, value) is { Class: null, Functions: var functions })
        {
            foreach (var target in functions)
            {
                foreach (var parameter in target.Parameters.Where(p => p.Name is not (null or "self")))
                    graph.AddEdge(scope.CallBack(name), scope.Local(target, parameter.Name!));
            }
        }
    }

    /// <summary>A call of something unknown: a network with more than its input, a callback, or a library's function.</summary>
    private List<int> Unresolved(CallExpression call, List<(PyArgument Argument, List<int> Sources)> arguments, List<int> receiver)
    {
        var name = call.Function switch { NameExpression direct => direct.Name, AttributeExpression attribute => attribute.Name, _ => "" };
        var result = new List<int>(receiver);
        if (call.Function is NameExpression or AttributeExpression && Dotted(call.Function) is null)
        {
            result.AddRange(call.Function is NameExpression variable && !IsBuiltIn(variable) ? [scope.Variable(function, variable.Name)] : call.Function is AttributeExpression held ? [scope.Attribute(function, held)] : []);
            foreach (var (_, sources) in arguments)
                Flow(sources, scope.CallBack(name));
            if (IsNetworkName(name))
                Extra(arguments);
        }
        else if (call.Function is CallExpression or LambdaExpression)
        {
            result.AddRange(Sources(call.Function));
        }
        else if (call.Function is SubscriptExpression subscript)
        {
            result.AddRange(Sources(subscript.Value));
        }
        if (name.Length > 0 && char.IsAsciiLetterUpper(name[0]))
        {
            foreach (var (argument, sources) in arguments.Where(a => a.Argument.Kind == ArgumentKind.Named && a.Sources.Count > 0))
                Flow(sources, scope.AnyAttribute(function.File, argument.Name!));
        }
        CallBacks(arguments);
        return result;
    }

    /// <summary>True inside of networks, and outside for what is called a network or a part of one.</summary>
    private bool IsNetworkName(string name) =>
        (ChoiceScope.Owner(function) is { } owner && ChoiceScope.IsNetwork(owner))
        || ChoiceWords.Words(name).Exists(w => w.ToUpperInvariant() is "MODEL" or "NET" or "NETWORK" or "SUPERNET" or "MODULE" or "CELL" or "BACKBONE" or "ENCODER" or "STUDENT" or "FORWARD" or "CNN" or "CHILD");

    private bool IsBuiltIn(NameExpression name) => !function.Locals.Contains(name.Name) && name.Name is "zip" or "enumerate" or "list" or "tuple" or "str" or "int" or "float" or "map" or "filter" or "reversed" or "set" or "dict" or "next" or "iter" or "sum" or "eval" or "round" or "abs" or "max" or "min" or "super";

    private void Extra(List<(PyArgument Argument, List<int> Sources)> arguments)
    {
        var plain = arguments.Count(a => a.Argument.Kind == ArgumentKind.Plain);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (argument, sources) = arguments[i];
            if (sources.Count > 0 && argument.Kind == ArgumentKind.Named)
            {
                Flow(sources, scope.Extra(argument.Name!));
                Flow(sources, scope.Extra("named"));
            }
            else if (sources.Count > 0 && i == 0 && argument.Value is DictionaryExpression { Pairs.Count: > 1 })
            {
                Flow(sources, scope.Extra("parts"));
            }
            else if (sources.Count > 0 && i > 0 && i < 6 && argument.Kind == ArgumentKind.Plain)
                Flow(sources, scope.Extra($"{i} of {plain}"));
        }
    }

    /// <summary>A function that is given to a call is called with the rest of what is given: <c>map(f, xs)</c>, <c>Process(target=f, args=…)</c>.</summary>
    private void CallBacks(List<(PyArgument Argument, List<int> Sources)> arguments)
    {
        if (arguments.Count < 2)
            return;
        foreach (var (argument, _) in arguments)
        {
            if (argument.Value is not (NameExpression or AttributeExpression))
                continue;
            var (functions, type) = scope.Callees(function, argument.Value);
            foreach (var target in functions.Where(f => type is null && f.Parameters.Count < 40))
            {
                foreach (var parameter in target.Parameters.Where(p => p.Name is not (null or "self")))
                {
                    foreach (var (other, sources) in arguments)
                    {
                        if (other != argument)
                            Flow(sources, scope.Local(target, parameter.Name!), isStep: true);
                    }
                }
            }
        }
    }

    /// <summary>The method by which an object of the class draws from a distribution that it computes; null when it does not.</summary>
    private static CodeFunction? Policy(CodeClass type)
    {
        var forward = type.Find("forward") ?? type.Find("__call__") ?? type.Find("call");
        return forward is not null && type.Methods.Values.Any(m => m.Mentions.Overlaps(["log_prob", "multinomial", "Categorical"])) ? forward : null;
    }
}

using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>
/// Reads how values flow through every function, without regard to the order of statements. Each expression is read once;
/// what cannot be resolved passes on what it is given.
/// </summary>
internal sealed partial class ChoiceReader
{
    /// <summary>An object with more attributes than these is no record of a candidate.</summary>
    private const int MostAttributes = 8;

    private readonly ChoiceGraph graph = new();
    private readonly ChoiceScope scope;
    private readonly Stack<int> keeping = new();
    private readonly List<string> loops = [];
    private CodeFunction function = null!;
    private readonly HashSet<string> ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<List<int>>> objects = new(StringComparer.Ordinal);
    private HashSet<string> copies = [];
    private Dictionary<string, PyExpression> parts = [];
    private Dictionary<ProposalKind, Proposal> proposals = [];
    private List<(List<int> Left, List<int> Right)>? compared;
    private bool isOptimised;

    private ChoiceReader(CodeBase code) => scope = new ChoiceScope(graph, code);

    /// <summary>Reads a repository.</summary>
    public static ChoiceGraph Read(CodeBase code)
    {
        var reader = new ChoiceReader(code);
        foreach (var function in code.Functions)
            reader.Function(function);
        reader.scope.ConnectAttributes();
        return reader.graph;
    }

    private void Function(CodeFunction next)
    {
        (function, copies, parts, proposals) = (next, [], [], []);
        isOptimised = next.File.Imports.Exists(i => i.Target is null && Optimisers.IsPackage(i.Module, i.Name));
        keeping.Clear();
        ranks.Clear();
        objects.Clear();
        loops.Clear();
        if (isOptimised)
            TunedParameters();
        foreach (var parameter in next.Parameters)
        {
            if (parameter.Default is not null && parameter.Name is { } name)
                Flow(Sources(parameter.Default), scope.Local(next, name));
        }
        Block(next.Body);
    }

    /// <summary>The objective that a library's optimiser calls is given the candidates.</summary>
    private void TunedParameters()
    {
        if (Optimisers.IsObjective(function))
        {
            foreach (var parameter in function.Parameters.Skip(1))
            {
                if (parameter.Name is { } name)
                    graph.AddEdge(Propose(ProposalKind.Optimiser, function.Offset), scope.Local(function, name));
            }
        }
    }

    private void Block(IReadOnlyList<PyStatement> body)
    {
        foreach (var statement in body)
            Statement(statement);
    }

    private void Statement(PyStatement statement)
    {
        switch (statement)
        {
            case FunctionStatement or ClassStatement:
                return;
            case AssignStatement assign:
                Assign(assign);
                return;
            case AugmentedStatement augmented:
                var added = Sources(augmented.Value);
                Store(augmented.Target, added);
                if (augmented.Target is NameExpression { Name: var sum })
                    Whole(sum, added);
                return;
            case ForStatement loop:
                For(loop);
                return;
            case IfStatement choice:
                foreach (var arm in choice.Arms)
                    Arm(arm);
                return;
            case WithStatement with:
                foreach (var item in with.Items)
                {
                    var sources = Sources(item.Value);
                    if (item.Target is not null)
                        Store(item.Target, sources);
                }
                Block(with.Body);
                return;
            case SimpleStatement { Kind: SimpleKind.Return } simple:
                foreach (var value in simple.Values)
                    Flow(Sources(value), scope.Result(function));
                return;
        }
        foreach (var expression in statement.Expressions)
            Sources(expression);
        foreach (var block in statement.Blocks)
            Block(block);
    }

    private void For(ForStatement loop)
    {
        var source = Sources(loop.Source);
        Store(loop.Target, source);
        foreach (var name in Names(loop.Target))
            Named(name, loop.Target.Start, source);
        var before = loops.Count;
        loops.AddRange(Names(loop.Target));
        Block(loop.Body);
        loops.RemoveRange(before, loops.Count - before);
        Block(loop.Blocks.Last());
    }

    /// <summary>Below a comparison, what is stored is kept because of it.</summary>
    private void Arm(PyArm arm)
    {
        compared = [];
        foreach (var head in arm.Heads)
            Sources(head);
        var sides = compared;
        compared = null;
        if (sides.Count == 0)
        {
            Block(arm.Body);
            return;
        }
        var kept = graph.AddNode();
        foreach (var (left, right) in sides)
            graph.Uses.Add(new Use(UseKind.Keep, function, arm.Heads[0].Start, Gather(left), kept, Gather(right)));
        keeping.Push(kept);
        Block(arm.Body);
        keeping.Pop();
    }

    private void Assign(AssignStatement assign)
    {
        if (assign.Value is not { } value)
            return;
        if (assign.Targets is [SequenceExpression { Items: var targets }] && value is SequenceExpression { Items: var values } && targets.Count == values.Count && !targets.Any(t => t is StarExpression))
        {
            for (var i = 0; i < targets.Count; i++)
                Store(targets[i], Sources(values[i]));
            return;
        }
        if (IsCopy(value))
            copies.UnionWith(assign.Targets.SelectMany(Names));
        if (assign.Targets is [NameExpression { Name: var part }] && value is SubscriptExpression)
            parts[part] = value;
        if (value is AttributeExpression && Dotted(value) is { } dotted && ChoiceWords.IsRank(dotted[(dotted.LastIndexOf('.') + 1)..]))
            ranks.UnionWith(assign.Targets.SelectMany(Names));
        var sources = Sources(value);
        foreach (var target in assign.Targets)
        {
            Store(target, sources);
            StandsFor(SyntaxWalk.LastName(target), value);
        }
    }

    private static bool IsCopy(PyExpression value) => value switch
    {
        CallExpression { Function: AttributeExpression { Name: "clone" or "deepcopy" or "copy" } } or CallExpression { Function: NameExpression { Name: "deepcopy" or "copy" } } => true,
        ComprehensionExpression list => IsCopy(list.Element),
        _ => false,
    };

    private static IEnumerable<string> Names(PyExpression target) => target switch
    {
        NameExpression name => [name.Name],
        SequenceExpression sequence => sequence.Items.SelectMany(Names),
        StarExpression star => Names(star.Value),
        _ => [],
    };

    /// <summary>Values arrive at a target; a place in a container taints the container too.</summary>
    private void Store(PyExpression target, List<int> sources)
    {
        switch (target)
        {
            case NameExpression name:
                if (!ChoiceWords.IsSeed(name.Name))
                    Keep(sources, scope.Variable(function, name.Name));
                return;
            case SequenceExpression sequence:
                foreach (var item in sequence.Items)
                    Store(item, sources);
                return;
            case StarExpression star:
                Store(star.Value, sources);
                return;
            case AttributeExpression attribute:
                if (ChoiceWords.IsSeed(attribute.Name))
                    return;
                Named(attribute.Name, attribute.Start, sources);
                Keep(sources, scope.Attribute(function, attribute));
                Beside(attribute, sources);
                StoreBelow(attribute.Value, sources);
                return;
            case SubscriptExpression subscript:
                var index = Sources(subscript.Index);
                if (subscript.Index is StringExpression { Value: var key } && ChoiceWords.IsSeed(key))
                    return;
                Pair(UseKind.Record, index, sources, subscript.Start);
                EachInTurn(subscript);
                StoreBelow(subscript, [.. sources, .. index]);
                return;
        }
    }

    /// <summary>Attributes of one object stand together: its architecture and its accuracy.</summary>
    private void Beside(AttributeExpression attribute, List<int> sources)
    {
        if (attribute.Value is not NameExpression { Name: var name } || name is "self" or "cls" || sources.Count == 0)
            return;
        if (!objects.TryGetValue(name, out var stored))
            objects[name] = stored = [];
        foreach (var other in stored.Take(MostAttributes))
        {
            Pair(UseKind.Pair, other, sources, attribute.Start);
            Pair(UseKind.Pair, sources, other, attribute.Start);
        }
        stored.Add(sources);
    }

    /// <summary>Values arrive in the container that a target with brackets lies in.</summary>
    private void StoreBelow(PyExpression target, List<int> sources)
    {
        for (var hasBrackets = false; ; )
        {
            switch (target)
            {
                case SubscriptExpression subscript:
                    (target, hasBrackets) = (subscript.Value, true);
                    continue;
                case AttributeExpression attribute when hasBrackets:
                    Keep(sources, scope.Attribute(function, attribute));
                    return;
                case AttributeExpression attribute:
                    target = attribute.Value;
                    continue;
                case NameExpression name when hasBrackets && name.Name is not ("self" or "cls"):
                    Fill(name.Name, sources);
                    return;
                default:
                    return;
            }
        }
    }

    /// <summary>Values arrive in the container of a name; when it was given, in the caller's too.</summary>
    private void Fill(string container, List<int> sources)
    {
        Keep(sources, scope.Variable(function, container));
        if (function.Parameters.Any(p => p.Name == container))
            Flow(sources, scope.Filled(function, container));
        Whole(container, sources);
    }

    /// <summary>What arrives in a part of a container that has a name of its own arrives in the container.</summary>
    private void Whole(string part, List<int> sources)
    {
        if (parts.Remove(part, out var whole))
        {
            StoreBelow(whole, sources);
            parts[part] = whole;
        }
    }

    /// <summary>A copy that is changed at the place of a loop's variable is one candidate after the other.</summary>
    private void EachInTurn(SubscriptExpression target)
    {
        PyExpression root = target;
        var hasLoop = false;
        while (root is SubscriptExpression subscript)
        {
            hasLoop |= loops.Count > 0 && Mentions(subscript.Index);
            root = subscript.Value;
        }
        if (hasLoop && root is NameExpression name && copies.Contains(name.Name))
            graph.AddEdge(Propose(ProposalKind.EachInTurn, target.Start), scope.Variable(function, name.Name));
    }

    private bool Mentions(PyExpression index) =>
        index is NameExpression name ? loops.Contains(name.Name) : index.Children.Any(Mentions);

    private void Keep(List<int> sources, int node)
    {
        Flow(sources, node);
        if (keeping.TryPeek(out var kept))
            Flow(sources, kept);
    }

    private void Pair(UseKind kind, List<int> candidates, List<int> scores, int offset)
    {
        if (candidates.Count > 0 && scores.Count > 0)
            graph.Uses.Add(new Use(kind, function, offset, Gather(candidates), Gather(scores)));
    }

    /// <summary>A value that is given on under an architecture's name.</summary>
    private void Named(string name, int offset, List<int> sources)
    {
        if (sources.Count > 0 && ChoiceWords.IsArchitecture(name))
            graph.Uses.Add(new Use(UseKind.Architecture, function, offset, Gather(sources), -1));
    }

    private int Propose(ProposalKind kind, int offset)
    {
        if (!proposals.TryGetValue(kind, out var proposal))
        {
            if (kind == ProposalKind.Random && ChoiceScope.Owner(function) is { } owner && owner.Find("__getitem__") is not null && owner.Find("forward") is null)
                return graph.AddNode();
            proposals[kind] = proposal = new Proposal(function, offset, kind, graph.AddNode());
            graph.Proposals.Add(proposal);
        }
        return proposal.Node;
    }

    private int Gather(List<int> sources)
    {
        if (sources.Count == 1)
            return sources[0];
        var node = graph.AddNode();
        Flow(sources, node);
        return node;
    }

    private void Flow(List<int> sources, int node, bool isScore = false, bool isStep = false)
    {
        foreach (var source in sources)
            graph.AddEdge(source, node, isScore, isStep);
    }
}

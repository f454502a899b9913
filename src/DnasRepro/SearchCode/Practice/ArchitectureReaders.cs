using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Knows which functions and attributes give the architecture parameters or what is read off them.</summary>
internal sealed class ArchitectureReaders
{
    private static readonly HashSet<string> Choosing =
        ["argmax", "argsort", "max", "sorted", "sort", "topk", "nlargest", "nonzero", "where", "Genotype", "viterbi", "multinomial", "enumerate", "decode", "append"];

    private readonly HashSet<string> parameters;
    private readonly HashSet<string> readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> nameLists = new(StringComparer.Ordinal);
    private readonly HashSet<string> choosers = new(StringComparer.Ordinal);

    public ArchitectureReaders(SearchScope scope)
    {
        parameters = [.. scope.Anchor!.ParameterNames];
        Gather(scope);
        var candidates = scope.Functions.Where(f => f.Node is not null && IsReading(f)).ToList();
        for (var round = 0; round < 3; round++)
        {
            foreach (var function in candidates.Where(f => !readers.Contains(f.Name) && Gives(scope, f)))
                readers.Add(function.Name);
        }
        choosers.UnionWith(candidates.Where(f => readers.Contains(f.Name) && f.Mentions.Overlaps(Choosing)).Select(f => f.Name));
    }

    /// <summary>True when the expression holds something that is read off the architecture parameters.</summary>
    public bool IsIn(PyExpression expression) => SyntaxWalk.Expressions(expression).Any(IsOne);

    /// <summary>True when the expression holds an architecture chosen from the parameters, and not only their values.</summary>
    public bool IsChosenIn(PyExpression expression) =>
        SyntaxWalk.Expressions(expression).Any(e => e is CallExpression call && SyntaxWalk.LastName(call.Function) is { } name && choosers.Contains(name));

    private bool IsOne(PyExpression expression) => expression switch
    {
        CallExpression call => SyntaxWalk.LastName(call.Function) is { } name && readers.Contains(name),
        AttributeExpression attribute => parameters.Contains(attribute.Name) && attribute.Value is NameExpression or AttributeExpression,
        ComprehensionExpression comprehension => comprehension.Parts.Any(p => IsNamedParameters(p.Source) && p.Conditions.Any(PicksByName)),
        _ => false,
    };

    private static bool IsNamedParameters(PyExpression source) => source is CallExpression call && SyntaxWalk.LastName(call.Function) is "named_parameters" or "parameters";

    /// <summary>A condition like <c>'alphas' in name</c> or <c>name in self.arch_names</c> that an architecture parameter meets.</summary>
    private bool PicksByName(PyExpression condition) => condition switch
    {
        // the tree does not tell "in" from "not in"; the words between them do
        BinaryExpression { Operation: TokenKind.In } test when test.Right.Start - test.Left.End >= " not in ".Length => false,
        BinaryExpression { Operation: TokenKind.In, Left: StringExpression { Value.Length: > 3 } part } => parameters.Any(p => p.Contains(part.Value, StringComparison.Ordinal)),
        BinaryExpression { Operation: TokenKind.In, Right: AttributeExpression list } => nameLists.Contains(list.Name),
        BinaryExpression { Operation: TokenKind.And or TokenKind.Or } both => PicksByName(both.Left) || PicksByName(both.Right),
        _ => false,
    };

    /// <summary>Attributes that hold lists of the parameters: <c>self._arch_parameters = [self.alphas_normal, …]</c>.</summary>
    private void Gather(SearchScope scope)
    {
        foreach (var assign in scope.Functions.Where(f => f.Owner is not null && f.Node is not null).SelectMany(scope.Statements).OfType<AssignStatement>())
        {
            if (assign is { Targets: [AttributeExpression { Value: NameExpression { Name: "self" } } target], Value: SequenceExpression { Items.Count: > 0 } list }
                && list.Items.All(i => i is StringExpression name && scope.Anchor!.ParameterNames.Contains(name.Value)))
                nameLists.Add(target.Name);
        }
        foreach (var function in scope.Functions.Where(f => f.Owner is not null && f.Mentions.Overlaps(parameters)).ToList())
        {
            foreach (var assign in scope.Statements(function).OfType<AssignStatement>())
            {
                if (assign is { Targets: [AttributeExpression { Value: NameExpression { Name: "self" } } target], Value: SequenceExpression or DictionaryExpression } && IsIn(assign.Value))
                    parameters.Add(target.Name);
            }
        }
        foreach (var function in scope.Functions.Where(f => f.Owner is not null && f.Mentions.Contains("named_parameters") && f.Mentions.Contains("append")))
        {
            foreach (var choice in scope.Statements(function).OfType<ForStatement>().Where(l => IsNamedParameters(l.Source)).SelectMany(l => l.Body).OfType<IfStatement>())
                Picked(choice);
        }
    }

    /// <summary>A list that gets the parameters by their names: <c>if 'alphas' in name: self._alphas.append(…)</c>.</summary>
    private void Picked(IfStatement choice)
    {
        foreach (var arm in choice.Arms.Where(a => a.Heads is [var head] && head is BinaryExpression && PicksByName(head)))
        {
            foreach (var call in SyntaxWalk.Statements(arm.Body).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>())
            {
                if (call.Function is AttributeExpression { Name: "append", Value: AttributeExpression { Value: NameExpression { Name: "self" } } list })
                    parameters.Add(list.Name);
            }
        }
    }

    /// <summary>A function that only reads: it gives a value, computes no output of the network and trains nothing.</summary>
    private static bool IsReading(CodeFunction function) =>
        !function.IsForward && !function.Name.Contains("loss", StringComparison.OrdinalIgnoreCase)
        && !function.Name.StartsWith("__", StringComparison.Ordinal) && !function.Mentions.Contains("backward") && !function.Mentions.Contains("zero_grad")
        && !function.Mentions.Contains("train") && !function.Mentions.Contains("criterion") && function.Name is not ("new" or "train" or "step" or "infer" or "main" or "validate");

    private bool Gives(SearchScope scope, CodeFunction function) =>
        (function.Mentions.Overlaps(parameters) || function.Mentions.Overlaps(readers))
        && scope.Statements(function).Any(s => s is SimpleStatement { Kind: SimpleKind.Return, Values: [not NameExpression { Name: "None" }, ..] }
            || SyntaxWalk.Expressions(s).Any(e => e is WrappedExpression { Kind: WrapKind.Yield or WrapKind.YieldFrom }))
        && scope.Statements(function).SelectMany(SyntaxWalk.Expressions).Any(IsOne);
}

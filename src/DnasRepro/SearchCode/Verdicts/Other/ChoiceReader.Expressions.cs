using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>What the expressions of a function are made of. Recursion is bounded by the height of trees.</summary>
internal sealed partial class ChoiceReader
{
    private List<int> Sources(PyExpression? expression)
    {
        switch (expression)
        {
            case null or NumberExpression or EllipsisExpression or ErrorExpression:
                return [];
            case NameExpression name:
                return Name(name);
            case AttributeExpression attribute:
                return Attribute(attribute);
            case CallExpression call:
                return Call(call);
            case SubscriptExpression subscript:
                var (whole, index) = (Sources(subscript.Value), Sources(subscript.Index));
                Pair(UseKind.Pair, whole, index, subscript.Start);
                return [.. whole, .. index];
            case BinaryExpression binary:
                return Binary(binary);
            case SequenceExpression sequence:
                return Sequence(sequence.Items, sequence.Start);
            case DictionaryExpression dictionary:
                return Dictionary(dictionary);
            case ComprehensionExpression comprehension:
                return Comprehension(comprehension);
            case WrappedExpression { Kind: WrapKind.Yield or WrapKind.YieldFrom } yielded:
                Flow(Sources(yielded.Value), scope.Result(function));
                return [];
            case WalrusExpression walrus:
                var sources = Sources(walrus.Value);
                Store(walrus.Target, sources);
                return sources;
            case LambdaExpression lambda:
                return Sources(lambda.Body);
        }
        var all = new List<int>();
        foreach (var child in expression.Children)
            all.AddRange(Sources(child));
        return all;
    }

    private List<int> Name(NameExpression name)
    {
        if (name.Name is "self" or "cls" or "None" or "True" or "False")
            return [];
        var (functions, type) = scope.Callees(function, name);
        if (type is not null)
            return [];
        if (functions.Count > 0)
            return FunctionValue(functions);
        return CodeBase.Resolve(function.File, name.Name) is Symbol.External or Symbol.Module && !function.Locals.Contains(name.Name) ? External(name) : [scope.Variable(function, name.Name)];
    }

    /// <summary>A function that is handed on stands for what it returns; an optimiser that gets it gives it candidates.</summary>
    private List<int> FunctionValue(List<CodeFunction> functions)
    {
        foreach (var target in functions.Where(_ => isOptimised))
        {
            foreach (var parameter in target.Parameters.Where(p => p.Name is not (null or "self")))
                graph.AddEdge(Propose(ProposalKind.Optimiser, target.Offset), scope.Local(target, parameter.Name!));
        }
        return functions.ConvertAll(scope.Result);
    }

    private List<int> External(PyExpression value) =>
        Dotted(value) is { } dotted && ChoiceWords.IsDraw(dotted) ? [Propose(ProposalKind.Random, value.Start)] : [];

    private string? Dotted(PyExpression value) => Code(value) is Symbol.External { Dotted: var dotted } ? dotted : null;

    private Symbol? Code(PyExpression value) => value switch
    {
        NameExpression name => CodeBase.Resolve(function.File, name.Name),
        AttributeExpression attribute when Code(attribute.Value) is Symbol.External { Dotted: var dotted } => new Symbol.External($"{dotted}.{attribute.Name}"),
        _ => null,
    };

    private List<int> Attribute(AttributeExpression attribute)
    {
        if (Dotted(attribute) is not null)
            return External(attribute);
        var (functions, type) = scope.Callees(function, attribute);
        if (type is not null)
            return [];
        if (functions.Count > 0 && functions.TrueForAll(f => !f.IsProperty))
            return FunctionValue(functions);
        var found = functions.ConvertAll(scope.Result);
        found.Add(scope.Attribute(function, attribute));
        // The object's own scores go with its attributes; its making does not: a data set's `classes` were not drawn.
        foreach (var source in Sources(attribute.Value))
        {
            if (ChoiceWords.IsMeasure(attribute.Name) || scope.IsField(attribute.Name) || ChoiceWords.IsArchitecture(attribute.Name) || attribute.Name is "values" or "history" or "module" or "data" or "x" or "X")
                found.Add(source);
        }
        return found;
    }

    private List<int> Binary(BinaryExpression binary)
    {
        var outer = compared;
        if (binary.Operation is TokenKind.Less or TokenKind.Greater or TokenKind.LessEqual or TokenKind.GreaterEqual)
        {
            compared = null;
            var (smaller, larger) = (Sources(binary.Left), Sources(binary.Right));
            compared = outer;
            if (smaller.Count > 0 && larger.Count > 0)
                outer?.Add((smaller, larger));
            return [];
        }
        var (left, right) = (Sources(binary.Left), Sources(binary.Right));
        if (binary.Operation == TokenKind.Star && HasProbability(binary))
            graph.Uses.Add(new Use(UseKind.PolicyLoss, function, binary.Start, Gather([.. left, .. right]), -1));
        return binary.Operation is TokenKind.DoubleEqual or TokenKind.NotEqual or TokenKind.In or TokenKind.Is ? [] : [.. left, .. right];
    }

    private static bool HasProbability(BinaryExpression product) => IsProbability(product.Left) || IsProbability(product.Right);

    private static bool IsProbability(PyExpression value)
    {
        while (value is UnaryExpression or SubscriptExpression)
            value = value is UnaryExpression unary ? unary.Operand : ((SubscriptExpression)value).Value;
        return value switch
        {
            CallExpression call => IsProbability(call.Function),
            AttributeExpression attribute => IsLogarithm(attribute.Name) || IsProbability(attribute.Value),
            NameExpression name => IsLogarithm(name.Name),
            _ => false,
        };
    }

    private static bool IsLogarithm(string name) =>
        name.Contains("log_p", StringComparison.OrdinalIgnoreCase) || name.Contains("logp", StringComparison.OrdinalIgnoreCase) || name.Contains("logprob", StringComparison.OrdinalIgnoreCase);

    private List<int> Sequence(IReadOnlyList<PyExpression> items, int offset)
    {
        var parts = items.Select(Sources).ToList();
        Pairs(parts, offset);
        return [.. parts.SelectMany(p => p)];
    }

    private List<int> Dictionary(DictionaryExpression dictionary)
    {
        var parts = new List<List<int>>();
        foreach (var (key, value) in dictionary.Pairs)
        {
            var sources = Sources(value);
            if (key is StringExpression { Value: var name })
                Named(name, value.Start, sources);
            else
                parts.Add(Sources(key));
            parts.Add(sources);
        }
        Pairs(parts, dictionary.Start);
        return [.. parts.SelectMany(p => p)];
    }

    /// <summary>Things that stand together may be a candidate and its score; the score is told from the candidate later.</summary>
    private void Pairs(List<List<int>> parts, int offset)
    {
        var filled = parts.Where(p => p.Count > 0).ToList();
        if (filled.Count is < 2 or > 24)
            return;
        var all = Gather([.. filled.SelectMany(p => p)]);
        foreach (var part in filled.Take(4))
            graph.Uses.Add(new Use(UseKind.Pair, function, offset, Gather(part), all));
    }

    private List<int> Comprehension(ComprehensionExpression comprehension)
    {
        foreach (var part in comprehension.Parts)
        {
            Store(part.Target, Sources(part.Source));
            foreach (var condition in part.Conditions)
                Sources(condition);
        }
        var element = Sources(comprehension.Element);
        if (comprehension.Value is null)
            return element;
        var value = Sources(comprehension.Value);
        Pair(UseKind.Record, element, value, comprehension.Start);
        return [.. element, .. value];
    }
}

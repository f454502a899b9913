using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>The loop over epochs that a way to the architecture update runs through.</summary>
/// <param name="Function">The function that it stands in.</param>
/// <param name="Statement">The loop.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Stage">Which stage of the way it stands in.</param>
internal sealed record EpochLoop(CodeFunction Function, PyStatement Statement, IReadOnlyList<PyStatement> Body, int Stage)
{
    /// <summary>The names that count the epochs.</summary>
    public IReadOnlyList<string> Counters { get; private init; } = [];

    /// <summary>The number of the first epoch.</summary>
    public double First { get; private init; }

    /// <summary>How many epochs there are by default; null when that is not known.</summary>
    public int? Count { get; private init; }

    /// <summary>The outermost loop on the way that says that it counts epochs; null when there is none.</summary>
    public static EpochLoop? On(IReadOnlyList<Stage> route, ValueReader values)
    {
        for (var i = 0; i < route.Count; i++)
        {
            foreach (var statement in SyntaxWalk.Around(route[i].Function, route[i].Offset))
            {
                if (statement is ForStatement each && CountsEpochs(each))
                    return Counted(new EpochLoop(route[i].Function, each, each.Body, i), each, values);
                if (statement is WhileStatement { Condition: var condition } loop && EpochComparison(condition) is { } comparison)
                    return Counted(new EpochLoop(route[i].Function, loop, loop.Body, i), comparison, route[i].Offset, values);
            }
        }
        return null;
    }

    private static bool IsEpochWord(string name) => name.Contains("epoch", StringComparison.OrdinalIgnoreCase);

    /// <summary>One epoch, and not a number of epochs.</summary>
    private static bool IsCounterWord(string name) => IsEpochWord(name) && !name.EndsWith('s') && !name.StartsWith("num", StringComparison.Ordinal) && !name.StartsWith("max", StringComparison.Ordinal);

    private static bool CountsEpochs(ForStatement loop) =>
        loop.Target is NameExpression or SequenceExpression
        && (SyntaxWalk.Expressions(loop.Target).Any(e => e is NameExpression n && IsCounterWord(n.Name))
            || Range(loop.Source) is { } range && range.Arguments.Any(a => SyntaxWalk.Expressions(a.Value).Any(NamesEpochs)));

    private static bool NamesEpochs(PyExpression expression) => expression switch
    {
        NameExpression name => IsEpochWord(name.Name),
        AttributeExpression attribute => IsEpochWord(attribute.Name),
        StringExpression text => IsEpochWord(text.Value),
        _ => false,
    };

    private static CallExpression? Range(PyExpression source) =>
        SyntaxWalk.Expressions(source).OfType<CallExpression>().FirstOrDefault(c => SyntaxWalk.LastName(c.Function) is "range" or "xrange" or "trange");

    private static BinaryExpression? EpochComparison(PyExpression condition) => SyntaxWalk.Expressions(condition).OfType<BinaryExpression>()
        .FirstOrDefault(b => b.Operation is TokenKind.Less or TokenKind.LessEqual && SyntaxWalk.LastName(b.Left) is { } name && IsCounterWord(name));

    private static EpochLoop Counted(EpochLoop loop, ForStatement each, ValueReader values)
    {
        var counter = SyntaxWalk.Expressions(each.Target).OfType<NameExpression>().ToList();
        var names = counter.Count == 1 ? counter : counter.FindAll(n => IsCounterWord(n.Name));
        if (Range(each.Source) is not { } range || range.Arguments.Any(a => a.Kind is ArgumentKind.Star or ArgumentKind.DoubleStar))
            return loop with { Counters = [.. names.Select(n => n.Name)] };
        var limits = range.Arguments.Where(a => a.Kind == ArgumentKind.Plain).Select(a => a.Value).ToList();
        var first = limits.Count > 1 ? values.Read(loop.Function, limits[0]).Number ?? 0 : 0;
        var last = limits.Count > 0 ? values.Read(loop.Function, limits[limits.Count > 1 ? 1 : 0]).Number : null;
        return loop with { Counters = [.. names.Select(n => n.Name)], First = first, Count = Epochs(last - first) };
    }

    private static EpochLoop Counted(EpochLoop loop, BinaryExpression comparison, int update, ValueReader values)
    {
        var name = SyntaxWalk.LastName(comparison.Left)!;
        var isEarly = loop.Body.Any(s => s is AugmentedStatement { Sign: "+=" } add && SyntaxWalk.LastName(add.Target) == name && add.Start < update);
        var last = values.Read(loop.Function, comparison.Right).Number + (comparison.Operation == TokenKind.LessEqual ? 1 : 0);
        return loop with { Counters = [name], First = isEarly ? 1 : 0, Count = Epochs(last) };
    }

    private static int? Epochs(double? count) => count is > 0 and < int.MaxValue ? (int)Math.Ceiling(count.Value) : null;
}

using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>A lower bound on the epoch.</summary>
/// <param name="Start">The smallest number of the epoch with which the place is reached; null when it is not known.</param>
/// <param name="Option">The option that sets it, or null.</param>
/// <param name="Place">The condition.</param>
internal sealed record EpochBound(double? Start, string? Option, Evidence Place);

/// <summary>Reads what the conditions on the way from the loop over epochs to the architecture update say about the epoch.</summary>
internal sealed class EpochGuards
{
    private const int Deepest = 6;

    private readonly IReadOnlyList<Stage> route;
    private readonly EpochLoop loop;
    private readonly ValueReader values;
    private readonly Dictionary<string, double>[] counters;
    private int steps;

    public EpochGuards(IReadOnlyList<Stage> route, EpochLoop loop, ValueReader values)
    {
        (this.route, this.loop, this.values) = (route, loop, values);
        counters = new Dictionary<string, double>[route.Count];
        for (var i = loop.Stage; i < route.Count; i++)
            counters[i] = i == loop.Stage ? loop.Counters.ToDictionary(c => c, _ => 0.0, StringComparer.Ordinal) : Handed(i);
    }

    /// <summary>The highest lower bound that must hold; null when there is none.</summary>
    public EpochBound? Bound()
    {
        EpochBound? best = null;
        for (var i = loop.Stage; i < route.Count; i++)
        {
            var block = i == loop.Stage ? loop.Body : route[i].Function.Body;
            foreach (var statement in SyntaxWalk.Around(route[i].Function, route[i].Offset).SkipWhile(s => i == loop.Stage && s.Start <= loop.Statement.Start))
            {
                best = Higher(best, Before(i, block, statement));
                if (statement is IfStatement choice)
                    best = Higher(best, Chosen(i, choice));
                block = statement.Blocks.FirstOrDefault(b => b.Count > 0 && b[0].Start <= route[i].Offset && route[i].Offset < b[^1].End) ?? [];
            }
        }
        return best;
    }

    private static EpochBound? Higher(EpochBound? one, EpochBound? other) =>
        one is null ? other : other is null ? one : other.Start > one.Start || one.Start is null && other.Start is not null ? other : one;

    private static EpochBound Lower(EpochBound one, EpochBound other) => one.Start is null || one.Start <= other.Start ? one : other;

    /// <summary>The parameters of a function that get the epoch from the stage above.</summary>
    private Dictionary<string, double> Handed(int stage)
    {
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        var function = route[stage].Function;
        if (route[stage - 1].Call is not { } call)
            return known;
        var place = function.IsMethod ? -1 : 0;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Name is { } name && place >= 0 | parameter.Kind == ArgumentKind.Named && SyntaxWalk.Argument(call, name, place) is { } given && Counter(stage - 1, given) is { } offset)
                known[name] = offset;
            place++;
        }
        // a function inside another sees its names
        if (function.Outer == route[stage - 1].Function)
        {
            foreach (var (name, offset) in counters[stage - 1].Where(c => !function.Locals.Contains(c.Key)))
                known.TryAdd(name, offset);
        }
        return known;
    }

    /// <summary>What an expression adds to the epoch; null when it is not the epoch.</summary>
    private double? Counter(int stage, PyExpression expression) => expression switch
    {
        NameExpression name => counters[stage].TryGetValue(name.Name, out var offset) ? offset : null,
        AttributeExpression { Name: "epoch" or "current_epoch" or "cur_epoch" or "_epoch" or "epoch_idx" } => 0,
        AttributeExpression attribute => loop.Counters.Contains(attribute.Name) ? 0 : null,
        BinaryExpression { Operation: TokenKind.Plus or TokenKind.Minus, Right: NumberExpression number } sum when Counter(stage, sum.Left) is { } inner =>
            values.Read(route[stage].Function, number).Number is { } n ? inner + (sum.Operation == TokenKind.Plus ? n : -n) : null,
        CallExpression { Function: NameExpression { Name: "int" or "float" }, Arguments: [{ Kind: ArgumentKind.Plain, Value: var only }] } => Counter(stage, only),
        _ => null,
    };

    /// <summary>Guards before a statement in its block that leave: <c>if epoch &lt; 5: continue</c>.</summary>
    private EpochBound? Before(int stage, IReadOnlyList<PyStatement> block, PyStatement statement)
    {
        EpochBound? best = null;
        foreach (var guard in block.TakeWhile(s => s != statement).OfType<IfStatement>())
        {
            if (guard.Arms is [{ Heads: [var head], Body: [.., SimpleStatement { Kind: SimpleKind.Continue or SimpleKind.Return }] }])
                best = Higher(best, Of(stage, head, negated: true, 0));
        }
        return best;
    }

    private EpochBound? Chosen(int stage, IfStatement choice)
    {
        EpochBound? best = null;
        foreach (var arm in choice.Arms)
        {
            var isOurs = arm.Body.Count > 0 && arm.Body[0].Start <= route[stage].Offset && route[stage].Offset < arm.Body[^1].End;
            if (arm.Heads is [var head])
                best = Higher(best, Of(stage, head, negated: !isOurs, 0));
            if (isOurs)
                return best;
        }
        return null;
    }

    private EpochBound? Of(int stage, PyExpression condition, bool negated, int depth)
    {
        if (depth > Deepest * 4 || steps++ > 1000)
            return null;
        switch (condition)
        {
            case UnaryExpression { Operation: TokenKind.Not } not:
                return Of(stage, not.Operand, !negated, depth + 1);
            case BinaryExpression { Operation: TokenKind.And or TokenKind.Or } both:
                var (left, right) = (Of(stage, both.Left, negated, depth + 1), Of(stage, both.Right, negated, depth + 1));
                return both.Operation == TokenKind.And != negated ? Higher(left, right) : left is null || right is null ? null : Lower(left, right);
            case BinaryExpression comparison:
                return Compared(stage, comparison, negated);
            case NameExpression name:
                return Flag(stage, name.Name, negated, depth);
            default:
                return null;
        }
    }

    private EpochBound? Compared(int stage, BinaryExpression comparison, bool negated)
    {
        var operation = negated ? Opposite(comparison.Operation) : comparison.Operation;
        var (counter, value) = (Counter(stage, comparison.Left), comparison.Right);
        if (counter is null)
        {
            (counter, value) = (Counter(stage, comparison.Right), comparison.Left);
            operation = Mirrored(operation);
        }
        if (counter is not { } offset || operation is not (TokenKind.Greater or TokenKind.GreaterEqual))
            return null;
        var read = values.Read(route[stage].Function, value);
        if (read.Number is null && read.Option is null)
            return null;
        var start = operation == TokenKind.Greater ? Math.Floor(read.Number ?? 0) + 1 : Math.Ceiling(read.Number ?? 0);
        return new EpochBound(read.Number is null ? null : start - offset, read.Option, route[stage].Function.File.At(comparison.Start));
    }

    private static TokenKind Opposite(TokenKind operation) => operation switch
    {
        TokenKind.Less => TokenKind.GreaterEqual,
        TokenKind.LessEqual => TokenKind.Greater,
        TokenKind.Greater => TokenKind.LessEqual,
        TokenKind.GreaterEqual => TokenKind.Less,
        _ => TokenKind.Unknown,
    };

    private static TokenKind Mirrored(TokenKind operation) => operation switch
    {
        TokenKind.Less => TokenKind.Greater,
        TokenKind.LessEqual => TokenKind.GreaterEqual,
        TokenKind.Greater => TokenKind.Less,
        TokenKind.GreaterEqual => TokenKind.LessEqual,
        _ => TokenKind.Unknown,
    };

    /// <summary>A name that holds the outcome of a condition, set in the function or given by its caller.</summary>
    private EpochBound? Flag(int stage, string name, bool negated, int depth)
    {
        var function = route[stage].Function;
        var assigned = SyntaxWalk.Statements(function).OfType<AssignStatement>().Where(a => a.Targets.Any(t => t is NameExpression n && n.Name == name)).Take(2).ToList();
        if (assigned is [{ Value: { } only }])
            return Of(stage, only, negated, depth + Deepest);
        var place = function.Parameters.ToList().FindIndex(p => p.Name == name);
        return assigned.Count == 0 && place >= 0 && stage > loop.Stage && route[stage - 1].Call is { } call && SyntaxWalk.Argument(call, name, place - (function.IsMethod ? 1 : 0)) is { } given
            ? Of(stage - 1, given, negated, depth + Deepest) : null;
    }
}

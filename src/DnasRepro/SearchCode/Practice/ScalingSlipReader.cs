using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>
/// Finds a finite difference of gradients that is multiplied by its step instead of divided: <c>(p - n) / 2. * eps</c> is <c>((p - n) / 2.) * eps</c>,
/// where DARTS (Liu et al. 2019, equation 8) has <c>(p - n) / (2 * eps)</c>.
/// </summary>
internal static class ScalingSlipReader
{
    public static IReadOnlyList<Evidence> Read(SearchScope scope)
    {
        var found = new List<Evidence>();
        foreach (var function in scope.Functions.Where(f => f.Node is not null && f.Mentions.Overlaps(["grad", "gradients", "gradient"])))
        {
            foreach (var expression in scope.Statements(function).SelectMany(SyntaxWalk.Expressions))
            {
                if (Slip(expression) is var (difference, step) && IsStep(scope, function, step) && AreGradients(scope, function, difference))
                    found.Add(function.File.At(expression.Start));
            }
        }
        return [.. found.Distinct()];
    }

    /// <summary>A difference divided by a number and then multiplied by a name.</summary>
    private static (BinaryExpression Difference, string Step)? Slip(PyExpression expression) =>
        expression is BinaryExpression
        {
            Operation: TokenKind.Star,
            Left: BinaryExpression { Operation: TokenKind.Slash, Left: BinaryExpression { Operation: TokenKind.Minus } difference, Right: NumberExpression },
            Right: NameExpression or AttributeExpression,
        } product && SyntaxWalk.LastName(product.Right) is { } step ? (difference, step) : null;

    /// <summary>True when the weights are moved by this factor, forth and back: <c>p += eps * v</c>, <c>p.add_(v, alpha=eps)</c>.</summary>
    private static bool IsStep(SearchScope scope, CodeFunction function, string step)
    {
        var moves = 0;
        foreach (var statement in scope.Statements(function))
        {
            if (statement is AugmentedStatement { Sign: "+=" or "-=" } add && Scales(add.Value, step))
                moves++;
            else if (statement is AssignStatement { Value: BinaryExpression { Operation: TokenKind.Plus or TokenKind.Minus } sum } && Scales(sum.Right, step))
                moves++;
            moves += SyntaxWalk.Expressions(statement).OfType<CallExpression>()
                .Count(c => SyntaxWalk.LastName(c.Function) is "add_" or "sub_" && c.Arguments.Any(a => Names(a.Value, step) || Scales(a.Value, step)));
        }
        return moves >= 2;
    }

    private static bool Scales(PyExpression expression, string step) => expression switch
    {
        BinaryExpression { Operation: TokenKind.Star } product => Names(product.Left, step) || Names(product.Right, step) || Scales(product.Left, step) || Scales(product.Right, step),
        UnaryExpression unary => Names(unary.Operand, step) || Scales(unary.Operand, step),
        _ => false,
    };

    private static bool Names(PyExpression expression, string step) => expression is NameExpression or AttributeExpression && SyntaxWalk.LastName(expression) == step;

    /// <summary>True when both sides are results of differentiation, or run through lists of them.</summary>
    private static bool AreGradients(SearchScope scope, CodeFunction function, BinaryExpression difference)
    {
        var gradients = scope.Statements(function).OfType<AssignStatement>().Where(a => a.Value is not null && IsDifferentiation(a.Value))
            .SelectMany(a => a.Targets.OfType<NameExpression>()).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        return IsOne(difference.Left) && IsOne(difference.Right);

        bool IsOne(PyExpression side) => side is SubscriptExpression subscript ? IsOne(subscript.Value)
            : side is NameExpression name && (gradients.Contains(name.Name) || Sources(scope, function, name.Name).Any(s => s is NameExpression n && gradients.Contains(n.Name)));
    }

    private static bool IsDifferentiation(PyExpression value) =>
        SyntaxWalk.Expressions(value).Any(e => e is CallExpression call && SyntaxWalk.LastName(call.Function) is "grad" or "gradients" or "gradient")
        || SyntaxWalk.Expressions(value).Any(e => e is AttributeExpression { Name: "grad" });

    /// <summary>What a loop variable runs over: of <c>for p, n in zip(a, b)</c>, a for p and b for n.</summary>
    private static IEnumerable<PyExpression> Sources(SearchScope scope, CodeFunction function, string name)
    {
        var loops = scope.Statements(function).OfType<ForStatement>().Select(f => (f.Target, f.Source))
            .Concat(scope.Statements(function).SelectMany(SyntaxWalk.Expressions).OfType<ComprehensionExpression>().SelectMany(c => c.Parts).Select(p => (p.Target, p.Source)));
        foreach (var (target, source) in loops)
        {
            if (target is NameExpression single && single.Name == name)
                yield return source;
            if (target is SequenceExpression several && source is CallExpression { Function: NameExpression { Name: "zip" or "izip" } } zip && several.Items.Count == zip.Arguments.Count)
            {
                for (var i = 0; i < several.Items.Count; i++)
                {
                    if (several.Items[i] is NameExpression item && item.Name == name)
                        yield return zip.Arguments[i].Value;
                }
            }
        }
    }
}

using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Ways through a tree. Trees are bounded in height by the parser.</summary>
internal static class PyWalk
{
    /// <summary>The statements of a block and of the blocks in it; functions and classes are given but not entered.</summary>
    public static IEnumerable<PyStatement> Statements(IReadOnlyList<PyStatement> body)
    {
        var open = new Stack<PyStatement>();
        Push(open, body);
        while (open.TryPop(out var statement))
        {
            yield return statement;
            if (statement is FunctionStatement or ClassStatement)
                continue;
            foreach (var block in statement.Blocks.Reverse())
                Push(open, block);
        }
    }

    /// <summary>An expression and everything inside it.</summary>
    public static IEnumerable<PyExpression> Within(PyExpression expression)
    {
        var open = new Stack<PyExpression>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children)
                open.Push(child);
        }
    }

    /// <summary>All expressions of a block, those of nested functions and classes left out.</summary>
    public static IEnumerable<PyExpression> Expressions(IReadOnlyList<PyStatement> body) =>
        Statements(body).Where(s => s is not (FunctionStatement or ClassStatement)).SelectMany(s => s.Expressions).SelectMany(Within);

    /// <summary>True for <c>if __name__ == '__main__'</c> in any spelling.</summary>
    public static bool IsMainGuard(PyStatement statement) =>
        statement is IfStatement choice && choice.Arms.Any(a => a.Heads.Any(h => Within(h).Any(IsMainTest)));

    /// <summary>A dotted name as text; null for anything else.</summary>
    public static string? Dotted(PyExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute when Dotted(attribute.Value) is { } value => $"{value}.{attribute.Name}",
        _ => null,
    };

    /// <summary>The last name of a dotted one: <c>add_argument</c> of <c>parser.add_argument</c>.</summary>
    public static string? Last(PyExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        _ => null,
    };

    /// <summary>The value of a plain string; null for anything else.</summary>
    public static string? Text(PyExpression? expression) => expression is StringExpression { IsBytes: false, Fields.Count: 0 } text ? text.Value : null;

    /// <summary>A named argument of a call.</summary>
    public static PyExpression? Named(CallExpression call, string name)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Kind == ArgumentKind.Named && argument.Name == name)
                return argument.Value;
        }
        return null;
    }

    private static bool IsMainTest(PyExpression expression) =>
        expression is BinaryExpression { Operation: TokenKind.DoubleEqual } test
        && ((test.Left is NameExpression { Name: "__name__" } && Text(test.Right) == "__main__") || (test.Right is NameExpression { Name: "__name__" } && Text(test.Left) == "__main__"));

    private static void Push(Stack<PyStatement> open, IReadOnlyList<PyStatement> block)
    {
        for (var i = block.Count - 1; i >= 0; i--)
            open.Push(block[i]);
    }
}

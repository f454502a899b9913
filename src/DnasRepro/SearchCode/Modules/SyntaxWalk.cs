using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Modules;

/// <summary>Walks the statements and expressions of a function. The parser bounds the depth of both.</summary>
internal static class SyntaxWalk
{
    /// <summary>All statements of a function in the order of the text; functions and classes in it are given, but not entered.</summary>
    public static IEnumerable<PyStatement> Statements(CodeFunction function) => Statements(function.Body);

    /// <summary>All statements of a block.</summary>
    public static IEnumerable<PyStatement> Statements(IReadOnlyList<PyStatement> block)
    {
        var open = new Stack<PyStatement>();
        Push(open, block);
        while (open.TryPop(out var statement))
        {
            yield return statement;
            if (statement is FunctionStatement or ClassStatement)
                continue;
            foreach (var inner in statement.Blocks.Reverse())
                Push(open, inner);
        }
    }

    /// <summary>All statements of one statement, itself included.</summary>
    public static IEnumerable<PyStatement> Statements(PyStatement statement) => Statements([statement]);

    /// <summary>The expressions of a statement, those inside others included, but not those of its blocks.</summary>
    public static IEnumerable<PyExpression> Expressions(PyStatement statement) => statement.Expressions.SelectMany(Expressions);

    /// <summary>An expression and all in it.</summary>
    public static IEnumerable<PyExpression> Expressions(PyExpression expression)
    {
        var open = new Stack<PyExpression>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children.Reverse())
                open.Push(child);
        }
    }

    /// <summary>All expressions of a function.</summary>
    public static IEnumerable<PyExpression> Expressions(CodeFunction function) => Statements(function).SelectMany(Expressions);

    /// <summary>All expressions of a block, those of nested functions and classes left out.</summary>
    public static IEnumerable<PyExpression> Expressions(IReadOnlyList<PyStatement> block) =>
        Statements(block).Where(s => s is not (FunctionStatement or ClassStatement)).SelectMany(Expressions);

    /// <summary>All calls of a function.</summary>
    public static IEnumerable<CallExpression> Calls(CodeFunction function) => Expressions(function).OfType<CallExpression>();

    /// <summary>The statements around an offset, the outermost first; empty when it lies in none.</summary>
    public static IReadOnlyList<PyStatement> Around(CodeFunction function, int offset)
    {
        var path = new List<PyStatement>();
        for (var block = function.Body; ;)
        {
            var next = block.FirstOrDefault(s => s.Start <= offset && offset < s.End);
            if (next is null)
                return path;
            path.Add(next);
            if (next is FunctionStatement or ClassStatement)
                return path;
            block = next.Blocks.FirstOrDefault(b => b.Count > 0 && b[0].Start <= offset && offset < b[^1].End);
            if (block is null)
                return path;
        }
    }

    /// <summary>The last name of a name or attribute: <c>step</c> of <c>self.architect.step</c>; null for other expressions.</summary>
    public static string? LastName(PyExpression? expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        SubscriptExpression subscript => LastName(subscript.Value),
        _ => null,
    };

    /// <summary>The last name of a dotted one: <c>add_argument</c> of <c>parser.add_argument</c>; null for anything else, subscripts too.</summary>
    public static string? Last(PyExpression? expression) => expression is SubscriptExpression ? null : LastName(expression);

    /// <summary>A dotted name as text; null for anything else.</summary>
    public static string? Dotted(PyExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute when Dotted(attribute.Value) is { } value => $"{value}.{attribute.Name}",
        _ => null,
    };

    /// <summary>The value of a plain string; null for anything else.</summary>
    public static string? PlainText(PyExpression? expression) => expression is StringExpression { IsBytes: false, Fields.Count: 0 } text ? text.Value : null;

    /// <summary>True for <c>if __name__ == '__main__'</c> in any spelling.</summary>
    public static bool IsMainGuard(PyStatement statement) =>
        statement is IfStatement choice && choice.Arms.Any(a => a.Heads.Any(h => Expressions(h).Any(IsMainTest)));

    /// <summary>The value of an argument by its name, or else by its place among the plain ones.</summary>
    public static PyExpression? Argument(CallExpression call, string name, int place = -1)
    {
        if (call.Arguments.FirstOrDefault(a => a.Kind == ArgumentKind.Named && a.Name == name) is { } named)
            return named.Value;
        return place >= 0 && place < call.Arguments.Count && call.Arguments.Take(place + 1).All(a => a.Kind == ArgumentKind.Plain) ? call.Arguments[place].Value : null;
    }

    /// <summary>The text of a piece of a file.</summary>
    public static string Text(CodeFile file, PyNode node) => file.Tree.Text.Text[Math.Max(0, node.Start)..Math.Min(node.End, file.Tree.Text.Text.Length)];

    private static bool IsMainTest(PyExpression expression) =>
        expression is BinaryExpression { Operation: TokenKind.DoubleEqual } test
        && ((test.Left is NameExpression { Name: "__name__" } && PlainText(test.Right) == "__main__") || (test.Right is NameExpression { Name: "__name__" } && PlainText(test.Left) == "__main__"));

    private static void Push(Stack<PyStatement> open, IReadOnlyList<PyStatement> block)
    {
        for (var i = block.Count - 1; i >= 0; i--)
            open.Push(block[i]);
    }
}

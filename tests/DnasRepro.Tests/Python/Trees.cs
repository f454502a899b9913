using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Tests.Python;

/// <summary>Short ways to trees.</summary>
internal static class Trees
{
    public static PyModule Parse(string text) => Parser.Parse(new PySource(text));

    /// <summary>Every statement, outer ones first; walks by recursion.</summary>
    public static IEnumerable<PyStatement> All(this IEnumerable<PyStatement> body) => body.SelectMany(s => s.Blocks.SelectMany(All).Prepend(s));

    /// <summary>Every expression, outer ones first; walks by recursion.</summary>
    public static IEnumerable<PyExpression> All(this PyExpression expression) => expression.Children.SelectMany(All).Prepend(expression);

    public static IEnumerable<PyExpression> Expressions(this PyModule module) => module.Body.All().SelectMany(s => s.Expressions).SelectMany(All);

    /// <summary>The names that are called, in order.</summary>
    public static IEnumerable<string> Calls(this PyModule module) =>
        module.Expressions().OfType<CallExpression>().Select(c => c.Function).OfType<NameExpression>().Select(n => n.Name);

    /// <summary>Walks a tree by recursion as simply as anybody would.</summary>
    public static int Count(IReadOnlyList<PyStatement> body)
    {
        var count = 0;
        foreach (var statement in body)
        {
            count++;
            foreach (var expression in statement.Expressions)
                count += Count(expression);
            foreach (var block in statement.Blocks)
                count += Count(block);
        }
        return count;
    }

    private static int Count(PyExpression expression)
    {
        var count = 1;
        foreach (var child in expression.Children)
            count += Count(child);
        return count;
    }
}

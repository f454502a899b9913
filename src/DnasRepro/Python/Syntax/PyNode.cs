namespace DnasRepro.Python.Syntax;

/// <summary>A piece of a Python tree; its place is a stretch of the text.</summary>
/// <param name="start">The offset of its first character.</param>
/// <param name="end">The offset behind its last character.</param>
internal abstract class PyNode(int start, int end)
{
    /// <summary>The offset of its first character.</summary>
    public int Start => start;

    /// <summary>The offset behind its last character.</summary>
    public int End { get; internal set; } = Math.Max(start, end);
}

/// <summary>An expression. Its height is bounded, so that whoever walks a tree by recursion cannot run out of stack.</summary>
/// <param name="height">How many expressions lie below one another in it, itself included.</param>
internal abstract class PyExpression(int start, int end, int height) : PyNode(start, end)
{
    /// <summary>Trees that would be higher are cut by the parser.</summary>
    public const int Highest = 800;

    /// <summary>How many expressions lie below one another in it, itself included.</summary>
    public int Height => height;

    /// <summary>The expressions directly inside it, in the order of the text where that matters.</summary>
    public virtual IEnumerable<PyExpression> Children => [];

    private protected static int Above(PyExpression? only) => (only?.Height ?? 0) + 1;

    private protected static int Above(PyExpression? one, PyExpression? other) => Math.Max(one?.Height ?? 0, other?.Height ?? 0) + 1;

    private protected static int Above(PyExpression? first, IReadOnlyList<PyExpression?> rest)
    {
        var height = first?.Height ?? 0;
        for (var i = 0; i < rest.Count; i++)
            height = Math.Max(height, rest[i]?.Height ?? 0);
        return height + 1;
    }
}

/// <summary>A statement.</summary>
internal abstract class PyStatement(int start, int end) : PyNode(start, end)
{
    /// <summary>The expressions directly in the statement, not those of its blocks.</summary>
    public virtual IEnumerable<PyExpression> Expressions => [];

    /// <summary>The blocks of statements in it, in order.</summary>
    public virtual IEnumerable<IReadOnlyList<PyStatement>> Blocks => [];
}

/// <summary>Corrects a piece's end once its parts are known.</summary>
internal static class PyNodeEnd
{
    public static T EndingAt<T>(this T node, int end)
        where T : PyNode
    {
        node.End = end;
        return node;
    }
}

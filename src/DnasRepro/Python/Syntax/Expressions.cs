namespace DnasRepro.Python.Syntax;

/// <summary>A stretch that could not be understood.</summary>
internal sealed class ErrorExpression(int start, int end) : PyExpression(start, end, 1);

/// <summary>A name.</summary>
internal sealed class NameExpression(int start, int end, string name) : PyExpression(start, end, 1)
{
    public string Name => name;
}

/// <summary>A number, as written.</summary>
internal sealed class NumberExpression(int start, int end, string text) : PyExpression(start, end, 1)
{
    public string Text => text;
}

/// <summary>A string; neighbours that Python joins are one. The value of an f-string is the text around its fields.</summary>
internal sealed class StringExpression(int start, int end, string value, bool isBytes, IReadOnlyList<PyExpression> fields)
    : PyExpression(start, end, Above(null, fields))
{
    public string Value => value;

    public bool IsBytes => isBytes;

    /// <summary>The expressions in the braces of an f-string; empty for a plain string.</summary>
    public IReadOnlyList<PyExpression> Fields => fields;

    public override IEnumerable<PyExpression> Children => fields;
}

/// <summary>The three dots.</summary>
internal sealed class EllipsisExpression(int start, int end) : PyExpression(start, end, 1);

/// <summary><c>value.name</c></summary>
internal sealed class AttributeExpression(int start, int end, PyExpression value, string name) : PyExpression(start, end, Above(value))
{
    public PyExpression Value => value;

    public string Name => name;

    public override IEnumerable<PyExpression> Children => [value];
}

/// <summary>How an argument is given.</summary>
internal enum ArgumentKind : byte
{
    Plain,
    Named,
    Star,
    DoubleStar,
}

/// <summary>An argument of a call or a base of a class.</summary>
/// <param name="Kind">How it is given.</param>
/// <param name="Name">The name before the equals sign, or null.</param>
/// <param name="Value">What is given.</param>
internal sealed record PyArgument(ArgumentKind Kind, string? Name, PyExpression Value);

/// <summary><c>function(arguments)</c></summary>
internal sealed class CallExpression(int start, int end, PyExpression function, IReadOnlyList<PyArgument> arguments)
    : PyExpression(start, end, Height(function, arguments))
{
    public PyExpression Function => function;

    public IReadOnlyList<PyArgument> Arguments => arguments;

    public override IEnumerable<PyExpression> Children => arguments.Select(a => a.Value).Prepend(function);

    private static new int Height(PyExpression function, IReadOnlyList<PyArgument> arguments)
    {
        var height = function.Height;
        for (var i = 0; i < arguments.Count; i++)
            height = Math.Max(height, arguments[i].Value.Height);
        return height + 1;
    }
}

/// <summary><c>value[index]</c>; several indices are a tuple.</summary>
internal sealed class SubscriptExpression(int start, int end, PyExpression value, PyExpression index)
    : PyExpression(start, end, Above(value, index))
{
    public PyExpression Value => value;

    public PyExpression Index => index;

    public override IEnumerable<PyExpression> Children => [value, index];
}

/// <summary><c>lower:upper:step</c> inside brackets.</summary>
internal sealed class SliceExpression(int start, int end, PyExpression? lower, PyExpression? upper, PyExpression? step)
    : PyExpression(start, end, Above(lower, [upper, step]))
{
    public PyExpression? Lower => lower;

    public PyExpression? Upper => upper;

    public PyExpression? Step => step;

    public override IEnumerable<PyExpression> Children => new[] { lower, upper, step }.OfType<PyExpression>();
}

/// <summary>An operation on two values: arithmetic, bits, <c>and</c>, <c>or</c>, one comparison.</summary>
internal sealed class BinaryExpression(int start, int end, PyExpression left, TokenKind operation, PyExpression right)
    : PyExpression(start, end, Above(left, right))
{
    public PyExpression Left => left;

    /// <summary>The sign; <see cref="TokenKind.In"/> and <see cref="TokenKind.Is"/> stand for their negations too.</summary>
    public TokenKind Operation => operation;

    public PyExpression Right => right;

    public override IEnumerable<PyExpression> Children => [left, right];
}

/// <summary><c>-x</c>, <c>+x</c>, <c>~x</c>, <c>not x</c></summary>
internal sealed class UnaryExpression(int start, int end, TokenKind operation, PyExpression operand) : PyExpression(start, end, Above(operand))
{
    public TokenKind Operation => operation;

    public PyExpression Operand => operand;

    public override IEnumerable<PyExpression> Children => [operand];
}

/// <summary><c>value if condition else otherwise</c></summary>
internal sealed class ConditionalExpression(int start, int end, PyExpression value, PyExpression condition, PyExpression otherwise)
    : PyExpression(start, end, Above(value, [condition, otherwise]))
{
    public PyExpression Value => value;

    public PyExpression Condition => condition;

    public PyExpression Otherwise => otherwise;

    public override IEnumerable<PyExpression> Children => [value, condition, otherwise];
}

/// <summary><c>lambda parameters: body</c></summary>
internal sealed class LambdaExpression(int start, int end, IReadOnlyList<PyParameter> parameters, PyExpression body)
    : PyExpression(start, end, Above(body, [.. parameters.Select(p => p.Default)]))
{
    public IReadOnlyList<PyParameter> Parameters => parameters;

    public PyExpression Body => body;

    public override IEnumerable<PyExpression> Children => parameters.Select(p => p.Default).OfType<PyExpression>().Append(body);
}

/// <summary>What kind of brackets hold several values.</summary>
internal enum SequenceKind : byte
{
    Tuple,
    List,
    Set,
}

/// <summary>A tuple, list or set written out.</summary>
internal sealed class SequenceExpression(int start, int end, SequenceKind kind, IReadOnlyList<PyExpression> items)
    : PyExpression(start, end, Above(null, items))
{
    public SequenceKind Kind => kind;

    public IReadOnlyList<PyExpression> Items => items;

    public override IEnumerable<PyExpression> Children => items;
}

/// <summary>A pair of a dictionary; the key is null for <c>**value</c>.</summary>
internal sealed record PyPair(PyExpression? Key, PyExpression Value);

/// <summary>A dictionary written out.</summary>
internal sealed class DictionaryExpression(int start, int end, IReadOnlyList<PyPair> pairs)
    : PyExpression(start, end, Above(null, [.. pairs.Select(p => p.Key), .. pairs.Select(p => p.Value)]))
{
    public IReadOnlyList<PyPair> Pairs => pairs;

    public override IEnumerable<PyExpression> Children => pairs.SelectMany(p => p.Key is null ? new[] { p.Value } : [p.Key, p.Value]);
}

/// <summary>One <c>for target in source if condition …</c> of a comprehension.</summary>
internal sealed record PyComprehensionPart(PyExpression Target, PyExpression Source, IReadOnlyList<PyExpression> Conditions);

/// <summary>What a comprehension makes.</summary>
internal enum ComprehensionKind : byte
{
    Generator,
    List,
    Set,
    Dictionary,
}

/// <summary>A comprehension or generator expression; the value is null unless it makes a dictionary.</summary>
internal sealed class ComprehensionExpression(
    int start, int end, ComprehensionKind kind, PyExpression element, PyExpression? value, IReadOnlyList<PyComprehensionPart> parts)
    : PyExpression(start, end, Above(element, [value, .. parts.SelectMany(p => p.Conditions.Prepend(p.Source).Prepend(p.Target))]))
{
    public ComprehensionKind Kind => kind;

    public PyExpression Element => element;

    public PyExpression? Value => value;

    public IReadOnlyList<PyComprehensionPart> Parts => parts;

    public override IEnumerable<PyExpression> Children =>
        [element, .. value is null ? [] : new[] { value }, .. parts.SelectMany(p => p.Conditions.Prepend(p.Source).Prepend(p.Target))];
}

/// <summary><c>*value</c> or <c>**value</c> where an expression may stand.</summary>
internal sealed class StarExpression(int start, int end, PyExpression value) : PyExpression(start, end, Above(value))
{
    public PyExpression Value => value;

    public override IEnumerable<PyExpression> Children => [value];
}

/// <summary><c>await value</c>, <c>yield value</c>, <c>yield from value</c>, and Python 2's backticks.</summary>
internal sealed class WrappedExpression(int start, int end, WrapKind kind, PyExpression? value) : PyExpression(start, end, Above(value))
{
    public WrapKind Kind => kind;

    public PyExpression? Value => value;

    public override IEnumerable<PyExpression> Children => value is null ? [] : [value];
}

/// <summary>What a wrapped expression does with its value.</summary>
internal enum WrapKind : byte
{
    Await,
    Yield,
    YieldFrom,
    Repr,
}

/// <summary><c>(name := value)</c></summary>
internal sealed class WalrusExpression(int start, int end, PyExpression target, PyExpression value) : PyExpression(start, end, Above(target, value))
{
    public PyExpression Target => target;

    public PyExpression Value => value;

    public override IEnumerable<PyExpression> Children => [target, value];
}

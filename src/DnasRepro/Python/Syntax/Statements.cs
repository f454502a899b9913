namespace DnasRepro.Python.Syntax;

/// <summary>A stretch that could not be understood as a statement; what stood in it and could be read is kept.</summary>
internal sealed class ErrorStatement(int start, int end) : PyStatement(start, end);

/// <summary>An expression on a line of its own.</summary>
internal sealed class ExpressionStatement(int start, int end, PyExpression value) : PyStatement(start, end)
{
    public PyExpression Value => value;

    public override IEnumerable<PyExpression> Expressions => [value];
}

/// <summary><c>target = target = value</c>; an annotated one has its annotation and perhaps no value.</summary>
internal sealed class AssignStatement(int start, int end, IReadOnlyList<PyExpression> targets, PyExpression? value, PyExpression? annotation)
    : PyStatement(start, end)
{
    public IReadOnlyList<PyExpression> Targets => targets;

    public PyExpression? Value => value;

    public PyExpression? Annotation => annotation;

    public override IEnumerable<PyExpression> Expressions => targets.Append(annotation).Append(value).OfType<PyExpression>();
}

/// <summary><c>target += value</c>; the sign is as written.</summary>
internal sealed class AugmentedStatement(int start, int end, PyExpression target, string sign, PyExpression value) : PyStatement(start, end)
{
    public PyExpression Target => target;

    public string Sign => sign;

    public PyExpression Value => value;

    public override IEnumerable<PyExpression> Expressions => [target, value];
}

/// <summary>A name that an import brings: <c>name as alias</c>.</summary>
internal sealed record PyAlias(string Name, string? Alias, int Start);

/// <summary><c>import a.b as c, d</c></summary>
internal sealed class ImportStatement(int start, int end, IReadOnlyList<PyAlias> names) : PyStatement(start, end)
{
    public IReadOnlyList<PyAlias> Names => names;
}

/// <summary><c>from ..module import a as b</c></summary>
internal sealed class FromImportStatement(int start, int end, int dots, string module, IReadOnlyList<PyAlias> names) : PyStatement(start, end)
{
    /// <summary>How many dots stand before the module.</summary>
    public int Dots => dots;

    /// <summary>The module without the dots; empty for <c>from . import x</c>.</summary>
    public string Module => module;

    /// <summary>The names; a star is one named <c>*</c>.</summary>
    public IReadOnlyList<PyAlias> Names => names;
}

/// <summary>Statements that only hold expressions.</summary>
internal enum SimpleKind : byte
{
    Return,
    Raise,
    Delete,
    Assert,
    Global,
    Nonlocal,
    Pass,
    Break,
    Continue,
    /// <summary>Python 2's statement.</summary>
    Print,
    /// <summary>Python 2's statement.</summary>
    Exec,
    TypeAlias,
}

/// <summary>A statement that is a word and expressions.</summary>
internal sealed class SimpleStatement(int start, int end, SimpleKind kind, IReadOnlyList<PyExpression> values) : PyStatement(start, end)
{
    public SimpleKind Kind => kind;

    public IReadOnlyList<PyExpression> Values => values;

    public override IEnumerable<PyExpression> Expressions => values;
}

/// <summary>A class.</summary>
internal sealed class ClassStatement(
    int start, int end, string name, IReadOnlyList<PyExpression> decorators, IReadOnlyList<PyArgument> bases, IReadOnlyList<PyStatement> body)
    : PyStatement(start, end)
{
    public string Name => name;

    public IReadOnlyList<PyExpression> Decorators => decorators;

    public IReadOnlyList<PyArgument> Bases => bases;

    public IReadOnlyList<PyStatement> Body => body;

    public override IEnumerable<PyExpression> Expressions => decorators.Concat(bases.Select(b => b.Value));

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body];
}

/// <summary>A parameter of a function. Python 2's <c>(a, b)</c> is one parameter with a null name.</summary>
internal sealed record PyParameter(ArgumentKind Kind, string? Name, PyExpression? Annotation, PyExpression? Default);

/// <summary>A function.</summary>
internal sealed class FunctionStatement(
    int start, int end, string name, IReadOnlyList<PyExpression> decorators, IReadOnlyList<PyParameter> parameters, PyExpression? returns, IReadOnlyList<PyStatement> body)
    : PyStatement(start, end)
{
    public string Name => name;

    public IReadOnlyList<PyExpression> Decorators => decorators;

    public IReadOnlyList<PyParameter> Parameters => parameters;

    public PyExpression? Returns => returns;

    public IReadOnlyList<PyStatement> Body => body;

    public override IEnumerable<PyExpression> Expressions =>
        decorators.Concat(parameters.SelectMany(p => new[] { p.Annotation, p.Default })).Append(returns).OfType<PyExpression>();

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body];
}

/// <summary>One arm of an <c>if</c>, a <c>try</c> or a <c>match</c>.</summary>
/// <param name="Start">The offset of its keyword.</param>
/// <param name="Heads">Its condition; the types and name of an <c>except</c>; the values and guard of a <c>case</c>.</param>
/// <param name="Body">Its statements.</param>
internal sealed record PyArm(int Start, IReadOnlyList<PyExpression> Heads, IReadOnlyList<PyStatement> Body);

/// <summary><c>if … elif … else</c>: the arm without a head is the last one.</summary>
internal sealed class IfStatement(int start, int end, IReadOnlyList<PyArm> arms) : PyStatement(start, end)
{
    public IReadOnlyList<PyArm> Arms => arms;

    public override IEnumerable<PyExpression> Expressions => arms.SelectMany(a => a.Heads);

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => arms.Select(a => a.Body);
}

/// <summary><c>for target in source</c></summary>
internal sealed class ForStatement(
    int start, int end, PyExpression target, PyExpression source, IReadOnlyList<PyStatement> body, IReadOnlyList<PyStatement> otherwise) : PyStatement(start, end)
{
    public PyExpression Target => target;

    public PyExpression Source => source;

    public IReadOnlyList<PyStatement> Body => body;

    public override IEnumerable<PyExpression> Expressions => [target, source];

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body, otherwise];
}

/// <summary><c>while condition</c></summary>
internal sealed class WhileStatement(
    int start, int end, PyExpression condition, IReadOnlyList<PyStatement> body, IReadOnlyList<PyStatement> otherwise) : PyStatement(start, end)
{
    public PyExpression Condition => condition;

    public IReadOnlyList<PyStatement> Body => body;

    public override IEnumerable<PyExpression> Expressions => [condition];

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body, otherwise];
}

/// <summary>One <c>value as target</c> of a <c>with</c>.</summary>
internal sealed record PyWithItem(PyExpression Value, PyExpression? Target);

/// <summary><c>with items</c></summary>
internal sealed class WithStatement(int start, int end, IReadOnlyList<PyWithItem> items, IReadOnlyList<PyStatement> body) : PyStatement(start, end)
{
    public IReadOnlyList<PyWithItem> Items => items;

    public IReadOnlyList<PyStatement> Body => body;

    public override IEnumerable<PyExpression> Expressions => items.SelectMany(i => new[] { i.Value, i.Target }).OfType<PyExpression>();

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body];
}

/// <summary><c>try</c> with its handlers; <c>else</c> and <c>finally</c> are the last block.</summary>
internal sealed class TryStatement(
    int start, int end, IReadOnlyList<PyStatement> body, IReadOnlyList<PyArm> handlers, IReadOnlyList<PyStatement> otherwise, IReadOnlyList<PyStatement> last)
    : PyStatement(start, end)
{
    public IReadOnlyList<PyStatement> Body => body;

    public IReadOnlyList<PyArm> Handlers => handlers;

    public override IEnumerable<PyExpression> Expressions => handlers.SelectMany(h => h.Heads);

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => [body, .. handlers.Select(h => h.Body), otherwise, last];
}

/// <summary><c>match subject</c></summary>
internal sealed class MatchStatement(int start, int end, PyExpression subject, IReadOnlyList<PyArm> cases) : PyStatement(start, end)
{
    public PyExpression Subject => subject;

    public IReadOnlyList<PyArm> Cases => cases;

    public override IEnumerable<PyExpression> Expressions => cases.SelectMany(c => c.Heads).Prepend(subject);

    public override IEnumerable<IReadOnlyList<PyStatement>> Blocks => cases.Select(c => c.Body);
}

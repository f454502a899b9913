using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Tests.Python;

/// <summary>What the oracle of an outline can tell; see tests/tools/outline.py.</summary>
/// <param name="IsOld">True for Python 2, which does not tell the lines of strings and of decorated definitions.</param>
/// <param name="ExactFields">False when the lines inside f-strings are not exact.</param>
internal sealed record OutlineRules(bool IsOld, bool ExactFields);

/// <summary>The outline of a tree, in the words of tests/tools/outline.py.</summary>
internal sealed class Outline
{
    private readonly PySource source;
    private readonly OutlineRules rules;
    private readonly List<string> items = [];
    private int inField;
    private bool inPattern;

    private Outline(PySource source, OutlineRules rules) => (this.source, this.rules) = (source, rules);

    public static IReadOnlyList<string> Of(PyModule module, OutlineRules rules)
    {
        var outline = new Outline(module.Text, rules);
        outline.Block(module.Body);
        outline.items.Sort(StringComparer.Ordinal);
        return outline.items;
    }

    private string Line(PyNode node) =>
        (rules.IsOld && StartsWithString(node)) || (inField > 0 && !rules.ExactFields) ? "-" : source.LineOf(node.Start).ToString();

    private string LineOf(int offset) => source.LineOf(offset).ToString();

    private static bool StartsWithString(PyNode? node) => node switch
    {
        StringExpression => true,
        CallExpression call => StartsWithString(call.Function),
        AttributeExpression attribute => StartsWithString(attribute.Value),
        SubscriptExpression subscript => StartsWithString(subscript.Value),
        BinaryExpression binary => StartsWithString(binary.Left),
        ConditionalExpression conditional => StartsWithString(conditional.Value),
        SequenceExpression { Kind: SequenceKind.Tuple, Items: [var first, ..] } => StartsWithString(first),
        ExpressionStatement statement => StartsWithString(statement.Value),
        _ => false,
    };

    private void Add(params string[] parts) => items.Add(string.Join(' ', parts));

    private static string Dotted(PyExpression node) => node switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => $"{Dotted(attribute.Value)}.{attribute.Name}",
        _ => "?",
    };

    private string All(IEnumerable<PyExpression> nodes) => string.Join(',', nodes.Select(Shape));

    private string Shape(PyExpression? node) => node switch
    {
        null => "",
        NameExpression name => name.Name,
        NumberExpression => "n",
        StringExpression text => String(text),
        EllipsisExpression => "...",
        AttributeExpression attribute => $"{Shape(attribute.Value)}.{attribute.Name}",
        SubscriptExpression subscript => $"{Shape(subscript.Value)}[{Shape(subscript.Index)}]",
        SliceExpression slice => $"{Shape(slice.Lower)}:{Shape(slice.Upper)}:{Shape(slice.Step)}",
        CallExpression call => Call(call),
        BinaryExpression binary => $"({Shape(binary.Left)} {Sign(binary.Operation)} {Shape(binary.Right)})",
        UnaryExpression unary => Unary(unary),
        ConditionalExpression choice => $"({Shape(choice.Value)} if {Shape(choice.Condition)} else {Shape(choice.Otherwise)})",
        LambdaExpression lambda => $"(lambda {Parameters(lambda.Parameters)}:{Shape(lambda.Body)})",
        SequenceExpression sequence => Sequence(sequence),
        DictionaryExpression dictionary =>
            $"{{{string.Join(',', dictionary.Pairs.Select(p => p.Key is null ? $"**{Shape(p.Value)}" : $"{Shape(p.Key)}:{Shape(p.Value)}"))}}}",
        ComprehensionExpression comprehension => Comprehension(comprehension),
        StarExpression star => $"*{Shape(star.Value)}",
        WrappedExpression wrapped => $"({wrapped.Kind.ToString().ToLowerInvariant()} {Shape(wrapped.Value)})",
        WalrusExpression walrus => $"({Shape(walrus.Target)}:={Shape(walrus.Value)})",
        _ => "<error>",
    };

    /// <summary>Python 2 counts the sign to the number.</summary>
    private string Unary(UnaryExpression unary)
    {
        var operand = Shape(unary.Operand);
        return rules.IsOld && unary.Operation == TokenKind.Minus && operand == "n" ? "n" : $"({Sign(unary.Operation)} {operand})";
    }

    private string String(StringExpression text)
    {
        if (text.Fields.Count == 0)
            return "s";
        inField++;
        var fields = All(text.Fields);
        inField--;
        return $"s{{{fields}}}";
    }

    private string Call(CallExpression call)
    {
        if (!inPattern)
            Add("call", Line(call), Dotted(call.Function));
        return Shape(call.Function) + Arguments(call.Arguments);
    }

    private string Arguments(IReadOnlyList<PyArgument> arguments)
    {
        var places = arguments.OrderBy(a => a.Kind is ArgumentKind.Named or ArgumentKind.DoubleStar);
        return $"({string.Join(',', places.Select(a => $"{Stars(a.Kind)}{(a.Name is null ? "" : a.Name + "=")}{Shape(a.Value)}"))})";
    }

    private static string Stars(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Star => "*",
        ArgumentKind.DoubleStar => "**",
        _ => "",
    };

    private string Sequence(SequenceExpression sequence) => sequence.Kind switch
    {
        SequenceKind.Set => $"{{{All(sequence.Items)}}}",
        SequenceKind.Tuple when !inPattern => $"({All(sequence.Items)})",
        _ => $"[{All(sequence.Items)}]",
    };

    private string Comprehension(ComprehensionExpression node)
    {
        var kind = node.Kind switch
        {
            ComprehensionKind.Generator => "gen",
            ComprehensionKind.Dictionary => "dict",
            _ => node.Kind.ToString().ToLowerInvariant(),
        };
        var element = node.Value is null ? Shape(node.Element) : $"{Shape(node.Element)}:{Shape(node.Value)}";
        var parts = node.Parts.SelectMany(p => p.Conditions.Select(c => $"if {Shape(c)}").Prepend($"for {Shape(p.Target)} in {Shape(p.Source)}"));
        return $"({kind} {element} {string.Join(' ', parts)})";
    }

    private string Parameters(IReadOnlyList<PyParameter> parameters) => string.Join(',', parameters.Select(p =>
        Stars(p.Kind) + (p.Name ?? (p.Kind == ArgumentKind.Plain ? "()" : ""))
        + (p.Annotation is null ? "" : $":{Shape(p.Annotation)}") + (p.Default is null ? "" : $"={Shape(p.Default)}")));

    private static string Sign(TokenKind kind) => kind switch
    {
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.At => "@",
        TokenKind.Slash => "/",
        TokenKind.Percent => "%",
        TokenKind.DoubleStar => "**",
        TokenKind.LeftShift => "<<",
        TokenKind.RightShift => ">>",
        TokenKind.Bar => "|",
        TokenKind.Caret => "^",
        TokenKind.Ampersand => "&",
        TokenKind.DoubleSlash => "//",
        TokenKind.Tilde => "~",
        TokenKind.DoubleEqual => "==",
        TokenKind.NotEqual => "!=",
        TokenKind.Less => "<",
        TokenKind.LessEqual => "<=",
        TokenKind.Greater => ">",
        TokenKind.GreaterEqual => ">=",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private void Block(IEnumerable<PyStatement> statements)
    {
        foreach (var statement in statements)
        {
            Head(statement);
            foreach (var block in statement.Blocks)
                Block(block);
        }
    }

    private void Head(PyStatement statement)
    {
        switch (statement)
        {
            case ExpressionStatement expression:
                Expression(expression);
                break;
            case AssignStatement { Annotation: { } annotation } assign:
                Targets("assign", assign.Targets[0]);
                Add("value", Shape(assign.Targets[0]), ":", Shape(annotation), "=", Shape(assign.Value));
                break;
            case AssignStatement assign:
                foreach (var target in assign.Targets)
                    Targets("assign", target);
                Add("value", string.Join(" = ", assign.Targets.Append(assign.Value!).Select(Shape)));
                break;
            case AugmentedStatement augmented:
                Add("augment", Line(augmented.Target), Dotted(augmented.Target), augmented.Sign);
                Add("value", Shape(augmented.Target), "=", Shape(augmented.Value));
                break;
            case ImportStatement import:
                foreach (var name in import.Names)
                    Add("import", Line(import), name.Name, name.Alias ?? "");
                break;
            case FromImportStatement import:
                foreach (var name in import.Names)
                    Add("from", Line(import), new string('.', import.Dots) + import.Module, name.Name, name.Alias ?? "");
                break;
            case SimpleStatement simple:
                Simple(simple);
                break;
            case ErrorStatement:
                Add("error", Line(statement));
                break;
            default:
                Compound(statement);
                break;
        }
    }

    private void Expression(ExpressionStatement statement)
    {
        if (rules.IsOld && OldWord(statement.Value) is { } word)
            Add(word, Line(statement), "?");
        else
            Add("expr", Line(statement), Shape(statement.Value));
    }

    /// <summary>Python 2's <c>print (x)</c> looks like a call to whoever does not know the version.</summary>
    private static string? OldWord(PyExpression value) => value switch
    {
        CallExpression { Function: NameExpression { Name: "print" or "exec" } name } => name.Name,
        CallExpression call => OldWord(call.Function),
        AttributeExpression attribute => OldWord(attribute.Value),
        SubscriptExpression subscript => OldWord(subscript.Value),
        BinaryExpression binary => OldWord(binary.Left),
        ConditionalExpression conditional => OldWord(conditional.Value),
        SequenceExpression { Kind: SequenceKind.Tuple, Items: [var first, ..] } => OldWord(first),
        _ => null,
    };

    private void Targets(string word, PyExpression target)
    {
        switch (target)
        {
            case SequenceExpression sequence:
                foreach (var item in sequence.Items)
                    Targets(word, item);
                break;
            case StarExpression star:
                Targets(word, star.Value);
                break;
            default:
                Add(word, Line(target), Dotted(target));
                break;
        }
    }

    private void Simple(SimpleStatement simple)
    {
        var word = simple.Kind.ToString().ToLowerInvariant();
        switch (simple.Kind)
        {
            case SimpleKind.Pass or SimpleKind.Break or SimpleKind.Continue:
                Add(word, Line(simple));
                break;
            case SimpleKind.Print or SimpleKind.Exec when simple.Values.Count > 0 && source.Text[simple.Values[0].Start] == '(' && rules.IsOld:
                Add(word, Line(simple), "?");
                break;
            case SimpleKind.Print when !rules.IsOld:
                Add("expr", Line(simple), "print");
                break;
            case SimpleKind.TypeAlias:
                Add(word, Line(simple), Shape(simple.Values[0]), Shape(simple.Values[^1]));
                break;
            case SimpleKind.Delete when simple.Values[0] is SequenceExpression { Items: [var only] } values && values.Start == only.Start:
                Add(word, Line(simple), Shape(only));
                break;
            default:
                Add(word, Line(simple), All(simple.Values));
                break;
        }
    }

    private void Compound(PyStatement statement)
    {
        switch (statement)
        {
            case FunctionStatement function:
                Decorators(function.Decorators);
                var returns = function.Returns is null ? "" : $"->{Shape(function.Returns)}";
                Add("def", DefinitionLine(function, function.Decorators), function.Name, $"({Parameters(function.Parameters)}){returns}");
                break;
            case ClassStatement type:
                Decorators(type.Decorators);
                Add("class", DefinitionLine(type, type.Decorators), type.Name, Arguments(type.Bases));
                break;
            case IfStatement choice:
                foreach (var arm in choice.Arms.Where(a => a.Heads.Count > 0))
                    Add("if", LineOf(arm.Start), Shape(arm.Heads[0]));
                break;
            case WhileStatement loop:
                Add("while", Line(loop), Shape(loop.Condition));
                break;
            case ForStatement loop:
                Add("for", Line(loop), Shape(loop.Target), "in", Shape(loop.Source));
                break;
            case WithStatement with:
                foreach (var item in with.Items)
                    Add("with", Shape(item.Value), Shape(item.Target));
                break;
            case TryStatement attempt:
                Add("try", Line(attempt));
                foreach (var handler in attempt.Handlers)
                    Add("except", LineOf(handler.Start), Shape(handler.Heads.ElementAtOrDefault(0)), Shape(handler.Heads.ElementAtOrDefault(1)));
                break;
            case MatchStatement match:
                Add("match", Line(match), Shape(match.Subject));
                foreach (var arm in match.Cases)
                    Case(arm);
                break;
        }
    }

    private void Case(PyArm arm)
    {
        inPattern = true;
        var pattern = Shape(arm.Heads.ElementAtOrDefault(0));
        inPattern = false;
        Add("case", pattern, Shape(arm.Heads.ElementAtOrDefault(1)));
    }

    private void Decorators(IEnumerable<PyExpression> decorators)
    {
        foreach (var decorator in decorators)
            Add("decorator", Shape(decorator));
    }

    private string DefinitionLine(PyStatement definition, IReadOnlyList<PyExpression> decorators) =>
        rules.IsOld && decorators.Count > 0 ? "-" : Line(definition);
}

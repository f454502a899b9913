using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <content>Expressions by precedence.</content>
internal sealed partial class Parser
{
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int ComparisonLevel = 4;
    private const int BitOrLevel = 5;

    private static int Level(TokenKind kind) => kind switch
    {
        TokenKind.Or => OrLevel,
        TokenKind.And => AndLevel,
        TokenKind.Less or TokenKind.Greater or TokenKind.LessEqual or TokenKind.GreaterEqual or TokenKind.DoubleEqual or TokenKind.NotEqual
            or TokenKind.In or TokenKind.Is or TokenKind.Not => ComparisonLevel,
        TokenKind.Bar => BitOrLevel,
        TokenKind.Caret => 6,
        TokenKind.Ampersand => 7,
        TokenKind.LeftShift or TokenKind.RightShift => 8,
        TokenKind.Plus or TokenKind.Minus => 9,
        TokenKind.Star or TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.Percent or TokenKind.At => 10,
        _ => 0,
    };

    /// <summary>True for a token that can begin an expression.</summary>
    private static bool Begins(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.FormatString
        or TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.Backtick or TokenKind.Ellipsis
        or TokenKind.Plus or TokenKind.Minus or TokenKind.Tilde or TokenKind.Not or TokenKind.Lambda or TokenKind.Yield or TokenKind.Star or TokenKind.DoubleStar;

    /// <summary>Expressions with commas between: one, or a tuple.</summary>
    private PyExpression ExpressionList()
    {
        var start = Current.Start;
        var first = StarOrNamed();
        if (Kind != TokenKind.Comma)
            return first;
        var items = new List<PyExpression> { first };
        while (Accept(TokenKind.Comma))
        {
            if (!Begins(Kind))
                break;
            items.Add(Next());
        }
        return new SequenceExpression(start, LastEnd, SequenceKind.Tuple, items);
    }

    /// <summary>A value behind a comma.</summary>
    private PyExpression Next()
    {
        if (Kind == TokenKind.Yield)
            Complain("'yield' needs brackets here");
        return StarOrNamed();
    }

    /// <summary>Values where a lone star means nothing, and <c>:=</c> needs brackets.</summary>
    private void CheckAlone(PyExpression value)
    {
        if (value is StarExpression)
            problems.Add(value.Start, "a star cannot stand alone");
    }

    private void CheckUnnamed(PyExpression value, int start)
    {
        CheckAlone(value);
        if (value is WalrusExpression && value.Start == start)
            problems.Add(start, "':=' needs brackets here");
    }

    private PyExpression StarOrNamed()
    {
        var start = Current.Start;
        if (Kind == TokenKind.Yield)
            return Yield();
        if (Kind is not (TokenKind.Star or TokenKind.DoubleStar))
            return Named();
        if (Kind == TokenKind.DoubleStar)
            Complain("two stars mean nothing here");
        Take();
        return new StarExpression(start, LastEnd, Binary(BitOrLevel)).EndingAt(LastEnd);
    }

    /// <summary>An expression, or <c>name := expression</c>.</summary>
    private PyExpression Named()
    {
        var start = Current.Start;
        var target = Test();
        if (inPattern && Kind == TokenKind.As && Ahead() == TokenKind.Name)
        {
            Take();
            var alias = Current;
            Take();
            return new WalrusExpression(start, LastEnd, new NameExpression(alias.Start, alias.End, TextOf(alias)), target);
        }
        if (Kind != TokenKind.ColonEqual)
            return target;
        if (target is not NameExpression)
            Complain("only a name can be assigned to with ':='");
        Take();
        var value = Test();
        return new WalrusExpression(start, LastEnd, target, value);
    }

    /// <summary>An expression with <c>lambda</c> and <c>if … else</c>, without commas.</summary>
    private PyExpression Test()
    {
        var start = Current.Start;
        if (!Enter())
            return SkipDeep(start);
        try
        {
            if (Kind == TokenKind.Lambda)
                return Lambda();
            var value = Binary(OrLevel);
            if (Kind != TokenKind.If || inPattern)
                return value;
            Take();
            var condition = Binary(OrLevel);
            if (!Expect(TokenKind.Else, "'else'"))
                return new ConditionalExpression(start, LastEnd, value, condition, new ErrorExpression(LastEnd, LastEnd));
            var otherwise = Test();
            return new ConditionalExpression(start, LastEnd, value, condition, otherwise);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>A lambda; the body of one in a comprehension's source or condition cannot be conditional.</summary>
    private LambdaExpression Lambda(bool isPlain = false)
    {
        var start = Current.Start;
        Take();
        var parameters = Parameters(TokenKind.Colon, isLambda: true);
        Expect(TokenKind.Colon, "':'");
        var body = isPlain ? Plain() : Test();
        return new LambdaExpression(start, LastEnd, parameters, body);
    }

    private PyExpression Binary(int least)
    {
        var start = Current.Start;
        PyExpression left;
        if (Kind == TokenKind.Not)
        {
            if (least > NotLevel)
                Complain("'not' needs brackets here");
            Take();
            if (!Enter())
                return SkipDeep(start);
            left = new UnaryExpression(start, LastEnd, TokenKind.Not, Binary(NotLevel)).EndingAt(LastEnd);
            Leave();
        }
        else
        {
            left = Unary();
        }
        while (Level(Kind) is var level && level >= least && level > 0)
        {
            var operation = Kind;
            if (operation == TokenKind.Not && Ahead() != TokenKind.In)
                break;
            Take();
            if ((operation == TokenKind.Not && Accept(TokenKind.In)) || (operation == TokenKind.Is && Accept(TokenKind.Not)))
                operation = operation == TokenKind.Not ? TokenKind.In : TokenKind.Is;
            if (!Enter())
                return SkipDeep(start);
            var right = Binary(level + 1);
            Leave();
            left = new BinaryExpression(start, LastEnd, Shallow(left), operation, right);
        }
        return left;
    }

    /// <summary>A tree that would become too high gives its place only.</summary>
    private PyExpression Shallow(PyExpression tree)
    {
        if (tree.Height < PyExpression.Highest)
            return tree;
        problems.Add(tree.Start, "an expression is too long to be kept whole");
        return new ErrorExpression(tree.Start, tree.End);
    }

    private PyExpression Unary()
    {
        var start = Current.Start;
        if (Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.Tilde))
            return Power();
        var operation = Kind;
        Take();
        if (!Enter())
            return SkipDeep(start);
        var operand = Unary();
        Leave();
        return new UnaryExpression(start, LastEnd, operation, operand);
    }

    private PyExpression Power()
    {
        var start = Current.Start;
        PyExpression value;
        if (Is("await") && Ahead() is TokenKind.Name or TokenKind.LeftParen or TokenKind.String or TokenKind.Number or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.FormatString)
        {
            Take();
            value = new WrappedExpression(start, LastEnd, WrapKind.Await, Postfix()).EndingAt(LastEnd);
        }
        else
        {
            value = Postfix();
        }
        if (!Accept(TokenKind.DoubleStar))
            return value;
        if (!Enter())
            return SkipDeep(start);
        var exponent = Unary();
        Leave();
        return new BinaryExpression(start, LastEnd, value, TokenKind.DoubleStar, exponent);
    }

    private PyExpression Postfix()
    {
        var start = Current.Start;
        var value = Atom();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    Take();
                    var name = ExpectName();
                    value = new AttributeExpression(start, LastEnd, Shallow(value), name);
                    break;
                case TokenKind.LeftParen:
                    Take();
                    var arguments = Arguments();
                    Close(TokenKind.RightParen);
                    value = new CallExpression(start, LastEnd, Shallow(value), arguments);
                    break;
                case TokenKind.LeftBracket:
                    Take();
                    var index = Index();
                    Close(TokenKind.RightBracket);
                    value = new SubscriptExpression(start, LastEnd, Shallow(value), index);
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>Takes a closing bracket; what stands before it and is not understood is passed over.</summary>
    private void Close(TokenKind bracket)
    {
        if (Accept(bracket))
            return;
        Complain("a bracket is not closed, or a comma is missing");
        var open = 0;
        while (Kind is not (TokenKind.EndOfFile or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
        {
            if (Kind is TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace)
                open++;
            else if (Kind is TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace && open-- == 0)
            {
                Take();
                return;
            }
            Take();
        }
    }

    /// <summary>The arguments of a call or the bases of a class, up to the closing bracket.</summary>
    private IReadOnlyList<PyArgument> Arguments()
    {
        if (Kind == TokenKind.RightParen)
            return [];
        var arguments = new List<PyArgument>();
        var outer = (inPattern, depth);
        if (!Enter())
            return [new PyArgument(ArgumentKind.Plain, null, SkipDeep(Current.Start))];
        do
        {
            if (Kind == TokenKind.RightParen)
                break;
            arguments.Add(Argument());
        }
        while (Accept(TokenKind.Comma));
        (inPattern, depth) = outer;
        CheckOrder(arguments);
        return arguments;
    }

    private PyArgument Argument()
    {
        var start = Current.Start;
        switch (Kind)
        {
            case TokenKind.Star:
                Take();
                return new PyArgument(ArgumentKind.Star, null, Test());
            case TokenKind.DoubleStar:
                Take();
                return new PyArgument(ArgumentKind.DoubleStar, null, Test());
            case TokenKind.Name when Ahead() == TokenKind.Equal:
                var name = ExpectName();
                Take();
                if (Kind is TokenKind.Comma or TokenKind.RightParen)
                    return new PyArgument(ArgumentKind.Named, name, Missing("a value"));
                return new PyArgument(ArgumentKind.Named, name, Named());
            default:
                var value = Named();
                if (IsFor())
                    value = Comprehension(start, ComprehensionKind.Generator, value, null);
                return new PyArgument(ArgumentKind.Plain, null, value);
        }
    }

    private void CheckOrder(List<PyArgument> arguments)
    {
        var (named, unpacked) = (false, false);
        HashSet<string>? names = null;
        string? name = null;
        foreach (var argument in arguments)
        {
            if ((argument.Kind == ArgumentKind.Plain && (named || unpacked)) || (argument.Kind == ArgumentKind.Star && unpacked))
                problems.Add(argument.Value.Start, "an argument without a name follows one with a name");
            if (argument.Kind == ArgumentKind.Named)
            {
                if (name is not null)
                    names ??= [name];
                name = argument.Name!;
                if (names?.Add(name) == false)
                    problems.Add(argument.Value.Start, $"the argument '{name}' is given twice");
            }
            named |= argument.Kind == ArgumentKind.Named;
            unpacked |= argument.Kind == ArgumentKind.DoubleStar;
            if (argument.Value is ComprehensionExpression { Kind: ComprehensionKind.Generator } && arguments.Count > 1 && text[argument.Value.Start] != '(')
                problems.Add(argument.Value.Start, "a generator beside other arguments needs brackets");
        }
    }

    private PyExpression Index()
    {
        var start = Current.Start;
        if (Kind == TokenKind.RightBracket)
            return Missing("an index");
        var first = IndexItem();
        if (Kind != TokenKind.Comma)
            return first is StarExpression ? new SequenceExpression(start, LastEnd, SequenceKind.Tuple, [first]) : first;
        var items = new List<PyExpression> { first };
        while (Accept(TokenKind.Comma) && Kind != TokenKind.RightBracket)
            items.Add(IndexItem());
        return new SequenceExpression(start, LastEnd, SequenceKind.Tuple, items);
    }

    private PyExpression IndexItem()
    {
        var start = Current.Start;
        if (Accept(TokenKind.Star))
            return new StarExpression(start, LastEnd, Test()).EndingAt(LastEnd);
        var lower = Kind is TokenKind.Colon or TokenKind.ColonEqual ? null : StarOrNamed();
        if (Kind is not TokenKind.Colon)
            return lower ?? Missing("an index");
        if (lower is not null)
            CheckUnnamed(lower, start);
        Take();
        var upper = Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.RightBracket ? null : Test();
        var step = Accept(TokenKind.Colon) && Kind is not (TokenKind.Comma or TokenKind.RightBracket) ? Test() : null;
        return new SliceExpression(start, LastEnd, lower, upper, step);
    }

    private PyExpression Yield()
    {
        var start = Current.Start;
        Take();
        if (Accept(TokenKind.From))
            return new WrappedExpression(start, LastEnd, WrapKind.YieldFrom, Test()).EndingAt(LastEnd);
        if (!Begins(Kind))
            return new WrappedExpression(start, LastEnd, WrapKind.Yield, null);
        if (!Enter())
            return new WrappedExpression(start, LastEnd, WrapKind.Yield, SkipDeep(Current.Start)).EndingAt(LastEnd);
        var inner = Current.Start;
        var value = ExpressionList();
        CheckUnnamed(value, inner);
        Leave();
        return new WrappedExpression(start, LastEnd, WrapKind.Yield, value);
    }

    private bool IsFor() => Kind == TokenKind.For || (Is("async") && Ahead() == TokenKind.For);

    private ComprehensionExpression Comprehension(int start, ComprehensionKind kind, PyExpression element, PyExpression? value)
    {
        var parts = new List<PyComprehensionPart>();
        if (element is StarExpression)
            problems.Add(element.Start, "a comprehension cannot unpack its elements");
        while (IsFor())
        {
            if (Kind != TokenKind.For)
                Take();
            Take();
            var target = TargetList();
            Expect(TokenKind.In, "'in'");
            var source = Plain();
            if (Kind == TokenKind.Comma && kind == ComprehensionKind.List && Begins(Ahead()))
                source = OldSource(source);
            var conditions = new List<PyExpression>();
            while (Accept(TokenKind.If))
                conditions.Add(Condition());
            parts.Add(new PyComprehensionPart(target, source, conditions));
        }
        return new ComprehensionExpression(start, LastEnd, kind, element, value, parts);
    }

    /// <summary>An expression without <c>if … else</c>.</summary>
    private PyExpression Plain()
    {
        if (Kind != TokenKind.Lambda)
            return Binary(OrLevel);
        if (!Enter())
            return SkipDeep(Current.Start);
        var lambda = Lambda(isPlain: true);
        Leave();
        return lambda;
    }

    /// <summary>A condition of a comprehension, which may be <c>name := value</c>.</summary>
    private PyExpression Condition()
    {
        var start = Current.Start;
        var value = Plain();
        if (value is not NameExpression || !Accept(TokenKind.ColonEqual))
            return value;
        var given = Plain();
        return new WalrusExpression(start, LastEnd, value, given);
    }

    /// <summary>Python 2 lets a list comprehension run over <c>1, 2, 3</c>.</summary>
    private SequenceExpression OldSource(PyExpression first)
    {
        problems.AddOld(first.Start, "a comprehension over values without brackets");
        var items = new List<PyExpression> { first };
        while (Accept(TokenKind.Comma) && Begins(Kind))
            items.Add(Plain());
        return new SequenceExpression(first.Start, LastEnd, SequenceKind.Tuple, items);
    }

    /// <summary>The targets of <c>for</c>.</summary>
    private PyExpression TargetList()
    {
        var start = Current.Start;
        var first = Target();
        if (Kind != TokenKind.Comma)
        {
            CheckTarget(first);
            return first;
        }
        var items = new List<PyExpression> { first };
        while (Accept(TokenKind.Comma) && Begins(Kind))
            items.Add(Target());
        var target = new SequenceExpression(start, LastEnd, SequenceKind.Tuple, items);
        CheckTarget(target);
        return target;
    }

    private PyExpression Target()
    {
        var start = Current.Start;
        if (!Accept(TokenKind.Star))
            return Binary(BitOrLevel);
        return new StarExpression(start, LastEnd, Binary(BitOrLevel)).EndingAt(LastEnd);
    }

    /// <summary>Passes over what is nested too deeply, up to the end of the brackets around it.</summary>
    private ErrorExpression SkipDeep(int start)
    {
        var open = 0;
        while (Kind is not (TokenKind.EndOfFile or TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
        {
            if (Kind is TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace)
                open++;
            else if (Kind is TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace && open-- == 0)
                break;
            Take();
        }
        return new ErrorExpression(start, Math.Max(start, LastEnd));
    }
}

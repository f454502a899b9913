using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <content>Statements with blocks.</content>
internal sealed partial class Parser
{
    /// <summary>A compound statement, or null when none starts here.</summary>
    private PyStatement? Compound() => Kind switch
    {
        TokenKind.If => If(),
        TokenKind.For => For(Current.Start),
        TokenKind.While => While(),
        TokenKind.Try => Try(),
        TokenKind.With => With(Current.Start),
        TokenKind.Def => Function(Current.Start, []),
        TokenKind.Class => Class(Current.Start, []),
        TokenKind.At => Decorated(),
        TokenKind.Name when Is("async") => Async(),
        TokenKind.Name when Is("match") && IsMatch() => Match(),
        TokenKind.Elif or TokenKind.Else or TokenKind.Except or TokenKind.Finally => Stray(),
        _ => null,
    };

    /// <summary>An arm whose statement was not understood: its body is kept.</summary>
    private IfStatement Stray()
    {
        var start = Current.Start;
        Complain("this belongs to no statement above it");
        var isConditional = Kind is TokenKind.Elif;
        Take();
        IReadOnlyList<PyExpression> heads = isConditional ? [Named()] : [];
        if (Kind != TokenKind.Colon)
        {
            while (Kind is not (TokenKind.Colon or TokenKind.Newline or TokenKind.EndOfFile or TokenKind.Indent or TokenKind.Dedent))
                Take();
        }
        var body = Block();
        return new IfStatement(start, LastEnd, [new PyArm(start, heads, body)]);
    }

    private PyStatement? Async()
    {
        var start = Current.Start;
        switch (Ahead())
        {
            case TokenKind.Def:
                Take();
                return Function(start, []);
            case TokenKind.For:
                Take();
                return For(start);
            case TokenKind.With:
                Take();
                return With(start);
            default:
                return null;
        }
    }

    private IfStatement If()
    {
        var start = Current.Start;
        var arms = new List<PyArm>();
        do
        {
            var place = Current.Start;
            Take();
            var condition = Named();
            arms.Add(new PyArm(place, [condition], Block()));
        }
        while (Kind == TokenKind.Elif);
        if (Kind == TokenKind.Else)
        {
            var place = Current.Start;
            Take();
            arms.Add(new PyArm(place, [], Block()));
        }
        return new IfStatement(start, LastEnd, arms);
    }

    private ForStatement For(int start)
    {
        Take();
        var target = TargetList();
        Expect(TokenKind.In, "'in'");
        var source = ExpressionList();
        CheckAlone(source);
        var body = Block();
        return new ForStatement(start, LastEnd, target, source, body, Otherwise()).EndingAt(LastEnd);
    }

    private WhileStatement While()
    {
        var start = Current.Start;
        Take();
        var condition = Named();
        var body = Block();
        return new WhileStatement(start, LastEnd, condition, body, Otherwise()).EndingAt(LastEnd);
    }

    private IReadOnlyList<PyStatement> Otherwise() => Accept(TokenKind.Else) ? Block() : [];

    private TryStatement Try()
    {
        var start = Current.Start;
        Take();
        var body = Block();
        var handlers = new List<PyArm>();
        var isGroup = Kind == TokenKind.Except && Ahead() == TokenKind.Star;
        while (Kind == TokenKind.Except)
        {
            var place = Current.Start;
            Take();
            if (isGroup != (Kind == TokenKind.Star))
                Complain("'except' and 'except*' cannot be mixed");
            var heads = Kind == TokenKind.Colon ? [] : ExceptHeads();
            handlers.Add(new PyArm(place, heads, Block()));
        }
        var otherwise = Otherwise();
        IReadOnlyList<PyStatement> last = [];
        if (Accept(TokenKind.Finally))
            last = Block();
        else if (handlers.Count == 0)
            Complain("'except' or 'finally' is missing");
        return new TryStatement(start, LastEnd, body, handlers, otherwise, last);
    }

    /// <summary>What an <c>except</c> catches; Python 2 names it behind a comma, 3.14 lists types there.</summary>
    private List<PyExpression> ExceptHeads()
    {
        Accept(TokenKind.Star);
        var heads = new List<PyExpression> { Test() };
        while (Accept(TokenKind.Comma))
            heads.Add(Test());
        if (!Accept(TokenKind.As))
            return heads;
        if (heads.Count > 1)
            problems.Add(heads[0].Start, "several types need brackets before 'as'");
        heads.Add(NameOnly());
        return heads;
    }

    private WithStatement With(int start)
    {
        Take();
        var items = new List<PyWithItem>();
        if (Kind == TokenKind.LeftParen && IsItemList())
        {
            Take();
            do
            {
                if (Kind == TokenKind.RightParen)
                    break;
                items.Add(WithItem());
            }
            while (Accept(TokenKind.Comma));
            Close(TokenKind.RightParen);
        }
        else
        {
            do
                items.Add(WithItem());
            while (Accept(TokenKind.Comma));
        }
        var body = Block();
        return new WithStatement(start, LastEnd, items, body);
    }

    /// <summary>True when the brackets here hold the items of <c>with</c> and not one expression.</summary>
    private bool IsItemList()
    {
        var (open, hasItems) = (0, false);
        for (var i = at; i < tokens.Length; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                    open++;
                    break;
                case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                    if (--open == 0)
                        return hasItems && i + 1 < tokens.Length && tokens[i + 1].Kind == TokenKind.Colon;
                    break;
                case TokenKind.As or TokenKind.Comma when open == 1:
                    hasItems = true;
                    break;
                case TokenKind.For or TokenKind.Yield when open == 1:
                    return false;
                case TokenKind.Newline or TokenKind.EndOfFile:
                    return false;
            }
        }
        return false;
    }

    private PyWithItem WithItem()
    {
        var value = StarOrNamed();
        if (!Accept(TokenKind.As))
            return new PyWithItem(value, null);
        var target = Target();
        CheckTarget(target);
        return new PyWithItem(value, target);
    }

    private PyStatement Decorated()
    {
        var start = Current.Start;
        var decorators = new List<PyExpression>();
        while (Accept(TokenKind.At))
        {
            decorators.Add(Named());
            Expect(TokenKind.Newline, "a line's end");
            while (Kind == TokenKind.Newline)
                Take();
        }
        var place = Current.Start;
        if (Is("async") && Ahead() == TokenKind.Def)
            Take();
        if (Kind == TokenKind.Def)
            return Function(place, decorators);
        if (Kind == TokenKind.Class)
            return Class(place, decorators);
        Complain("a function or class is missing below its decorator");
        return new ErrorStatement(start, LastEnd);
    }

    private FunctionStatement Function(int start, IReadOnlyList<PyExpression> decorators)
    {
        Take();
        var name = ExpectName();
        TypeParameters();
        IReadOnlyList<PyParameter> parameters = [];
        if (Expect(TokenKind.LeftParen, "'('"))
        {
            parameters = Parameters(TokenKind.RightParen, isLambda: false);
            Close(TokenKind.RightParen);
        }
        var returns = Accept(TokenKind.Arrow) ? Test() : null;
        var body = Block();
        return new FunctionStatement(start, LastEnd, name, decorators, parameters, returns, body);
    }

    private ClassStatement Class(int start, IReadOnlyList<PyExpression> decorators)
    {
        Take();
        var name = ExpectName();
        TypeParameters();
        IReadOnlyList<PyArgument> bases = [];
        if (Accept(TokenKind.LeftParen))
        {
            bases = Arguments();
            if (bases is [{ Value: ComprehensionExpression generator }, ..] && text[generator.Start] != '(')
                problems.Add(generator.Start, "a base cannot be a generator without brackets");
            Close(TokenKind.RightParen);
        }
        var body = Block();
        return new ClassStatement(start, LastEnd, name, decorators, bases, body);
    }

    /// <summary>Type parameters in brackets; their bounds and defaults are given.</summary>
    private List<PyExpression> TypeParameters()
    {
        var values = new List<PyExpression>();
        if (!Accept(TokenKind.LeftBracket))
            return values;
        if (Kind == TokenKind.RightBracket)
            Complain("a type parameter is missing");
        var hasDefault = false;
        while (Kind != TokenKind.RightBracket)
        {
            var isStar = Accept(TokenKind.Star);
            var isPlain = !isStar && !Accept(TokenKind.DoubleStar);
            var place = Current.Start;
            ExpectName();
            if (!isPlain && Kind == TokenKind.Colon)
                Complain("a type parameter with stars can have no bound");
            if (Accept(TokenKind.Colon))
                values.Add(Test());
            if (hasDefault && Kind != TokenKind.Equal)
                problems.Add(place, "a type parameter without a default follows one with a default");
            hasDefault |= Kind == TokenKind.Equal;
            if (Accept(TokenKind.Equal))
                values.Add(isStar && Kind == TokenKind.Star ? StarOrNamed() : Test());
            if (!Accept(TokenKind.Comma))
                break;
        }
        Close(TokenKind.RightBracket);
        return values;
    }

    private IReadOnlyList<PyParameter> Parameters(TokenKind close, bool isLambda)
    {
        if (Kind == close)
            return [];
        var parameters = new List<PyParameter>();
        var rules = new ParameterRules(problems);
        while (Kind is not (TokenKind.Newline or TokenKind.EndOfFile or TokenKind.Indent or TokenKind.Dedent) && Kind != close)
        {
            var place = Current.Start;
            if (Accept(TokenKind.Slash))
            {
                rules.Slash(place);
            }
            else
            {
                var parameter = Parameter(isLambda);
                rules.Check(parameter, place);
                parameters.Add(parameter);
            }
            if (!Accept(TokenKind.Comma))
                break;
        }
        rules.End(LastEnd);
        return parameters;
    }

    private PyParameter Parameter(bool isLambda)
    {
        var kind = Accept(TokenKind.Star) ? ArgumentKind.Star : Accept(TokenKind.DoubleStar) ? ArgumentKind.DoubleStar : ArgumentKind.Plain;
        string? name = null;
        if (kind == ArgumentKind.Plain && Kind == TokenKind.LeftParen)
        {
            problems.AddOld(Current.Start, "a parameter that is a tuple");
            Take();
            name = TargetList() is NameExpression only ? only.Name : null;
            Close(TokenKind.RightParen);
        }
        else if (kind != ArgumentKind.Star || Kind == TokenKind.Name)
        {
            name = ExpectName();
        }
        var annotation = !isLambda && Accept(TokenKind.Colon) ? Annotation(kind) : null;
        var standard = Accept(TokenKind.Equal) ? Test() : null;
        return new PyParameter(kind, name, annotation, standard);
    }

    /// <summary>The annotation of a parameter; that of <c>*args</c> can have a star.</summary>
    private PyExpression Annotation(ArgumentKind kind) => kind == ArgumentKind.Star && Kind == TokenKind.Star ? StarOrNamed() : Test();

    /// <summary>True when <c>match</c> begins a statement: its line ends with a colon, and an indented <c>case</c> follows.</summary>
    private bool IsMatch()
    {
        if (!Begins(Ahead()))
            return false;
        var i = at + 1;
        while (tokens[i].Kind is not (TokenKind.Newline or TokenKind.EndOfFile))
            i++;
        return tokens[i].Kind == TokenKind.Newline && tokens[i - 1].Kind == TokenKind.Colon
            && i + 2 < tokens.Length && tokens[i + 1].Kind == TokenKind.Indent && IsWord(i + 2, "case");
    }

    private MatchStatement Match()
    {
        var start = Current.Start;
        Take();
        if (Kind == TokenKind.Yield)
            Complain("'yield' needs brackets here");
        var subject = ExpressionList();
        CheckAlone(subject);
        Expect(TokenKind.Colon, "':'");
        Accept(TokenKind.Newline);
        Accept(TokenKind.Indent);
        var cases = new List<PyArm>();
        while (Kind is not (TokenKind.Dedent or TokenKind.EndOfFile))
        {
            if (Is("case"))
            {
                cases.Add(Case());
                continue;
            }
            var strays = new List<PyStatement>();
            var place = Current.Start;
            Complain("'case' is missing");
            Statement(strays);
            cases.Add(new PyArm(place, [], strays));
        }
        Accept(TokenKind.Dedent);
        return new MatchStatement(start, LastEnd, subject, cases);
    }

    private PyArm Case()
    {
        var place = Current.Start;
        Take();
        inPattern = true;
        var heads = new List<PyExpression> { ExpressionList() };
        inPattern = false;
        PatternRules.Check(heads[0], problems);
        if (Accept(TokenKind.If))
            heads.Add(Named());
        return new PyArm(place, heads, Block());
    }
}

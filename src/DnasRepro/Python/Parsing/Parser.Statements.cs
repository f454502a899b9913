using System.Text;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <content>Statements on one line, and blocks.</content>
internal sealed partial class Parser
{
    /// <summary>Parses one line or one compound statement into a body. Takes at least one token.</summary>
    private void Statement(List<PyStatement> body)
    {
        var before = at;
        switch (Kind)
        {
            case TokenKind.Newline:
                Take();
                return;
            case TokenKind.Indent:
                Complain("this line is indented for no reason");
                Take();
                Rest(body);
                return;
            case TokenKind.Trivia:
                Take();
                return;
        }
        if (Compound() is { } compound)
            body.Add(compound);
        else
            Line(body);
        if (at == before)
            Take();
    }

    /// <summary>The statements up to the end of a block.</summary>
    private void Rest(List<PyStatement> body)
    {
        if (!Enter())
        {
            SkipBlock();
            return;
        }
        while (Kind is not (TokenKind.Dedent or TokenKind.EndOfFile))
            Statement(body);
        Accept(TokenKind.Dedent);
        Leave();
    }

    private void SkipBlock()
    {
        for (var open = 1; open > 0 && Kind != TokenKind.EndOfFile; Take())
            open += Kind == TokenKind.Indent ? 1 : Kind == TokenKind.Dedent ? -1 : 0;
    }

    /// <summary>What stands behind the colon of a compound statement.</summary>
    private IReadOnlyList<PyStatement> Block()
    {
        var body = new List<PyStatement>();
        if (!Accept(TokenKind.Colon))
        {
            Complain("':' is missing");
            SkipLine();
        }
        if (Kind != TokenKind.Newline)
        {
            Line(body);
            return body;
        }
        Take();
        if (Accept(TokenKind.Indent))
            Rest(body);
        else
            Complain("an indented block is missing");
        return body;
    }

    private void SkipLine()
    {
        while (Kind is not (TokenKind.Newline or TokenKind.EndOfFile or TokenKind.Indent or TokenKind.Dedent))
            Take();
    }

    /// <summary>Simple statements with semicolons between, up to the line's end.</summary>
    private void Line(List<PyStatement> body)
    {
        while (true)
        {
            var start = Current.Start;
            var before = at;
            body.Add(Simple());
            if (Accept(TokenKind.Semicolon))
            {
                if (Accept(TokenKind.Newline) || Kind == TokenKind.EndOfFile)
                    return;
                continue;
            }
            if (Accept(TokenKind.Newline) || Kind is TokenKind.EndOfFile or TokenKind.Dedent)
                return;
            Complain("this is not understood");
            if (at == before)
                Take();
            SkipLine();
            body.Add(new ErrorStatement(start, LastEnd));
            Accept(TokenKind.Newline);
            return;
        }
    }

    private PyStatement Simple()
    {
        var start = Current.Start;
        switch (Kind)
        {
            case TokenKind.Pass:
                return Bare(SimpleKind.Pass);
            case TokenKind.Break:
                return Bare(SimpleKind.Break);
            case TokenKind.Continue:
                return Bare(SimpleKind.Continue);
            case TokenKind.Return:
                return Return();
            case TokenKind.Raise:
                return Raise();
            case TokenKind.Del:
                return Delete();
            case TokenKind.Assert:
                return Assert();
            case TokenKind.Global:
                return Names(SimpleKind.Global);
            case TokenKind.Import:
                return Import();
            case TokenKind.From:
                return FromImport();
            case TokenKind.Name when SoftKeyword() is { } soft:
                return soft;
            default:
                return ExpressionOrAssignment();
        }
    }

    private SimpleStatement Of(int start, SimpleKind kind, IReadOnlyList<PyExpression> values) => new(start, LastEnd, kind, values);

    private SimpleStatement Bare(SimpleKind kind)
    {
        var start = Current.Start;
        Take();
        return Of(start, kind, []);
    }

    private SimpleStatement Return()
    {
        var start = Current.Start;
        Take();
        if (!Begins(Kind))
            return Of(start, SimpleKind.Return, []);
        var inner = Current.Start;
        var value = ExpressionList();
        CheckUnnamed(value, inner);
        return Of(start, SimpleKind.Return, [value]);
    }

    private SimpleStatement Delete()
    {
        var start = Current.Start;
        Take();
        var target = ExpressionList();
        CheckTarget(target, "cannot be deleted");
        return Of(start, SimpleKind.Delete, [target]);
    }

    private SimpleStatement Raise()
    {
        var start = Current.Start;
        Take();
        if (!Begins(Kind))
            return Of(start, SimpleKind.Raise, []);
        var values = new List<PyExpression> { Test() };
        if (Accept(TokenKind.From))
            values.Add(Test());
        else if (Kind == TokenKind.Comma)
            problems.AddOld(start, "raise with commas");
        while (Accept(TokenKind.Comma))
            values.Add(Test());
        return Of(start, SimpleKind.Raise, values);
    }

    private SimpleStatement Assert()
    {
        var start = Current.Start;
        Take();
        var values = new List<PyExpression> { Test() };
        if (Accept(TokenKind.Comma))
            values.Add(Test());
        return Of(start, SimpleKind.Assert, values);
    }

    private SimpleStatement Names(SimpleKind kind)
    {
        var start = Current.Start;
        Take();
        var names = new List<PyExpression>();
        do
            names.Add(NameOnly());
        while (Accept(TokenKind.Comma));
        return Of(start, kind, names);
    }

    /// <summary>Words that are names elsewhere: nonlocal, type, and Python 2's print and exec.</summary>
    private SimpleStatement? SoftKeyword()
    {
        var start = Current.Start;
        if (Is("nonlocal") && Ahead() == TokenKind.Name)
            return Names(SimpleKind.Nonlocal);
        if (Is("print") && IsOldPrint())
            return OldPrint();
        if (Is("exec") && Ahead() is TokenKind.Name or TokenKind.String or TokenKind.FormatString)
            return OldExec();
        if (!Is("type") || Ahead() != TokenKind.Name || Ahead(2) is not (TokenKind.Equal or TokenKind.LeftBracket))
            return null;
        Take();
        var name = Current;
        Take();
        var values = new List<PyExpression> { new NameExpression(name.Start, name.End, TextOf(name)) };
        values.AddRange(TypeParameters());
        Expect(TokenKind.Equal, "'='");
        values.Add(Test());
        return Of(start, SimpleKind.TypeAlias, values);
    }

    private bool IsOldPrint() => Ahead() is TokenKind.Name or TokenKind.String or TokenKind.FormatString or TokenKind.Number or TokenKind.Newline
        or TokenKind.Semicolon or TokenKind.LeftBrace or TokenKind.Backtick or TokenKind.Lambda or TokenKind.Not
        || (Ahead() == TokenKind.RightShift && Begins(Ahead(2)))
        || (Ahead() is TokenKind.EndOfFile);

    private SimpleStatement OldPrint()
    {
        var start = Current.Start;
        if (Ahead() is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.EndOfFile))
            problems.AddOld(start, "the print statement");
        Take();
        var values = new List<PyExpression>();
        Accept(TokenKind.RightShift);
        while (Begins(Kind))
        {
            values.Add(Test());
            if (!Accept(TokenKind.Comma))
                break;
        }
        return Of(start, SimpleKind.Print, values);
    }

    private SimpleStatement OldExec()
    {
        var start = Current.Start;
        problems.AddOld(start, "the exec statement");
        Take();
        var values = new List<PyExpression> { Binary(BitOrLevel) };
        if (Accept(TokenKind.In))
        {
            values.Add(Test());
            if (Accept(TokenKind.Comma))
                values.Add(Test());
        }
        return Of(start, SimpleKind.Exec, values);
    }

    private ImportStatement Import()
    {
        var start = Current.Start;
        Take();
        var names = new List<PyAlias>();
        do
        {
            var place = Current.Start;
            var name = DottedName();
            var alias = Accept(TokenKind.As) ? ExpectName() : null;
            names.Add(new PyAlias(name, alias, place));
        }
        while (Accept(TokenKind.Comma));
        return new ImportStatement(start, LastEnd, names);
    }

    private string DottedName()
    {
        var name = ExpectName();
        if (Kind != TokenKind.Dot)
            return name;
        var whole = new StringBuilder(name);
        while (Accept(TokenKind.Dot))
            whole.Append('.').Append(ExpectName());
        return Words.Of(whole.ToString());
    }

    private FromImportStatement FromImport()
    {
        var start = Current.Start;
        Take();
        var dots = 0;
        while (Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            dots += Kind == TokenKind.Dot ? 1 : 3;
            Take();
        }
        var module = Kind == TokenKind.Name || dots == 0 ? DottedName() : "";
        Expect(TokenKind.Import, "'import'");
        if (Kind == TokenKind.Star)
        {
            var star = Current.Start;
            Take();
            return new FromImportStatement(start, LastEnd, dots, module, [new PyAlias("*", null, star)]);
        }
        var isEnclosed = Accept(TokenKind.LeftParen);
        var names = new List<PyAlias>();
        do
        {
            if (names.Count > 0 && isEnclosed && Kind == TokenKind.RightParen)
                break;
            var place = Current.Start;
            var name = ExpectName();
            var alias = Accept(TokenKind.As) ? ExpectName() : null;
            names.Add(new PyAlias(name, alias, place));
        }
        while (Accept(TokenKind.Comma));
        if (isEnclosed)
            Close(TokenKind.RightParen);
        return new FromImportStatement(start, LastEnd, dots, module, names);
    }

    private PyStatement ExpressionOrAssignment()
    {
        var start = Current.Start;
        var enclosed = Kind == TokenKind.LeftParen;
        var first = ExpressionList();
        switch (Kind)
        {
            case TokenKind.Equal:
                return Assignment(start, first);
            case TokenKind.AugmentedAssign:
                var sign = TextOf(Current);
                if (first is SequenceExpression or StarExpression)
                    Complain("only one thing can be changed at once");
                CheckTarget(first);
                Take();
                var change = ExpressionList();
                return new AugmentedStatement(start, LastEnd, first, sign, change);
            case TokenKind.Colon when first is NameExpression or AttributeExpression or SubscriptExpression:
                Take();
                var annotation = Test();
                var value = Accept(TokenKind.Equal) ? ExpressionList() : null;
                return new AssignStatement(start, LastEnd, [first], value, annotation);
            default:
                if (first is WalrusExpression && !enclosed)
                    problems.Add(start, "':=' needs brackets here");
                return new ExpressionStatement(start, LastEnd, first);
        }
    }

    private AssignStatement Assignment(int start, PyExpression first)
    {
        var targets = new List<PyExpression> { first };
        var value = first;
        CheckTarget(first);
        while (Accept(TokenKind.Equal))
        {
            value = ExpressionList();
            if (Kind == TokenKind.Equal)
            {
                CheckTarget(value);
                targets.Add(value);
            }
        }
        if (value is StarExpression)
            problems.Add(value.Start, "a star cannot stand alone");
        return new AssignStatement(start, LastEnd, targets, value, null);
    }

    private void CheckTarget(PyExpression target, string problem = "cannot be assigned to", bool isInside = false)
    {
        switch (target)
        {
            case NameExpression { Name: "None" or "True" or "False" or "__debug__" }:
                problems.Add(target.Start, $"this name {problem}");
                break;
            case NameExpression or AttributeExpression or SubscriptExpression or ErrorExpression:
                break;
            case StarExpression star:
                if (!isInside)
                    problems.Add(target.Start, "a target with a star has to be one of several");
                CheckTarget(star.Value, problem);
                break;
            case SequenceExpression { Kind: not SequenceKind.Set } sequence:
                if (sequence.Items.Count(i => i is StarExpression) > 1)
                    problems.Add(target.Start, "only one target can have a star");
                foreach (var item in sequence.Items)
                    CheckTarget(item, problem, isInside: true);
                break;
            default:
                problems.Add(target.Start, $"this {problem}");
                break;
        }
    }
}

using System.Text;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <content>Names, numbers, strings and brackets.</content>
internal sealed partial class Parser
{
    /// <summary>Fields of f-strings inside fields of f-strings, and so on, are read this deep.</summary>
    private const int DeepestString = 6;

    private PyExpression Atom()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return new NameExpression(token.Start, token.End, Name());
            case TokenKind.Number:
                Take();
                return Number(token);
            case TokenKind.String or TokenKind.FormatString:
                return Strings();
            case TokenKind.Ellipsis:
                Take();
                return new EllipsisExpression(token.Start, token.End);
            case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.Backtick:
                return Enclosed(token);
            default:
                return Missing("an expression");
        }
    }

    /// <summary>A name where only a name may stand.</summary>
    private PyExpression NameOnly()
    {
        var token = Current;
        return token.Kind == TokenKind.Name ? new NameExpression(token.Start, token.End, Name()) : Missing("a name");
    }

    private ErrorExpression Missing(string what)
    {
        Complain($"{what} is missing");
        missingAt = Current.Start;
        return new ErrorExpression(Current.Start, Current.Start);
    }

    private PyExpression Enclosed(Token bracket)
    {
        if (!Enter())
            return SkipDeep(bracket.Start);
        Take();
        PyExpression result = bracket.Kind switch
        {
            TokenKind.LeftParen => Parenthesised(bracket.Start),
            TokenKind.LeftBracket => ListDisplay(bracket.Start),
            TokenKind.LeftBrace => Braces(bracket.Start),
            _ => Backticks(bracket.Start),
        };
        Leave();
        return result;
    }

    private NumberExpression Number(Token token)
    {
        var number = new NumberExpression(token.Start, token.End, TextOf(token));
        if (Numbers.IsOld(number.Text))
            problems.AddOld(token.Start, "a number with a leading 0 or a trailing L");
        else if (!Numbers.IsValid(number.Text))
            problems.Add(token.Start, "this is no number");
        if (Kind is TokenKind.Name or TokenKind.Number && Current.Start == token.End)
            problems.Add(token.Start, "a number runs into what follows it");
        return number;
    }

    private PyExpression Parenthesised(int start)
    {
        if (Accept(TokenKind.RightParen))
            return new SequenceExpression(start, LastEnd, SequenceKind.Tuple, []);
        if (Kind == TokenKind.Yield)
        {
            var yielded = Yield();
            Close(TokenKind.RightParen);
            return yielded;
        }
        var first = StarOrNamed();
        if (IsFor())
        {
            var generator = Comprehension(start, ComprehensionKind.Generator, first, null);
            Close(TokenKind.RightParen);
            return generator.EndingAt(LastEnd);
        }
        if (Kind != TokenKind.Comma)
        {
            if (first is StarExpression)
                problems.Add(first.Start, "a star cannot stand alone");
            Close(TokenKind.RightParen);
            return first;
        }
        var items = Items(first, TokenKind.RightParen);
        Close(TokenKind.RightParen);
        return new SequenceExpression(start, LastEnd, SequenceKind.Tuple, items);
    }

    private List<PyExpression> Items(PyExpression first, TokenKind close)
    {
        var items = new List<PyExpression> { first };
        while (Accept(TokenKind.Comma) && Kind != close)
            items.Add(Next());
        return items;
    }

    private PyExpression ListDisplay(int start)
    {
        if (Accept(TokenKind.RightBracket))
            return new SequenceExpression(start, LastEnd, SequenceKind.List, []);
        var first = StarOrNamed();
        PyExpression list = IsFor()
            ? Comprehension(start, ComprehensionKind.List, first, null)
            : new SequenceExpression(start, LastEnd, SequenceKind.List, Items(first, TokenKind.RightBracket));
        Close(TokenKind.RightBracket);
        return list.EndingAt(LastEnd);
    }

    private PyExpression Braces(int start)
    {
        if (Accept(TokenKind.RightBrace))
            return new DictionaryExpression(start, LastEnd, []);
        if (Kind == TokenKind.DoubleStar)
            return Dictionary(start, []);
        var first = StarOrNamed();
        if (Kind == TokenKind.Colon)
        {
            Take();
            var value = Test1();
            if (!IsFor())
                return Dictionary(start, [new PyPair(first, value)]);
            var comprehension = Comprehension(start, ComprehensionKind.Dictionary, first, value);
            Close(TokenKind.RightBrace);
            return comprehension.EndingAt(LastEnd);
        }
        PyExpression set = IsFor()
            ? Comprehension(start, ComprehensionKind.Set, first, null)
            : new SequenceExpression(start, LastEnd, SequenceKind.Set, Items(first, TokenKind.RightBrace));
        Close(TokenKind.RightBrace);
        return set.EndingAt(LastEnd);
    }

    /// <summary>The value of a dictionary; in a pattern it can have a name.</summary>
    private PyExpression Test1() => inPattern ? Named() : Test();

    private DictionaryExpression Dictionary(int start, List<PyPair> pairs)
    {
        while (pairs.Count == 0 || (Accept(TokenKind.Comma) && Kind != TokenKind.RightBrace))
        {
            if (Accept(TokenKind.DoubleStar))
            {
                pairs.Add(new PyPair(null, Binary(BitOrLevel)));
                continue;
            }
            var key = Test1();
            Expect(TokenKind.Colon, "':'");
            pairs.Add(new PyPair(key, Test1()));
        }
        Close(TokenKind.RightBrace);
        return new DictionaryExpression(start, LastEnd, pairs);
    }

    private WrappedExpression Backticks(int start)
    {
        problems.AddOld(start, "backticks");
        var value = ExpressionList();
        Expect(TokenKind.Backtick, "a closing backtick");
        return new WrappedExpression(start, LastEnd, WrapKind.Repr, value);
    }

    /// <summary>One string, or several that stand beside each other.</summary>
    private StringExpression Strings()
    {
        var start = Current.Start;
        var only = Kind == TokenKind.String && Ahead() is not (TokenKind.String or TokenKind.FormatString);
        var value = only ? null : new StringBuilder();
        var fields = new List<PyExpression>();
        var (isBytes, isText, single) = (false, false, "");
        do
        {
            var parts = StringParts.Of(text, Current);
            isBytes |= parts.IsBytes;
            isText |= !parts.IsBytes;
            if (Kind == TokenKind.FormatString)
                Fields(parts, fields, value!);
            else if (only)
                single = parts.Plain(text, problems);
            else
                value!.Append(parts.Plain(text, problems));
            Take();
        }
        while (Kind is TokenKind.String or TokenKind.FormatString);
        if (isBytes && isText)
            problems.AddOld(start, "text and bytes that are joined");
        return new StringExpression(start, LastEnd, value?.ToString() ?? single, isBytes, fields);
    }

    private void Fields(StringParts parts, List<PyExpression> fields, StringBuilder value)
    {
        var at = parts.Start;
        foreach (var field in FormatScan.Fields(text, parts.Quote, parts.TokenEnd, parts.IsRaw))
        {
            if (field.Start - 1 > at)
                value.Append(text, at, field.Start - 1 - at);
            var close = field.End < parts.End ? text.IndexOf('}', field.End, parts.End - field.End) : -1;
            at = Math.Max(at, close >= 0 ? close + 1 : parts.End);
            if (stringDepth >= DeepestString)
                continue;
            if (field.IsOdd)
                problems.Add(field.End, "only !r, !s and !a can follow a value in an f-string");
            var inner = new Parser(text, Lexer.Expression(text, field.Start, field.End, problems), problems, stringDepth + 1) { depth = depth };
            fields.Add(inner.Field());
        }
        if (at < parts.End)
            value.Append(text, at, parts.End - at);
    }

    /// <summary>The expression of a field; <c>{x = }</c> has an equals sign behind it.</summary>
    private PyExpression Field()
    {
        if (Kind == TokenKind.EndOfFile)
            Complain("an f-string has an empty field");
        var value = ExpressionList();
        Accept(TokenKind.Equal);
        if (Kind != TokenKind.EndOfFile)
            Complain("a field of an f-string is not understood");
        return value;
    }
}

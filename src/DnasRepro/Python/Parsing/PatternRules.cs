using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <summary>What an expression behind <c>case</c> may be; patterns are read as expressions.</summary>
internal static class PatternRules
{
    public static void Check(PyExpression pattern, DiagnosticBag problems, bool isInside = false)
    {
        switch (pattern)
        {
            case NameExpression or ErrorExpression:
                break;
            case StarExpression { Value: NameExpression } when isInside:
                break;
            case WalrusExpression { Target: NameExpression { Name: not "_" } } capture:
                Check(capture.Value, problems);
                break;
            case SequenceExpression { Kind: not SequenceKind.Set } sequence:
                if (sequence.Items.Count(i => i is StarExpression) > 1)
                    problems.Add(pattern.Start, "a pattern can hold only one star");
                foreach (var item in sequence.Items)
                    Check(item, problems, isInside: true);
                break;
            case DictionaryExpression dictionary:
                Check(dictionary, problems);
                break;
            case CallExpression call when IsDotted(call.Function):
                foreach (var argument in call.Arguments)
                {
                    if (argument.Kind is ArgumentKind.Star or ArgumentKind.DoubleStar)
                        problems.Add(argument.Value.Start, "a class pattern can hold no star");
                    Check(argument.Value, problems);
                }
                break;
            case BinaryExpression { Operation: TokenKind.Bar } choice:
                Check(choice.Left, problems);
                Check(choice.Right, problems);
                break;
            default:
                if (!IsValue(pattern))
                    problems.Add(pattern.Start, "this is no pattern");
                break;
        }
    }

    private static void Check(DictionaryExpression dictionary, DiagnosticBag problems)
    {
        for (var i = 0; i < dictionary.Pairs.Count; i++)
        {
            var (key, value) = dictionary.Pairs[i];
            if (key is null)
            {
                if (value is not NameExpression { Name: not "_" } || i < dictionary.Pairs.Count - 1)
                    problems.Add(value.Start, "'**' has to be followed by a name, and to be the last");
                continue;
            }
            if (!IsValue(key) && key is not NameExpression { Name: "None" or "True" or "False" } and not ErrorExpression)
                problems.Add(key.Start, "the key of a pattern has to be a value");
            Check(value, problems);
        }
    }

    private static bool IsValue(PyExpression pattern) => pattern switch
    {
        AttributeExpression => IsDotted(pattern),
        StringExpression text => text.Fields.Count == 0,
        BinaryExpression { Operation: TokenKind.Plus or TokenKind.Minus, Right: NumberExpression imaginary } complex =>
            IsReal(complex.Left) && IsImaginary(imaginary),
        _ => IsNumber(pattern),
    };

    private static bool IsNumber(PyExpression pattern) =>
        pattern is NumberExpression or UnaryExpression { Operation: TokenKind.Minus, Operand: NumberExpression };

    private static bool IsReal(PyExpression pattern) => IsNumber(pattern)
        && !IsImaginary(pattern as NumberExpression ?? (NumberExpression)((UnaryExpression)pattern).Operand);

    private static bool IsImaginary(NumberExpression number) => number.Text[^1] is 'j' or 'J';

    private static bool IsDotted(PyExpression value) =>
        value is NameExpression || (value is AttributeExpression attribute && IsDotted(attribute.Value));
}

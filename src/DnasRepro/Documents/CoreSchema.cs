using System.Globalization;
using DnasRepro.Locations;

namespace DnasRepro.Documents;

/// <summary>How plain YAML scalars get their type: the core schema of YAML 1.2.2, section 10.3.2.</summary>
internal static class CoreSchema
{
    public static DocumentScalar Resolve(string text, SourceLocation location)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new DocumentScalar(location, ScalarKind.Null, text);
            case "true" or "True" or "TRUE":
                return new DocumentScalar(location, ScalarKind.Boolean, text, 1);
            case "false" or "False" or "FALSE":
                return new DocumentScalar(location, ScalarKind.Boolean, text, 0);
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return new DocumentScalar(location, ScalarKind.Number, text, double.PositiveInfinity);
            case "-.inf" or "-.Inf" or "-.INF":
                return new DocumentScalar(location, ScalarKind.Number, text, double.NegativeInfinity);
            case ".nan" or ".NaN" or ".NAN":
                return new DocumentScalar(location, ScalarKind.Number, text, double.NaN);
        }
        if (text.Length > 2 && text[0] == '0' && (text[1] is 'o' or 'x') && TryRadix(text, out var radix))
            return new DocumentScalar(location, ScalarKind.Integer, text, radix);
        if (!LooksNumeric(text, out var isInteger))
            return new DocumentScalar(location, ScalarKind.Text, text);
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new DocumentScalar(location, isInteger ? ScalarKind.Integer : ScalarKind.Number, text, number);
    }

    private static bool TryRadix(string text, out double value)
    {
        value = 0;
        var radix = text[1] == 'x' ? 16 : 8;
        foreach (var digit in text.AsSpan(2))
        {
            var d = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (d >= radix)
                return false;
            value = (value * radix) + d;
        }
        return true;
    }

    /// <summary>[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?</summary>
    private static bool LooksNumeric(string text, out bool isInteger)
    {
        var at = text[0] is '-' or '+' ? 1 : 0;
        var whole = Digits(text, ref at);
        isInteger = whole > 0 && at == text.Length;
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }
        if (whole + fraction == 0)
            return false;
        if (at < text.Length && (text[at] is 'e' or 'E'))
        {
            at++;
            if (at < text.Length && (text[at] is '-' or '+'))
                at++;
            if (Digits(text, ref at) == 0)
                return false;
        }
        return at == text.Length;
    }

    private static int Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - start;
    }
}

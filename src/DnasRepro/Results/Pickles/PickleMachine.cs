using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace DnasRepro.Results.Pickles;

/// <summary>
/// Reads a pickle of protocols 0 to 5 (CPython's Lib/pickletools.py) into values. It runs no code: a global is a name and stays
/// one, and only what <see cref="PickleCalls"/> knows how to build from data is built.
/// </summary>
internal sealed partial class PickleMachine(PickleInput input, Func<PickleValue, PickleValue> persistent)
{
    private const int MostSteps = 5_000_000;
    private const int LongestNumber = 1024;
    private readonly PickleStack stack = new();

    /// <summary>Reads one pickle, up to and with its STOP.</summary>
    /// <exception cref="PickleRefusal">It is damaged, too large, or asks for code.</exception>
    public PickleValue Run()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var code = (char)input.Byte();
            if (code == '.')
                return stack.Pop();
            if (!Scalar(code) && !Container(code) && !Binary(code) && !Memory(code) && !Building(code) && !Calling(code))
                throw new PickleRefusal($"it is no pickle, or of a later protocol than 5 (byte 0x{(int)code:x2})");
        }
        throw new PickleRefusal("the pickle takes too many steps");
    }

    private bool Scalar(char code)
    {
        PickleValue? value = code switch
        {
            'N' => PickleValue.None,
            '\u0088' => Whole(1),
            '\u0089' => Whole(0),
            'I' or 'L' => Whole(input.Number()),
            'J' => Whole(input.Int()),
            'K' => Whole(input.Byte()),
            'M' => Whole(input.Short()),
            '\u008a' => Long(input.Byte()),
            '\u008b' => Long(input.Length4()),
            'F' => new PickleNumber(input.Number(), false),
            'G' => new PickleNumber(input.Float(), false),
            'S' => new PickleText(Unquoted(input.Line())),
            'V' => new PickleText(Escape().Replace(input.Line(), m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())),
            'X' => new PickleText(input.Text(input.Length4())),
            '\u008c' => new PickleText(input.Text(input.Byte())),
            '\u008d' => new PickleText(input.Text(input.Length8())),
            _ => null,
        };
        if (value is not null)
            stack.Push(value);
        return value is not null;
    }

    private bool Binary(char code)
    {
        long? length = code switch
        {
            'T' => input.Length4(),
            'U' => input.Byte(),
            'B' => input.Length4(),
            'C' => input.Byte(),
            '\u008e' or '\u0096' => input.Length8(),
            _ => null,
        };
        if (length is { } count)
            stack.Push(new PickleBytes(input.Take(count)));
        return length is not null;
    }

    private bool Container(char code)
    {
        switch (code)
        {
            case '(':
                stack.Mark();
                return true;
            case '0':
                stack.Drop();
                return true;
            case '1':
                stack.PopToMark();
                return true;
            case '2':
                stack.Push(stack.Top);
                return true;
        }
        PickleValue? value = code switch
        {
            ']' or '\u008f' => new PickleList([]),
            ')' => new PickleList([], isTuple: true),
            '}' => new PickleMap(),
            'l' or '\u0091' => new PickleList(stack.PopToMark()),
            't' => new PickleList(stack.PopToMark(), isTuple: true),
            'd' => Filled(new PickleMap(), stack.PopToMark()),
            '\u0085' => stack.PopTuple(1),
            '\u0086' => stack.PopTuple(2),
            '\u0087' => stack.PopTuple(3),
            _ => null,
        };
        if (value is not null)
            stack.Push(value);
        return value is not null || Fill(code);
    }

    private bool Fill(char code)
    {
        switch (code)
        {
            case 'a':
                var item = stack.Pop();
                Append(stack.Top, [item]);
                return true;
            case 'e' or '\u0090':
                var items = stack.PopToMark();
                Append(stack.Top, items);
                return true;
            case 's':
                var pair = stack.PopTuple(2).Items;
                Filled(stack.Top, pair);
                return true;
            case 'u':
                var pairs = stack.PopToMark();
                Filled(stack.Top, pairs);
                return true;
            default:
                return false;
        }
    }

    private bool Memory(char code)
    {
        long? kept = code switch
        {
            'p' => input.Index(),
            'q' => input.Byte(),
            'r' => input.Length4(),
            _ => null,
        };
        long? recalled = code switch
        {
            'g' => input.Index(),
            'h' => input.Byte(),
            'j' => input.Length4(),
            _ => null,
        };
        if (kept is { } place)
            stack.Remember(place);
        else if (recalled is { } index)
            stack.Push(stack.Recall(index));
        else if (code == '\u0094')
            stack.Remember();
        else
            return Ignored(code);
        return true;
    }

    /// <summary>The protocol's number, a frame's length, and that a buffer is read-only.</summary>
    private bool Ignored(char code)
    {
        if (code is '\u0080' or '\u0095')
            input.Take(code == '\u0080' ? 1 : 8);
        return code is '\u0080' or '\u0095' or '\u0098';
    }

    private static PickleNumber Whole(double value) => new(value, true);

    private PickleNumber Long(long length) =>
        length <= LongestNumber ? Whole((double)new BigInteger(input.Take(length).Span)) : throw new PickleRefusal("a number in the pickle is too long");

    private static string Unquoted(string text) => text.Length > 1 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Results.Arrays;

/// <summary>One array as NumPy saves it: <c>.npy</c>, versions 1 to 3 of the format.</summary>
internal static class NumpyFile
{
    private const int LongestHeader = 100_000;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private sealed record Header(ElementType Type, bool IsFortran, IReadOnlyList<long> Shape);

    /// <summary>True when the bytes begin as such a file does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>Reads an array; null with the reason when it is damaged, too large, or holds objects.</summary>
    public static NamedTensor? Read(ReadOnlySpan<byte> bytes, string name, out string why)
    {
        if (!Is(bytes) || Start(bytes) is not { } range)
        {
            why = "it is not a whole .npy file";
            return null;
        }
        if (HeaderOf(Encoding.UTF8.GetString(bytes[range]), out why) is not { } header)
            return null;
        var data = bytes[range.End.Value..];
        why = "the array is larger than its file, or too large";
        return StridedNumbers.Count(header.Shape, ResultLimits.MostNumbers) is { } count && (long)count * header.Type.Size <= data.Length
            && StridedNumbers.Read(data, header.Type, 0, header.Shape, StridedNumbers.Dense(header.Shape, header.IsFortran), count) is { } values
                ? new NamedTensor(name, [.. header.Shape.Select(s => (int)s)], values, header.Type.Name)
                : null;
    }

    /// <summary>Where the header's text lies.</summary>
    private static Range? Start(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || bytes[6] is < 1 or > 3)
            return null;
        var (start, length) = bytes[6] == 1 ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])) : (12, BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
        return length <= LongestHeader && start + length <= bytes.Length ? start..(int)(start + length) : null;
    }

    private static Header? HeaderOf(string text, out string why)
    {
        why = "its header cannot be understood";
        if (Parser.Parse(new PySource(text.Trim())).Body is not [ExpressionStatement { Value: DictionaryExpression header }]
            || Value(header, "fortran_order") is not NameExpression { Name: "True" or "False" } order
            || Value(header, "shape") is not SequenceExpression sizes || sizes.Items.Select(Whole).ToList() is not { } shape || shape.Contains(null))
            return null;
        if (Value(header, "descr") is not StringExpression descr || ElementType.OfNumpy(descr.Value) is not { } type)
        {
            why = "its values are not plain numbers; arrays of objects hold code and are not read";
            return null;
        }
        return new Header(type, order.Name == "True", [.. shape.Select(s => s!.Value)]);
    }

    private static PyExpression? Value(DictionaryExpression header, string key) =>
        header.Pairs.FirstOrDefault(p => p.Key is StringExpression name && name.Value == key)?.Value;

    private static long? Whole(PyExpression expression) =>
        expression is NumberExpression number && long.TryParse(number.Text.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

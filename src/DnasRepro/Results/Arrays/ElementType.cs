using System.Buffers.Binary;
using System.Globalization;

namespace DnasRepro.Results.Arrays;

/// <summary>How one number lies in bytes.</summary>
/// <param name="Kind">f for floating point, B for bfloat16, i for signed, u for unsigned, b for truth values.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="IsBigEndian">True when the highest byte comes first.</param>
internal readonly record struct ElementType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>float32, int64, …</summary>
    public string Name => Kind switch
    {
        'f' => Bits("float"),
        'B' => "bfloat16",
        'i' => Bits("int"),
        'u' => Bits("uint"),
        _ => "bool",
    };

    /// <summary>NumPy's array-protocol text: <c>&lt;f4</c>, <c>|b1</c>; null for types that are not plain numbers.</summary>
    public static ElementType? OfNumpy(string text)
    {
        var order = text.Length > 0 && text[0] is '<' or '>' or '|' or '=' ? text[0] : '=';
        var code = text.TrimStart('<', '>', '|', '=');
        return code switch
        {
            "f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1" => new ElementType(code[0], code[1] - '0', order == '>'),
            _ => null,
        };
    }

    /// <summary>Torch's name of a type: <c>FloatStorage</c> or <c>float32</c>; null for types that are not plain numbers.</summary>
    public static ElementType? OfTorch(string name) => name switch
    {
        "FloatStorage" or "float32" or "float" => new ElementType('f', 4, false),
        "DoubleStorage" or "float64" or "double" => new ElementType('f', 8, false),
        "HalfStorage" or "float16" or "half" => new ElementType('f', 2, false),
        "BFloat16Storage" or "bfloat16" => new ElementType('B', 2, false),
        "LongStorage" or "int64" or "long" => new ElementType('i', 8, false),
        "IntStorage" or "int32" or "int" => new ElementType('i', 4, false),
        "ShortStorage" or "int16" or "short" => new ElementType('i', 2, false),
        "CharStorage" or "int8" => new ElementType('i', 1, false),
        "ByteStorage" or "uint8" or "UntypedStorage" => new ElementType('u', 1, false),
        "BoolStorage" or "bool" => new ElementType('b', 1, false),
        _ => null,
    };

    /// <summary>The number whose bytes begin the span.</summary>
    public double Read(ReadOnlySpan<byte> bytes) => (Kind, Size) switch
    {
        ('f', 2) => (double)BitConverter.UInt16BitsToHalf((ushort)Unsigned(bytes)),
        ('f', 4) => BitConverter.UInt32BitsToSingle((uint)Unsigned(bytes)),
        ('f', _) => BitConverter.UInt64BitsToDouble(Unsigned(bytes)),
        ('B', _) => BitConverter.UInt32BitsToSingle((uint)Unsigned(bytes) << 16),
        ('i', 1) => (sbyte)bytes[0],
        ('i', 2) => (short)Unsigned(bytes),
        ('i', 4) => (int)Unsigned(bytes),
        ('i', _) => (long)Unsigned(bytes),
        ('b', _) => bytes[0] == 0 ? 0 : 1,
        _ => Unsigned(bytes),
    };

    private ulong Unsigned(ReadOnlySpan<byte> bytes) => (Size, IsBigEndian) switch
    {
        (1, _) => bytes[0],
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    private string Bits(string kind) => kind + (Size * 8).ToString(CultureInfo.InvariantCulture);
}

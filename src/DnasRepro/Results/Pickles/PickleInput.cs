using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DnasRepro.Results.Pickles;

/// <summary>The bytes of a pickle, read from front to back; refuses when they end too early.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> bytes, int start)
{
    private const int LongestLine = 1 << 20;

    /// <summary>The offset of the next byte.</summary>
    public int At { get; private set; } = start;

    public byte Byte() => Take(1).Span[0];

    public ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > bytes.Length - At)
            throw new PickleRefusal("the pickle breaks off");
        var taken = bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    public int Short() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public long Length4() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public long Length8() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public double Float() => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span);

    public string Text(long count) => Encoding.UTF8.GetString(Take(count).Span);

    /// <summary>The text up to the next line end, as Latin-1 bytes are characters.</summary>
    public string Line()
    {
        var rest = bytes.Span[At..];
        var end = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (end < 0)
            throw new PickleRefusal("the pickle breaks off");
        var line = Encoding.Latin1.GetString(rest[..end]);
        At += end + 1;
        return line.TrimEnd('\r');
    }

    /// <summary>A whole number written as text: <c>12</c>, <c>12L</c>.</summary>
    public double Number() =>
        double.TryParse(Line().TrimEnd('L'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new PickleRefusal("a number in the pickle cannot be read");

    public int Index() => Number() is >= 0 and <= int.MaxValue and var value ? (int)value : throw new PickleRefusal("a number in the pickle cannot be read");
}

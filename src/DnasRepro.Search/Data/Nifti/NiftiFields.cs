using System.Buffers.Binary;

namespace DnasRepro.Search.Data.Nifti;

/// <summary>Numbers of a NIfTI-1 header by their place (nifti1.h).</summary>
internal readonly ref struct NiftiFields(ReadOnlySpan<byte> bytes, bool isBig)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public short Short(int at) => isBig ? BinaryPrimitives.ReadInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);

    public float Float(int at) => isBig ? BinaryPrimitives.ReadSingleBigEndian(bytes[at..]) : BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
}

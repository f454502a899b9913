using System.Buffers.Binary;

namespace DnasRepro.Search.Data.Nifti;

/// <summary>The data types of NIfTI-1 that hold one real number a voxel (nifti1.h, NIFTI_TYPE_*).</summary>
internal enum NiftiType
{
    UInt8 = 2,
    Int16 = 4,
    Int32 = 8,
    Float32 = 16,
    Float64 = 64,
    Int8 = 256,
    UInt16 = 512,
    UInt32 = 768,
    Int64 = 1024,
    UInt64 = 1280,
}

/// <summary>Reads numbers of a <see cref="NiftiType"/>.</summary>
internal static class NiftiTypes
{
    /// <summary>Bytes of a number; 0 for a code that is none of the types.</summary>
    public static int Bytes(this NiftiType type) => type switch
    {
        NiftiType.UInt8 or NiftiType.Int8 => 1,
        NiftiType.Int16 or NiftiType.UInt16 => 2,
        NiftiType.Int32 or NiftiType.UInt32 or NiftiType.Float32 => 4,
        NiftiType.Float64 or NiftiType.Int64 or NiftiType.UInt64 => 8,
        _ => 0,
    };

    /// <summary>What a code means that cannot be read.</summary>
    public static string NameOfUnread(int code) => code switch
    {
        0 => "unknown (0)",
        1 => "binary (1 bit a voxel)",
        32 => "complex64",
        128 => "RGB24",
        1536 => "float128",
        1792 => "complex128",
        2048 => "complex256",
        2304 => "RGBA32",
        _ => $"code {code}, which NIfTI-1 does not define",
    };

    /// <summary>The number at the start of some bytes.</summary>
    public static double Read(this NiftiType type, ReadOnlySpan<byte> at, bool isBig) => type switch
    {
        NiftiType.UInt8 => at[0],
        NiftiType.Int8 => (sbyte)at[0],
        NiftiType.Int16 => isBig ? BinaryPrimitives.ReadInt16BigEndian(at) : BinaryPrimitives.ReadInt16LittleEndian(at),
        NiftiType.UInt16 => isBig ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
        NiftiType.Int32 => isBig ? BinaryPrimitives.ReadInt32BigEndian(at) : BinaryPrimitives.ReadInt32LittleEndian(at),
        NiftiType.UInt32 => isBig ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
        NiftiType.Float32 => isBig ? BinaryPrimitives.ReadSingleBigEndian(at) : BinaryPrimitives.ReadSingleLittleEndian(at),
        NiftiType.Float64 => isBig ? BinaryPrimitives.ReadDoubleBigEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at),
        NiftiType.Int64 => isBig ? BinaryPrimitives.ReadInt64BigEndian(at) : BinaryPrimitives.ReadInt64LittleEndian(at),
        _ => isBig ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at),
    };
}

using System.Buffers.Binary;

namespace DnasRepro.Search.Data.Nifti;

/// <summary>What a NIfTI-1 header says about its image, checked.</summary>
/// <param name="IsBig">Whether numbers have their most significant byte first.</param>
/// <param name="IsPair">Whether the image is in a file of its own (<c>.img</c>).</param>
/// <param name="Size">Voxels along the first three axes of the file, fastest first.</param>
/// <param name="Channels">Voxels along the fourth or fifth axis.</param>
/// <param name="Offset">Where the image begins, in bytes.</param>
/// <param name="Slope">Factor of the stored numbers; 1 when the header names none.</param>
/// <param name="Intercept">Addend of the stored numbers.</param>
/// <param name="Affine">From voxel to millimetres: three rows of four.</param>
internal sealed record NiftiHeader(bool IsBig, bool IsPair, IReadOnlyList<int> Size, int Channels, NiftiType Type, long Offset, double Slope, double Intercept, double[,] Affine)
{
    public const int Bytes = 348;
    private const int LargestOffset = 1 << 24;

    /// <summary>Voxels in all channels; it fits, since <see cref="Read"/> has checked it.</summary>
    public long Voxels => (long)Size[0] * Size[1] * Size[2] * Channels;

    public static NiftiHeader Read(ReadOnlySpan<byte> bytes, string name, DataLimits limits)
    {
        var isBig = IsBigEndian(bytes, name);
        var fields = new NiftiFields(bytes, isBig);
        var isPair = IsPairFile(bytes, name);
        var (size, channels) = Shape(fields, name, limits);
        var type = (NiftiType)fields.Short(70);
        if (type.Bytes() == 0)
            throw DataFault.In(name, $"its data type is {NiftiTypes.NameOfUnread(fields.Short(70))}.", "Save it with one real number a voxel: an integer type, float32 or float64.");
        var (slope, intercept) = Scaling(fields, name);
        return new NiftiHeader(isBig, isPair, size, channels, type, OffsetOf(fields, isPair, name), slope, intercept, NiftiAffine.Of(fields, size, name));
    }

    private static bool IsBigEndian(ReadOnlySpan<byte> bytes, string name) => BinaryPrimitives.ReadInt32LittleEndian(bytes) switch
    {
        Bytes => false,
        _ when BinaryPrimitives.ReadInt32BigEndian(bytes) == Bytes => true,
        540 or 0x1C020000 => throw DataFault.In(name, "it is NIfTI-2.", "Save it as NIfTI-1 (with nibabel: Nifti1Image.from_image)."),
        _ => throw DataFault.In(name, "it is no NIfTI-1 file: it does not begin with the header's length, 348.", "Give .nii or .nii.gz files, or a pair of .hdr and .img."),
    };

    private static bool IsPairFile(ReadOnlySpan<byte> bytes, string name) => bytes.Slice(344, 4) switch
    {
        [(byte)'n', (byte)'+', (byte)'1', 0] => false,
        [(byte)'n', (byte)'i', (byte)'1', 0] => true,
        _ => throw DataFault.In(name, "its header has no magic 'n+1' or 'ni1': it is Analyze 7.5 or damaged.", "Save it as NIfTI-1."),
    };

    private static (IReadOnlyList<int> Size, int Channels) Shape(NiftiFields fields, string name, DataLimits limits)
    {
        var axes = fields.Short(40);
        var dimensions = new int[7];
        for (var i = 0; i < 7; i++)
            dimensions[i] = i < axes ? fields.Short(42 + 2 * i) : 1;
        var text = $"dim is [{string.Join(", ", dimensions.Take(Math.Clamp((int)axes, 1, 7)))}]";
        if (axes is < 1 or > 7 || dimensions.Any(d => d < 1))
            throw DataFault.In(name, $"{text} with {axes} axes.", "Every axis must have at least one voxel, and there are 1 to 7 axes: the file is damaged.");
        if (dimensions.Skip(3).Count(d => d > 1) > 1)
            throw DataFault.In(name, $"{text}: it has more than one axis beyond space.", "Save one image of at most 4 axes, its channels along the fourth.");
        var channels = dimensions.Skip(3).Max();
        if (channels > limits.Channels)
            throw DataFault.In(name, $"{text}: {channels} channels, and at most {limits.Channels} are read.", "Is it a time series? Save the channels that the network is to see.");
        if ((long)dimensions[0] * dimensions[1] * dimensions[2] > limits.ImageBytes / 4 / channels)
            throw DataFault.In(name, $"{text}: more than {limits.ImageBytes >> 20} MiB in memory.", "Crop it or resample it to a coarser grid.");
        return (dimensions[..3], channels);
    }

    /// <summary>nifti1.h: "if scl_slope is nonzero, then each voxel value should be scaled"; one that is no number counts as 0, as in nibabel.</summary>
    private static (double Slope, double Intercept) Scaling(NiftiFields fields, string name)
    {
        var (slope, intercept) = (fields.Float(112), fields.Float(116));
        if (slope == 0 || !float.IsFinite(slope))
            return (1, 0);
        return float.IsFinite(intercept) ? (slope, intercept) : throw DataFault.In(name, $"scl_inter is {intercept}.", "Set it to a number (0 for none): the header is damaged.");
    }

    /// <summary>A single file without an offset begins right after its header, as in the NIfTI C library.</summary>
    private static long OffsetOf(NiftiFields fields, bool isPair, string name)
    {
        var offset = fields.Float(108);
        if (offset == 0)
            return isPair ? 0 : Bytes + 4;
        if (offset >= (isPair ? 0 : Bytes + 4) && offset <= LargestOffset)
            return (long)offset;
        throw DataFault.In(name, $"vox_offset is {offset}.", $"It must lie between {(isPair ? 0 : Bytes + 4)} and {LargestOffset}: the header is damaged.");
    }
}

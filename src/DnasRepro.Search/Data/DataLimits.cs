namespace DnasRepro.Search.Data;

/// <summary>How much of a user's data is read; whatever asks for more is refused with a sentence.</summary>
public sealed record DataLimits
{
    /// <summary>Bytes of one image as it is stored, unpacked, and again as it is held in memory (4 bytes a value).</summary>
    public long ImageBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of all images that the search works on, in memory.</summary>
    public long TotalBytes { get; init; } = 2048L << 20;

    /// <summary>Files and folders below the folder.</summary>
    public int Files { get; init; } = 20_000;

    /// <summary>Channels of an image.</summary>
    public int Channels { get; init; } = 64;
}

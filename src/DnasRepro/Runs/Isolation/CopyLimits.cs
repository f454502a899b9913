namespace DnasRepro.Runs.Isolation;

/// <summary>How much of a repository is copied.</summary>
/// <param name="Bytes">Of all files together.</param>
/// <param name="Files">Files, folders and links.</param>
public sealed record CopyLimits(long Bytes, int Files)
{
    /// <summary>20 GiB in 200,000 files.</summary>
    public static CopyLimits Default { get; } = new(20L << 30, Sources.SourceOptions.MostFiles);
}

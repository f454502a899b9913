namespace DnasRepro.Search.Data.Folder;

/// <summary>The files of one image and its labels.</summary>
/// <param name="Case">The case that it belongs to; all images of a case go into one set.</param>
/// <param name="Id">The image's own name.</param>
/// <param name="Images">One file, or one a channel.</param>
internal sealed record CaseFiles(string Case, string Id, IReadOnlyList<DataFile> Images, DataFile Labels)
{
    /// <summary>Whether it comes from the second site.</summary>
    public bool IsExternal { get; init; }

    public bool IsPng => Labels.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file of the user's data.</summary>
/// <param name="Name">Its path below the folder, for messages and pairing.</param>
/// <param name="Path">Where it really is, links resolved.</param>
/// <param name="Length">How many bytes it had when it was listed.</param>
internal sealed record DataFile(string Name, string Path, long Length)
{
    /// <summary>The image beside a header (<c>.img</c> of an <c>.hdr</c>).</summary>
    public DataFile? Pixels { get; init; }

    /// <summary>All of it; what it grew since it was listed is left out.</summary>
    public byte[] Bytes()
    {
        using var stream = Open();
        var bytes = new byte[Length];
        try
        {
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (IOException error)
        {
            throw DataFault.In(Name, $"it cannot be read: {error.Message}", "Copy or download the file again.");
        }
    }

    public FileStream Open()
    {
        try
        {
            return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DataFault.In(Name, $"it cannot be opened: {error.Message}", "Look at its permissions.");
        }
    }
}

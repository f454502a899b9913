namespace DnasRepro.Snapshots;

/// <summary>What reading one file gave.</summary>
public abstract record FileContent
{
    private FileContent()
    {
    }

    /// <summary>The file's text, decoded, with its line ends as they are and without a byte order mark.</summary>
    public sealed record Text(string Value) : FileContent
    {
        /// <summary>How the text was read, when that had to be guessed; it follows the file's name in a sentence. Null as a rule.</summary>
        public string? Note { get; init; }
    }

    /// <summary>The file could not be read as text; the reason is for people.</summary>
    public sealed record Unread(string Reason) : FileContent;
}

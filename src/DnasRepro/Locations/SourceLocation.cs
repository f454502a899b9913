namespace DnasRepro.Locations;

/// <summary>A stretch of a file. Lines and columns count from 1; columns count UTF-16 characters; the end is exclusive in columns.</summary>
public sealed record SourceLocation(RepoPath Path, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The first line of a file, for what concerns the file as a whole.</summary>
    public static SourceLocation WholeFile(RepoPath path) => new(path, 1, 1, 1, 1);

    /// <summary>One whole line.</summary>
    public static SourceLocation Line(RepoPath path, int line, int length = 0) => new(path, line, 1, line, length + 1);

    public override string ToString() => $"{Path}:{StartLine}:{StartColumn}";
}

namespace DnasRepro.Locations;

/// <summary>What the user asks to read.</summary>
public abstract record RepositoryAddress
{
    private RepositoryAddress()
    {
    }

    /// <summary>A folder on this machine, read as it lies there.</summary>
    public sealed record Folder(string Path) : RepositoryAddress;

    /// <summary>A folder with git objects, read at a commit, branch or tag.</summary>
    public sealed record GitCommit(string RepositoryPath, string Revision) : RepositoryAddress;

    /// <summary>A repository on GitHub, at its default branch or at a branch, tag or full commit.</summary>
    public sealed record GitHub(string Owner, string Name, string? Ref) : RepositoryAddress
    {
        public string Url => $"https://github.com/{Owner}/{Name}";
    }

    /// <summary>A repository behind a git URL.</summary>
    public sealed record GitUrl(string Url, string? Ref) : RepositoryAddress;

    /// <summary>True when reading it needs the network.</summary>
    public bool IsRemote => this is GitHub or GitUrl;
}

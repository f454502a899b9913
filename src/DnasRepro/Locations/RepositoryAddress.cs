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

    /// <summary>A repository on GitHub, at its default branch or at a branch, a tag, a commit (also a shortened one) or a pull request.</summary>
    public sealed record GitHub(string Owner, string Name, string? Ref) : RepositoryAddress
    {
        /// <summary>The number of the pull request whose head is meant, from 1; null for none. Then there is no <see cref="Ref"/>.</summary>
        public int? Pull { get; init; }

        /// <summary>How GitHub itself writes it: <c>owner/name</c>, <c>owner/name@ref</c>, <c>owner/name#12</c>.</summary>
        public string Written => $"{Owner}/{Name}{(Pull is { } number ? $"#{number}" : Ref is null ? "" : $"@{Ref}")}";
    }

    /// <summary>A repository behind a git URL.</summary>
    public sealed record GitUrl(string Url, string? Ref) : RepositoryAddress;

    /// <summary>True when reading it needs the network.</summary>
    public bool IsRemote => this is GitHub or GitUrl;
}

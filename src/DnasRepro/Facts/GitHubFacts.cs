namespace DnasRepro.Facts;

/// <summary>What GitHub said of a repository when it was asked; another day it may say something else.</summary>
/// <param name="Asked">The name that was asked for, owner/name.</param>
/// <param name="FullName">The name that the repository has, owner/name.</param>
/// <param name="DefaultBranch">The branch that a visitor sees.</param>
/// <param name="IsArchived">Its owner made it read-only.</param>
/// <param name="IsDisabled">GitHub switched it off.</param>
/// <param name="IsPrivate">Only some may read it.</param>
/// <param name="Parent">What it was forked from, owner/name; null when it is no fork.</param>
/// <param name="Source">The repository at the root of all forks, owner/name; null when it is no fork.</param>
/// <param name="Licence">The SPDX id that GitHub recognised; <c>NOASSERTION</c> for a text that it does not know; null when it found none.</param>
/// <param name="Topics">Its topics.</param>
/// <param name="Tags">Its tags, newest names first, as GitHub orders them.</param>
/// <param name="Releases">The tags of its published releases, newest first.</param>
/// <param name="AskedAt">When GitHub was asked.</param>
/// <param name="PushedAt">When somebody last pushed to it; null when GitHub did not say.</param>
public sealed record GitHubFacts(
    string Asked,
    string FullName,
    string DefaultBranch,
    bool IsArchived,
    bool IsDisabled,
    bool IsPrivate,
    string? Parent,
    string? Source,
    string? Licence,
    IReadOnlyList<string> Topics,
    BoundedList<GitHubTag> Tags,
    BoundedList<string> Releases,
    DateTimeOffset AskedAt,
    DateTimeOffset? PushedAt)
{
    /// <summary>True when the repository was renamed or moved: only its old name redirects.</summary>
    public bool IsRenamed => !Asked.Equals(FullName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of the tags that mark a commit.</summary>
    public IEnumerable<string> TagsOf(string commit) => Tags.Items.Where(t => t.Commit == commit).Select(t => t.Name);
}

/// <summary>A tag and the commit that it marks, 40 hex digits.</summary>
public sealed record GitHubTag(string Name, string Commit);

/// <summary>The first of a list that may be long.</summary>
/// <param name="Items">Those that were read.</param>
/// <param name="IsWhole">False when there are more.</param>
public sealed record BoundedList<T>(IReadOnlyList<T> Items, bool IsWhole);

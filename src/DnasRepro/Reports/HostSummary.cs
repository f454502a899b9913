namespace DnasRepro.Reports;

/// <summary>What GitHub said of the repository on the day on which it was asked.</summary>
/// <param name="Asked">The name that was asked for, owner/name.</param>
/// <param name="Name">The name that the repository has.</param>
/// <param name="DefaultBranch">The branch that a visitor sees.</param>
/// <param name="Archived">Its owner made it read-only.</param>
/// <param name="Disabled">GitHub switched it off.</param>
/// <param name="Private">Only some may read it.</param>
/// <param name="Parent">What it was forked from; null when it is no fork.</param>
/// <param name="Source">The repository at the root of all forks; null when it is no fork.</param>
/// <param name="Licence">The SPDX id that GitHub recognised; NOASSERTION for a text that it does not know; null when it found none.</param>
/// <param name="Topics">Its topics.</param>
/// <param name="Tags">How many tags were read.</param>
/// <param name="TagsWhole">False when there are more.</param>
/// <param name="CommitTags">The tags that mark the commit that was checked.</param>
/// <param name="Releases">How many published releases were read.</param>
/// <param name="ReleasesWhole">False when there are more.</param>
/// <param name="CommitReleased">Whether a published release is of the commit that was checked.</param>
public sealed record HostSummary(
    string Asked,
    string Name,
    string DefaultBranch,
    bool Archived,
    bool Disabled,
    bool Private,
    string? Parent,
    string? Source,
    string? Licence,
    IReadOnlyList<string> Topics,
    int Tags,
    bool TagsWhole,
    IReadOnlyList<string> CommitTags,
    int Releases,
    bool ReleasesWhole,
    bool CommitReleased);

/// <summary>When GitHub was asked, and what changes with every push.</summary>
/// <param name="AskedAt">UTC, ISO 8601.</param>
/// <param name="PushedAt">When somebody last pushed, UTC, ISO 8601; null when GitHub did not say.</param>
public sealed record HostMeasured(string AskedAt, string? PushedAt);

namespace DnasRepro.GitHub;

/// <summary>The members of a repository's answer that are used; Octokit's reader fills it in by their names. Nothing in it is sure to be there.</summary>
internal sealed class HostRepository
{
    public string? FullName { get; set; }

    public string? DefaultBranch { get; set; }

    public bool Archived { get; set; }

    public bool Disabled { get; set; }

    public bool Private { get; set; }

    public DateTimeOffset? PushedAt { get; set; }

    public List<string>? Topics { get; set; }

    public HostLicence? License { get; set; }

    public HostName? Parent { get; set; }

    public HostName? Source { get; set; }
}

/// <summary>A licence as GitHub sees it.</summary>
internal sealed class HostLicence
{
    public string? SpdxId { get; set; }
}

/// <summary>The name of another repository.</summary>
internal sealed class HostName
{
    public string? FullName { get; set; }
}

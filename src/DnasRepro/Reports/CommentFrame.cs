namespace DnasRepro.Reports;

/// <summary>What a comment says beside its findings.</summary>
/// <param name="Key">Tells the comments of several cards in one pull request apart.</param>
/// <param name="HeadSha">The commit that is judged; null when there is none.</param>
/// <param name="Link">Where the full report is: the workflow run or its artifact; null when that is not known.</param>
/// <param name="Unverified">The stability that the pull request's own job reported, which anybody who runs it can forge; null for none.</param>
public sealed record CommentFrame(string Key, string? HeadSha = null, string? Link = null, StabilitySummary? Unverified = null)
{
    /// <summary>The key where only one card is looked at.</summary>
    public const string DefaultKey = "report";
}

using System.Globalization;
using DnasRepro.Facts;
using DnasRepro.Reports;

namespace DnasRepro;

/// <summary>Puts what GitHub said into the form of the report.</summary>
public static class HostReport
{
    private const int MostTags = 20;

    /// <summary>What may be compared from day to day.</summary>
    /// <param name="host">What GitHub said.</param>
    /// <param name="commit">The commit that was checked, or null.</param>
    internal static HostSummary Of(GitHubFacts host, string? commit)
    {
        var tags = commit is null ? [] : host.TagsOf(commit).ToList();
        return new HostSummary(
            host.Asked, host.FullName, host.DefaultBranch, host.IsArchived, host.IsDisabled, host.IsPrivate, host.Parent, host.Source, host.Licence, host.Topics,
            host.Tags.Items.Count, host.Tags.IsWhole, [.. tags.Take(MostTags)], host.Releases.Items.Count, host.Releases.IsWhole, tags.Any(host.Releases.Items.Contains));
    }

    /// <summary>What <c>--no-generated</c> leaves out.</summary>
    public static HostMeasured Measured(GitHubFacts host) => new(Time(host.AskedAt), host.PushedAt is { } pushed ? Time(pushed) : null);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

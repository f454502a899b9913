using System.Text.RegularExpressions;

namespace DnasRepro.Reports;

/// <summary>What the part on the host must hold to in a report that somebody hands us.</summary>
internal static partial class HostForm
{
    private const int MostTopics = 20;
    private const int MostTags = 20;
    private const int LongestName = 1500;

    public static IEnumerable<(bool Holds, string Problem)> Rules(Report report)
    {
        if (report.Host is { } host)
        {
            yield return (Is(Name(), host.Asked) && Is(Name(), host.Name) && (host.Parent is null || Is(Name(), host.Parent)) && (host.Source is null || Is(Name(), host.Source)), "host: this is no owner/name.");
            yield return (host.Licence is null || Is(Spdx(), host.Licence), "host.licence: this is no SPDX id.");
            yield return (host.DefaultBranch.Length <= LongestName, "host.defaultBranch: this is too long.");
            yield return (host.Topics.Count <= MostTopics && host.Topics.All(t => Is(Topic(), t)), "host.topics: this is no topic, or there are too many.");
            yield return (host.CommitTags.Count <= MostTags && host.CommitTags.All(t => t is { Length: > 0 and <= LongestName }), "host.commitTags: this is no tag, or there are too many.");
            yield return (host.Tags >= host.CommitTags.Count && host.Releases >= 0, "host: this is no count.");
        }
        if (report.Generated?.Host is { } measured)
            yield return (Is(Time(), measured.AskedAt) && (measured.PushedAt is null || Is(Time(), measured.PushedAt)), "generated.host: this is no time.");
    }

    private static bool Is(Regex form, string? text) => text is not null && form.IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spdx();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Topic();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}

using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>What the host of the repository says of it. Without its answer nothing is said.</summary>
internal static class HostAnswers
{
    private const int MostTags = 3;

    public static IEnumerable<Finding> Archived(CheckInfo check, RepositoryFacts facts) => [facts.GitHub switch
    {
        null => Unknown(check),
        { IsDisabled: true } host => Finding.Violated(check, $"GitHub has disabled {host.FullName}.", "Read an archived copy, and ask the authors for another place of the code.") with { Severity = Severity.Warning },
        { IsArchived: true } host => Finding.Violated(check, $"The owner has archived {host.FullName} on GitHub: nobody answers questions there, and nothing will be mended.", "Write to the authors by the address in the paper; authors name where the work goes on."),
        var host => Finding.Satisfied(check, $"{host.FullName} is not archived."),
    }];

    public static IEnumerable<Finding> Renamed(CheckInfo check, RepositoryFacts facts) => [facts.GitHub switch
    {
        null => Unknown(check),
        { IsRenamed: true } host => Finding.Violated(check, $"'{host.Asked}' is now '{host.FullName}' on GitHub; the old name redirects until somebody else takes it.", $"Write '{host.FullName}' in the paper's page, the card and the README."),
        var host => Finding.Satisfied(check, $"{host.FullName} has the name by which it was asked for."),
    }];

    public static IEnumerable<Finding> NotTagged(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.GitHub is not { } host)
            return [Unknown(check)];
        if (facts.Origin is not { Commit: { } commit, IsDirty: false })
            return [Finding.NotApplicable(check, "What was read is no commit as it stands on GitHub.")];
        var short7 = commit[..7];
        if (host.TagsOf(commit).Take(MostTags).ToList() is { Count: > 0 } tags)
            return [Finding.Satisfied(check, $"Commit {short7} is {string.Join(", ", tags.Select(t => $"'{t}'"))}{(tags.Any(host.Releases.Items.Contains) ? ", which is released" : "")}.")];
        return host.Tags.IsWhole
            ? [Finding.Violated(check, $"No tag on GitHub marks commit {short7}{(host.Tags.Items.Count == 0 ? "; the repository has no tags" : "")}.", "Tag the commit that the paper's results come from and make a release of it; an archive can then keep it.")]
            : [Finding.NotDetermined(check, $"None of the first {host.Tags.Items.Count} tags marks commit {short7}, and there are more.")];
    }

    public static IEnumerable<Finding> ForkNotNamed(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.GitHub is not { } host)
            return [Unknown(check)];
        if (host.Parent is not { } parent)
            return [Finding.Satisfied(check, $"{host.FullName} is no fork.")];
        return Mention(facts, parent, host.Source) is { } place
            ? [Finding.Satisfied(check, $"{host.FullName} is a fork of {parent}, and its documents say so.", place)]
            : [Finding.Violated(check, $"{host.FullName} is a fork of {parent}, and no document of it links there: a reader cannot tell what is whose.", $"Say in the README what was taken from {parent}, at which commit, and what was changed.")];
    }

    /// <summary>Where a document links to the repository that this one comes from.</summary>
    private static Evidence? Mention(RepositoryFacts facts, string parent, string? source) => facts.Documentation.Files
        .SelectMany(f => f.Links)
        .FirstOrDefault(l => LeadsTo(l.Target, parent) || (source is not null && LeadsTo(l.Target, source)))?.Evidence;

    private static bool LeadsTo(string target, string repository)
    {
        var at = target.IndexOf("github.com/" + repository, StringComparison.OrdinalIgnoreCase);
        var end = at + "github.com/".Length + repository.Length;
        return at >= 0 && (end == target.Length || !(char.IsAsciiLetterOrDigit(target[end]) || target[end] is '-' or '_') || target[end..].StartsWith(".git", StringComparison.Ordinal));
    }

    private static Finding Unknown(CheckInfo check) => Finding.NotDetermined(check, "There is no answer of GitHub about this repository.");
}

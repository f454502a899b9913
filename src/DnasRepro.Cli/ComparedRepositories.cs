using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro.Cli;

/// <summary>Two states of a repository, assessed under the same terms and compared: what <c>compare</c> and <c>comment</c> share. Nothing is checked out or executed.</summary>
/// <param name="Earlier">The report of BASE.</param>
/// <param name="Later">The report of HEAD.</param>
/// <param name="Comparison">What differs.</param>
internal sealed record ComparedRepositories(Report Earlier, Report Later, Comparison Comparison)
{
    /// <summary>Assesses and compares.</summary>
    /// <param name="earlier">BASE, whose settings hold for both unless others are named or the profile is journal.</param>
    /// <param name="later">HEAD, whose own settings are never applied.</param>
    /// <param name="wishes">How both are assessed.</param>
    /// <param name="named">Settings of the caller's own; null for those of BASE.</param>
    /// <param name="cache">Where clones of remote repositories are kept; null for the user's own folder.</param>
    /// <param name="failOnNew">The least severity of what HEAD brings that makes the exit code 1; null for never.</param>
    /// <exception cref="UserErrorException">A repository cannot be read, or the settings of BASE cannot be used.</exception>
    public static ComparedRepositories Of(
        RepositoryAddress earlier, RepositoryAddress later, AssessmentWishes wishes, HeldSettings? named, string? cache, Severity? failOnNew, CancellationToken cancellation)
    {
        using var old = RepositoryAssessment.Open(earlier, cache, cancellation);
        using var now = RepositoryAssessment.Open(later, cache, cancellation);
        var settings = named ?? HeldSettings.Of(old.Snapshot, isTrusted: wishes.Profile != "journal");
        var (before, after) = (RepositoryAssessment.Of(old, wishes, settings, cancellation), RepositoryAssessment.Of(now, wishes, ForHead(settings, now.Snapshot), cancellation));
        var changes = SnapshotChanges.Between(old.Snapshot, now.Snapshot, Places(before).Concat(Places(after)));
        var settingsChanged = named is null && TextOf(HeldSettings.Own(old.Snapshot)) != TextOf(HeldSettings.Own(now.Snapshot));
        return new ComparedRepositories(before, after, ReportComparison.Of(before, after, changes, failOnNew, settingsChanged));
    }

    /// <summary>Where the settings of BASE were not applied, those of HEAD were not either, and its report says so as that of BASE does.</summary>
    private static HeldSettings ForHead(HeldSettings settings, RepositorySnapshot later) => settings.Ignored is null ? settings : settings with { Ignored = HeldSettings.Own(later) };

    private static IEnumerable<string> Places(Report report) =>
        report.Findings.Where(f => f.Outcome == Outcome.Violated).SelectMany(f => f.Evidence.Take(1)).Select(e => e.Path);

    private static string? TextOf(SnapshotFile? file) => file?.ReadText() switch
    {
        null => null,
        FileContent.Text text => text.Value,
        FileContent.Unread unread => "\0" + unread.Reason,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

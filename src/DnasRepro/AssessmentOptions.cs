using DnasRepro.Configuration;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>How a repository is to be assessed.</summary>
/// <param name="Profile">core or journal.</param>
/// <param name="RequireCard">Whether a missing card is an error.</param>
/// <param name="FailOn">The least severity of an open finding that makes the exit code 1.</param>
/// <param name="CardFile">The card that the user named; null to look for one.</param>
/// <param name="Configuration">The settings that hold.</param>
/// <param name="IgnoredConfiguration">The repository's own settings when they are not applied; null otherwise.</param>
/// <param name="ToolVersion">The version to print.</param>
/// <param name="Today">The day on which suppressions are judged.</param>
public sealed record AssessmentOptions(
    string Profile,
    bool RequireCard,
    FailOn FailOn,
    SnapshotFile? CardFile,
    ProjectConfiguration Configuration,
    SnapshotFile? IgnoredConfiguration,
    string ToolVersion,
    DateOnly Today)
{
    /// <summary>Where the card lies inside the repository; when that file is not there, the repository has no card. Null to look for one.</summary>
    public RepoPath? CardPath { get; init; }
}

using DnasRepro.Configuration;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Cli;

/// <summary>How the caller wants repositories assessed; what is null is left to the settings that hold.</summary>
/// <param name="Profile">core or journal.</param>
/// <param name="RequireCard">Whether a missing card is an error.</param>
/// <param name="FailOn">The least severity that makes the report's exit code 1.</param>
/// <param name="CardFile">A card that lies outside the repository.</param>
/// <param name="CardPath">Where the card lies inside the repository; a repository without that file has no card.</param>
internal sealed record AssessmentWishes(string? Profile = null, bool RequireCard = false, FailOn? FailOn = null, SnapshotFile? CardFile = null, RepoPath? CardPath = null)
{
    /// <summary>These wishes under settings.</summary>
    public AssessmentOptions Under(HeldSettings settings)
    {
        var profile = Profile ?? settings.Configuration.Profile ?? "core";
        return new AssessmentOptions(
            profile,
            RequireCard || settings.Configuration.RequireCard || profile == "journal",
            FailOn ?? settings.Configuration.FailOn ?? Configuration.FailOn.Error,
            CardFile,
            settings.Configuration,
            settings.Ignored,
            ToolVersion.Text,
            DateOnly.FromDateTime(DateTime.UtcNow))
        {
            CardPath = CardPath,
        };
    }
}

using DnasRepro.Audits;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>What one study's card and repository say on the four questions. Touches nothing but what it is given.</summary>
public static class StudyAssessor
{
    /// <summary>Assesses a study. Never throws for what the repository or the card holds.</summary>
    /// <param name="repository">The repository as it was read; null for a study without one.</param>
    /// <param name="folder">The folder of it that holds the study; null for all of it. Files at the root are read too.</param>
    /// <param name="card">The card that the list names; null to look for one in the repository.</param>
    /// <param name="toolVersion">The version to print.</param>
    /// <param name="today">The day of the assessment.</param>
    public static StudyResult Assess(RepositorySnapshot? repository, string? folder, SnapshotFile? card, string toolVersion, DateOnly today) =>
        throw new UserErrorException($"{repository?.Name}{folder}{card?.Path}{toolVersion}{today} cannot be assessed yet.", "Wait.");
}

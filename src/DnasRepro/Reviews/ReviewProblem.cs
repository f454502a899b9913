namespace DnasRepro.Reviews;

/// <summary>What can be wrong with a file of a reviewer's folder.</summary>
public enum ReviewFault
{
    /// <summary>The manifest names it and it is not there.</summary>
    Missing,

    /// <summary>It is there and the manifest does not name it.</summary>
    Added,

    /// <summary>Its SHA-256 is not that of the manifest.</summary>
    Changed,

    /// <summary>It is a link, a device, or too large.</summary>
    NoPlainFile,

    /// <summary>It cannot be used as what it should be.</summary>
    Refused,

    /// <summary>It says something else than the report in JSON.</summary>
    Disagrees,
}

/// <summary>Something that is wrong with a file of the folder.</summary>
/// <param name="File">The file, in the folder.</param>
/// <param name="Fault">What.</param>
/// <param name="Message">In a sentence, for people; not escaped.</param>
public sealed record ReviewProblem(string File, ReviewFault Fault, string Message);

/// <summary>What verifying a reviewer's folder gave.</summary>
/// <param name="ManifestSha256">The SHA-256 of the manifest itself: written into a review, it binds every file.</param>
/// <param name="Files">How many files the manifest names.</param>
/// <param name="MadeBy">The version that made the folder; null when the report cannot be read.</param>
/// <param name="Commit">The commit that was read; null outside git, or when the report cannot be read.</param>
/// <param name="Level">The level in words; null when the report cannot be read.</param>
/// <param name="Problems">What is wrong, by file.</param>
/// <param name="NotCompared">Files that another version would write otherwise, so that this one cannot tell whether they agree.</param>
/// <param name="Notes">What is to be known and is not wrong.</param>
public sealed record ReviewVerdict(
    string ManifestSha256,
    int Files,
    string? MadeBy,
    string? Commit,
    string? Level,
    IReadOnlyList<ReviewProblem> Problems,
    IReadOnlyList<string> NotCompared,
    IReadOnlyList<string> Notes)
{
    /// <summary>0 when all agrees, 1 when something differs, 3 when this version could not compare everything.</summary>
    public int ExitCode => Problems.Count > 0 ? ExitCodes.Findings : NotCompared.Count > 0 ? ExitCodes.NotAttempted : ExitCodes.Passed;
}

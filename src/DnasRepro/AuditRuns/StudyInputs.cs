using System.Security.Cryptography;
using System.Text;

namespace DnasRepro.AuditRuns;

/// <summary>Everything that decides what is found out about a study. Equal inputs, equal result: kept results are found by these.</summary>
/// <param name="Form">The version of the form of kept results.</param>
/// <param name="RuleSet">The version of the checks.</param>
/// <param name="Tool">The version of the program, with its commit.</param>
/// <param name="Repository">The repository's name as results show it; null for a study without one.</param>
/// <param name="Commit">The commit, or null outside git.</param>
/// <param name="Remote">The repository's web address, which links in results lead to, or null.</param>
/// <param name="Prefix">The folder inside the repository that was opened, or null.</param>
/// <param name="IsComplete">False for a shallow or partial clone: other commits cannot be looked up there.</param>
/// <param name="Content">A hash over the files where no commit tells what they are; else null.</param>
/// <param name="Folder">The folder that holds the study, as the list names it, or null.</param>
/// <param name="Card">The path of the card that the list names, or null.</param>
/// <param name="CardSha256">The hash of that card, or null.</param>
public sealed record StudyInputs(
    int Form,
    string RuleSet,
    string Tool,
    string? Repository,
    string? Commit,
    string? Remote,
    string? Prefix,
    bool IsComplete,
    string? Content,
    string? Folder,
    string? Card,
    string? CardSha256)
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentForm = 1;

    /// <summary>The name that a result with these inputs is kept under: 64 hex digits.</summary>
    public string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AuditRunsJson.Write(this))));
}

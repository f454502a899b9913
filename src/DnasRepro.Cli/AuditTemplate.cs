using System.Text.RegularExpressions;

namespace DnasRepro.Cli;

/// <summary>Files that run an audit on several machines, written for a list and a number of parts.</summary>
internal static partial class AuditTemplate
{
    /// <summary>GitHub's limit for the jobs of a matrix.</summary>
    public const int MostMatrixJobs = 256;

    /// <summary>A workflow with a job for each part and one that joins them.</summary>
    /// <exception cref="UserErrorException">The list has a name that such a file cannot hold safely.</exception>
    public static string Workflow(string list, int shards) => Text("audit-workflow.yml")
        .Replace("LIST: studies.yml", $"LIST: {Plain(list)}", StringComparison.Ordinal)
        .Replace("SHARDS: \"4\"", $"SHARDS: \"{shards}\"", StringComparison.Ordinal)
        .Replace("shard: [1, 2, 3, 4]", $"shard: [{string.Join(", ", Enumerable.Range(1, shards))}]", StringComparison.Ordinal);

    /// <summary>A script for an array of Slurm jobs.</summary>
    /// <exception cref="UserErrorException">The list has a name that such a file cannot hold safely.</exception>
    public static string Slurm(string list, int shards) => Text("audit-array.sbatch")
        .Replace("list=studies.yml", $"list={Plain(list)}", StringComparison.Ordinal)
        .Replace("shards=4", $"shards={shards}", StringComparison.Ordinal)
        .Replace("--array=1-4", $"--array=1-{shards}", StringComparison.Ordinal);

    /// <summary>What means itself in YAML and in a shell alike.</summary>
    private static string Plain(string list) => PlainPath().IsMatch(list) ? list : throw new UserErrorException(
        $"The list '{list}' has a name that needs quoting in a script.", "Give it a path of letters, digits, '.', '_', '-' and '/' that starts with one of the first two.");

    private static string Text(string name)
    {
        using var stream = typeof(AuditTemplate).Assembly.GetManifestResourceStream("templates/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^(\.{0,2}/)*[A-Za-z0-9][A-Za-z0-9._/-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPath();
}

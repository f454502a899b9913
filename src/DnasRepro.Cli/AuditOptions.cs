using System.CommandLine;
using DnasRepro.AuditRuns;

namespace DnasRepro.Cli;

/// <summary>The options that say how an audit goes.</summary>
internal static class AuditOptions
{
    /// <summary>The most studies at a time.</summary>
    private const int MostJobs = 64;

    /// <summary>The most processors that are used without being asked for.</summary>
    private const int MostOwnJobs = 8;

    public static readonly Argument<string> List = new("LIST") { Description = "A list of studies: YAML, JSON or CSV." };
    public static readonly Option<int?> Jobs = new("--jobs", "-j") { Description = $"How many studies at a time. [default: as many as there are processors, at most {MostOwnJobs}]", HelpName = "N" };
    public static readonly Option<string?> Cache = new("--cache") { Description = "Where results and clones of remote repositories are kept.", HelpName = "FOLDER" };
    public static readonly Option<bool> Fresh = new("--fresh") { Description = "Assess also studies whose results are kept from an earlier audit." };
    public static readonly Option<string?> CloneBudget = new("--clone-budget") { Description = "What clones may take in the cache; those used longest ago go first. 0: none is kept after its use. [default: 2G]", HelpName = "SIZE" };
    public static readonly Option<string?> TimeLimit = new("--time-limit") { Description = "The longest that one study may take: 90s, 20m. [default: 10m]", HelpName = "TIME" };
    public static readonly Option<bool> NoGenerated = new("--no-generated") { Description = "Leave out what differs from run to run (time, memory)." };
    public static readonly Option<bool> AllowFailures = new("--allow-failures") { Description = "The exit code is 0 although studies could not be assessed; the report names them." };
    public static readonly Option<string?> ShardOption = new("--shard") { Description = "Do only part i of n of the work and write it to --output; 'audit merge' joins the parts.", HelpName = "i/n" };

    /// <exception cref="UserErrorException">The number is out of range.</exception>
    public static AuditRunOptions Run(ParseResult options)
    {
        var jobs = options.GetValue(Jobs) ?? Math.Min(Environment.ProcessorCount, MostOwnJobs);
        return jobs is >= 1 and <= MostJobs
            ? new AuditRunOptions(jobs, Time(options), options.GetValue(Fresh))
            : throw new UserErrorException($"--jobs is {jobs}.", $"Give a number from 1 to {MostJobs}.");
    }

    /// <summary>The longest that one study may take.</summary>
    public static TimeSpan Time(ParseResult options) => Quantity.Time(options.GetValue(TimeLimit), "--time-limit") ?? TimeSpan.FromMinutes(10);

    /// <summary>What clones may take, in bytes.</summary>
    public static long Clones(ParseResult options) =>
        options.GetValue(CloneBudget) is "0" ? 0 : Quantity.Bytes(options.GetValue(CloneBudget), "--clone-budget") ?? 2L << 30;

    /// <exception cref="UserErrorException">It is no <c>i/n</c>.</exception>
    public static AuditShard? Shard(ParseResult options) => options.GetValue(ShardOption) is not { } text ? null
        : AuditShard.Parse(text) ?? throw new UserErrorException($"--shard: '{text}' is no part.", "Write i/n with 1 ≤ i ≤ n, as in 2/4.");
}

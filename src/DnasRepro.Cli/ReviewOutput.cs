using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Reviews;
using DnasRepro.Snapshots;

namespace DnasRepro.Cli;

/// <summary>Writes a reviewer's folder: what <c>--profile journal</c> with a folder as <c>--output</c> gives.</summary>
internal static class ReviewOutput
{
    private const string Profile = "journal";
    private const string GitHub = "https://github.com/";

    /// <summary>Options whose values belong to the machine and change nothing of the result.</summary>
    private static readonly string[] NotRepeated = ["--output", "--cache", "--state", "--yes", "--fresh", "--dry-run"];

    /// <summary>True when a folder is asked for in a reviewer's profile, and that by the command itself: what settings say, the command that repeats it would not.</summary>
    public static bool IsWanted(string? profile, OutputOptions outputs) => profile == Profile && outputs.IsNamedFolder;

    /// <summary>Refuses early what would be refused in the end.</summary>
    /// <exception cref="UserErrorException">The folder may not be written, or a template would keep its pages from being verified.</exception>
    public static void Check(string? profile, OutputOptions outputs, CancellationToken cancellation)
    {
        if (!IsWanted(profile, outputs))
            return;
        if (outputs.TemplateText is not null)
            throw new UserErrorException("--template does not go with a reviewer's folder: 'verify' writes its pages again to compare them.", "Leave out --template, or use 'report' with it later.");
        WholeFolder.Check(outputs.Path!, cancellation);
    }

    /// <summary>Writes the folder.</summary>
    /// <param name="find">Finds a file as it was read.</param>
    public static void Write(ParseResult options, OutputOptions outputs, RepositoryAddress address, Report report, Func<string, SnapshotFile?> find, CancellationToken cancellation)
    {
        Check(Profile, outputs, cancellation);
        if (report.Target is { Commit: { } commit, WorkingTree: false })
            Console.Error.WriteLine($"read at commit {commit}");
        else
            Console.Error.WriteLine($"warning: no commit was read but files as they lie on the disk; name one with {Escaping.Terminal(report.Target.Address)}@COMMIT");
        var target = Target(address, report.Target);
        if (report.Target is { Commit: not null, WorkingTree: false })
            report = report with { Target = report.Target with { Address = target } };
        var environment = ReviewEnvironment.Of(report, Words(options, target), outputs.ReportUrl, report.Generated is null ? null : Machine);
        WholeFolder.Write(outputs.Path!, ReviewFolder.Files(report, environment, outputs.Formats, find), cancellation);
        Console.Error.WriteLine($"wrote {outputs.Path}");
    }

    private static MachineSummary Machine => new(
        $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux")} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, {RuntimeInformation.OSDescription}",
        RuntimeInformation.FrameworkDescription);

    /// <summary>The command's words: the target at its commit, then the options as they were given.</summary>
    private static IReadOnlyList<string> Words(ParseResult options, string target)
    {
        var words = new List<string> { options.CommandResult.Command.Name, target };
        foreach (var option in options.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit && !NotRepeated.Contains(o.Option.Name)))
        {
            if (option.Tokens.Count == 0)
                words.Add(option.Option.Name);
            foreach (var value in option.Tokens)
                words.AddRange([option.Option.Name, value.Value]);
        }
        return [.. words, "--output", "review/"];
    }

    /// <summary>The target with its full commit in the place of a branch, tag or short id.</summary>
    private static string Target(RepositoryAddress address, TargetSummary target)
    {
        var name = address switch
        {
            RepositoryAddress.GitHub hub => $"{hub.Owner}/{hub.Name}",
            RepositoryAddress.GitCommit commit => Without(target.Address, commit.Revision),
            RepositoryAddress.GitUrl url => Without(target.Address, url.Ref),
            RepositoryAddress.Folder => target.Address,
            _ when target.Remote is { } remote && remote.StartsWith(GitHub, StringComparison.Ordinal) => remote[GitHub.Length..],
            _ => target.Address,
        };
        return target.Commit is null || target.Dirty ? name : $"{name}@{target.Commit}";
    }

    private static string Without(string address, string? reference) =>
        reference is not null && address.EndsWith('@' + reference, StringComparison.Ordinal) ? address[..^(reference.Length + 1)] : address;
}

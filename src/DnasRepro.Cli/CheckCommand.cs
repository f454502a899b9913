using System.CommandLine;
using System.Diagnostics;
using DnasRepro.Configuration;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary><c>check [TARGET]</c>: reads a repository and writes its report.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Target = new("TARGET")
    {
        Description = "A folder (default: this one), FOLDER@COMMIT, owner/name[@ref] on GitHub, or a git URL.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> Card = new("--card") { Description = "The card to use, instead of looking for one.", HelpName = "FILE" };
    private static readonly Option<string?> Profile = new("--profile") { Description = "Which keys the card has to state: core (authors) or journal (reviewers). [default: core]", HelpName = "core|journal" };
    private static readonly Option<bool> RequireCard = new("--require-card") { Description = "A missing card is an error." };
    private static readonly Option<string?> FailOnOption = new("--fail-on") { Description = "The least severity that makes the exit code 1. [default: error]", HelpName = "error|warning|info|never" };
    private static readonly Option<string?> Config = new("--config") { Description = "Settings to use instead of the repository's .dnas-repro.yml.", HelpName = "FILE" };
    private static readonly Option<bool> TrustConfig = new("--trust-config") { Description = "Apply the repository's own settings also to remote targets, commits and under --profile journal." };
    private static readonly Option<bool> NoGenerated = new("--no-generated") { Description = "Leave out what differs from run to run (time, duration)." };
    private static readonly Option<string?> Cache = new("--cache") { Description = "Where clones of remote repositories are kept.", HelpName = "FOLDER" };

    public static Command Create()
    {
        var command = new Command("check", "Checks a repository: card, code, consistency; writes the report.")
        {
            Target, Card, Profile, RequireCard, FailOnOption, Config, TrustConfig, OutputOptions.Format, OutputOptions.Output, OutputOptions.Template, NoGenerated, Cache,
        };
        OutputOptions.RestrictValues(Profile, "core", "journal");
        OutputOptions.RestrictValues(FailOnOption, "error", "warning", "info", "never");
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var outputs = OutputOptions.Read(options);
        var address = TargetParser.Parse(options.GetValue(Target)!);
        if (address is RepositoryAddress.GitHub { Url: var url } && !options.GetValue(Target)!.StartsWith("github:", StringComparison.Ordinal))
            Console.Error.WriteLine($"'{options.GetValue(Target)}' is no folder here; reading {url}");
        using var repository = Progress.While("Reading the repository", report => RepositorySource.Read(address, SourceOptions.FromEnvironment(report) with { CacheFolder = options.GetValue(Cache) }, cancellation));
        var report = Assessor.Assess(repository.Snapshot, Assessment(options, address, repository.Snapshot));
        cancellation.ThrowIfCancellationRequested();
        if (!options.GetValue(NoGenerated))
            report = report with { Generated = new GeneratedSummary(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Math.Round(watch.Elapsed.TotalSeconds, 3)) };
        outputs.Write(report);
        return report.ExitCode;
    }

    private static AssessmentOptions Assessment(ParseResult options, RepositoryAddress address, RepositorySnapshot snapshot)
    {
        var own = snapshot.Find(RepoPath.Parse(ProjectConfiguration.FileName));
        var isTrusted = options.GetValue(TrustConfig) || (address is RepositoryAddress.Folder && options.GetValue(Profile) != "journal");
        var configuration = options.GetValue(Config) is { } named ? ReadConfiguration(LocalFile.Open(named, "--config"))
            : own is not null && isTrusted ? ReadConfiguration(own)
            : ProjectConfiguration.None;
        return new AssessmentOptions(
            options.GetValue(Profile) ?? configuration.Profile ?? "core",
            options.GetValue(RequireCard) || configuration.RequireCard || (options.GetValue(Profile) ?? configuration.Profile) == "journal",
            options.GetValue(FailOnOption) is { } failOn ? Enum.Parse<FailOn>(failOn, ignoreCase: true) : configuration.FailOn ?? FailOn.Error,
            options.GetValue(Card) is { } card ? LocalFile.Open(card, "--card") : null,
            configuration,
            own is not null && !isTrusted && options.GetValue(Config) is null ? own : null,
            ToolVersion.Text,
            DateOnly.FromDateTime(DateTime.UtcNow));
    }

    private static ProjectConfiguration ReadConfiguration(SnapshotFile file) => file.ReadText() switch
    {
        FileContent.Text text => ProjectConfiguration.Read(text.Value, file.Path),
        FileContent.Unread unread => throw new UserErrorException($"{file.Path} cannot be read: {unread.Reason}.", "Save the settings as UTF-8 text."),
        _ => throw new UnreachableException(),
    };
}

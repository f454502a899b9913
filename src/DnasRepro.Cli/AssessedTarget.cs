using System.CommandLine;
using System.Diagnostics;
using DnasRepro.Cards;
using DnasRepro.Configuration;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Runs;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary>What <c>check</c> and <c>rerun</c> share: a target, how it is assessed, where the report goes.</summary>
internal static class AssessedTarget
{
    public static readonly Argument<string> Target = new("TARGET")
    {
        Description = "A folder (default: this one), FOLDER@COMMIT, owner/name[@ref] or owner/name#PULL on GitHub, or a git URL.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> Card = new("--card") { Description = "The card to use, instead of looking for one.", HelpName = "FILE" };
    public static readonly Option<string?> Profile = new("--profile") { Description = "Which keys the card has to state: core (authors) or journal (reviewers). [default: that of the settings that hold, else core]", HelpName = "core|journal" };
    public static readonly Option<bool> RequireCard = new("--require-card") { Description = "A missing card is an error." };
    private static readonly Option<string?> FailOnOption = new("--fail-on") { Description = "The least severity that makes the exit code 1. [default: error]", HelpName = "error|warning|info|never" };
    public static readonly Option<string?> Config = new("--config") { Description = "Settings to use instead of the repository's .dnas-repro.yml.", HelpName = "FILE" };
    private static readonly Option<bool> TrustConfig = new("--trust-config") { Description = "Apply the repository's own settings also to remote targets, commits and under --profile journal." };
    private static readonly Option<bool> NoGenerated = new("--no-generated") { Description = "Leave out what differs from run to run (time, duration)." };
    public static readonly Option<string?> Cache = new("--cache") { Description = "Where clones of remote repositories are kept.", HelpName = "FOLDER" };

    /// <summary>Adds the target and all options of its assessment and report.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Target);
        foreach (var option in (Option[])[Card, Profile, RequireCard, FailOnOption, Config, TrustConfig, OutputOptions.Format, OutputOptions.ReportOutput, OutputOptions.Template, OutputOptions.ReportUrlOption, NoGenerated, Cache, HostFacts.Mode])
            command.Add(option);
    }

    /// <summary>Restricts options to their values; once, since commands share them.</summary>
    static AssessedTarget()
    {
        OutputOptions.RestrictValues(Profile, "core", "journal");
        OutputOptions.RestrictValues(FailOnOption, "error", "warning", "info", "never");
    }

    /// <summary>What a command may do with the open repository before it is assessed.</summary>
    /// <param name="Address">What the user named.</param>
    /// <param name="Snapshot">What was read there.</param>
    /// <param name="Facts">Reads its facts.</param>
    /// <param name="Card">Reads only the card's values; <see cref="CardValue.Nowhere"/> without one that fits the schema.</param>
    public sealed record Opened(RepositoryAddress Address, RepositorySnapshot Snapshot, Func<RepositoryFacts> Facts, Func<CardValue> Card);

    /// <summary>Reads the target, lets a rerun be made, assesses and writes the report; gives the exit code.</summary>
    /// <param name="rerun">Gives the rerun's runs, null for none; or the exit code with which it ends here, without a report.</param>
    public static int Run(ParseResult options, Func<Opened, (RerunBundle? Bundle, int? Ends)> rerun, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var outputs = OutputOptions.Read(options);
        ReviewOutput.Check(options.GetValue(Profile), outputs, cancellation);
        using var repository = Open(options, cancellation, out var address);
        var assessment = Assessment(options, address, repository.Snapshot);
        var (bundle, ends) = rerun(OpenedFor(address, repository.Snapshot, assessment));
        if (ends is { } code)
            return code;
        var facts = bundle is null ? null : Progress.While("Evaluating the runs", _ => new RerunEvaluator(bundle.Plan, Assessor.ReadCard(repository.Snapshot, assessment)).Evaluate(bundle));
        var host = HostFacts.Read(options, address, repository.Snapshot, RepositoryAssessment.Sources(options.GetValue(Cache), null), cancellation);
        var report = Assessor.Assess(repository.Snapshot, assessment, facts, host);
        cancellation.ThrowIfCancellationRequested();
        if (!options.GetValue(NoGenerated))
            report = report with { Generated = new GeneratedSummary(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Math.Round(watch.Elapsed.TotalSeconds, 3), facts is null ? null : RerunReport.Measured(facts)) { Host = host is null ? null : HostReport.Measured(host) } };
        if (ReviewOutput.IsWanted(options.GetValue(Profile), outputs))
            ReviewOutput.Write(options, outputs, address, report, path => FileNamed(path, repository.Snapshot, assessment), cancellation);
        else
            outputs.Write(report);
        return report.ExitCode;
    }

    /// <summary>Opens the target and prepares a rerun of it.</summary>
    public static RerunPreparation Prepare(ParseResult options, bool isSplit, CancellationToken cancellation)
    {
        using var repository = Open(options, cancellation, out var address);
        var assessment = Assessment(options, address, repository.Snapshot);
        return RerunWork.Prepare(options, OpenedFor(address, repository.Snapshot, assessment), isSplit, cancellation);
    }

    private static Opened OpenedFor(RepositoryAddress address, RepositorySnapshot snapshot, AssessmentOptions assessment) =>
        new(address, snapshot, () => Assessor.ReadFacts(snapshot, assessment), () => Assessor.ReadCard(snapshot, assessment));

    private static OpenRepository Open(ParseResult options, CancellationToken cancellation, out RepositoryAddress address)
    {
        address = RepositoryAssessment.Address(options.GetValue(Target)!);
        return RepositoryAssessment.Open(address, options.GetValue(Cache), cancellation);
    }

    /// <summary>A file that a report names: the card that the user named, or one of the repository's.</summary>
    private static SnapshotFile? FileNamed(string path, RepositorySnapshot snapshot, AssessmentOptions assessment) =>
        assessment.CardFile is { } card && card.Path.Value == path ? card : RepoPath.TryParse(path, out var own) ? snapshot.Find(own) : null;

    private static AssessmentOptions Assessment(ParseResult options, RepositoryAddress address, RepositorySnapshot snapshot)
    {
        var isTrusted = options.GetValue(TrustConfig) || (address is RepositoryAddress.Folder && options.GetValue(Profile) != "journal");
        var wishes = new AssessmentWishes(
            options.GetValue(Profile),
            options.GetValue(RequireCard),
            options.GetValue(FailOnOption) is { } failOn ? Enum.Parse<FailOn>(failOn, ignoreCase: true) : null,
            options.GetValue(Card) is { } card ? LocalFile.Open(card, "--card") : null);
        return wishes.Under(options.GetValue(Config) is { } named ? HeldSettings.Named(named) : HeldSettings.Of(snapshot, isTrusted));
    }
}

using System.CommandLine;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>compare BASE HEAD</c>: what HEAD brings and mends against BASE.</summary>
internal static class CompareCommand
{
    private const string Sides = "a JSON report, a folder, FOLDER@COMMIT, owner/name[@ref] on GitHub, or a git URL";

    private static readonly Argument<string> Base = new("BASE") { Description = $"What to compare with: {Sides}." };
    private static readonly Argument<string> Head = new("HEAD") { Description = $"What is judged: {Sides}." };
    private static readonly Option<string?> FailOnNew = new("--fail-on-new") { Description = "The least severity of a new finding that makes the exit code 1. [default: never]", HelpName = "error|warning|info|never" };
    public static readonly Option<string?> Card = new("--card") { Description = "The card's path inside the repository, instead of looking for one.", HelpName = "PATH" };
    private static readonly Option<string?> Config = new("--config") { Description = "Settings to use for both instead of BASE's .dnas-repro.yml.", HelpName = "FILE" };
    private static readonly Option<string[]> Format = OutputOptions.FormatOption(ReportFormat.OfComparisons);

    public static Command Create()
    {
        OutputOptions.RestrictValues(FailOnNew, "error", "warning", "info", "never");
        var command = new Command("compare", "Compares two states of a repository: what is new, fixed and unchanged, and the level before and after. The settings of BASE hold for both.")
        {
            Base, Head, FailOnNew, Card, AssessedTarget.Profile, AssessedTarget.RequireCard, Config, Format, OutputOptions.Output, OutputOptions.Template, AssessedTarget.Cache,
        };
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var outputs = OutputOptions.Read(options, Format);
        var comparison = Compare(options, cancellation);
        if (FailOn(options) is not null && !comparison.Terms.AreSame)
            Console.Error.WriteLine("warning: rules or profile differ between the two reports, so --fail-on-new was not applied");
        outputs.Write(comparison);
        return comparison.ExitCode;
    }

    private static Comparison Compare(ParseResult options, CancellationToken cancellation)
    {
        var (earlier, later) = (Stored(options.GetValue(Base)!, "BASE"), Stored(options.GetValue(Head)!, "HEAD"));
        if (earlier is not null && later is not null)
            RefuseAssessment(options);
        var wishes = new AssessmentWishes(options.GetValue(AssessedTarget.Profile), options.GetValue(AssessedTarget.RequireCard), Configuration.FailOn.Never, CardPath: CardPath(options));
        var named = options.GetValue(Config) is { } config ? HeldSettings.Named(config) : null;
        var cache = options.GetValue(AssessedTarget.Cache);
        if (earlier is null && later is null)
            return ComparedRepositories.Of(Address(options, Base), Address(options, Head), wishes, named, cache, FailOn(options), cancellation).Comparison;
        wishes = wishes with { Profile = wishes.Profile ?? (earlier ?? later)!.Card.Profile };
        earlier ??= Assess(Address(options, Base), wishes, named, isBase: true, cache, cancellation);
        later ??= Assess(Address(options, Head), wishes, named, isBase: false, cache, cancellation);
        return ReportComparison.Of(earlier, later, changes: null, FailOn(options));
    }

    /// <summary>Refuses options that say how a side is assessed where none is.</summary>
    private static void RefuseAssessment(ParseResult options)
    {
        if (((Option[])[Card, AssessedTarget.Profile, AssessedTarget.RequireCard, Config]).FirstOrDefault(o => options.GetResult(o) is { Implicit: false }) is { } option)
            throw new UserErrorException($"{option.Name} says how a repository is assessed, and BASE and HEAD are both stored reports.", $"Leave out {option.Name}, or give it to the 'check' that writes them.");
    }

    /// <summary>One side beside a stored report. A HEAD without a BASE that could be read has its own settings applied only where <c>check</c> would.</summary>
    private static Report Assess(RepositoryAddress address, AssessmentWishes wishes, HeldSettings? named, bool isBase, string? cache, CancellationToken cancellation)
    {
        using var repository = RepositoryAssessment.Open(address, cache, cancellation);
        var isTrusted = wishes.Profile != "journal" && (isBase || address is RepositoryAddress.Folder);
        return RepositoryAssessment.Of(repository, wishes, named ?? HeldSettings.Of(repository.Snapshot, isTrusted), cancellation);
    }

    /// <summary>The report of a side that is a file; null when it is a target.</summary>
    private static Report? Stored(string text, string side) => !File.Exists(text) ? null : StoredResult.Read(LocalFile.ReadText(text, side)) switch
    {
        StoredResult.OfReport { Report: var report } => report,
        _ => throw new UserErrorException($"{side}: '{text}' is a comparison, not a report.", "Give a file that 'dotnet dnas-repro check --format json' wrote."),
    };

    private static RepositoryAddress Address(ParseResult options, Argument<string> side) => RepositoryAssessment.Address(options.GetValue(side)!);

    /// <summary>The card's path inside the repository; null when none is named.</summary>
    public static RepoPath? CardPath(ParseResult options) => options.GetValue(Card) is not { } text ? null
        : RepoPath.TryParse(text.Replace('\\', '/'), out var path) ? path
        : throw new UserErrorException($"--card: '{text}' is not a path inside the repository.", "Write it as it stands there: docs/nas-reporting-card.yml.");

    private static Severity? FailOn(ParseResult options) =>
        options.GetValue(FailOnNew) is { } least and not "never" ? Enum.Parse<Severity>(least, ignoreCase: true) : null;
}

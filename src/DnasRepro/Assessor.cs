using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Configuration;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Levels;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>The whole check of one snapshot: card, facts, findings, level, report. Touches nothing but what it is given.</summary>
public static class Assessor
{
    /// <summary>Assesses a snapshot. Never throws for what the repository holds or a rerun left behind.</summary>
    /// <param name="snapshot">The repository.</param>
    /// <param name="options">How it is assessed.</param>
    /// <param name="rerun">What a rerun of it showed; null when nothing was rerun.</param>
    /// <param name="host">What GitHub says of it; null when it was not asked or gave no answer.</param>
    public static Report Assess(RepositorySnapshot snapshot, AssessmentOptions options, RerunFacts? rerun = null, GitHubFacts? host = null) =>
        AssessWithFacts(snapshot, options, rerun, host).Report;

    /// <summary>The same, with the facts that the report rests on.</summary>
    internal static Assessed AssessWithFacts(RepositorySnapshot snapshot, AssessmentOptions options, RerunFacts? rerun = null, GitHubFacts? host = null)
    {
        snapshot = WithoutIgnored(snapshot, options.Configuration.Ignore);
        var (card, others) = FindCard(snapshot, options);
        var facts = FactsReader.Read(snapshot, card, others, CardProfile.Load(options.Profile), options.RequireCard, rerun) with { GitHub = host };
        var findings = CheckCatalog.All.SelectMany(check => RunCheck(check, facts)).ToList();
        var level = Level.Decide(findings);
        if (options.IgnoredConfiguration is { } ignored)
            findings.Add(Finding.Violated(Suppressions.NotApplied, $"{ignored.Path} of this repository was not applied.", "Nothing need be done; --trust-config applies it.", Evidence.OfFile(ignored.Path)));
        var (holding, about) = Suppressions.Apply(findings, options.Configuration.Suppressions, KnownChecks(), options.Today);
        findings.AddRange(about);
        var suppressions = holding.Concat(about.Select(_ => (Suppression?)null)).ToList();
        return new Assessed(ReportBuilder.Build(snapshot, facts, findings, suppressions, level, options), facts);
    }

    /// <summary>Only the facts, as <see cref="Assess"/> would know them: what a rerun is planned from.</summary>
    public static RepositoryFacts ReadFacts(RepositorySnapshot snapshot, AssessmentOptions options)
    {
        snapshot = WithoutIgnored(snapshot, options.Configuration.Ignore);
        var (card, others) = FindCard(snapshot, options);
        return FactsReader.Read(snapshot, card, others, CardProfile.Load(options.Profile), options.RequireCard);
    }

    /// <summary>Only the card's values; <see cref="CardValue.Nowhere"/> when there is no card that fits the schema.</summary>
    public static CardValue ReadCard(RepositorySnapshot snapshot, AssessmentOptions options) =>
        FindCard(WithoutIgnored(snapshot, options.Configuration.Ignore), options).Card is CardReading.Valid { Card: var card } ? card.Root : CardValue.Nowhere;

    private static RepositorySnapshot WithoutIgnored(RepositorySnapshot snapshot, IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0)
            return snapshot;
        var isIgnored = PathPatterns.Compile(patterns);
        var split = snapshot.Files.ToLookup(f => isIgnored(f.Path));
        return snapshot with
        {
            Files = [.. split[false]],
            Skipped = [.. snapshot.Skipped.Concat(split[true].Select(f => new SkippedFile(f.Path.Value, "left aside by the settings"))).OrderBy(s => s.Path, StringComparer.Ordinal)],
        };
    }

    private static (CardReading Card, IReadOnlyList<RepoPath> Others) FindCard(RepositorySnapshot snapshot, AssessmentOptions options)
    {
        if (options.CardFile is { } named)
            return (CardReader.Read(named), []);
        if (options.CardPath is { } path)
            return (snapshot.Find(path) is { } inside ? CardReader.Read(inside) : new CardReading.Missing(), []);
        var files = CardDiscovery.Files(snapshot);
        if (files.Count > 0)
            return (CardReader.Read(files[0]), [.. files.Skip(1).Select(f => f.Path)]);
        foreach (var document in CardDiscovery.MarkdownFiles(snapshot))
        {
            if (document.ReadText() is FileContent.Text && CardReader.Read(document) is var reading and not CardReading.Missing)
                return (reading, []);
        }
        return (new CardReading.Missing(), []);
    }

    /// <summary>A check that breaks is our fault and one finding; the others still run.</summary>
    private static IReadOnlyList<Finding> RunCheck(ICheck check, RepositoryFacts facts)
    {
        try
        {
            return [.. check.Run(facts)];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return
            [
                new Finding(
                    check.Info, Outcome.CheckFailed, check.Info.Severity, Confidence.High,
                    $"This check broke ({error.GetType().Name}: {error.Message}); that is a fault of this program, not of the repository.", [],
                    "Please report it with the address of the repository."),
            ];
        }
    }

    private static HashSet<string> KnownChecks() =>
        [.. CheckCatalog.Infos.SelectMany(i => new[] { i.Id.ToLowerInvariant(), i.Slug })];
}

/// <summary>A report and the facts that it rests on.</summary>
internal sealed record Assessed(Report Report, RepositoryFacts Facts);

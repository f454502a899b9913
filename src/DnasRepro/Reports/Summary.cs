using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>The report's verdicts in one line each; the words are the same in all formats. Text of the repository is not escaped here.</summary>
internal sealed class Summary(Report report)
{
    public const string LevelsUrl = ProjectLinks.Repository + "/blob/main/docs/levels.md";
    public const string ChecksUrl = ProjectLinks.Repository + "/blob/main/docs/checks.md";
    public const string StabilityUrl = ProjectLinks.Repository + "/blob/main/docs/stability.md";
    public const string IssuesUrl = ProjectLinks.Repository + "/issues";

    private const int MostExamples = 3;

    /// <summary>The repository's name: owner and name where a remote is known, else the address.</summary>
    public string Title => report.Target.Remote is { } remote && Uri.TryCreate(remote, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Trim('/') : report.Target.Address;

    /// <summary>The commit and the state of the working tree, for behind the address.</summary>
    public string Commit => (report.Target.Commit is { } commit ? $" @ {commit[..Math.Min(12, commit.Length)]}" : "")
        + (report.Target is { WorkingTree: true, Commit: not null } ? report.Target.Dirty ? " with uncommitted changes" : " (working tree)" : "");

    /// <summary>A permanent link to the commit on GitHub, or null.</summary>
    public string? CommitUrl => report.Target is { Remote: { } remote, Commit: { } commit } && remote.StartsWith("https://github.com/", StringComparison.Ordinal) ? Escaping.Link($"{remote}/tree/{commit}") : null;

    /// <summary>What the next level lacks: the first thing in the words of its finding, the others by number.</summary>
    public string Next
    {
        get
        {
            if (report.Level.Next is not { } next)
                return "This is the highest level.";
            var others = next.BlockedBy.Skip(1).ToList();
            var rest = others.Count == 0 ? "" : $" Then {string.Join(", ", others.Take(MostExamples))}{(others.Count > MostExamples ? $" and {others.Count - MostExamples} more" : "")}.";
            return $"In the way of the next level, {next.Name}: {Blocker(next.BlockedBy[0])}{rest}";
        }
    }

    /// <summary>The four verdicts: a name, a mark that does not need colour, a line.</summary>
    public IReadOnlyList<Verdict> Glance =>
    [
        new("Reporting Card", CardMark, Card),
        new("Search code", SearchWords.Mark(report.SearchCode.Verdict), SearchCode),
        new("Rerun", Rerun?.Mark ?? "– not run", Stability),
        new("Repository", CountOf("DNAS4") == 0 ? "✓ nothing found" : $"△ {Count(CountOf("DNAS4"), "problem")}", Repository),
    ];

    /// <summary>The card in one line.</summary>
    public string Card => report.Card.Status switch
    {
        CardStatus.Missing => "nothing is declared, so nothing could be compared",
        CardStatus.Unreadable => $"{report.Card.Path} cannot be read",
        CardStatus.Invalid => $"{report.Card.Path} does not fit the schema: {Count(report.Open.Count(f => f.Check == "DNAS1003"), "problem")}",
        _ => $"{report.Card.Completeness?.Reported} of {report.Card.Completeness?.Expected} keys of the profile '{report.Card.Profile}' are stated; {Problems("DNAS1")}",
    };

    /// <summary>The search code in one line.</summary>
    public string SearchCode => CountOf("DNAS2") == 0 ? report.SearchCode.Reason : $"{report.SearchCode.Reason} Findings: {Problems("DNAS2")}";

    /// <summary>The rerun in one line.</summary>
    public string Stability => Rerun?.Line ?? "stability is not determined; only a rerun could tell";

    /// <summary>The stability in a word, to stand beside the grade: a proxy says nothing of the repository's own search.</summary>
    public string StabilityWord => Rerun is { IsProxy: false } words ? words.Word : "not run";

    /// <summary>What was executed, in a sentence.</summary>
    public string Executed => report.Stability switch
    {
        null => "Nothing was executed.",
        { Engine: "reference" } => "Of the repository, nothing was executed.",
        var stability when stability.Runs.Count + stability.Recipes.Count == 0 => "Nothing of it was executed.",
        _ => "Only what the section on stability lists was executed.",
    };

    /// <summary>The repository in one line.</summary>
    public string Repository => Problems("DNAS4");

    /// <summary>What was read.</summary>
    public string Coverage
    {
        get
        {
            var code = report.SearchCode.Coverage;
            var others = report.Skipped.Count == 0 ? "" : $"; {Count(report.Skipped.Count, "file")} of all kinds {(report.Skipped.Count == 1 ? "was" : "were")} not";
            return $"{code.Read} of {Count(code.Files, "Python file")} {(code.Files == 1 ? "was" : "were")} read{others}.";
        }
    }

    /// <summary>What was not read, most files first.</summary>
    public IEnumerable<(string Reason, int Count, IEnumerable<string> Examples)> SkippedByReason => report.Skipped
        .GroupBy(s => s.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => (g.Key, g.Count(), g.Take(MostExamples).Select(s => s.Path)));

    /// <summary>What could not be determined, by the reason, most checks first.</summary>
    public IEnumerable<(string Why, IReadOnlyList<ReportFinding> Findings)> Undetermined => report.Findings
        .Where(f => f.Outcome == Outcome.NotDetermined)
        .GroupBy(f => f.Message).OrderByDescending(g => g.Count()).ThenBy(g => g.First().Check, StringComparer.Ordinal)
        .Select(g => (g.Key, (IReadOnlyList<ReportFinding>)[.. g]));

    /// <summary>The same by what the checks are about, in a line.</summary>
    public string UndeterminedByFamily
    {
        get
        {
            var checks = report.Findings.Where(f => f.Outcome == Outcome.NotDetermined).Select(f => f.Check).Distinct().ToList();
            var families = checks.GroupBy(Family).OrderBy(g => g.Min(), StringComparer.Ordinal).Select(g => $"{g.Count()} on {g.Key}");
            return checks.Count == 0 ? "" : $"{Count(checks.Count, "check")}: {string.Join(", ", families)}";
        }
    }

    /// <summary>What is still open, in a sentence.</summary>
    public string NotSaid => report.SearchCode.Verdict == SearchCodeVerdict.NotDetermined ? "Whether the search itself is in the code could not be determined." : "";

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>How bad a finding is, in a word.</summary>
    public static string Words(ReportFinding finding) => finding.Outcome == Outcome.CheckFailed ? "broken" : finding.Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>A component's status in words.</summary>
    public static string Words(ComponentStatus status) => status switch
    {
        ComponentStatus.Found => "✓ found",
        ComponentStatus.NotFound => "– not found",
        _ => "– not determined",
    };

    private StabilityWords? Rerun => report.Stability is { } stability ? new StabilityWords(stability) : null;

    private static string Family(string id) => (id.Length > 4 ? id[4] : ' ') switch { '1' => "the card", '2' => "the search code", '3' => "a rerun", _ => "the repository" };

    private string CardMark => report.Card.Status switch
    {
        CardStatus.Valid => report.Open.Any(f => f.Severity == Severity.Error && f.Check.StartsWith("DNAS1", StringComparison.Ordinal)) ? "△ with errors" : "✓ valid",
        CardStatus.Missing => "✗ missing",
        CardStatus.Invalid => "✗ invalid",
        _ => "✗ unreadable",
    };

    private int CountOf(string family) => report.Open.Count(f => f.Check.StartsWith(family, StringComparison.Ordinal));

    private string Problems(string family)
    {
        var ours = report.Findings.Where(f => f.Check.StartsWith(family, StringComparison.Ordinal)).ToList();
        var open = ours.Where(f => f.Outcome == Outcome.Violated && f.Suppression is null).ToList();
        var counts = new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "note") }
            .Select(s => (Count: open.Count(f => f.Severity == s.Item1), Noun: s.Item2)).Where(c => c.Count > 0).Select(c => Count(c.Count, c.Noun)).ToList();
        var undetermined = ours.Where(f => f.Outcome == Outcome.NotDetermined).DistinctBy(f => f.Check).Count();
        var broken = ours.Where(f => f.Outcome == Outcome.CheckFailed).DistinctBy(f => f.Check).Count();
        return (counts.Count == 0 ? "nothing to mend" : string.Join(", ", counts))
            + (undetermined == 0 ? "" : $"; {Count(undetermined, "check")} not determined") + (broken == 0 ? "" : $"; {Count(broken, "check")} broke");
    }

    private string Blocker(string id)
    {
        var answers = report.Findings.Where(f => f.Check == id && f.Outcome is not (Outcome.Satisfied or Outcome.NotApplicable)).ToList();
        var name = report.Checks.FirstOrDefault(c => c.Id == id) is { } check ? $"{id} {check.Slug}" : id;
        return answers.Count == 0 ? $"{name}." : $"{answers[0].Message} ({name}{(answers.Count > 1 ? $", and {answers.Count - 1} more" : "")})";
    }
}

/// <summary>One of the verdicts at a glance: a name, a mark that does not need colour, a line.</summary>
internal sealed record Verdict(string Name, string Mark, string Line);

/// <summary>Findings of one check and severity, shown together.</summary>
internal sealed record FindingGroup(IReadOnlyList<ReportFinding> Findings)
{
    /// <summary>Errors, warnings and broken checks; notes are for later.</summary>
    public bool IsUrgent => Findings[0].Outcome == Outcome.CheckFailed || Findings[0].Severity != Severity.Info;

    /// <summary>Errors and broken checks.</summary>
    public bool IsError => Findings[0].Outcome == Outcome.CheckFailed || Findings[0].Severity == Severity.Error;

    /// <summary>What to do when that is the same for all of them; null when each needs its own.</summary>
    public string? CommonFix => Findings.All(f => f.Fix == Findings[0].Fix) ? Findings[0].Fix : null;

    /// <summary>What to do about one of them, where they differ.</summary>
    public string? OwnFix(ReportFinding finding) => CommonFix is null ? finding.Fix : null;

    /// <summary>Groups, in the order of their first findings.</summary>
    public static IEnumerable<FindingGroup> Of(IEnumerable<ReportFinding> findings) =>
        findings.GroupBy(f => (f.Check, f.Outcome, f.Severity)).Select(g => new FindingGroup([.. g]));

    /// <summary>The check's title; a check that broke says nothing about the repository.</summary>
    public string Title(Report report)
    {
        var title = report.Checks.FirstOrDefault(c => c.Id == Findings[0].Check)?.Title ?? Findings[0].Slug;
        return Findings[0].Outcome == Outcome.CheckFailed ? $"Not answered: {title}?" : title;
    }

    /// <summary>A finding's places, each once: two words of one line are one place to a reader.</summary>
    public static IReadOnlyList<ReportEvidence> Places(ReportFinding finding) => [.. finding.Evidence.DistinctBy(e => (e.Path, e.Line, e.Excerpt, e.Note))];

    /// <summary>How sure the findings are; null where nothing was found.</summary>
    public string? Confidence => Findings[0].Outcome == Outcome.CheckFailed ? null : $"{Findings.Min(f => f.Confidence).ToString().ToLowerInvariant()} confidence";
}

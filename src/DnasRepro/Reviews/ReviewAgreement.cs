using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>Whether the files of a folder say what its report in JSON says: each is written again from it and compared to the byte.</summary>
/// <param name="stored">The folder.</param>
/// <param name="report">Its report.</param>
/// <param name="isOurs">True when this very version made it: then whatever differs is wrong.</param>
internal sealed class ReviewAgreement(StoredFolder stored, Report report, bool isOurs)
{
    private readonly IReadOnlyList<CitedFile> cited = CitedFile.Of(report);
    private readonly HashSet<string> admitted = new(StringComparer.Ordinal);
    private readonly List<string> notCompared = [];
    private readonly List<string> notes = [];

    /// <summary>Files that another version made and that this one would write otherwise.</summary>
    public IReadOnlyList<string> NotCompared => notCompared;

    public IReadOnlyList<string> Notes => notes;

    public IReadOnlyList<ReviewProblem> Problems() => [.. Consistency(), .. Environment(out var url), .. Pages(url), .. Card(out var card), .. Form(card), .. Excerpts(), .. Strangers()];

    private IEnumerable<ReviewProblem> Consistency() => isOurs ? ReportConsistency.Problems(report).Select(p => Wrong(ReportFormat.Json.FileName, p)) : [];

    private List<ReviewProblem> Environment(out string? url)
    {
        url = null;
        if (stored.Text(ReviewFile.Environment) is not { } json)
            return [new(ReviewFile.Environment, ReviewFault.Missing, "every such folder has it.")];
        if (ReviewEnvironment.Read(json) is not { } environment)
            return [new(ReviewFile.Environment, ReviewFault.Refused, "it does not have the form of such a file.")];
        url = environment.ReportUrl;
        admitted.UnionWith(environment.NotAsQuoted);
        var derived = ReviewEnvironment.Of(report, environment.Repeat, environment.ReportUrl, environment.Machine) with { NotAsQuoted = [.. ReviewFolder.NotAsQuoted(cited, f => stored.Text(f.ExcerptFile)).Where(admitted.Contains)] };
        List<ReviewProblem> problems = [.. Compare(ReviewFile.Environment, derived.Write()), .. Compare(ReviewFile.Command, RepeatCommand.Text(environment))];
        if (report.Generated is null != environment.Machine is null)
            problems.Add(Wrong(ReviewFile.Environment, "it has a machine where the report has no time, or the reverse."));
        if (report.Target is { WorkingTree: false, Commit: { } commit } && !environment.Repeat.Any(w => w.EndsWith('@' + commit, StringComparison.Ordinal)))
            problems.Add(Wrong(ReviewFile.Environment, "the command does not name the commit of the report."));
        return problems;
    }

    private IEnumerable<ReviewProblem> Pages(string? url)
    {
        var formats = ReportFormat.All.Where(f => stored.Has(f.FileName));
        foreach (var absent in ReviewFolder.AlwaysThere.Except(formats))
            yield return new ReviewProblem(absent.FileName, ReviewFault.Missing, "every such folder has it.");
        foreach (var page in ReviewFolder.Pages(report, cited, formats, url).Where(p => stored.Has(p.Path)))
        {
            foreach (var problem in Compare(page.Path, System.Text.Encoding.UTF8.GetString(page.Content)))
                yield return problem;
        }
    }

    private List<ReviewProblem> Card(out CardCopy? card)
    {
        card = null;
        if (stored.Text(ReviewFile.Card) is not { } json)
            return [];
        card = CardCopy.Read(json);
        if (card is not null && card.Path == report.Card.Path && CardText.Hash(card) == report.Card.Sha256 && card.Write() == json)
            return [];
        card = null;
        return [Wrong(ReviewFile.Card, "it is not the card whose SHA-256 the report names.")];
    }

    private List<ReviewProblem> Form(CardCopy? card)
    {
        if (stored.Text(ReviewFile.Form) is not { } written)
            return [new(ReviewFile.Form, ReviewFault.Missing, "every such folder has it.")];
        var form = FilledForm.Of(ReviewFolder.Form(report, cited, card), written);
        if (form.Lost is null)
            notes.Add(form.Answered == 0 ? $"{ReviewFile.Form} is not filled in." : $"{ReviewFile.Form} is filled in: {form.Answered} of {form.Questions} questions are answered.");
        else if (isOurs)
            return [Wrong(ReviewFile.Form, $"a line of the form is not there any more, or out of its place: '{BadgeText.Cut(form.Lost, 120)}'.")];
        else
            notCompared.Add(ReviewFile.Form);
        return [];
    }

    private IEnumerable<ReviewProblem> Excerpts()
    {
        foreach (var file in cited)
        {
            if (stored.Text(file.ExcerptFile) is not { } text)
                yield return new ReviewProblem(file.ExcerptFile, ReviewFault.Missing, $"the report cites {file.Path}, and its excerpt is not there.");
            else if ((ExcerptAgreement.Disagreement(file, report.Target.Commit, text) ?? NotAdmitted(file, text)) is not { } problem)
                continue;
            else if (isOurs)
                yield return Wrong(file.ExcerptFile, problem + ".");
            else
                notCompared.Add(file.ExcerptFile);
        }
    }

    private string? NotAdmitted(CitedFile file, string text) => ReviewFolder.NotAsQuoted([file], _ => text).FirstOrDefault(p => !admitted.Contains(p)) is { } place
        ? $"line {place[(place.LastIndexOf(':') + 1)..]} does not say what the report quotes, and {ReviewFile.Environment} does not say so"
        : null;

    /// <summary>Files that no such folder has, whatever the manifest says.</summary>
    private IEnumerable<ReviewProblem> Strangers()
    {
        var own = ReportFormat.All.Select(f => f.FileName).Concat([ReviewFile.Manifest, ReviewFile.Form, ReviewFile.Environment, ReviewFile.Command, ReviewFile.Card]).Concat(cited.Select(f => f.ExcerptFile)).ToHashSet(StringComparer.Ordinal);
        return isOurs ? stored.Paths.Where(p => !own.Contains(p)).Select(p => new ReviewProblem(p, ReviewFault.Added, "no such folder has it.")) : [];
    }

    private IEnumerable<ReviewProblem> Compare(string path, string derived)
    {
        if (stored.Text(path) is not { } written)
            yield return new ReviewProblem(path, ReviewFault.Missing, "every such folder has it.");
        else if (written != derived && isOurs)
            yield return Wrong(path, Difference(written, derived));
        else if (written != derived)
            notCompared.Add(path);
    }

    private static string Difference(string written, string derived)
    {
        var (a, b) = (written.Split('\n'), derived.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(a.Length, b.Length)).First(i => i >= a.Length || i >= b.Length || a[i] != b[i]);
        return $"written again from report.json it differs, first in line {line + 1}.";
    }

    private static ReviewProblem Wrong(string file, string message) => new(file, ReviewFault.Disagrees, message);
}

using System.Text.Json;
using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Reports;
using DnasRepro.Reviews;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reviews;

/// <summary>The reviewer's form: short, about things that exist, and harmless whatever card and report say.</summary>
public class ReviewFormTests
{
    private const string Nasty = "</td><script>alert(1)</script> `x` | [a](javascript:b) @team #1 ![i](http://e.org/i.png) \u001b[31m \u202e\n\n# Level 5\n- [x] yes é😀";

    [Fact]
    public void The_questions_ask_what_the_card_and_the_checks_know()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "reporting-card.schema.json")));

        Assert.All(ReviewQuestion.All.SelectMany(q => q.Checks), c => Assert.Contains(CheckCatalog.Infos, i => i.Id == c));
        Assert.All(ReviewQuestion.All.SelectMany(q => q.Facts), f => Assert.True(Knows(schema.RootElement, schema.RootElement, f.Key.Split('.')), f.Key));
        Assert.All(ReviewQuestion.All.SelectMany(q => q.Facts).SelectMany(f => f.Inside.Select(i => $"{f.Key}.{i}")), k => Assert.True(Knows(schema.RootElement, schema.RootElement, k.Split('.')), k));
        Assert.False(Knows(schema.RootElement, schema.RootElement, ["data", "datasets", "colour"]));
        Assert.All(ReviewQuestion.All, q => Assert.EndsWith("?", q.Text, StringComparison.Ordinal));
        Assert.InRange(ReviewQuestion.All.Count, 10, 15);
    }

    [Fact]
    public void A_card_is_told_in_its_own_words()
    {
        var card = Support.Cards.Of("""
            data:
              datasets:
                - {id: inner, roles: [train, search_weights], sites: unknown}
                - {id: outer, roles: [], sites: [A, B]}
              external_validation: {performed: false}
            evaluation: not_reported
            """);

        Assert.Equal("id inner, roles [train, search_weights], sites unknown; id outer, roles [], sites [A, B]", CardFacts.Words(card.At("data.datasets"), ["id", "roles", "sites"]));
        Assert.Equal("performed false", CardFacts.Words(card.At("data.external_validation"), ["performed", "datasets"]));
        Assert.Equal("not_reported", CardFacts.Words(card.At("evaluation.metrics"), ["name"]));
        Assert.Equal("not in the card", CardFacts.Words(card.At("clinical.status"), []));
        Assert.Equal("nothing of what matters here", CardFacts.Words(card.At("data.external_validation"), ["adaptation"]));
    }

    [Fact]
    public void A_huge_card_makes_no_huge_form()
    {
        var items = string.Join("\n", Enumerable.Range(0, 1000).Select(i => $"  - {{id: d{i}, roles: [{string.Join(", ", Enumerable.Repeat("r", 50))}], name: {new string('x', 500)}}}"));

        Assert.InRange(CardFacts.Words(Support.Cards.Of("datasets:\n" + items)["datasets"], ["id", "name", "roles"]).Length, 10, 2000);
    }

    [Fact]
    public void GitHubs_own_renderer_shows_no_markup_of_the_repositorys()
    {
        const string renderer = "/usr/bin/cmark-gfm";
        Requires.That("cmark-gfm", File.Exists(renderer));
        using var folder = new TempFolder();
        folder.Write("REVIEW.md", ReviewForm.Write(Hostile(), HostileCard(), "evidence/001-card.yml.txt"));

        var run = ExternalTool.Run(renderer, folder.Path, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "REVIEW.md");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Regex.Matches(run.Output, "<(?:a|img)[^>]* (?:href|src)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), u => Assert.Matches(@"^(report\.html|COMMAND\.txt|environment\.json|evidence/[0-9]{3}-[A-Za-z0-9._-]+\.txt|https://(github\.com/dnas-repro|example\.org)/.*)$", u));
        Assert.DoesNotMatch("<(script|img|b|i|style)[ >]|[a-z]@[a-z]|@team|#1|checked|\u001b|\u202e", run.Output);
        Assert.DoesNotContain("<h1>Level", run.Output, StringComparison.Ordinal);
        Assert.Equal((3 * ReviewQuestion.All.Count) + 6, Regex.Count(run.Output, "<input type=\"checkbox\""));
    }

    [Fact]
    public void Answers_are_counted_and_a_lost_line_is_found()
    {
        var empty = ReviewForm.Write(Hostile(), HostileCard(), null);

        Assert.Equal(new FilledForm(0, ReviewQuestion.All.Count, null), FilledForm.Of(empty, empty));
        Assert.Equal(ReviewQuestion.All.Count, FilledForm.Of(empty, empty.Replace("- [ ] no\n", "- [X] no\n", StringComparison.Ordinal)).Answered);
        Assert.Equal("- [ ] cannot tell", FilledForm.Of(empty, empty.Replace("- [ ] cannot tell\n", "", StringComparison.Ordinal)).Lost);
        Assert.NotNull(FilledForm.Of(empty, "").Lost);
        Assert.Equal(0, FilledForm.Of(empty, empty.Replace("- [ ] as it is", "- [x] as it is", StringComparison.Ordinal)).Answered);
    }

    [Fact]
    public void Without_a_card_the_form_says_so()
    {
        var form = ReviewForm.Write(SampleReports.Usual, CardValue.Nowhere, null);

        Assert.Contains("none: the questions have to be answered from paper and repository alone", form, StringComparison.Ordinal);
        Assert.DoesNotContain("The card says", form, StringComparison.Ordinal);
    }

    /// <summary>True when a schema has a property at a path, whatever stands between: alternatives, references, items of lists.</summary>
    private static bool Knows(JsonElement root, JsonElement at, ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
            return true;
        if (at.TryGetProperty("$ref", out var reference))
            return Knows(root, reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (e, n) => e.GetProperty(n)), path);
        if (at.TryGetProperty("properties", out var properties) && properties.TryGetProperty(path[0], out var property) && Knows(root, property, path[1..]))
            return true;
        if (at.TryGetProperty("items", out var items) && Knows(root, items, path))
            return true;
        if (!at.TryGetProperty("anyOf", out var any))
            return false;
        foreach (var one in any.EnumerateArray())
        {
            if (Knows(root, one, path))
                return true;
        }
        return false;
    }

    /// <summary>Findings of checks that the form asks about, and one that it lists, all with nasty words and places.</summary>
    private static Report Hostile()
    {
        var report = SampleReports.Hostile(Nasty);
        ReportEvidence[] places = [new(Nasty, 1, 1, 1, Nasty, Nasty, null)];
        return ExcerptLinks.In(report with
        {
            Card = report.Card with { Profile = "journal" },
            Findings =
            [
                new("DNAS1033", "card-data-ext-intersect", Findings.Outcome.Violated, Findings.Severity.Error, Findings.Confidence.High, Nasty, Nasty, places, null),
                new("DNAS3001", "search-does-not-run", Findings.Outcome.NotDetermined, Findings.Severity.Info, Findings.Confidence.High, Nasty, null, places, null),
                new("DNAS1077", "card-proto-testuse", Findings.Outcome.Satisfied, Findings.Severity.Error, Findings.Confidence.High, Nasty, null, places, null),
            ],
        }, CitedFile.Of(report));
    }

    private static CardValue HostileCard()
    {
        var quoted = JsonSerializer.Serialize(Nasty);
        var lines = ReviewQuestion.All.SelectMany(q => q.Facts).GroupBy(f => f.Key.Split('.')[0]).Select(g =>
            $"\"{g.Key}\": {{{string.Join(", ", g.Where(f => f.Key.Contains('.')).DistinctBy(f => f.Key.Split('.')[1]).Select(f => $"\"{f.Key.Split('.')[1]}\": {(f.Inside.Length == 0 ? quoted : $"[{{{string.Join(", ", f.Inside.Select(k => $"\"{k}\": {quoted}"))}}}]")}"))}}}");
        var root = DnasRepro.Documents.JsonReader.Read($"{{{string.Join(", ", lines)}}}", DnasRepro.Locations.RepoPath.Parse("card.json")).Root!;
        return new CardValue(root, "", root.Location);
    }
}

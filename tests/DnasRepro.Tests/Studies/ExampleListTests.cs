using DnasRepro.Studies;
using DnasRepro.Tests.Support;
using static DnasRepro.Tests.Studies.StudyLists;

namespace DnasRepro.Tests.Studies;

/// <summary>The lists that are shipped say what they are said to say.</summary>
public class ExampleListTests
{
    [Fact]
    public void The_synthetic_list_has_the_counts_of_the_review()
    {
        var list = Example("review-31.yaml");

        Assert.Equal(Enumerable.Range(1, 31).Select(i => $"synthetic-{i:00}"), list.Studies.Select(s => s.Id));
        Assert.All(list.Studies, s => Assert.Equal(4, s.Answers.Count));
        Assert.All(list.Studies.SelectMany(s => s.Answers), a => Assert.True(a is { Value: AuditValue.Yes or AuditValue.No, Source: "synthetic" }));
        Assert.All(list.Studies, s => Assert.True(s is { Title: null, Year: null, Method: null, Repository: null, Tasks: [], Papers: [] }));
        Assert.Equal([3, 8, 7, 7], Enum.GetValues<AuditQuestion>().Select(q => Count(list, q, AuditValue.Yes)));
        Assert.Contains("no study is described", list.Note);
    }

    [Fact]
    public void The_field_has_the_sums_that_it_states()
    {
        var list = Example("studies.yaml");
        int At(ScreeningStage stage) => list.Studies.Count(s => s.Screening.Stage == stage);
        var papers = list.Included.SelectMany(s => s.Papers).Where(p => p.Role is "primary" or "extension").Select(p => p.Title).Distinct().Count();
        Dictionary<string, int> counted = new()
        {
            ["identified"] = list.Studies.Count, ["not_retrieved"] = At(ScreeningStage.Retrieval), ["screened"] = list.Studies.Count - At(ScreeningStage.Retrieval),
            ["excluded_on_title"] = At(ScreeningStage.TitleAbstract), ["assessed"] = At(ScreeningStage.FullText) + At(ScreeningStage.Included),
            ["excluded_on_text"] = At(ScreeningStage.FullText), ["included"] = At(ScreeningStage.Included), ["included_papers"] = papers,
            ["included_methods"] = list.Included.Select(s => s.Method).Distinct().Count(),
        };

        Assert.Equal(list.Stated.Select(s => (s.Step, s.Count)), list.Stated.Select(s => (s.Step, counted[s.Step])));
        Assert.Equal(9, list.Stated.Count);
        Assert.Equal((78, 25, 24), (counted["identified"], counted["included"], counted["included_methods"]));
    }

    [Theory]
    [InlineData(AuditQuestion.ExternalValidation, 2, 13, 10, 0)]
    [InlineData(AuditQuestion.CodeRelease, 2, 3, 13, 7)]
    [InlineData(AuditQuestion.SearchStability, 0, 1, 22, 2)]
    [InlineData(AuditQuestion.MultiObjective, 5, 20, 0, 0)]
    public void The_answers_on_the_field_are_recoded(AuditQuestion question, int yes, int no, int unclear, int notRecoded)
    {
        var list = Example("studies.yaml");

        Assert.Equal((yes, no, unclear), (Count(list, question, AuditValue.Yes), Count(list, question, AuditValue.No), Count(list, question, AuditValue.Unclear)));
        Assert.Equal(notRecoded, list.Included.Count(s => s.Answer(question) is { Value: null, Written.Length: > 0 }));
        Assert.All(list.Included, s => Assert.False(string.IsNullOrEmpty(s.Answer(question)!.Source)));
    }

    [Theory]
    [InlineData("studies.yaml")]
    [InlineData("repositories.yaml")]
    public void Repositories_on_github_are_named_with_their_commit(string file)
    {
        var targets = Example(file).Studies.Select(s => s.Repository?.Target).OfType<string>().Where(t => !t.Contains("gitlab.com")).ToList();

        Assert.True(targets.Count >= 10);
        Assert.All(targets, t => Assert.Matches("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+@[0-9a-f]{40}$", t));
        Assert.Equal(targets.Count, targets.Distinct().Count());
    }

    [Fact]
    public void The_labelled_repositories_are_not_those_of_the_field()
    {
        var list = Example("repositories.yaml");
        var field = Example("studies.yaml").Studies.Select(s => s.Repository?.Target.Split('@')[0]).OfType<string>();

        Assert.Equal(35, list.Studies.Count);
        Assert.All(list.Studies, s => Assert.True(s.Method is null && s.Screening.IsIncluded && s.Answers is [{ Question: AuditQuestion.CodeRelease, Written.Length: > 0 }]));
        Assert.Empty(list.Studies.Select(s => s.Repository!.Target.Split('@')[0]).Intersect(field));
    }

    [Fact]
    public void Every_example_fits_the_schema_for_ajv_too() => SchemaOracles.AjvAgrees(
        Path.Combine(Repository.Root, "schemas", StudyListReader.SchemaFile), [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples", "field"))], _ => true);

    private static int Count(StudyList list, AuditQuestion question, AuditValue value) => list.Included.Count(s => s.Answer(question)?.Value == value);
}

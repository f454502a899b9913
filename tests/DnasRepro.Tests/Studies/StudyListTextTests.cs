using CsCheck;
using DnasRepro.Locations;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;
using static DnasRepro.Tests.Studies.StudyLists;

namespace DnasRepro.Tests.Studies;

/// <summary>What is written is read again as it was, whatever it holds.</summary>
public class StudyListTextTests
{
    private static readonly SourceLocation Nowhere = SourceLocation.WholeFile(RepoPath.Parse("l.yaml"));

    /// <summary>A text that is not empty; halves of characters cannot be in a file.</summary>
    private static readonly Gen<string> Words = HostileTexts.Any.Select(t => string.Concat(t.EnumerateRunes())).Where(t => t.Length > 0);

    private static readonly Gen<Study> Any = Gen.Select(Words, Words, Words, Gen.Enum<AuditValue>(), Gen.Bool).Select((title, task, note, value, isIncluded) => new Study(
        "a", title, "m", note, 2020, [new Paper(title, null, null, 2020, "primary")], [task, title], "2d", null, new StudyRepository("o/n@main", null), null,
        isIncluded ? Screening.Included : new Screening(ScreeningStage.FullText, "not_medical", note),
        [new ReaderAnswer(AuditQuestion.CodeRelease, value, title, note, task, "low", Nowhere)],
        Nowhere));

    [Fact]
    public void Yaml_and_json_give_back_every_text() => Any.Sample(
        study =>
        {
            var list = new StudyList("", "", study.Title, study.MethodName, [study], ReferenceTable.Review, []);

            Assert.Equal(Content([study]), Content(StudyListReader.Read(StudyListText.Yaml(list, [study.Title!]), "l.yaml").Studies));
            Assert.Equal(Content([study]), Content(StudyListReader.Read(StudyListText.Json(list), "l.json").Studies));
        },
        seed: "0000KOIPe036", iter: 400);

    [Fact]
    public void A_table_gives_back_every_text_but_tasks_with_semicolons() => Any.Sample(
        study =>
        {
            // A table cannot hold the character 0; it becomes one that says that something was there.
            if (Content([study]).Contains("\\u0000", StringComparison.Ordinal))
                return;
            var plain = study with { Tasks = [] };
            var list = new StudyList("", "", null, null, [plain], ReferenceTable.Review, []);

            Assert.Equal(Content([plain]), Content(StudyListReader.Read(StudyListText.Csv(list), "l.csv").Studies));
        },
        seed: "0000KOIPe036", iter: 400);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+x")]
    [InlineData("-x")]
    [InlineData("@x")]
    [InlineData("'=x")]
    [InlineData("\t=x")]
    [InlineData("'x")]
    public void No_cell_of_a_table_is_a_formula(string title)
    {
        var study = StudyListReader.Read(Of("- id: a\n"), "l.yaml").Studies[0] with { Title = title };

        var csv = StudyListText.Csv(new StudyList("", "", null, null, [study], ReferenceTable.Review, []));

        Assert.DoesNotMatch("(^|,)\"?[=+@\t-]", csv.Split('\n')[1]);
        Assert.Equal(title, StudyListReader.Read(csv, "l.csv").Studies[0].Title);
    }

    [Fact]
    public void Nothing_that_is_not_seen_is_written_into_yaml()
    {
        var study = StudyListReader.Read(Of("- id: a\n"), "l.yaml").Studies[0] with { Title = HostileTexts.Everything };

        var yaml = StudyListText.Yaml(new StudyList("", "", null, null, [study], ReferenceTable.Review, []), [HostileTexts.Everything]);

        Assert.All(yaml, c => Assert.True(c == '\n' || (!char.IsControl(c) && c != '\u202e')));
        Assert.StartsWith("# ", yaml);
        Assert.StartsWith("study_list:", yaml.Split('\n')[1]);
    }

    [Fact]
    public void More_papers_than_columns_are_no_table()
    {
        var study = StudyListReader.Read(Of("- id: a\n"), "l.yaml").Studies[0] with { Papers = [.. Enumerable.Range(0, 10).Select(i => new Paper($"{i}", null, null, null, "primary"))] };

        var error = Assert.Throws<UserErrorException>(() => StudyListText.Csv(new StudyList("", "", null, null, [study], ReferenceTable.Review, [])));

        Assert.Equal("The study 'a' has 10 papers; a table has columns for 9.", error.Message);
    }
}

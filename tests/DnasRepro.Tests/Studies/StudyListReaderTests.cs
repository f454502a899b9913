using DnasRepro.Studies;
using static DnasRepro.Tests.Studies.StudyLists;

namespace DnasRepro.Tests.Studies;

public class StudyListReaderTests
{
    [Fact]
    public void A_list_is_read_with_all_that_it_says()
    {
        var list = Full;

        Assert.Equal(("full.yml", "Seven studies: one of each kind", "Nothing here is a real study."), (list.Name, list.Title, list.Note));
        Assert.Equal(["first-study", "second-study", "third", "fourth"], list.Studies.Select(s => s.Id));
        Assert.Equal(["first-study", "second-study"], list.Included.Select(s => s.Id));
        Assert.Equal(new StatedCount("identified", 4), list.Stated[0]);
        Assert.Equal(new StatedCount("included_methods", 1), list.Stated[^1]);
        Assert.Equal(("another review", "a table", "counted by hand"), (list.Reference.Name, list.Reference.Source, list.Reference.Note));
        Assert.Equal([new(AuditQuestion.ExternalValidation, 1, 4), new(AuditQuestion.MultiObjective, 0, 4)], list.Reference.Figures);
        Assert.Equal(64, list.Sha256.Length);
    }

    [Fact]
    public void A_study_is_read_with_all_that_it_says()
    {
        var study = Full.Studies[0];

        Assert.Equal(("A study, with commas; semicolons and \"quotes\"", "alpha.NAS_1", "Alpha NAS", 2019), (study.Title, study.Method, study.MethodName, study.Year));
        Assert.Equal([new("The first paper", "10.1000/abc.1", "1906.02817", 2019, "primary"), new("The second paper", null, null, 2020, "extension")], study.Papers);
        Assert.Equal(["prostate", "brain tumour"], study.Tasks);
        Assert.Equal(("pseudo_3d", "hybrid", "cards/first.nas-card.yaml"), (study.Dimensionality, study.Level, study.Card));
        Assert.Equal(new StudyRepository("owner/name@38f54d6e3698211e8c19a1161a4bda16b9ac3268", "automl/Study"), study.Repository);
        Assert.Equal(new Screening(ScreeningStage.Included, null, "clear"), study.Screening);
        Assert.Equal("full.yml:15:5", study.Location.ToString());
        var answer = study.Answer(AuditQuestion.ExternalValidation)!;
        Assert.Equal((AuditValue.Yes, "weights fixed", "section 4", "Tested at another site.", "high"), (answer.Value, answer.Written, answer.Source, answer.Note, answer.Confidence));
        Assert.Equal("full.yml:31:28", answer.Location.ToString());
        Assert.Equal((null, "yes, mechanism"), (study.Answer(AuditQuestion.SearchStability)!.Value, study.Answer(AuditQuestion.SearchStability)!.Written));
    }

    [Fact]
    public void Answers_may_be_one_word_or_a_boolean()
    {
        var (first, second) = (Full.Studies[0], Full.Studies[1]);

        Assert.Equal((AuditValue.No, AuditValue.NotReported), (first.Answer(AuditQuestion.CodeRelease)!.Value, first.Answer(AuditQuestion.MultiObjective)!.Value));
        Assert.Equal([AuditValue.No, AuditValue.Yes, AuditValue.Unclear, AuditValue.NotApplicable], second.Answers.Select(a => a.Value!.Value));
    }

    [Fact]
    public void A_repository_that_does_not_exist_is_not_one_that_is_not_known()
    {
        var list = Full;

        Assert.Equal((null, true), (list.Studies[1].Repository, list.Studies[1].SaysNoRepository));
        Assert.Equal((null, false), (list.Studies[2].Repository, list.Studies[2].SaysNoRepository));
        Assert.Equal((null, null), (list.Studies[2].Dimensionality, list.Studies[2].Level));
    }

    [Fact]
    public void Numbers_of_papers_lose_what_surrounds_them()
    {
        var papers = StudyListReader.Read(Of("- id: a\n  papers: [{title: b, doi: 'https://doi.org/10.1000/X', arxiv: 'arXiv:2005.06338v2', year: 2020}, {title: c, doi: 'doi:10.1000/y', arxiv: cs/0309048, year: 2018}]\n"), "l.yaml").Studies[0];

        Assert.Equal([("10.1000/X", "2005.06338"), ("10.1000/y", "cs/0309048")], papers.Papers.Select(p => (p.Doi!, p.Arxiv!)));
        Assert.Equal(2018, papers.Year);
    }

    [Fact]
    public void A_list_without_a_table_is_compared_with_the_review() =>
        Assert.Same(ReferenceTable.Review, StudyListReader.Read(Of("- id: a\n"), "l.yaml").Reference);

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    [InlineData("csv")]
    public void All_forms_give_the_same_studies(string form)
    {
        var list = Full;
        var text = form switch { "yaml" => StudyListText.Yaml(list, ["a comment\nof two lines \u202e"]), "json" => StudyListText.Json(list), _ => StudyListText.Csv(list) };

        var read = StudyListReader.Read(text, $"again.{form}");

        Assert.Equal(Content(list.Studies), Content(read.Studies));
        Assert.NotEqual(list.Sha256, read.Sha256);
        if (form != "csv")
            Assert.Equal((list.Title, list.Note, list.Reference.Name, list.Stated.Count), (read.Title, read.Note, read.Reference.Name, read.Stated.Count));
    }

    [Fact]
    public void A_table_written_by_hand_gives_the_same_studies_as_yaml()
    {
        const string Csv = """"
            id;title;year;tasks;repository;code_release;code_release_source;code_release_confidence;external_validation;external_validation_written;screening_stage;screening_reason;screening_note;paper_title;paper_doi;paper_arxiv;paper2_title;x_mine
            a;"One; ""two""";2020;"brain tumour; heart";owner/name;TRUE;README;high;not_recoded;half;;;;Paper;10.1000/a;2005.06338;Other;!
            b;-;;;none;;;;no;;full_text;not_medical;a note;;;;;
            """";
        var yaml = Of("""
            - {id: a, title: 'One; "two"', year: 2020, tasks: [brain tumour, heart], repository: owner/name, papers: [{title: Paper, doi: 10.1000/a, arxiv: "2005.06338"}, {title: Other}],
               answers: {external_validation: {value: not_recoded, written: half}, code_release: {value: yes, source: README, confidence: high}}}
            - {id: b, title: "-", repository: none, screening: {stage: full_text, reason: not_medical, note: a note}, answers: {external_validation: no}}
            """);

        var table = StudyListReader.Read(Csv, "l.csv");

        Assert.Equal(Content(StudyListReader.Read(yaml, "l.yaml").Studies), Content(table.Studies));
        Assert.Equal("l.csv:2:1", table.Studies[0].Location.ToString());
        Assert.Equal("l.csv:2:56", table.Studies[0].Answer(AuditQuestion.CodeRelease)!.Location.ToString());
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("", "\r")]
    public void Line_ends_and_byte_order_marks_change_nothing(string mark, string end)
    {
        const string Csv = "id,title\na,\"two\nlines\"\nb,c\n";

        var table = StudyListReader.Read(mark + Csv.Replace("\n", end), "l.csv");
        var yaml = StudyListReader.Read(mark + Of("- id: a\n- id: b\n").Replace("\n", end), "l.yaml");

        Assert.Equal(["l.csv:2:1", "l.csv:4:1"], table.Studies.Select(s => s.Location.ToString()));
        Assert.Equal(["l.yaml:3:3", "l.yaml:4:3"], yaml.Studies.Select(s => s.Location.ToString()));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Blank_rows_of_a_table_are_passed_over(string end)
    {
        var studies = StudyListReader.Read("\nid,title\n\na,x\n,\n\nb,\n\n".Replace("\n", end), "l.csv").Studies;

        Assert.Equal([("a", 4), ("b", 7)], studies.Select(s => (s.Id, s.Location.StartLine)));
    }
}

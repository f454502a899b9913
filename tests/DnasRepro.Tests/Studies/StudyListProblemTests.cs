using System.Text;
using DnasRepro.Documents;
using DnasRepro.Studies;
using static DnasRepro.Tests.Studies.StudyLists;

namespace DnasRepro.Tests.Studies;

/// <summary>What is wrong with a list is said where it stands; nothing that a file holds breaks the reader.</summary>
public class StudyListProblemTests
{
    [Theory]
    [InlineData("- id: a\n- id: b\n- id: a\n", "l.yaml:5:7: studies[2].id: 'a' is the id of two studies, the other at line 3, column 7.")]
    [InlineData("- {id: a, method: m, method_name: One}\n- {id: b, method: m, method_name: Two}\n", "l.yaml:4:35: studies[1].method_name: the method 'm' is called 'Two' here and 'One' at line 3, column 35.")]
    [InlineData("- {id: a, card: /etc/passwd}\n", "l.yaml:3:17: studies[0].card: '/etc/passwd' does not lie in the list's folder or below it.")]
    [InlineData("- {id: a, card: x/../../c.yaml}\n", "l.yaml:3:17: studies[0].card: 'x/../../c.yaml' does not lie in the list's folder or below it.")]
    [InlineData("- {id: a, card: 'C:\\c.yaml'}\n", "l.yaml:3:17: studies[0].card: 'C:\\c.yaml' does not lie in the list's folder or below it.")]
    [InlineData("- {id: a, repository: --upload-pack=x}\n", "l.yaml:3:23: studies[0].repository: '--upload-pack=x' begins with '-'.")]
    [InlineData("- {id: a, repository: \"o/n\\u202e\"}\n", "l.yaml:3:23: studies[0].repository: 'o/n\\u{202E}' is not the name of a repository: it is blank, has blanks around it, is too long or has characters that nobody sees.")]
    [InlineData("- {id: a, folder: b}\n", "l.yaml:3:19: studies[0].folder: a folder of a repository is named, and no repository.")]
    [InlineData("- {id: a, repository: o/n, folder: ../b}\n", "l.yaml:3:36: studies[0].folder: '../b' is not a folder inside a repository.")]
    [InlineData("- {id: a, screening: {stage: full_text}}\n", "l.yaml:3:30: studies[0].screening.reason: the study is excluded without a reason.")]
    [InlineData("- {id: a, screening: {stage: included, reason: good}}\n", "l.yaml:3:48: studies[0].screening.reason: the study is included and has a reason for its exclusion.")]
    [InlineData("- {id: a, answers: {code_release: not_recoded}}\n", "l.yaml:3:35: studies[0].answers.code_release: the answer is not recoded, and what the reader wrote is not there.")]
    [InlineData("- {id: a, answers: {code_release: Yes}}\n", "l.yaml:3:35: studies[0].answers.code_release: 'Yes' is not allowed; did you mean 'yes'?.")]
    [InlineData("- {id: a, papers: [{title: b, arxiv: 1906.02817}]}\n", "l.yaml:3:38: studies[0].papers[0].arxiv: '1906.02817' (a number) stands where text is expected.")]
    [InlineData("- {id: a, repositry: o/n}\n", "l.yaml:3:11: studies[0].repositry: the key 'repositry' is not known here; did you mean 'repository'?.")]
    public void A_problem_is_said_at_its_place(string studies, string message) => Assert.Equal(message, Error(Of(studies), "l.yaml").Message);

    [Theory]
    [InlineData("id,titel\na,b\n", "l.csv:1:4: the column 'titel' is not known; did you mean 'title'?.")]
    [InlineData("id,title,id\na,b,c\n", "l.csv:1:10: the column 'id' is there twice.")]
    [InlineData("id,\na,b\n", "l.csv:1:4: a column has no name.")]
    [InlineData("id,title\na,b\nc,\"d\n", "l.csv:3:3: the quote that begins here is not closed.")]
    [InlineData("id,title\na,b \"c\"\n", "l.csv:2:3: a quote stands in a cell that does not begin with one.")]
    [InlineData("id,title\na,\"b\" c\n", "l.csv:2:3: text stands behind the closing quote.")]
    [InlineData("id,title\na,b,c\n", "l.csv:2:5: the row has 3 cells and the header 2.")]
    [InlineData("id,title,year\na,b\n", "l.csv:2:3: the row has 2 cells and the header 3.")]
    [InlineData("id,title\n,b\n", "l.csv:2:1: studies[0].id: the key 'id' is missing.")]
    [InlineData("id,year\na,twenty\n", "l.csv:2:3: studies[0].year: 'twenty' (a string) stands where an integer is expected.")]
    [InlineData("id,code_release\na,perhaps\n", "l.csv:2:3: studies[0].answers.code_release.value: 'perhaps' is not allowed.")]
    [InlineData("id;title\na;b\na;\"c\nd\"\n", "l.csv:3:1: studies[1].id: 'a' is the id of two studies, the other at line 2, column 1.")]
    [InlineData("id\na\0b\n", "l.csv:2:1: a NUL character stands here: this is no text.")]
    [InlineData("", "l.csv:1:1: the table is empty.")]
    [InlineData("id,title\n", "l.csv:1:1: studies: the list needs at least 1 item(s) and has 0.")]
    public void A_problem_of_a_table_is_said_at_its_cell(string csv, string message) => Assert.Equal(message, Error(csv, "l.csv").Message);

    [Theory]
    [InlineData("study_list: \"1\"\nstudies:\n- id: a\n- id: b\n  id: c\n", "l.yaml", "l.yaml:5:3: the key 'id' is written twice.")]
    [InlineData("- a\n", "l.yaml", "l.yaml:1:1: a list stands where the list's mapping is expected.")]
    [InlineData("", "l.yaml", "l.yaml:1:1: the document is empty.")]
    [InlineData("{\"study_list\": \"1\",\n \"studies\": [{\"id\": \"a\", \"id\": \"b\"}]}", "l.json", "l.json:2:26: the key 'id' is written twice.")]
    [InlineData("{\"study_list\": \"1\"", "l.json", "l.json:1:19: not valid JSON")]
    [InlineData("x", "l.txt", "'l.txt' is no list of studies by its ending.")]
    public void What_is_no_list_is_refused(string text, string file, string message) => Assert.StartsWith(message, Error(text, file).Message);

    [Fact]
    public void Twenty_problems_are_named_and_the_rest_counted()
    {
        var message = Error(Of(string.Concat(Enumerable.Range(0, 25).Select(i => $"- {{id: A{i}, level: both}}\n"))), "l.yaml").Message.Split('\n');

        Assert.Equal(21, message.Length);
        Assert.StartsWith("l.yaml:3:8: studies[0].id: 'A0' does not have the form", message[0]);
        Assert.StartsWith("l.yaml:3:19: studies[0].level: 'both' is not allowed", message[1]);
        Assert.Equal("and 30 more", message[20]);
    }

    [Fact]
    public void The_rules_are_held_beside_the_schema()
    {
        var message = Error(Of("- {id: a, level: both}\n- {id: a}\n"), "l.yaml").Message.Split('\n');

        Assert.Equal(2, message.Length);
        Assert.Contains("studies[1].id: 'a' is the id of two studies", message[1]);
    }

    [Fact]
    public void A_message_holds_nothing_that_is_not_seen()
    {
        var message = Error(Of("- {id: \"\\u001b[31m\\u202e\", \"\\u001b]0;x\": 1}\n"), "l\u001b.yaml").Message;

        Assert.All(message, c => Assert.True(c == '\n' || (!char.IsControl(c) && c != '\u202e')));
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    [InlineData("csv")]
    public void A_list_of_more_than_16_MiB_is_refused(string form) =>
        Assert.Contains("is larger than 16 MiB", Error(new string(' ', DocumentLimits.StudyList.Largest + 1), $"l.{form}").Message);

    [Fact]
    public void As_many_studies_as_allowed_are_read_and_one_more_is_refused()
    {
        var rows = new StringBuilder("id\n");
        for (var i = 0; i < StudyListReader.MostStudies; i++)
            rows.Append('s').Append(i).Append('\n');

        Assert.Equal(StudyListReader.MostStudies, StudyListReader.Read(rows.ToString(), "l.csv").Studies.Count);
        Assert.Equal("l.csv:20002:1: studies: the list has 20001 studies; 20000 are read.", Error(rows.Append("more\n").ToString(), "l.csv").Message);
    }

    [Fact]
    public void A_list_larger_than_a_card_is_read()
    {
        var note = new string('x', 400);
        var text = Of(string.Concat(Enumerable.Range(0, 5000).Select(i => $"- {{id: s{i}, title: {note}}}\n")));

        Assert.True(text.Length > DocumentLimits.Card.Largest);
        Assert.Equal(5000, StudyListReader.Read(text, "l.yaml").Studies.Count);
    }

    [Theory]
    [InlineData("[", "yaml", "nested more than 64 levels")]
    [InlineData("[", "json", "nested more than 64 levels")]
    public void Deep_nesting_is_refused(string piece, string form, string message) => Assert.Contains(message, Error(string.Concat(Enumerable.Repeat(piece, 100_000)), $"l.{form}").Message);

    [Fact]
    public void Aliases_do_not_multiply_a_list()
    {
        var text = new StringBuilder("study_list: \"1\"\nx_0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            text.Append($"x_{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Assert.Contains("more than 2000000 values", Error(text.ToString(), "l.yaml").Message);
    }

    [Fact]
    public void The_values_of_json_and_the_cells_of_a_table_are_counted_too()
    {
        Assert.Contains("more than 2000000 values", Error($"[{string.Concat(Enumerable.Repeat("0,", 2_000_001))}0]", "l.json").Message);
        Assert.Contains("more than 2000000 cells", Error(new string(',', 2_000_001), "l.csv").Message);
    }

    [Fact]
    public void A_list_that_is_wrong_everywhere_is_refused_after_some_problems()
    {
        var text = Of($"- {{id: a, {string.Join(", ", Enumerable.Range(0, 100_000).Select(i => $"k{i}: 1"))}}}\n");

        Assert.Contains("and at least 980 more", Error(text, "l.yaml").Message);
    }

    [Fact]
    public void Damaged_lists_are_refused_with_a_message()
    {
        var whole = StudyListText.Yaml(Full);
        var (json, csv) = (StudyListText.Json(Full), StudyListText.Csv(Full));
        foreach (var (text, form) in new[] { (whole, "yaml"), (json, "json"), (csv, "csv") })
        {
            for (var at = 0; at < text.Length; at += 29)
            {
                foreach (var damaged in new[] { text[..at], text[..at] + "\u0001" + text[at..], text[..at] + "\"" + text[at..], text[..at] + "\r" + text[at..], text[..at] + "\ud83d" + text[at..] })
                    Survives(damaged, form);
            }
        }
    }

    private static void Survives(string text, string form)
    {
        try
        {
            Assert.NotEmpty(StudyListReader.Read(text, $"l.{form}").Studies);
        }
        catch (UserErrorException error)
        {
            Assert.StartsWith("l.", error.Message);
            Assert.NotEqual("", error.Hint);
        }
    }

    private static UserErrorException Error(string text, string file)
    {
        var error = Assert.Throws<UserErrorException>(() => StudyListReader.Read(text, file));
        Assert.Equal(2, error.ExitCode);
        Assert.NotEqual("", error.Hint);
        return error;
    }
}

using System.CommandLine;
using DnasRepro.Cli.Tests.Support;
using DnasRepro.Studies;

namespace DnasRepro.Cli.Tests;

/// <summary><c>audit init</c> makes lists that can be read again.</summary>
public class AuditInitCommandTests
{
    private static string Card => File.ReadAllText(Path.Combine(Tool.Root, "examples", "unet-darts", "nas-reporting-card.yml"));

    [Fact]
    public void Cards_become_studies_grouped_by_method()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "cards/a.nas-card.yaml", Card.Replace("card_id: unet-darts-example", "card_id: first.card").Replace("in_scope: false\n", "in_scope: true\n").Replace("  out_of_scope_reason: not_medical\n", ""));
        Write(folder, "cards/b.nas-card.yaml", Card.Replace("method_id: unet-darts-example", "method_id: other"));
        Write(folder, "cards/deep/c.nas-card.yaml", Card);
        Write(folder, "cards/d.nas-card.yaml", "identity: {card_schema: \"0.9\"}\n");

        var (code, error) = Init(folder, "-o", At(folder, "studies.yaml"), "--from-cards", At(folder, "cards"));
        var list = Read(folder, "studies.yaml");

        Assert.Equal(4, code);
        Assert.StartsWith("left out: cards/d.nas-card.yaml".Replace("cards/", ""), error);
        Assert.EndsWith($"3 studies written to {At(folder, "studies.yaml")}.{Environment.NewLine}", error);
        Assert.Equal(["first-card", "unet-darts-example", "unet-darts-example-2"], list.Studies.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["unet-darts-example", "unet-darts-example", "other"], list.Studies.Select(s => s.Method));
        var study = list.Studies[0];
        Assert.Equal(("cards/a.nas-card.yaml", "2d", "cell", 2026), (study.Card, study.Dimensionality, study.Level, study.Year));
        Assert.Equal("dnas-repro/dnas-repro", study.Repository!.Target);
        Assert.True(study.Screening.IsIncluded);
        Assert.Equal((ScreeningStage.FullText, "not_medical"), (list.Studies[1].Screening.Stage, list.Studies[1].Screening.Reason));
        Assert.StartsWith("# yaml-language-server: $schema=", File.ReadAllText(At(folder, "studies.yaml")));
    }

    [Fact]
    public void Repositories_of_a_text_file_and_of_the_command_line_become_studies()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "targets.txt", "# mine\r\nquark0/darts@f276dd346a09ae3160f8e3aca5c7b193fda1da37  # the first\r\n\r\nhttps://gitlab.com/a/b.git\nhttps://user:secret@host.example/a/b\n./nowhere\nnot a target\n");

        var (code, error) = Init(folder, "-o", At(folder, "l.json"), At(folder, "targets.txt"), "owner/name#12", "owner/name");
        var list = Read(folder, "l.json");

        Assert.Equal(4, code);
        Assert.Equal(["quark0/darts@f276dd346a09ae3160f8e3aca5c7b193fda1da37", "https://gitlab.com/a/b.git", "owner/name#12", "owner/name"], list.Studies.Select(s => s.Repository!.Target));
        Assert.Equal(["quark0-darts", "a-b-git", "owner-name", "owner-name-2"], list.Studies.Select(s => s.Id));
        Assert.Equal(3, error.Split("left out: ").Length - 1);
        Assert.DoesNotContain("secret", File.ReadAllText(At(folder, "l.json")));
    }

    [Fact]
    public void Subfolders_become_studies_at_their_commit()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "all/plain/train.py", "x = 1\n");
        Write(folder, "all/=cmd \u202e'\"/train.py", "x = 1\n");
        Write(folder, "all/-dash/train.py", "x = 1\n");
        Write(folder, "all/git/train.py", "x = 1\n");
        Tool.Git(At(folder, "all/git"), "init", "--quiet");
        Tool.Git(At(folder, "all/git"), "add", "--all");
        Tool.Git(At(folder, "all/git"), "commit", "--quiet", "--message=x");
        var commit = Tool.Git(At(folder, "all/git"), "rev-parse", "HEAD").Output.Trim();

        var (code, error) = Init(folder, "-o", At(folder, "lists/l.csv"), At(folder, "all"));
        var list = Read(folder, "lists/l.csv");

        Assert.Equal(4, code);
        Assert.Equal(["../all/-dash", $"../all/git@{commit}", "../all/plain"], list.Studies.Select(s => s.Repository!.Target).Order(StringComparer.Ordinal));
        Assert.Contains("\\u{202e}", error);
        Assert.DoesNotContain('\u202e', error);
    }

    [Fact]
    public void Cards_with_hostile_texts_can_be_read_again()
    {
        using var folder = new TemporaryFolder();
        const string Hostile = "\"x: [&a *b] # \\\"\\u001b[31m\\u202e</script>\\n- id: z\"";
        Write(folder, "a.nas-card.yaml", Card.Replace("method_name: unet-darts", $"method_name: {Hostile}").Replace("title: \"unet-darts: a small differentiable architecture search for segmentation\"", $"title: {Hostile}"));

        var (code, _) = Init(folder, "-o", At(folder, "l.yaml"), At(folder, "a.nas-card.yaml"));
        var list = Read(folder, "l.yaml");

        Assert.Equal(0, code);
        Assert.Equal("x: [&a *b] # \"\u001b[31m\u202e</script>\n- id: z", Assert.Single(list.Studies).Title);
        Assert.Equal(list.Studies[0].Title, list.Studies[0].MethodName);
        Assert.All(File.ReadAllText(At(folder, "l.yaml")), c => Assert.True(c == '\n' || (!char.IsControl(c) && c != '\u202e')));
    }

    [Fact]
    public void A_list_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "l.yaml", "mine\n");

        var error = Assert.Throws<UserErrorException>(() => Init(folder, "-o", At(folder, "l.yaml"), "owner/name"));

        Assert.Equal($"--output: '{At(folder, "l.yaml")}' exists.", error.Message);
        Assert.Equal("mine\n", File.ReadAllText(At(folder, "l.yaml")));
        Assert.Equal(0, Init(folder, "-o", At(folder, "l.yaml"), "owner/name", "--force").Code);
        Assert.Equal("owner-name", Assert.Single(Read(folder, "l.yaml").Studies).Id);
    }

    [Theory]
    [InlineData("l.yaml", "there is no target here", "Nothing that was named can stand in a list.")]
    [InlineData("l.yaml", null, "There is nothing to make a list of.")]
    [InlineData("l.txt", "owner/name", "is no list of studies by its ending.")]
    public void What_gives_no_list_is_refused(string output, string? target, string message)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<UserErrorException>(() => Init(folder, ["-o", At(folder, output), .. target is null ? Array.Empty<string>() : [target]]));

        Assert.Contains(message, error.Message);
        Assert.False(File.Exists(At(folder, output)));
    }

    [Fact]
    public void A_card_that_lies_elsewhere_is_left_out()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "cards/a.nas-card.yaml", Card);

        Assert.Throws<UserErrorException>(() => Init(folder, "-o", At(folder, "lists/l.yaml"), At(folder, "cards")));
    }

    private static (int Code, string Error) Init(TemporaryFolder folder, params string[] arguments)
    {
        Assert.True(Directory.Exists(folder.Path));
        using var error = new StringWriter();
        var code = AuditInitCommand.Create().Parse(arguments, new ParserConfiguration { EnablePosixBundling = false })
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = error });
        return (code, error.ToString());
    }

    private static string At(TemporaryFolder folder, string path) => Path.Combine(folder.Path, path);

    private static void Write(TemporaryFolder folder, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(folder, path))!);
        File.WriteAllText(At(folder, path), text);
    }

    private static StudyList Read(TemporaryFolder folder, string file) => StudyListReader.Read(File.ReadAllText(At(folder, file)), file);
}

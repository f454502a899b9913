using DnasRepro.Reviews;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reviews;

/// <summary>What made a folder: how to repeat it, and nothing that tells whose machine it was.</summary>
public class ReviewEnvironmentTests
{
    [Theory]
    [InlineData("/home/jane/study", "./study")]
    [InlineData("~/cards/card.yml", "./card.yml")]
    [InlineData("~", "~")]
    [InlineData(@"C:\Users\jane\card.yml", "./card.yml")]
    [InlineData("python3 search.py --data /data/msd --out {out}/a/b", "python3 search.py --data ./msd --out {out}/a/b")]
    [InlineData("--data=/home/jane/msd", "--data=./msd")]
    [InlineData("\"/home/jane/my\" x", "\"./my\" x")]
    [InlineData("examples/unet-darts", "examples/unet-darts")]
    [InlineData("owner/study@38f54d6e", "owner/study@38f54d6e")]
    [InlineData("https://example.org/a/b.git@main", "https://example.org/a/b.git@main")]
    [InlineData("registry.example.org/image:1", "registry.example.org/image:1")]
    [InlineData("../study", "../study")]
    [InlineData("/home/jane/study/", "./study")]
    [InlineData("a / b", "a / b")]
    public void Absolute_paths_are_cut_to_their_last_name(string word, string kept) =>
        Assert.Equal([kept], ReviewEnvironment.Of(new SampleReviews().Report, [word], null, null).Repeat);

    [Theory]
    [InlineData("a b")]
    [InlineData("it's")]
    [InlineData("$(touch x) `touch y` \"z\" \\ * ? ~")]
    [InlineData("\u001b[31m\n;touch x")]
    [InlineData("é")]
    public void The_command_is_one_word_a_word_to_a_shell(string word)
    {
        Requires.That("bash", ExternalTool.IsThere("bash"));
        using var folder = new TempFolder();
        var environment = ReviewEnvironment.Of(new SampleReviews().Report, ["check", word], null, null);
        folder.Write("command.sh", RepeatCommand.Text(environment).Replace("\ndotnet ", "\nshow ", StringComparison.Ordinal)).Write("run.sh", "show() { printf '[%s]' \"$@\"; echo; }\n. ./command.sh\n");

        var run = ExternalTool.Run("bash", folder.Path, "run.sh");

        Assert.Equal($"[dnas-repro][check][{DnasRepro.Reports.Escaping.Visible(word)}]", run.Output.Split('\n')[1]);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.DoesNotContain('\u001b', RepeatCommand.Text(environment));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_environment_is_refused(string json) => Assert.Null(ReviewEnvironment.Read(json));

    [Fact]
    public void An_environment_is_read_back_as_it_was()
    {
        var written = new SampleReviews(SampleReports.After(RerunExamples.Eventful)).Text("environment.json");

        Assert.Equal(written, ReviewEnvironment.Read(written)!.Write());
        Assert.Contains("\"isolation\"", written, StringComparison.Ordinal);
    }
}

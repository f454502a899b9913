using System.Diagnostics;
using System.Text;
using DnasRepro.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>A command becomes words by the shell's rules, and what needs a shell is refused.</summary>
public class CommandWordsTests
{
    [Theory]
    [InlineData("python search.py --seed {seed}", "python|search.py|--seed|{seed}")]
    [InlineData("  python   a.py\t-x  ", "python|a.py|-x")]
    [InlineData("python 'my file.py' --name=\"a b\"c", "python|my file.py|--name=a bc")]
    [InlineData("python a.py '' \"\"", "python|a.py||")]
    [InlineData("python a.py '$HOME' '*' 'a|b'", "python|a.py|$HOME|*|a|b")]
    [InlineData(@"python a\ b.py \""x\"" \$y", "python|a b.py|\"x\"|$y")]
    [InlineData(@"python ""a \""b\"" \\ \n""", @"python|a ""b"" \ \n")]
    [InlineData("python a.py lr=[1,2] x#y", "python|a.py|lr=[1,2]|x#y")]
    [InlineData("python a.py\n", "python|a.py")]
    public void A_line_becomes_words(string text, string words) =>
        Assert.Equal(words, string.Join('|', Assert.IsType<CommandSplit.Words>(CommandWords.Split(text)).List));

    [Theory]
    [InlineData("python a.py | tee log", "a pipe")]
    [InlineData("python a.py > log", "redirection '>'")]
    [InlineData("python a.py; python b.py", "';'")]
    [InlineData("python a.py & ", "'&'")]
    [InlineData("python $(which a.py)", "$()")]
    [InlineData("python `which a.py`", "backticks")]
    [InlineData("python $HOME/a.py", "a variable")]
    [InlineData("python \"$HOME/a.py\"", "a variable or command inside double quotes")]
    [InlineData("python a.py *.png", "'*'")]
    [InlineData("python a.py ~/data", "home folder")]
    [InlineData("python a.py # quick", "a comment")]
    [InlineData("python a.py\npython b.py", "a second line")]
    [InlineData("(python a.py)", "parentheses")]
    [InlineData("python 'a.py", "not closed")]
    [InlineData("python \"a.py", "not closed")]
    [InlineData("python a.py \\", "not closed")]
    [InlineData("CUDA_VISIBLE_DEVICES=0 python a.py", "sets a variable")]
    [InlineData("cd cnn", "no program")]
    [InlineData("--seed 1", "begins with the option")]
    [InlineData("   ", "empty")]
    [InlineData("'' a", "empty")]
    public void What_needs_a_shell_is_refused(string text, string part)
    {
        var refused = Assert.IsType<CommandSplit.Refused>(CommandWords.Split(text));

        Assert.Contains(part, refused.Message);
        Assert.EndsWith(".", refused.Fix);
    }

    [Fact]
    public void Changing_the_folder_first_is_answered_with_the_key_for_it() =>
        Assert.Contains("working_directory", Assert.IsType<CommandSplit.Refused>(CommandWords.Split("cd cnn && python train_search.py")).Fix);

    /// <summary>The system's own shell is the oracle: every line that we take gives the words that it gives.</summary>
    [Fact]
    public void The_shell_gives_the_same_words()
    {
        Requires.That("sh", ExternalTool.IsThere("bash"));
        var random = new Random(20261126);
        const string Signs = "ab \t'\"\\{}=-.,/[#!%^+:@é";
        var taken = 0;
        var script = new StringBuilder();
        var expected = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            var line = "p " + string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Signs[random.Next(Signs.Length)]));
            // Brackets make file patterns and braces with commas or two dots make lists in a shell; none does here.
            if (CommandWords.Split(line) is not CommandSplit.Words { List: var words } || line.Contains('[') || line.Contains(',') || line.Contains("..", StringComparison.Ordinal))
                continue;
            taken++;
            script.Append(line).Append('\n');
            expected.Append(string.Concat(words.Select(w => w + "\u0001"))).Append('\n');
        }
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "lines.sh");
        File.WriteAllText(file, "p() { printf 'p\\001'; for w in \"$@\"; do printf '%s\\001' \"$w\"; done; printf '\\n'; }\n" + script);

        var (exitCode, output, error) = ExternalTool.Run("bash", folder.Path, "--norc", file);

        Assert.True(exitCode == 0, error);
        Assert.True(taken > 800, $"{taken}");
        Assert.Equal(expected.ToString(), output);
    }

    [Fact]
    public void Long_hostile_lines_end_quickly()
    {
        var watch = Stopwatch.StartNew();
        foreach (var text in new[] { new string('"', 200_001), new string('\\', 200_001), "p " + string.Concat(Enumerable.Repeat("'a' ", 50_000)), "p" + new string('\n', 50_000) + "q" })
            _ = CommandWords.Split(text);

        Pace.Require(TimeSpan.FromSeconds(5), watch);
    }
}

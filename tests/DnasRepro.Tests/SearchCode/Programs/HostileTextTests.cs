using System.Diagnostics;
using System.Text;
using DnasRepro.SearchCode.Programs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.SearchCode.Programs;

public class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "python", " ", "-m", "./", "../", "a.py", "cd ", "&&", ";", "'", "\"", "`", "$(", "${", "<", ">", "[", "](", ")", "{", "}", "\\", "=", "--x", "\n", "\t", "#", ":", "/", ".", "..", "make", "bash ", "type: ", "_target_: ", "é", "\0", "|", "%", "torchrun",
    ];

    [Fact]
    public void Any_text_is_read_without_an_error()
    {
        var random = new Random(17);
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder();
            for (var k = random.Next(14); k >= 0; k--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            var line = text.ToString();
            foreach (var words in ShellLine.Split(line))
                CommandTarget.Of(words);
            Assert.NotNull(YamlKeys.Of(line).ToList());
            if (i % 10 == 0)
                Assert.NotNull(new SmallRepository().With("a.py", line).With("b.sh", line).With("Makefile", line).With("c.yml", line).With("setup.cfg", "[options.entry_points]\n" + line).Says(line, line).Programs());
        }
    }

    [Fact]
    public void Long_texts_take_linear_time()
    {
        var watch = Stopwatch.StartNew();
        var repository = new SmallRepository()
            .With("a.py", string.Concat(Enumerable.Repeat("from lost import a, b\nimport lost.deep\nargs.x = args.y\n", 5000)) + "if __name__ == '__main__':\n    pass\n")
            .With("b.sh", string.Concat(Enumerable.Repeat("cd x && python a.py '[ ${ --y\n", 5000)))
            .With("c.yml", string.Concat(Enumerable.Repeat("type: a\n", 20000)))
            .Says(string.Concat(Enumerable.Repeat("<[{$(", 1500)));

        Assert.Single(repository.Programs().Programs, p => p.Kind == "script");
        Pace.Require(TimeSpan.FromSeconds(20), watch);
    }
}

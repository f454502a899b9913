namespace DnasRepro.Tests.SearchCode.Programs;

public class UndeclaredOptionTests
{
    private const string Head = "import argparse\nfrom loop import train\nparser = argparse.ArgumentParser()\nparser.add_argument('--seed')\n";

    [Theory]
    [InlineData("def main():\n    args = parser.parse_args()\n    print(args.steps)\nmain()\n")]
    [InlineData("def main():\n    args = parser.parse_args()\n    def inner():\n        return args.steps\n    inner()\nmain()\n")]
    [InlineData("args = parser.parse_args()\ndef main():\n    train(args)\nmain()\n", "loop.py")]
    [InlineData("def read():\n    return parser.parse_args()\nargs = read()\nprint(args.steps)\n")]
    public void An_attribute_that_no_option_declares_is_found(string body, string path = "run.py")
    {
        var found = Assert.Single(Found(body));

        Assert.Equal(path, found.Path);
        Assert.Contains("'steps'", found.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("args = parser.parse_args()\nprint(args.seed)\n")]
    [InlineData("args = parser.parse_args()\nargs.steps = 3\nprint(args.steps)\n")]
    [InlineData("args, rest = parser.parse_known_args()\nprint(args.steps)\n")]
    [InlineData("args = parser.parse_args()\nif hasattr(args, 'steps'):\n    print(args.steps)\n")]
    [InlineData("args = parser.parse_args()\ntry:\n    print(args.steps)\nexcept AttributeError:\n    pass\n")]
    [InlineData("args = parser.parse_args()\nsetattr(args, 'st' + 'eps', 1)\nprint(args.steps)\n")]
    [InlineData("parser.set_defaults(steps=1)\nargs = parser.parse_args()\nprint(args.steps)\n")]
    [InlineData("args = parser.parse_args()\nargs = wrap(args)\nprint(args.steps)\n")]
    [InlineData("args = parser.parse_args()\nother = argparse.ArgumentParser()\nprint(args.steps)\n")]
    [InlineData("args = parser.parse_args()\ndef f(args):\n    return args.steps\nf(3)\n")]
    public void What_may_be_there_is_not(string body) => Assert.Empty(Found(body));

    [Fact]
    public void Shared_code_is_not_blamed_for_what_another_program_declares()
    {
        var found = new SmallRepository()
            .With("run.py", Head + "args = parser.parse_args()\ntrain(args)\n").With("loop.py", "def train(args):\n    return args.steps\n")
            .With("other.py", Head + "parser.add_argument('--steps')\nargs, rest = parser.parse_known_args()\ntrain(args)\n")
            .Read().UndeclaredOptions;

        Assert.Empty(found);
    }

    private static IEnumerable<(string Path, string? Note)> Found(string body) => new SmallRepository()
        .With("run.py", Head + body).With("loop.py", "def train(args):\n    return args.steps\n")
        .Read().UndeclaredOptions.Select(e => (e.Location.Path.Value, e.Note));
}

using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Tests.Python;

public class NotebookTests
{
    private const string Notebook = """
        {
         "cells": [
          {"cell_type": "markdown", "source": ["not code("]},
          {
           "cell_type": "code",
           "outputs": [{"data": {"source": ["x("]}}],
           "source": [
            "%matplotlib inline\n",
            "!pip install torch \\\n",
            "  torchvision\n",
            "import torch\n",
            "if True:\n",
            "    !python train_search.py --epochs 1\n",
            "x = ('a'\n",
            "  % 1)\n",
            "%time search(x)"
           ]
          },
          {"cell_type": "code", "source": "def f():\n    return g(1)\n"},
          {"cell_type": "code", "source": ["%%bash\n", "cd cnn && python train.py\n", "# no\n"]},
          {"cell_type": "code", "source": ["%%time\n", "h(2)"]},
          {"cell_type": "code", "source": ["broken(\n"]},
          {"cell_type": "code", "source": ["files = !ls\n", "torch.nn?\n", "?x\n", "%run eval.py\n", "i(3)\n"]},
          {"cell_type": "code", "source": ["  cd cnn\n", "  cd = ls in cat\n", "  j(4)\n"]}
         ],
         "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
         "nbformat": 4
        }
        """;

    [Fact]
    public void Code_cells_are_read_and_the_rest_is_not() =>
        Assert.Equal(["search", "g", "h", "broken", "i", "j"], Parse(Notebook).Module.Calls());

    [Fact]
    public void Places_are_lines_of_the_file()
    {
        var module = Parse(Notebook).Module;

        Assert.Equal(
            [("search", 16), ("g", 19), ("h", 21), ("broken", 22), ("i", 23), ("j", 24)],
            module.Expressions().OfType<CallExpression>().Select(c => (((NameExpression)c.Function).Name, module.Text.LineOf(c.Start))));
    }

    [Fact]
    public void Commands_for_the_shell_are_kept_with_their_lines() =>
        Assert.Equal(
            [
                new ShellLine(9, "pip install torch torchvision"), new ShellLine(13, "python train_search.py --epochs 1"), new ShellLine(20, "cd cnn && python train.py"),
                new ShellLine(23, "ls"), new ShellLine(23, "%run eval.py"), new ShellLine(24, "cd cnn"),
            ],
            Parse(Notebook).ShellLines);

    [Fact]
    public void A_cell_that_is_broken_leaves_the_others_whole()
    {
        var module = Parse(Notebook).Module;

        Assert.NotEmpty(module.Diagnostics);
        Assert.All(module.Diagnostics, d => Assert.Equal(22, module.Text.LineOf(d.Offset)));
    }

    [Fact]
    public void A_notebook_on_a_single_line_is_on_that_line()
    {
        var module = Parse("""{"cells": [{"cell_type": "code", "source": ["a()\n", "b()"]}, {"cell_type": "code", "source": "c()"}]}""").Module;

        Assert.Equal(["a", "b", "c"], module.Calls());
        Assert.All(module.Body, s => Assert.Equal(1, module.Text.LineOf(s.Start)));
    }

    [Fact]
    public void Format_3_keeps_its_cells_in_worksheets()
    {
        var file = Parse("""{"worksheets": [{"cells": [{"cell_type": "code", "language": "python", "input": ["print 1\n", "a()"], "prompt_number": 1}]}]}""");

        Assert.Equal(["a"], file.Module.Calls());
    }

    [Theory]
    [InlineData("""{"cells": [{"cell_type": "code", "source": "f(1)"}], "metadata": {"kernelspec": {"language": "R", "name": "ir"}}}""", "R")]
    [InlineData("""{"metadata": {"language_info": {"name": "julia"}}, "cells": [{"cell_type": "code", "source": "f(1)"}]}""", "julia")]
    public void Other_languages_are_named_and_not_read(string text, string language)
    {
        var module = Parse(text).Module;

        Assert.Empty(module.Body);
        Assert.Contains(language, Assert.Single(module.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData("not json", 0)]
    [InlineData("""{"cells": [{"cell_type": "code", "source": ["a()\n", "b()\n""", 1)]
    [InlineData("""{"cells": [{"cell_type": "code", "source": "a()"}, {"cell_type": "code", "sou""", 1)]
    public void What_is_damaged_says_so_and_keeps_what_came_before(string text, int calls)
    {
        var module = Parse(text).Module;

        Assert.NotEmpty(module.Diagnostics);
        Assert.Equal(calls, module.Calls().Count());
    }

    [Theory]
    [InlineData("""{"cells": 3, "metadata": []}""")]
    [InlineData("""{"cells": [1, null, [], {"cell_type": 5, "source": 6}, {"cell_type": "code", "source": {"a": []}}], "metadata": {"kernelspec": 1, "language_info": {"name": {}}}}""")]
    [InlineData("""{"cells": [{"cell_type": "code", "source": ["\ud800", 1, {"a": 2}, "a"]}]}""")]
    public void Odd_shapes_are_survived(string text) => Assert.NotNull(Parse(text).Module);

    [Fact]
    public void Every_prefix_is_survived()
    {
        for (var length = 0; length < Notebook.Length; length++)
            Parse(Notebook[..length]);
    }

    [Fact]
    public void Percent_signs_inside_brackets_and_strings_are_no_magics()
    {
        var file = Parse("""{"cells": [{"cell_type": "code", "source": ["a = f('''\n", "%run x\n", "!y\n", "''', 1\n", "% 2) \\\n", "% 3\n", "g()\n"]}]}""");

        Assert.Empty(file.ShellLines);
        Assert.Empty(file.Module.Diagnostics);
        Assert.Equal(["f", "g"], file.Module.Calls());
    }

    [Fact]
    public void Nesting_is_bounded() => Assert.NotEmpty(Parse($"{{\"cells\": {new string('[', 100_000)}").Module.Diagnostics);

    private static PythonFile Parse(string text) => PythonFile.Parse("a.ipynb", text);
}

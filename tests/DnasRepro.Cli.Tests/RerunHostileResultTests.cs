using System.Diagnostics;
using System.Text.RegularExpressions;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Results and words that are made to harm whoever reads them.</summary>
public class RerunHostileResultTests
{
    private const string Words = """
        words = "\x1b]0;taken\x07\x1b[2J\x1b[31m\u202e\u2066\r\n::error file=a.py::taken\n##[error]taken\n</script><script>taken()</script><img src=x onerror=taken()>\n```\n# taken\n[taken](javascript:taken())|a|b\n"
        """;

    /// <summary>GitHub's own renderer of Markdown.</summary>
    private const string Renderer = "/usr/bin/cmark-gfm";

    /// <summary>What the words above become where they are not kept as text.</summary>
    private const string Markup = "<script>taken|<img src=x|<h1>taken|href=\"javascript|<td>a</td>";

    [Theory]
    [InlineData("""open(os.path.join(options.out, "architecture.json"), "w").write('{"format": "dag_cells", "seed": 0, "x": "' + "x" * (100 << 20) + '"}')""")]
    [InlineData("""open(os.path.join(options.out, "architecture.json"), "w").write('{"cells": ' + "[" * 100000 + "]" * 100000 + "}")""")]
    [InlineData("""open(os.path.join(options.out, "architecture.json"), "w").write('{"format": "dag_cells", "seed": 0, "epoch": NaN, "operations": ["a", "b"], "cells": {"c": [{"node": 2, "from": 0, "op": "a"}]}, "architecture_parameters": {"c": [[NaN, Infinity]]}}')""")]
    [InlineData("""open(os.path.join(options.out, "architecture.json"), "w").write('{"format": "dag_cells", "seed": 0, "operations": ["a", "b"], "cells": {"c": [{"node": 2147483647, "from": -1, "op": "a"}, {"node": 1e99, "from": 0, "op": 7}]}}')""")]
    [InlineData("""open(os.path.join(options.out, "architecture.json"), "wb").write(bytes(range(256)) * 100)""")]
    [InlineData("""print("Genotype(normal=[" + "(" * 100000)""")]
    [InlineData("""print("Genotype(normal=[('a', 0)], " * 200000)""")]
    [InlineData("""os.mkfifo(os.path.join(options.out, "architecture.json"))""")]
    public void A_result_that_cannot_be_one_is_none(string attack)
    {
        using var study = new Study(extra: attack + "\nraise SystemExit(0)");
        var clock = Stopwatch.StartNew();

        var run = study.Rerun("--max-seeds", "1", "--no-repeat");
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Pace.Require(TimeSpan.FromSeconds(30), clock);
        Assert.Equal(("failed", "no_result"), (report["stability.runs.0.status"].GetString(), report["stability.runs.0.failure.kind"].GetString()));
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3009"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_program_prints_and_names_stays_text(bool fails)
    {
        using var study = new Study(extra: Words + (fails
            ? "\nimport sys\nsys.stderr.write(words)\nraise SystemExit(words)"
            : "\nprint(words)\nOPERATIONS = [o + words for o in OPERATIONS]"));

        var run = study.Start([
            "rerun", study.Repository, "--recipe", study["recipe.yml"], "--seeds", "0,1", "--no-repeat", "--isolation", "none", "--state", study.State, "-o", study["reports/"],
            .. new[] { "text", "json", "markdown", "html", "sarif", "badge", "badge-json", "github" }.SelectMany(f => new[] { "-f", f })]);

        Assert.Equal(0, run.ExitCode);
        var report = new JsonReport(run with { Output = File.ReadAllText(study["reports/report.json"]) });
        Assert.Equal(fails ? "failed" : "completed", report["stability.runs.0.status"].GetString());
        Assert.Contains("::error file=a.py::taken", fails ? report["generated.rerun.runs.0.outputTail"].GetString() : report["stability.runs.0.found.0.cells.0.edges.0.operation"].GetString(), StringComparison.Ordinal);
        foreach (var text in Directory.GetFiles(study["reports"]).Select(File.ReadAllText).Append(run.Error))
        {
            Assert.DoesNotMatch("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069]", text);
            Assert.DoesNotMatch(new Regex(@"^\s*(::error file=a|##\[error\])", RegexOptions.Multiline), text);
        }
        Assert.DoesNotMatch(Markup, File.ReadAllText(study["reports/report.html"]));
        Requires.That("cmark-gfm", File.Exists(Renderer));
        var shown = Tool.Process(Renderer, study["reports"], "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "report.md").Output;
        Assert.Contains("taken", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch(Markup, shown);
    }
}

using System.Text.Json;
using DnasRepro.Python;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Python;

/// <summary>CPython's own parser is the oracle: wherever it can parse a file, we see the same.</summary>
public class OutlineTests(ITestOutputHelper output)
{
    /// <summary>Files of CPython's library on which we differ on purpose.</summary>
    private static readonly Dictionary<string, string> OnPurpose = new()
    {
        ["test_print.py"] = "it holds 'print >>sys.stderr, x' as an expression of Python 3, which fails when run; to us it is Python 2's statement",
        ["test_traceback.py"] = "names in compatibility letters, which Python normalises and we keep as written",
        ["test_unicode_identifiers.py"] = "names in compatibility letters, which Python normalises and we keep as written",
    };

    [Theory]
    [InlineData("python3")]
    [InlineData("python2.7")]
    public void Our_trees_of_its_library_are_those_that_Python_sees(string python)
    {
        if (python == "python3")
            Requires.That(python, ExternalTool.IsThere(python));
        else
            Assert.SkipUnless(ExternalTool.IsThere(python), $"{python} is not installed; few machines have it any more.");
        var library = ExternalTool.Run(python, Repository.Root, "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output.Trim();
        var files = Directory.EnumerateFiles(library, "*.py", SearchOption.AllDirectories)
            .Where(f => !f.Contains("-packages", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        var tally = Compare(python, string.Join('\n', files));

        Assert.True(tally.Agreeing > 500, $"only {tally.Agreeing} files were compared");
        Assert.Empty(tally.Disagreements.Where(d => !OnPurpose.ContainsKey(Path.GetFileName(d.File))).Select(d => $"{d.File}: {d.Difference}"));
    }

    /// <summary>
    /// Not part of CI: DNAS_REPRO_CORPUS names a folder of git repositories, or a file of lines as tests/tools/outline.py takes them.
    /// What Python 3 cannot parse is tried with Python 2.
    /// </summary>
    [Fact]
    public void Our_trees_of_a_corpus_are_those_that_Python_sees()
    {
        var corpus = Environment.GetEnvironmentVariable("DNAS_REPRO_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(corpus), "DNAS_REPRO_CORPUS names no corpus.");
        var input = File.Exists(corpus) ? File.ReadAllText(corpus!) : string.Join('\n', Repositories(corpus!).Select(r => $"{r}\tHEAD"));

        var tally = Compare("python3", input);

        Assert.Empty(tally.Disagreements.Select(d => $"{d.File}: {d.Difference}"));
        if (ExternalTool.IsThere("python2.7"))
            Assert.Empty(Compare("python2.7", input, tally.Rejected).Disagreements.Select(d => $"{d.File}: {d.Difference}"));
    }

    private static IEnumerable<string> Repositories(string folder) =>
        Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .SelectMany(d => new[] { d, Path.Combine(d, ".git"), Path.Combine(d, "repo"), Path.Combine(d, "repo", ".git") }.Where(g => Directory.Exists(Path.Combine(g, "objects"))).Take(1));

    private Tally Compare(string python, string input, IReadOnlySet<int>? only = null)
    {
        var rules = new OutlineRules(IsOld: false, ExactFields: false);
        var tally = new Tally();
        var number = 0;
        foreach (var line in ExternalTool.Lines(python, input, Path.Combine(ExternalTool.ToolsFolder, "outline.py")))
        {
            using var answer = JsonDocument.Parse(line);
            var root = answer.RootElement;
            if (root.TryGetProperty("version", out var version))
            {
                rules = new OutlineRules(root.GetProperty("isOld").GetBoolean(), root.GetProperty("exactFields").GetBoolean());
                output.WriteLine($"Python {version}");
            }
            else if (++number > 0 && (only is null || only.Contains(number)))
            {
                tally.Add(number, root, rules);
            }
        }
        output.WriteLine(tally.ToString());
        foreach (var (file, difference) in tally.Disagreements)
            output.WriteLine($"{file}: {difference}");
        return tally;
    }

    private sealed class Tally
    {
        private int parsed;
        private int rejectedByUs;

        public int Agreeing { get; private set; }

        public HashSet<int> Rejected { get; } = [];

        public List<(string File, string Difference)> Disagreements { get; } = [];

        public void Add(int number, JsonElement answer, OutlineRules rules)
        {
            var name = answer.GetProperty("file").GetString()!;
            var bytes = answer.TryGetProperty("bytes", out var given) ? given.GetBytesFromBase64() : File.ReadAllBytes(name);
            var text = PythonDecoding.Decode(bytes) as FileContent.Text;
            var module = PythonFile.Parse(name, text?.Value ?? "").Module;
            if (answer.TryGetProperty("error", out _))
            {
                Rejected.Add(number);
                rejectedByUs += module.Diagnostics.Count > 0 || text is null or { Note: not null } ? 1 : 0;
                return;
            }
            parsed++;
            if (Difference(module, answer, rules) is { } difference)
                Disagreements.Add((name, difference));
            else
                Agreeing++;
        }

        /// <summary>What Python sees and we do not, or the other way round; null when there is no difference.</summary>
        private static string? Difference(PyModule module, JsonElement answer, OutlineRules rules)
        {
            if (answer.GetProperty("compiles").GetBoolean() && module.Diagnostics.FirstOrDefault(d => !d.IsOldSyntax || !rules.IsOld) is { } problem)
                return $"line {module.Text.LineOf(problem.Offset)}: {problem.Message}";
            var theirs = answer.GetProperty("items").EnumerateArray().Select(i => i.GetString()!).Order(StringComparer.Ordinal);
            var ours = Outline.Of(module, rules);
            return theirs.SequenceEqual(ours, StringComparer.Ordinal)
                ? null
                : $"Python: {theirs.Except(ours).FirstOrDefault() ?? "(one less)"}; we: {ours.Except(theirs).FirstOrDefault() ?? "(one less)"}";
        }

        public override string ToString() =>
            $"{parsed + Rejected.Count} files; {parsed} parsed by Python, of which {Agreeing} agree and {Disagreements.Count} do not; "
            + $"{Rejected.Count} rejected by Python, of which {rejectedByUs} have diagnostics of ours.";
    }
}

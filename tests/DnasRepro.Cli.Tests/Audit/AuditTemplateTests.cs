using DnasRepro.Cli.Tests.Action;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>The files that split an audit over machines, as they are shipped and as they are written for a list.</summary>
public sealed class AuditTemplateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AuditTemplateTests()
    {
        folder.Write("studies.yml", "study_list: \"1\"\nstudies:\n  - {id: one, repository: lab/one}\n");
        folder.Write("lists/my-field_2.yaml", "study_list: \"1\"\nstudies:\n  - {id: one, repository: lab/one}\n");
        folder.Write("it's.yml", "study_list: \"1\"\nstudies:\n  - {id: one, repository: lab/one}\n");
        folder.Write("-x.yml", "study_list: \"1\"\nstudies:\n  - {id: one, repository: lab/one}\n");
    }

    public void Dispose() => folder.Dispose();

    private Run Plan(string list, int shards, string form) => Tool.Start(folder.Path, "audit", "plan", "--shards", shards.ToString(), "-f", form, "--", list);

    private static string Template(string name) => File.ReadAllText(Path.Combine(Tool.Root, "templates", name));

    [Theory]
    [InlineData("github-workflow", "audit-workflow.yml")]
    [InlineData("slurm", "audit-array.sbatch")]
    public void For_four_parts_of_studies_yml_the_file_is_the_template(string form, string template) =>
        Assert.Equal(Template(template), Plan("studies.yml", 4, form).Output);

    [Fact]
    public void A_workflow_for_another_list_is_valid_and_names_it()
    {
        NodeTools.Require();
        var text = Plan("lists/my-field_2.yaml", 12, "github-workflow").Output;

        var (parser, lint) = NodeTools.Read(folder.Write("workflow.yml", text));

        Assert.Empty(parser.Concat(lint));
        Assert.Contains("LIST: lists/my-field_2.yaml\n", text, StringComparison.Ordinal);
        Assert.Contains("SHARDS: \"12\"\n", text, StringComparison.Ordinal);
        Assert.Contains("shard: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("studies.yml", 4)]
    [InlineData("lists/my-field_2.yaml", 300)]
    public void The_script_passes_shellcheck(string list, int shards)
    {
        Requires.That("shellcheck", File.Exists("/usr/bin/shellcheck"));
        var text = Plan(list, shards, "slurm").Output;

        var run = Tool.Process("shellcheck", folder.Path, folder.Write("audit.sbatch", text));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains($"\n#SBATCH --array=1-{shards}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nlist={list}\nshards={shards}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it's.yml")]
    [InlineData("-x.yml")]
    public void A_name_that_needs_quoting_is_refused(string list)
    {
        foreach (var form in (string[])["slurm", "github-workflow"])
        {
            var run = Plan(list, 2, form);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains("needs quoting", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("github-matrix", 257)]
    [InlineData("github-workflow", 257)]
    [InlineData("slurm", 10001)]
    [InlineData("text", 0)]
    public void Too_many_parts_are_refused(string form, int shards)
    {
        var run = Plan("studies.yml", shards, form);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--shards is {shards}.", run.Error, StringComparison.Ordinal);
    }
}

using System.Text;
using DnasRepro.Checks;
using DnasRepro.Configuration;
using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>The pages under docs/checks are made from the catalogue and from the examples, and are up to date.</summary>
public class CheckPageTests
{
    private static string Folder => Path.Combine(Repository.Root, "docs", "checks");

    [Fact]
    public void Every_check_has_a_page_that_is_up_to_date()
    {
        foreach (var check in CheckCatalog.All)
            Golden.Matches(Path.Combine(Folder, ProjectLinks.PageName(check.Info)), Page(check.Info, check.Why, check.Remedy));
        foreach (var (info, why, remedy) in Suppressions.Checks)
            Golden.Matches(Path.Combine(Folder, ProjectLinks.PageName(info)), Page(info, why, remedy));
    }

    [Fact]
    public void The_list_of_checks_is_up_to_date()
    {
        var list = new StringBuilder("# All checks\n\nMade from the catalogue; `dotnet dnas-repro explain CHECK` prints the pages.\n\n| id | check | severity | what it finds |\n|---|---|---|---|\n");
        foreach (var info in CheckCatalog.Infos.OrderBy(i => i.Id, StringComparer.Ordinal))
            list.Append($"| [{info.Id}](checks/{ProjectLinks.PageName(info)}) | {info.Slug} | {Word(info.Severity)} | {info.Title} |\n");
        Golden.Matches(Path.Combine(Repository.Root, "docs", "checks.md"), list.ToString());
    }

    [Fact]
    public void No_page_or_example_is_left_over()
    {
        var pages = CheckCatalog.Infos.Select(ProjectLinks.PageName).ToHashSet();
        var examples = CheckCatalog.Infos.Select(i => i.Slug + ".yml").Append("base.yml").ToHashSet();

        Assert.DoesNotContain(Directory.GetFiles(Folder, "*.md").Select(Path.GetFileName), f => !pages.Contains(f!));
        Assert.DoesNotContain(Directory.GetFiles(CheckExample.Folder).Select(Path.GetFileName), f => !examples.Contains(f!));
    }

    [Fact]
    public void Ids_and_slugs_are_unique_and_well_formed()
    {
        var infos = CheckCatalog.Infos.ToList();

        Assert.Equal(infos.Count, infos.Select(i => i.Id).Distinct().Count());
        Assert.Equal(infos.Count, infos.Select(i => i.Slug).Distinct().Count());
        Assert.All(infos, i => Assert.Matches("^DNAS[1-4][0-9]{3}$", i.Id));
        Assert.All(infos, i => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", i.Slug));
        Assert.All(infos, i => Assert.False(i.Title.EndsWith('.')));
    }

    private static string Page(CheckInfo info, string why, string remedy)
    {
        var page = new StringBuilder($"# {info.Id} {info.Slug}\n\n**{info.Title}** ({Word(info.Severity)})\n\n## Why\n\n{why}\n\n## What to do\n\n{remedy}\n");
        var example = Path.Combine(CheckExample.Folder, info.Slug + ".yml");
        if (File.Exists(example))
            page.Append($"\n## Example\n\nDifferences from the [base example](examples/base.yml); run as a test.\n\n```yaml\n{File.ReadAllText(example).Trim()}\n```\n");
        return page.Append($"\n## Source\n\n{info.Source}\n").ToString();
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}

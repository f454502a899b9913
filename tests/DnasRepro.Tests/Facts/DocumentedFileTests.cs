using DnasRepro.Checks;
using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

/// <summary>Which documented scripts are called missing. The texts are shortened from real READMEs.</summary>
public class DocumentedFileTests
{
    [Theory]
    [InlineData("```\npython train_search.py\n```")]
    [InlineData("```\npython train_search.py \\\\\n       --add_layers 6 \\\\\n```")]
    [InlineData("Run `python train_search.py --unrolled`.")]
    [InlineData("> CUDA_VISIBLE_DEVICES=0 python train_search.py -opt [config file]")]
    [InlineData("* ```CIFAR-10: cd space && python train_search.py```")]
    [InlineData("```\n(base) $ sudo nohup python3.8 train_search.py > log.txt &\n```")]
    [InlineData("To save the results run `python train_search.py`.")]
    public void A_script_that_is_nowhere_is_missing(string readme)
    {
        var finding = Assert.Single(Missing(readme), f => f.Outcome == Outcome.Violated);

        Assert.Contains("train_search.py'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("you can create a python file \"example.py\" and simply run it as\n```bash\npython example.py\n```")]
    [InlineData("```\npython example.py\n```\n```python\n# example.py file content\n```")]
    [InlineData("```\nwget https://example.org/tools/example.py\npython example.py\n```")]
    [InlineData("```\ncurl https://example.org/x > example.py\npython example.py\n```")]
    [InlineData("```\ngit clone https://github.com/other/apex.git\ncd apex\npython example.py install\n```")]
    [InlineData("```\npip install git+https://github.com/mcordts/cityscapesScripts.git\npython cityscapesscripts/example.py\n```")]
    [InlineData("Please download the scripts and save it as ./evaluation_luna16.\n```\npython evaluation_luna16/example.py\n```")]
    [InlineData("```\ncp template.sh example.sh\nbash example.sh\n```")]
    [InlineData("```\ncd $HOME/tools\npython example.py\n```")]
    [InlineData("```\npython <path to your .py>\n```")]
    [InlineData("```\npython {mmdeploy}/tools/deploy.py\n```")]
    [InlineData("```\npython /opt/example.py\n```")]
    [InlineData("```\n├── example.py\n```")]
    public void A_script_that_a_reader_makes_or_fetches_is_not(string readme) => Assert.DoesNotContain(Missing(readme), f => f.Outcome == Outcome.Violated);

    [Theory]
    [InlineData("```\ncd sub && python there.py\n```")]
    [InlineData("```\ncd sub\npython there.py\n```")]
    [InlineData("```\npython there.py\n```")]
    [InlineData("```\npython ../example/sub/there.py\n```")]
    public void A_script_is_looked_for_where_a_reader_would(string readme) => Assert.Contains(Missing(readme), f => f.Outcome == Outcome.Satisfied);

    [Fact]
    public void Documents_beside_the_readme_count_less()
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["docs/old.md"] = "```\npython gone.py\n```\n", ["README.md"] = "```\npython away.py\n```\n" });

        var findings = CheckCatalog.Find("documented-file-missing")!.Run(facts).ToList();

        Assert.Equal([(Severity.Warning, Confidence.Medium), (Severity.Info, Confidence.Low)], findings.Select(f => (f.Severity, f.Confidence)));
    }

    private static List<Finding> Missing(string readme)
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["README.md"] = readme + "\n", ["sub/there.py"] = "" });
        return [.. CheckCatalog.Find("documented-file-missing")!.Run(facts)];
    }
}

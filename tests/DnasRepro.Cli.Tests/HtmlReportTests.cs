using Deque.AxeCore.Playwright;
using DnasRepro.Cli.Tests.Support;
using Microsoft.Playwright;

namespace DnasRepro.Cli.Tests;

/// <summary>The HTML report in a real browser: nothing serious for accessibility, nothing refused by its own policy, nothing from outside.</summary>
public class HtmlReportTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1200)]
    [InlineData(ColorScheme.Dark, 1200)]
    [InlineData(ColorScheme.Light, 400)]
    public async Task A_browser_finds_nothing_serious(ColorScheme colours, int width)
    {
        using var folder = new TemporaryFolder();
        folder.Write("study/README.md", "# </style><script>document.title = 'taken'</script>\n```sh\npython nowhere.py\n```\n");
        folder.Write("study/nas-reporting-card.yml", "identity: {card_type: \"<img src=x onerror=alert(1)>\"}\n");
        folder.Write("study/requirements.txt", "torch\n");
        Assert.Equal(1, Tool.Check("check", Path.Combine(folder.Path, "study"), "-f", "html", "-o", Path.Combine(folder.Path, "report.html")).ExitCode);

        var page = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = false });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file://", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync("file://" + Path.Combine(folder.Path, "report.html"));
        Assert.Empty(complaints);
        Assert.StartsWith("Reproducibility report: study", await page.TitleAsync(), StringComparison.Ordinal);
        await AllOpen(page);
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1"), "The page is wider than its window.");
        Assert.True((await page.ScreenshotAsync(new() { FullPage = true })).Length > 10_000);

        // axe itself is a script and needs the page without its policy.
        var open = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true });
        string[] files = [Path.Combine(folder.Path, "report.html"), .. Golden];
        foreach (var file in files)
        {
            await open.GotoAsync("file://" + file);
            await AllOpen(open);
            var result = await open.RunAxe();
            Assert.DoesNotContain(result.Violations, v => v.Impact is "serious" or "critical");
        }
        await page.CloseAsync();
        await open.CloseAsync();
    }

    /// <summary>Reports with every section, and with hostile text everywhere.</summary>
    private static IEnumerable<string> Golden => new[] { "usual", "clean", "hostile", "rerun", "does-not-run" }.Select(s => Path.Combine(Tool.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", s, "report.html"));

    private static Task AllOpen(IPage page) => page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
}

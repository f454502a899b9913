using Deque.AxeCore.Playwright;
using DnasRepro.Cli.Tests.Support;
using Microsoft.Playwright;

namespace DnasRepro.Cli.Tests;

/// <summary>The HTML report in a real browser: nothing serious for accessibility, nothing refused by its own policy, nothing from outside.</summary>
public class HtmlReportTests
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Theory]
    [InlineData(ColorScheme.Light, 1200)]
    [InlineData(ColorScheme.Dark, 1200)]
    [InlineData(ColorScheme.Light, 400)]
    public async Task A_browser_finds_nothing_serious(ColorScheme colours, int width)
    {
        Requires.That("chromium", File.Exists(Chromium));
        using var folder = new TemporaryFolder();
        folder.Write("study/README.md", "# </style><script>document.title = 'taken'</script>\n```sh\npython nowhere.py\n```\n");
        folder.Write("study/nas-reporting-card.yml", "identity: {card_type: \"<img src=x onerror=alert(1)>\"}\n");
        folder.Write("study/requirements.txt", "torch\n");
        Assert.Equal(1, Tool.Check("check", Path.Combine(folder.Path, "study"), "-f", "html", "-o", Path.Combine(folder.Path, "report.html")).ExitCode);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
        var page = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = false });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file://", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync("file://" + Path.Combine(folder.Path, "report.html"));
        Assert.Empty(complaints);
        Assert.StartsWith("Reproducibility report: study", await page.TitleAsync(), StringComparison.Ordinal);
        var overflow = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1");
        Assert.False(overflow, "The page is wider than its window.");

        // axe itself is a script and needs the page without its policy.
        var open = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true });
        await open.GotoAsync("file://" + Path.Combine(folder.Path, "report.html"));
        var result = await open.RunAxe();
        Assert.DoesNotContain(result.Violations, v => v.Impact is "serious" or "critical");
    }
}

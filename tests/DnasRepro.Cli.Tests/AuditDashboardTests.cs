using Deque.AxeCore.Playwright;
using DnasRepro.AuditReports;
using DnasRepro.Cli.Tests.Support;
using Microsoft.Playwright;

namespace DnasRepro.Cli.Tests;

/// <summary>The dashboard of an audit in a real browser, under its own policy.</summary>
public class AuditDashboardTests(Chromium browser)
{
    private const string ShownRows = "[...document.querySelectorAll('#table tbody tr')].filter(r => r.offsetParent !== null).map(r => r.dataset.study.slice(6))";

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_browser_finds_nothing_serious(ColorScheme colours, int width)
    {
        foreach (var sample in new[] { "audit-usual", "audit-empty", "audit-hostile" })
        {
            var page = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 } });
            var complaints = new List<string>();
            page.Console += (_, message) => complaints.Add(message.Text);
            page.PageError += (_, error) => complaints.Add(error);
            page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
            page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file://", StringComparison.Ordinal) && request.IsNavigationRequest ? [] : [request.Url]);
            await page.GotoAsync(Address(sample));
            await AllOpen(page);
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1"), $"{sample} is wider than its window.");
            Assert.Equal(1, await page.EvaluateAsync<int>("document.scripts.length"));
            Assert.Empty(complaints);

            // axe itself is a script and needs the page without its policy.
            var open = await browser.NewPageAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true });
            await open.GotoAsync(Address(sample));
            await AllOpen(open);
            var result = await open.RunAxe();
            Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{sample} {v.Id}: {v.Nodes.First().Html}"));
            await page.CloseAsync();
            await open.CloseAsync();
        }
    }

    [Fact]
    public async Task Filters_hide_rows_and_pages_and_say_how_many_are_left()
    {
        await using var view = await View.Of(browser, "audit-usual");
        var page = view.Page;
        Assert.Equal(10, (await page.EvaluateAsync<string[]>(ShownRows)).Length);

        await Field(page, "Full code release").SelectOptionAsync("no");

        Assert.Equal(["no-search", "part", "by-reader", "no-repository", "by-card", "no-evaluation"], await page.EvaluateAsync<string[]>(ShownRows));
        Assert.Equal("6 of 10 studies shown.", await page.Locator("#shown").TextContentAsync());
        Assert.Equal("polite", await page.Locator("#shown").GetAttributeAsync("aria-live"));
        Assert.True(await page.Locator("#study-full").IsHiddenAsync());
        Assert.EndsWith("#code_release=no", page.Url, StringComparison.Ordinal);

        await Field(page, "Text").FillAsync("HIDDEN nerve");

        Assert.Equal(["no-search"], await page.EvaluateAsync<string[]>(ShownRows));
        Assert.EndsWith("#q=HIDDEN+nerve&code_release=no", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();

        Assert.Equal(10, (await page.EvaluateAsync<string[]>(ShownRows)).Length);
    }

    [Theory]
    [InlineData("Year", "2021", "part by-reader")]
    [InlineData("Year", "none", "by-card")]
    [InlineData("What is searched", "topology", "part")]
    [InlineData("Full code release", "not_reported", "by-card")]
    [InlineData("An answer by", "declared", "by-card")]
    [InlineData("An answer by", "none", "unreachable")]
    [InlineData("Latency or memory", "yes", "")]
    public async Task Every_kind_of_filter_works(string label, string value, string shown)
    {
        await using var view = await View.Of(browser, "audit-usual");

        await Field(view.Page, label).SelectOptionAsync(value);

        Assert.Equal(shown, string.Join(' ', await view.Page.EvaluateAsync<string[]>(ShownRows)));
    }

    [Fact]
    public async Task The_keyboard_sorts_both_ways_and_back()
    {
        await using var view = await View.Of(browser, "audit-usual");
        var page = view.Page;
        var head = page.Locator("th[data-sort=year]");

        await head.Locator("button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["full", "no-search", "part", "by-reader", "no-repository", "no-evaluation", "unclear", "contradiction", "unreachable", "by-card"], await page.EvaluateAsync<string[]>(ShownRows));

        await page.Keyboard.PressAsync("Space");
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["unreachable", "unclear", "contradiction", "no-repository", "no-evaluation", "part", "by-reader", "no-search", "full", "by-card"], await page.EvaluateAsync<string[]>(ShownRows));
        Assert.EndsWith("#sort=-year", page.Url, StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Enter");
        Assert.Null(await head.GetAttributeAsync("aria-sort"));
        Assert.Equal("full", (await page.EvaluateAsync<string[]>(ShownRows))[0]);
    }

    [Theory]
    [InlineData("study", "by-card")]
    [InlineData("code_release", "full")]
    [InlineData("task", "by-reader")]
    [InlineData("level", "full")]
    [InlineData("grade", "full")]
    public async Task Every_column_can_be_sorted_by(string column, string first)
    {
        await using var view = await View.Of(browser, "audit-usual");

        await view.Page.Locator($"th[data-sort={column}] button").ClickAsync();

        Assert.Equal(first, (await view.Page.EvaluateAsync<string[]>(ShownRows))[0]);
    }

    [Fact]
    public async Task A_link_restores_a_view()
    {
        await using var view = await View.Of(browser, "audit-usual", "#code_release=no&sort=-study&year=2021&level=nonsense&other=1");

        Assert.Equal(["by-reader", "part"], await view.Page.EvaluateAsync<string[]>(ShownRows));
        Assert.Equal("no", await Field(view.Page, "Full code release").InputValueAsync());
    }

    [Fact]
    public async Task A_link_opens_a_study_even_where_a_filter_hides_it()
    {
        await using var view = await View.Of(browser, "audit-usual", "#study-no-search");
        var study = view.Page.Locator("#study-no-search");
        Assert.True(await study.EvaluateAsync<bool>("s => s.open"));

        await view.Page.EvaluateAsync("location.hash = 'code_release=yes'");
        await Assertions.Expect(study).ToBeHiddenAsync();
        await view.Page.EvaluateAsync("location.hash = 'study-no-search'");
        await Assertions.Expect(study).ToBeVisibleAsync();

        await view.Page.EvaluateAsync("location.hash = 'no-such-place'");
        await Assertions.Expect(study).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_scripts_every_study_can_be_read()
    {
        await using var view = await View.Of(browser, "audit-usual", withScripts: false);
        var page = view.Page;

        Assert.Equal(10, await page.Locator("#table tbody tr:visible").CountAsync());
        Assert.Equal(10, await page.Locator("details.study:visible").CountAsync());
        Assert.Equal(0, await page.Locator("#filters:visible").CountAsync());
        Assert.Equal(0, await page.Locator("th button").CountAsync());
        await page.Locator("#study-part > summary").ClickAsync();
        await Assertions.Expect(page.Locator("#study-part .page")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_paper_everything_stands_and_nothing_is_to_be_clicked()
    {
        await using var view = await View.Of(browser, "audit-usual", "#code_release=yes");
        await view.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(10, await view.Page.Locator("#table tbody tr:visible").CountAsync());
        Assert.Equal(10, await view.Page.Locator("details.study .page:visible").CountAsync());
        Assert.Equal(0, await view.Page.Locator("#filters:visible").CountAsync());
    }

    [Fact]
    public async Task A_newcomer_sees_who_withholds_the_search_and_why()
    {
        await using var view = await View.Of(browser, "audit-usual");
        var page = view.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "Who withholds the search" }).ClickAsync();

        var section = page.Locator("section[aria-labelledby=withheld]");
        await Assertions.Expect(section.GetByText("No part of a search", new() { Exact = false })).ToHaveCountAsync(0);
        await Assertions.Expect(section.Locator("article:visible")).ToHaveCountAsync(5);
        var hidden = section.Locator("article", new() { HasText = "HiddenNAS" });
        await Assertions.Expect(hidden).ToContainTextAsync("no search was found in the code that was read");
        await Assertions.Expect(hidden).ToContainTextAsync("looked for an optimiser step");
        Assert.StartsWith("https://github.com/owner/study/blob/", await hidden.GetByRole(AriaRole.Link, new() { Name = "train.py:12" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await Assertions.Expect(section.Locator("article", new() { HasText = "FullNet" })).ToHaveCountAsync(0);
        await Assertions.Expect(section.Locator("article", new() { HasText = "NoEvalNet" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_thousand_studies_can_be_sorted_and_filtered()
    {
        using var folder = new TempFolder();
        folder.Write("audit.html", AuditWriter.Write(DashboardAudits.Many(1000), AuditFormat.Html));
        await using var view = await View.At(browser, "file://" + folder["audit.html"] + "#code_release=unclear&sort=-year");

        Assert.Equal(200, (await view.Page.EvaluateAsync<string[]>(ShownRows)).Length);
        Assert.Equal("200 of 1000 studies shown, by year, downwards.", await view.Page.Locator("#shown").TextContentAsync());
    }

    private static string Address(string sample) => "file://" + Path.Combine(Tool.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", sample, "dashboard.html");

    private static ILocator Field(IPage page, string label) => page.GetByRole(AriaRole.Search).GetByLabel(label, new() { Exact = true });

    private static Task AllOpen(IPage page) => page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

    /// <summary>A page that fails its test when the browser complains.</summary>
    private sealed class View(IPage page) : IAsyncDisposable
    {
        private readonly List<string> complaints = [];

        public IPage Page => page;

        public static Task<View> Of(Chromium browser, string sample, string hash = "", bool withScripts = true) => At(browser, Address(sample) + hash, withScripts);

        public static async Task<View> At(Chromium browser, string address, bool withScripts = true)
        {
            var page = await browser.NewPageAsync(new() { JavaScriptEnabled = withScripts, ViewportSize = new() { Width = 1280, Height = 900 } });
            var view = new View(page);
            page.Console += (_, message) => view.complaints.Add(message.Text);
            page.PageError += (_, error) => view.complaints.Add(error);
            await page.GotoAsync(address);
            return view;
        }

        public async ValueTask DisposeAsync()
        {
            await page.CloseAsync();
            Assert.Empty(complaints);
        }
    }
}

using System.Globalization;
using Deque.AxeCore.Playwright;
using DnasRepro.Cli.Tests.Support;
using Microsoft.Playwright;

namespace DnasRepro.Cli.Tests;

/// <summary>The reviewer's report and the badges in a real browser.</summary>
public class ReviewPageTests(Chromium browser)
{
    [Fact]
    public async Task The_report_opens_from_the_disk_and_leads_to_its_excerpts()
    {
        using var published = new Published();
        published.Write("study/more.py", "x = 1\n");
        published.Start("check", "study", "--profile", "journal", "-o", "review/");
        var page = await browser.NewPageAsync(new() { BypassCSP = false, ViewportSize = new() { Width = 400, Height = 900 } });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file://", StringComparison.Ordinal) ? [] : [request.Url]);

        await page.GotoAsync("file://" + published["review/report.html"]);

        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1"), "The page is wider than its window.");
        Assert.Contains("uncommitted changes", await page.InnerTextAsync(".unpinned"), StringComparison.Ordinal);
        var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(h => !h.startsWith('https:') && !h.startsWith('#'))");
        Assert.True(links.Length > 5);
        Assert.All(links, l => Assert.True(File.Exists(published[$"review/{l}"]), l));
        await page.GotoAsync("file://" + published[$"review/{links[0]}"]);
        Assert.StartsWith("File:   ", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        await page.CloseAsync();
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Nothing_is_serious_for_those_who_cannot_see_it()
    {
        using var published = new Published();
        published.Write("study/more.py", "x = 1\n");
        published.Start("check", "study", "--profile", "journal", "-o", "review/", "--report-url", "https://example.org/r");
        var badge = published.Write("badge.html", $"<!doctype html><html lang=\"en\"><title>A badge</title><main><h1>A badge</h1>{File.ReadAllText(published["review/badge.svg"])}</main></html>");

        foreach (var (file, colours) in new[] { ("review/report.html", ColorScheme.Light), ("review/report.html", ColorScheme.Dark), ("badge.html", ColorScheme.Light) })
        {
            var page = await browser.NewPageAsync(new() { BypassCSP = true, ColorScheme = colours });
            await page.GotoAsync("file://" + published[file]);
            var result = await page.RunAxe();
            Assert.True(result.Violations.All(v => v.Impact is not ("serious" or "critical")), $"{file}: {string.Join("; ", result.Violations.Select(v => v.Id))}");
            await page.CloseAsync();
        }
        Assert.True(File.Exists(badge));
    }

    /// <summary>The widths that we write are those that the browser gives the same text, within a sixteenth: nobody sees that much stretching.</summary>
    [Theory]
    [InlineData("reproducibility")]
    [InlineData("level 0: none · 38f54d6e3698")]
    [InlineData("level 3: functional, unstable · 38f54d6e3698 with changes · 2026-11-24")]
    [InlineData("level 2: available, inconclusive · ffffffffffff")]
    [InlineData("wwwwwwmmmmmmmm")]
    [InlineData("illlltttfffiiiii")]
    public async Task Texts_are_as_wide_as_they_are_drawn(string text)
    {
        var page = await browser.NewPageAsync();
        await page.SetContentAsync($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"20\"><text y=\"14\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">{text}</text></svg>");

        var drawn = double.Parse(await page.EvaluateAsync<string>("String(document.querySelector('text').getComputedTextLength())"), CultureInfo.InvariantCulture);
        await page.CloseAsync();

        Assert.InRange(Reports.BadgeText.Width(text) / drawn, 1 - (1 / 16.0), 1 + (1 / 16.0));
    }
}

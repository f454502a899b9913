using DnasRepro.Cli.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace DnasRepro.Cli.Tests.Support;

/// <summary>Debian's browser, with no window and no wish to speak to anybody. One for all tests; every page has a context of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim start = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A page of its own; closed with its context by whoever asked for it.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewPageOptions? options = null)
    {
        Requires.That("chromium", File.Exists(Program));
        await start.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            // As with Pace, only what hangs is given up, and not what a busy machine does slowly.
            browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments, Timeout = 300_000 });
        }
        finally
        {
            start.Release();
        }
        var page = await browser.NewPageAsync(options);
        page.SetDefaultTimeout(300_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        start.Dispose();
    }
}

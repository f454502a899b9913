using Microsoft.Playwright;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>Debian's browser, with no window and no wish to speak to anybody.</summary>
internal static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static void Require() => Requires.That("chromium", File.Exists(Program));

    public static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments });
}

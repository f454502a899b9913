using System.CommandLine;
using DnasRepro.Facts;
using DnasRepro.GitHub;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary>What GitHub is asked while a target is checked: nothing for a folder, unless the user says so.</summary>
internal static class HostFacts
{
    public static readonly Option<string?> Mode = new("--github-facts")
    {
        Description = "Whether GitHub is asked about the repository: auto asks when the target is on GitHub, on also for a folder whose remote is there. [default: auto]",
        HelpName = "auto|on|off",
    };

    static HostFacts() => OutputOptions.RestrictValues(Mode, "auto", "on", "off");

    /// <summary>GitHub's answer; null when it is not asked, and, with a warning on stderr, when it does not answer.</summary>
    public static GitHubFacts? Read(ParseResult options, RepositoryAddress address, RepositorySnapshot snapshot, SourceOptions sources, CancellationToken cancellation)
    {
        var mode = options.GetValue(Mode) ?? "auto";
        if (mode == "off" || (mode == "auto" && address is not RepositoryAddress.GitHub))
            return null;
        var named = address is RepositoryAddress.GitHub hub ? (hub.Owner, hub.Name) : OnServer(snapshot.Origin?.Remote, sources.GitHubServer);
        if (named is not var (owner, name))
            return Warn("this repository has no remote on GitHub.", "Leave out --github-facts.");
        try
        {
            return Asked(owner, name, sources, cancellation);
        }
        catch (UserErrorException error)
        {
            return Warn(error.Message, error.Hint);
        }
    }

    /// <summary>Asks which commit of a repository on GitHub a shortened id means.</summary>
    public static string FindCommit(RepositoryAddress.GitHub hub, string shortened, SourceOptions sources, CancellationToken cancellation) =>
        GitHubRepository.FindCommit(Client(sources, cancellation), hub.Owner, hub.Name, shortened).GetAwaiter().GetResult();

    private static GitHubFacts Asked(string owner, string name, SourceOptions sources, CancellationToken cancellation) =>
        Progress.While("Asking GitHub", say => GitHubRepository.Read(Client(sources with { Progress = say }, cancellation), owner, name).GetAwaiter().GetResult());

    private static Octokit.IGitHubClient Client(SourceOptions sources, CancellationToken cancellation) =>
        GitHubConnection.Open(GitHubOptions.FromEnvironment(sources.Cache()), ToolVersion.Text, Say(sources.Progress), cancellation: cancellation);

    /// <summary>A wait is told in a log too, where progress is not shown.</summary>
    private static Action<string> Say(Action<string>? progress) => text =>
    {
        if (progress is null || Console.IsErrorRedirected)
            Console.Error.WriteLine(text);
        else
            progress(text);
    };

    private static GitHubFacts? Warn(string message, string hint)
    {
        Console.Error.WriteLine($"warning: GitHub's facts are missing: {Escaping.Terminal(message)}");
        Console.Error.WriteLine($"  fix: {Escaping.Terminal(hint)}");
        return null;
    }

    /// <summary>Owner and name in a remote's address on GitHub's server.</summary>
    private static (string Owner, string Name)? OnServer(string? remote, Uri server) =>
        Uri.TryCreate(remote, UriKind.Absolute, out var uri) && uri.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase)
        && uri.AbsolutePath.Trim('/').Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name] && TargetParser.IsOnGitHub(owner, name)
            ? (owner, name)
            : null;
}

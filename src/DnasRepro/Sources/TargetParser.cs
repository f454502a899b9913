using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>Turns what the user typed into an address. An existing folder always wins.</summary>
public static partial class TargetParser
{
    /// <summary>Reads a target.</summary>
    /// <param name="text">What the user typed.</param>
    /// <param name="folderExists">Tells whether there is such a folder.</param>
    /// <exception cref="UserErrorException">The text is no target.</exception>
    public static RepositoryAddress Parse(string text, Func<string, bool> folderExists)
    {
        if (text.Length == 0)
            throw new UserErrorException("The target is empty.", Hint);
        if (folderExists(text))
            return new RepositoryAddress.Folder(text);
        if (AtCommit(text, folderExists) is { } commit)
            return commit;
        if (text.StartsWith("github:", StringComparison.Ordinal))
            return GitHub(text["github:".Length..]) ?? throw new UserErrorException($"'{text}' names no repository on GitHub.", "Write github:owner/name or github:owner/name@ref.");
        if (Url(text) is { } url)
            return url;
        if (text[0] is '.' or '/' or '~' or '\\' || Drive().IsMatch(text))
            throw new UserErrorException($"There is no folder '{text}'.", Hint, ExitCodes.NotAttempted);
        return GitHub(text) ?? throw new UserErrorException($"'{text}' is neither a folder nor a repository.", Hint);
    }

    private const string Hint = "Give a folder, FOLDER@COMMIT, owner/name[@ref] or a git URL.";

    /// <summary>FOLDER@REVISION splits at the last @ whose left side is a folder.</summary>
    private static RepositoryAddress.GitCommit? AtCommit(string text, Func<string, bool> folderExists)
    {
        for (var at = text.LastIndexOf('@'); at > 0; at = text.LastIndexOf('@', at - 1))
        {
            if (at < text.Length - 1 && folderExists(text[..at]))
                return new RepositoryAddress.GitCommit(text[..at], text[(at + 1)..]);
        }
        return null;
    }

    private static RepositoryAddress? Url(string text)
    {
        if (GitHubPage().Match(text) is { Success: true } page)
            return new RepositoryAddress.GitHub(page.Groups["owner"].Value, WithoutGit(page.Groups["name"].Value), page.Groups["ref"] is { Success: true, Value: { Length: > 0 } r } ? r : null);
        if (!AnyUrl().IsMatch(text))
            return null;
        var at = text.LastIndexOf('#');
        if (at < 0)
            at = text.LastIndexOf('@') is var last && last > PathStart(text) ? last : -1;
        return at < 0 ? new RepositoryAddress.GitUrl(text, null) : new RepositoryAddress.GitUrl(text[..at], text[(at + 1)..]);
    }

    /// <summary>Where the path of an address begins: an @ before it belongs to a user, one behind it to a reference.</summary>
    private static int PathStart(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? text.IndexOf('/', scheme + 3) : text.IndexOf(':');

    private static RepositoryAddress.GitHub? GitHub(string text) =>
        OwnerName().Match(text) is { Success: true } match
            ? new RepositoryAddress.GitHub(match.Groups["owner"].Value, WithoutGit(match.Groups["name"].Value), match.Groups["ref"] is { Success: true } r ? r.Value : null)
            : null;

    private static string WithoutGit(string name) => name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;

    [GeneratedRegex("^(?<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?<name>[A-Za-z0-9._-]{1,100})(?:@(?<ref>[^@\\s]+))?$")]
    private static partial Regex OwnerName();

    [GeneratedRegex("^https://(?:www\\.)?github\\.com/(?<owner>[A-Za-z0-9-]{1,39})/(?<name>[A-Za-z0-9._-]{1,100}?)(?:/?|(?:/(?:tree|commit|blob)/(?<ref>[^\\s#?]+))|[@#](?<ref>[^\\s]+))$")]
    private static partial Regex GitHubPage();

    [GeneratedRegex("^(?:https?|ssh|git|file)://|^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!//)")]
    private static partial Regex AnyUrl();

    [GeneratedRegex("^[A-Za-z]:")]
    private static partial Regex Drive();
}

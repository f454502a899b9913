using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>Reads what the user typed as a target. Only the existence of folders is asked; nothing is read and no request is sent.</summary>
public static partial class TargetParser
{
    private const string Forms =
        "A target is a folder, FOLDER@COMMIT, owner/name[@ref] or owner/name#PULL on GitHub, or a git URL (https, ssh, git, file) with an optional @ref.";

    /// <summary>Reads a target. An existing folder always wins over everything else that the text could mean.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="from">The folder that relative folders are looked for in; null for the working folder.</param>
    /// <exception cref="UserErrorException">The text is no target.</exception>
    public static RepositoryAddress Parse(string text, string? from = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new UserErrorException("The target is empty.", Forms);
        return ExistingFolder(text, from) ?? Url(text) ?? (IsLocal(text) ? throw NoFolder(text) : Name(text)) ?? throw NoTarget(text);
    }

    /// <summary>True for an owner and a name as GitHub allows them.</summary>
    public static bool IsOnGitHub(string owner, string name) => HubName().IsMatch($"{owner}/{name}") && name is not ("." or "..");

    private static RepositoryAddress? ExistingFolder(string text, string? from)
    {
        var path = from is null ? Home(text) : Path.Combine(from, Home(text));
        if (Directory.Exists(path))
            return new RepositoryAddress.Folder(path);
        for (var at = path.LastIndexOf('@'); at > 0; at = path.LastIndexOf('@', at - 1))
        {
            if (!Directory.Exists(path[..at]))
                continue;
            return at + 1 < path.Length
                ? new RepositoryAddress.GitCommit(path[..at], Reference(path[(at + 1)..], text))
                : throw new UserErrorException($"'{Shown(text)}' names no commit after the '@'.", "Write FOLDER@COMMIT, or leave out the '@'.");
        }
        return File.Exists(path)
            ? throw new UserErrorException($"'{Shown(text)}' is a file.", "Name the folder that holds it.")
            : null;
    }

    /// <summary>The shell leaves <c>~</c> alone inside quotes.</summary>
    private static string Home(string text) => text == "~" || text.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..]
        : text;

    private static bool IsLocal(string text) => text[0] is '.' or '/' or '\\' or '~' || LocalStart().IsMatch(text);

    private static RepositoryAddress? Url(string text)
    {
        if (text.StartsWith("github.com/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www.github.com/", StringComparison.OrdinalIgnoreCase))
            text = "https://" + text;
        if (!Scheme().IsMatch(text))
            return null;
        var (address, reference) = Split(text);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw NoTarget(text);
        if (uri.Scheme is not ("https" or "http" or "ssh" or "git" or "file") || (uri.Scheme != "file" && !GitUrlText.Host().IsMatch(uri.Host)))
            throw new UserErrorException($"'{Shown(GitUrlText.WithoutCredentials(address))}' is not a git URL that can be read.", "Use https, ssh, git or file.");
        if (uri.Scheme is "https" or "http" && uri.Host is "github.com" or "www.github.com")
            return WebPage(uri, reference, text);
        return uri.AbsolutePath.Trim('/').Length == 0
            ? throw new UserErrorException($"'{Shown(GitUrlText.WithoutCredentials(address))}' names no repository.", "Write the repository's path after the host.")
            : new RepositoryAddress.GitUrl(address, reference is null ? null : Reference(reference, text));
    }

    /// <summary>Splits off <c>#ref</c>, or <c>@ref</c> behind the host.</summary>
    private static (string Address, string? Reference) Split(string url)
    {
        if (url.IndexOf('#', StringComparison.Ordinal) is var hash and > 0)
            return (url[..hash], url[(hash + 1)..]);
        var path = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        var at = url.LastIndexOf('@');
        return path > 0 && at > path && url[at - 1] != '/' ? (url[..at], url[(at + 1)..]) : (url, null);
    }

    /// <summary>A page of a repository on GitHub as the browser shows its address.</summary>
    private static RepositoryAddress.GitHub WebPage(Uri uri, string? reference, string text)
    {
        var parts = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/').Split('/');
        if (parts.Length < 2)
            throw NoTarget(text);
        var page = parts.Length > 2 ? parts[2] : "";
        if (page == "pull" && parts.Length > 3)
            return reference is null || text.Contains('#', StringComparison.Ordinal) ? PullPage(parts, text) : throw NoTarget(text);
        if (page is not ("" or "tree" or "commit") || (page.Length > 0 && parts.Length < 4))
            throw new UserErrorException($"'{Shown(GitUrlText.WithoutCredentials(text))}' is a page, not a repository.", $"Write {parts[0]}/{parts[1]}, with @REF for a branch, tag or commit.");
        if (page.Length > 0)
            reference ??= string.Join('/', parts[3..]);
        return Hub(parts[0], parts[1], reference, text);
    }

    /// <summary>A pull request's page, one of its tabs, or one of its commits; what follows a '#' is a place on that page.</summary>
    private static RepositoryAddress.GitHub PullPage(string[] parts, string text) => parts is [_, _, _, _, "commits", var commit]
        ? Hub(parts[0], parts[1], commit, text)
        : Pull(Hub(parts[0], parts[1], null, text), parts[3], text);

    private static RepositoryAddress.GitHub Pull(RepositoryAddress.GitHub hub, string number, string text) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var pull) && pull > 0
            ? hub with { Pull = pull }
            : throw new UserErrorException($"'{Shown(number)}' in '{Shown(GitUrlText.WithoutCredentials(text))}' is not the number of a pull request.", "Write owner/name#NUMBER.");

    private static RepositoryAddress? Name(string text)
    {
        var isExplicit = text.StartsWith("github:", StringComparison.OrdinalIgnoreCase);
        if (HubName().Match(isExplicit ? text["github:".Length..] : text) is { Success: true } name)
            return Hub(name.Groups["owner"].Value, name.Groups["name"].Value, name.Groups["at"].Success ? name.Groups["ref"].Value : null, text);
        if (HubPull().Match(isExplicit ? text["github:".Length..] : text) is { Success: true } pull)
            return Pull(Hub(pull.Groups["owner"].Value, pull.Groups["name"].Value, null, text), pull.Groups["number"].Value, text);
        var at = text.LastIndexOf('@');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (address, reference) = colon > 0 && at > colon ? (text[..at], text[(at + 1)..]) : (text, null);
        if (isExplicit || GitUrlText.Short().Match(address) is not { Success: true } form || !form.Groups["user"].Success)
            return null;
        return new RepositoryAddress.GitUrl(
            $"ssh://{form.Groups["user"].Value}@{form.Groups["host"].Value}/{form.Groups["path"].Value.TrimStart('/')}", reference is null ? null : Reference(reference, text));
    }

    private static RepositoryAddress.GitHub Hub(string owner, string name, string? reference, string text)
    {
        name = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return HubName().IsMatch($"{owner}/{name}") && name is not ("" or "." or "..")
            ? new RepositoryAddress.GitHub(owner, name, reference is null ? null : Reference(reference, text))
            : throw NoTarget(text);
    }

    private static string Reference(string reference, string text) => ReferenceForm().IsMatch(reference)
        ? reference
        : throw new UserErrorException($"'{Shown(reference)}' in '{Shown(GitUrlText.WithoutCredentials(text))}' is not a branch, tag or commit.", Forms);

    private static UserErrorException NoFolder(string text) =>
        new($"There is no folder '{Shown(text)}'.", "Check the spelling; a target that starts with '.', '/', '~' or a drive letter is always a folder.");

    private static UserErrorException NoTarget(string text) =>
        new($"'{Shown(GitUrlText.WithoutCredentials(text))}' is neither a folder that exists nor a repository.", Forms);

    private static string Shown(string text) => PrintableText.Of(text);

    [GeneratedRegex(@"^[A-Za-z]:", RegexOptions.CultureInvariant)]
    private static partial Regex LocalStart();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,38})/(?<name>[A-Za-z0-9._-]{1,100})(?<at>@(?<ref>.*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HubName();

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,38})/(?<name>[A-Za-z0-9._-]{1,100})#(?<number>.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HubPull();

    /// <summary>git check-ref-format, and git's suffixes ~ and ^.</summary>
    [GeneratedRegex(@"^(?![-/.])(?!.*(\.\.|//|@\{|\.lock$|/$))[^\s\p{C}:?*\[\\]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceForm();
}

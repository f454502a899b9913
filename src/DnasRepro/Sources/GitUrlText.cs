using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>Git's ways to write where a repository lies.</summary>
internal static partial class GitUrlText
{
    /// <summary>The https address that a browser opens, without credentials and ".git"; null for what is not on the web.</summary>
    public static string? WebAddress(string url)
    {
        if (Short().Match(url) is { Success: true } form && form.Groups["host"].Value.Contains('.', StringComparison.Ordinal))
            url = $"ssh://{form.Groups["host"].Value}/{form.Groups["path"].Value}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "ssh" or "git") || !Host().IsMatch(uri.Host))
            return null;
        var path = uri.AbsolutePath.Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
        var port = uri.Scheme is "https" && !uri.IsDefaultPort ? $":{uri.Port}" : "";
        return path.Length == 0 ? null : $"https://{uri.Host}{port}/{path}";
    }

    /// <summary>The same URL without user name, password, query and fragment.</summary>
    public static string WithoutCredentials(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.IsFile)
            return PrintableText.Of(uri is { IsFile: true } ? $"file:///…/{Path.GetFileName(uri.AbsolutePath.TrimEnd('/'))}" : url);
        var port = uri.IsDefaultPort || uri.Port < 0 ? "" : $":{uri.Port}";
        return PrintableText.Of($"{uri.Scheme}://{uri.Host}{port}{uri.AbsolutePath}");
    }

    /// <summary>git@host:owner/name.git</summary>
    [GeneratedRegex(@"^(?:(?<user>[\w.-]+)@)?(?<host>[A-Za-z0-9][\w.-]+):(?<path>[^\s:\\-][^\s:\\]*)\z", RegexOptions.CultureInvariant)]
    public static partial Regex Short();

    /// <summary>A host name that no program can take for an option.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])\z", RegexOptions.CultureInvariant)]
    public static partial Regex Host();
}

using System.Text.RegularExpressions;

namespace DnasRepro.GitHub;

/// <summary>A repository on GitHub.</summary>
public sealed partial record HubRepository(string Owner, string Name)
{
    /// <summary>Reads <c>owner/name</c>; null for anything else.</summary>
    public static HubRepository? TryParse(string? text) =>
        text is not null && Form().Match(text) is { Success: true } match && match.Groups["name"].Value is not ("." or "..")
            ? new HubRepository(match.Groups["owner"].Value, match.Groups["name"].Value)
            : null;

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9_][A-Za-z0-9_-]{0,38})/(?<name>[A-Za-z0-9._-]{1,100})\z")]
    private static partial Regex Form();
}

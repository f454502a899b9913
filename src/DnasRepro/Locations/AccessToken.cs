namespace DnasRepro.Locations;

/// <summary>The token with which GitHub is asked, as variables of the environment hold it.</summary>
internal static class AccessToken
{
    private static readonly string[] Variables = ["GITHUB_TOKEN", "GH_TOKEN"];

    /// <summary>The token of GITHUB_TOKEN, else of GH_TOKEN, without white space around it; null when neither holds one.</summary>
    /// <param name="variable">Gives a variable's value; null when it is not set.</param>
    /// <exception cref="UserErrorException">The value holds what no token holds; the message does not show it.</exception>
    public static string? From(Func<string, string?> variable)
    {
        foreach (var name in Variables)
        {
            if (variable(name)?.Trim() is not { Length: > 0 } token)
                continue;
            return token.All(c => c is > ' ' and <= '~') ? token : throw new UserErrorException(
                $"{name} holds white space, a control character or another character that no token has.",
                "Set it again, to the token alone on one line.");
        }
        return null;
    }
}

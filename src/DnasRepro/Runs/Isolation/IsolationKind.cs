using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>What stands between a program of the repository and this machine.</summary>
public enum IsolationKind
{
    /// <summary>Bubblewrap when it works, else a container engine when an image is named, else a refusal.</summary>
    Auto,
    Bubblewrap,
    Docker,
    Podman,
    Apptainer,

    /// <summary>Nothing: the program may do what the user may. Limits still hold.</summary>
    None,
}

/// <summary>The words of <c>--isolation</c>.</summary>
public static class IsolationNames
{
    /// <summary>All of them, in the order in which help texts list them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<IsolationKind>().Select(Of)];

    /// <summary>The word for a kind.</summary>
    public static string Of(IsolationKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Reads a word.</summary>
    /// <exception cref="UserErrorException">It is none of them.</exception>
    public static IsolationKind Parse(string word) =>
        All.Contains(word, StringComparer.Ordinal)
            ? Enum.Parse<IsolationKind>(word, ignoreCase: true)
            : throw new UserErrorException($"'{PrintableText.Of(word)}' is no kind of isolation.", $"Use one of: {string.Join(", ", All)}.");
}

using System.Diagnostics.CodeAnalysis;
using DnasRepro.Locations;

namespace DnasRepro.Recipes;

/// <summary>Where a result lies.</summary>
public enum OutputRoot
{
    /// <summary>In what the program prints.</summary>
    StandardOutput,

    /// <summary>In what it prints as errors.</summary>
    StandardError,

    /// <summary>In both.</summary>
    BothStreams,

    /// <summary>In what the probe saw.</summary>
    Probe,

    /// <summary>Below {out}.</summary>
    Output,

    /// <summary>In the private copy of the repository.</summary>
    Copy,
}

/// <summary>The place of a result, read off the path of a recipe's output.</summary>
/// <param name="Root">Where the path begins.</param>
/// <param name="Pattern">The rest, relative, separated by <c>/</c>, in which * stands for any part of a name; empty for streams and for {out} itself.</param>
public sealed record OutputPlace(OutputRoot Root, string Pattern)
{
    private const string OutputFolder = "{out}";

    /// <summary>The words that name no path.</summary>
    public static readonly IReadOnlyDictionary<string, OutputRoot> Words = new Dictionary<string, OutputRoot>(StringComparer.Ordinal)
    {
        ["stdout"] = OutputRoot.StandardOutput,
        ["stderr"] = OutputRoot.StandardError,
        ["output"] = OutputRoot.BothStreams,
        ["probe"] = OutputRoot.Probe,
    };

    /// <summary>True when several names may fit.</summary>
    public bool IsPattern => Pattern.Contains('*');

    /// <summary>Reads a path; other placeholders than {out} may be filled or not. False with the problem in words when it leaves repository and {out}.</summary>
    /// <param name="text">The path.</param>
    /// <param name="workingDirectory">The folder in which the program starts; empty for the root.</param>
    /// <param name="place">The place.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryParse(string text, string workingDirectory, [NotNullWhen(true)] out OutputPlace? place, [NotNullWhen(false)] out string? problem)
    {
        (place, problem) = (null, null);
        if (Words.TryGetValue(text, out var root))
            place = new OutputPlace(root, "");
        else if (text is OutputFolder or OutputFolder + "/")
            place = new OutputPlace(OutputRoot.Output, "");
        else if (text.StartsWith(OutputFolder + "/", StringComparison.Ordinal))
            (place, problem) = Below(OutputRoot.Output, "", text[(OutputFolder.Length + 1)..], "{out}");
        else if (Placeholders.Uses(text, "out") || Placeholders.Uses(text, "data"))
            problem = "{out} is an absolute folder: it can only begin a path, and {data} cannot hold results";
        else if (text.StartsWith('/') || text.StartsWith('~'))
            problem = "an absolute path cannot be reached by the program; results lie in the repository or below {out}";
        else
            (place, problem) = Below(OutputRoot.Copy, workingDirectory, text, "the repository");
        return place is not null;
    }

    /// <summary>True when a path, relative to the same root, fits.</summary>
    public bool Matches(string path)
    {
        var (patterns, names) = (Pattern.Split('/'), path.Split('/'));
        if (patterns.Length != names.Length)
            return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (!Fits(patterns[i], names[i]))
                return false;
        }
        return true;
    }

    private static (OutputPlace? Place, string? Problem) Below(OutputRoot root, string folder, string text, string name) =>
        RepoPath.TryResolve(folder, text, out var path) ? (new OutputPlace(root, path.Value), null) : (null, $"the path leaves {name} or names nothing in it");

    /// <summary>Steps back only to the last star, so the time is the product of both lengths at most.</summary>
    private static bool Fits(string pattern, string name)
    {
        var (p, n, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, n);
            else if (p < pattern.Length && pattern[p] == name[n])
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++resume);
            else
                return false;
        }
        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}

using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Requirements in a Dockerfile: its images and what it installs with pip and conda.</summary>
internal static class DockerRequirements
{
    private const int LongestCommand = 20_000;

    /// <summary>Options of pip and conda that take a value of their own.</summary>
    private static readonly IReadOnlySet<string> OptionsWithValue = new HashSet<string>(StringComparer.Ordinal)
    {
        "-r", "--requirement", "-c", "--constraint", "-f", "--find-links", "-i", "--index-url", "--extra-index-url", "-t", "--target", "--trusted-host", "-n", "--name", "-p", "--prefix", "--channel", "--progress-bar",
        "--timeout", "--default-timeout", "--retries", "-e", "--file",
    };

    public static IReadOnlyList<Requirement> Read(RepoPath path, string text)
    {
        var found = new List<Requirement>();
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var start = i;
            var line = lines[i].Trim();
            while (line.EndsWith('\\') && i + 1 < lines.Length && line.Length < LongestCommand)
                line = line.TrimEnd('\\', ' ') + " " + (lines[++i].TrimStart().StartsWith('#') ? "\\" : lines[i].Trim());
            var words = line.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            var evidence = Evidence.AtLine(path, start + 1, lines[start]);
            if (Is(words, "ARG") && words[1].Split('=', 2) is [var name, var value])
                arguments[name] = value.Trim('"', '\'');
            else if (Is(words, "FROM") && Image(line, arguments, stages) is { } image)
                found.Add(new Requirement(NameOf(image), image, IsPinned(image), evidence));
            else if (Is(words, "RUN"))
                found.AddRange(Installed(line[3..], evidence));
        }
        return found;
    }

    /// <summary>The image, arguments with a default replaced; null for an earlier stage and for an image that only the build names.</summary>
    private static string? Image(string line, Dictionary<string, string> arguments, HashSet<string> stages)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Where(w => !w.StartsWith("--", StringComparison.Ordinal)).ToList();
        if (words.Count == 0)
            return null;
        var isStage = stages.Contains(words[0]);
        if (words is [_, var named, var stage, ..] && named.Equals("as", StringComparison.OrdinalIgnoreCase))
            stages.Add(stage);
        var image = words[0].Length > 500 ? "$" : words[0];
        foreach (var (name, value) in arguments.Take(100))
            image = image.Length > 500 ? "$" : image.Replace("${" + name + "}", value, StringComparison.Ordinal).Replace("$" + name, value, StringComparison.Ordinal);
        return isStage || image.Contains('$') ? null : image;
    }

    private static string NameOf(string image)
    {
        var name = image.Split('@')[0];
        return name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    private static bool IsPinned(string image)
    {
        var tag = image[(image.LastIndexOf('/') + 1)..];
        return image.Contains("@sha256:", StringComparison.Ordinal) || (tag.Contains(':') && !tag.EndsWith(":latest", StringComparison.Ordinal));
    }

    private static IEnumerable<Requirement> Installed(string command, Evidence evidence)
    {
        if (!command.Contains("install", StringComparison.Ordinal) || command.Length > LongestCommand)
            yield break;
        foreach (var words in CommandLine.Split(command))
        {
            var install = Array.IndexOf(words, "install");
            if (install < 1 || !(words[..install] is [.., "pip" or "pip3" or "conda" or "mamba"] or [.., "pip", _]))
                continue;
            for (var i = install + 1; i < words.Length; i++)
            {
                if (OptionsWithValue.Contains(words[i]))
                    i++;
                else if (RequirementText.Parse(words[i]) is var (name, specifier, isPinned) && name is not ("pip" or "setuptools" or "wheel"))
                    yield return new Requirement(name, specifier, isPinned, evidence);
            }
        }
    }

    private static bool Is(string[] words, string instruction) => words.Length > 1 && words[0].Equals(instruction, StringComparison.OrdinalIgnoreCase);
}

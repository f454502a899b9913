using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Takes environment files apart: what they ask for, and whether exactly one version fits.</summary>
internal sealed class EnvironmentReader : ITextReader
{
    private static readonly IReadOnlySet<string> LockFiles = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "conda-lock.yml", "pixi.lock", "pylock.toml",
    };

    private readonly List<EnvironmentFile> files = [];

    public bool Wants(RepoPath path) => path.Depth <= 3 && KindOf(path) is not null;

    public void Read(RepoPath path, string text)
    {
        var kind = KindOf(path)!;
        files.Add(kind switch
        {
            "requirements_txt" => new EnvironmentFile(path, kind, [.. RequirementLines(path, text)], true),
            "conda_yml" => Conda(path, text),
            "dockerfile" => new EnvironmentFile(path, kind, [.. DockerLines(path, text)], true),
            "lock_file" => new EnvironmentFile(path, kind, [], true),
            "pyproject" when path.Name == "pyproject.toml" => new EnvironmentFile(path, kind, [.. TomlRequirements.Read(path, text)], true),
            _ => Setup(path, text),
        });
    }

    public EnvironmentFacts Facts() => new([.. files.OrderBy(f => f.Path.Depth).ThenBy(f => f.Path)]);

    private static string? KindOf(RepoPath path)
    {
        var name = path.Name.ToLowerInvariant();
        if (LockFiles.Contains(name))
            return "lock_file";
        if (name is "pyproject.toml" or "setup.py" or "setup.cfg" or "pipfile")
            return "pyproject";
        if (name.StartsWith("dockerfile", StringComparison.Ordinal) || name.EndsWith(".dockerfile", StringComparison.Ordinal) || name == "containerfile")
            return "dockerfile";
        if (path.Extension is ".yml" or ".yaml" && (name.Contains("environment", StringComparison.Ordinal) || name.StartsWith("conda", StringComparison.Ordinal) || name.StartsWith("env.", StringComparison.Ordinal)))
            return "conda_yml";
        return path.Extension is ".txt" or ".in" && (name.StartsWith("requirement", StringComparison.Ordinal) || name.StartsWith("requriement", StringComparison.Ordinal) || path.Folder.EndsWith("requirements", StringComparison.OrdinalIgnoreCase))
            ? "requirements_txt"
            : null;
    }

    private static IEnumerable<Requirement> RequirementLines(RepoPath path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (RequirementText.Parse(line) is var (name, specifier, pinned))
                yield return new Requirement(name, specifier, pinned, Evidence.AtLine(path, number, line));
        }
    }

    private static EnvironmentFile Conda(RepoPath path, string text)
    {
        if (YamlReader.Read(text, path).Root is not DocumentMap root || root["dependencies"] is not DocumentList list)
            return new EnvironmentFile(path, "conda_yml", [], false);
        return new EnvironmentFile(path, "conda_yml", [.. list.Items.SelectMany(item => item switch
        {
            DocumentScalar scalar => [CondaRequirement(scalar)],
            DocumentMap map when map["pip"] is DocumentList pip => pip.Items.OfType<DocumentScalar>()
                .Select(s => RequirementText.Parse(s.Text) is var (name, specifier, pinned) ? new Requirement(name, specifier, pinned, new Evidence(s.Location, Evidence.Cut(s.Text))) : null).OfType<Requirement>(),
            _ => (IEnumerable<Requirement>)[],
        })], true);
    }

    /// <summary>conda's <c>name=1.2</c> fits 1.2.*, which is one release for practical purposes; <c>name=1.*</c> is not.</summary>
    private static Requirement CondaRequirement(DocumentScalar scalar)
    {
        var text = scalar.Text.Trim();
        var cut = text.IndexOfAny(['=', '<', '>', ' ', '!']);
        var specifier = cut < 0 ? "" : text[cut..].Trim();
        var isPinned = specifier.StartsWith('=') && !specifier.Contains('*') && specifier.TrimStart('=').Length > 0;
        return new Requirement(cut < 0 ? text : text[..cut], specifier, isPinned, new Evidence(scalar.Location, Evidence.Cut(text)));
    }

    private static IEnumerable<Requirement> DockerLines(RepoPath path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is [var from, ..] && from.Equals("FROM", StringComparison.OrdinalIgnoreCase) && words.Skip(1).FirstOrDefault(w => !w.StartsWith("--", StringComparison.Ordinal)) is { } image && !image.StartsWith('$'))
            {
                var tag = image[(image.LastIndexOf('/') + 1)..];
                var isPinned = image.Contains("@sha256:", StringComparison.Ordinal) || (tag.Contains(':') && !tag.EndsWith(":latest", StringComparison.Ordinal));
                yield return new Requirement(image.Split(':')[0], image, isPinned, Evidence.AtLine(path, number, line));
            }
        }
    }

    /// <summary>setup.py, setup.cfg and Pipfile: only plain quoted requirement lists are understood; nothing is executed.</summary>
    private static EnvironmentFile Setup(RepoPath path, string text)
    {
        var requirements = path.Name == "setup.py" ? SetupRequirements.OfPython(path, text) : path.Name == "setup.cfg" ? SetupRequirements.OfConfiguration(path, text) : null;
        return new EnvironmentFile(path, "pyproject", requirements ?? [], requirements is not null);
    }
}

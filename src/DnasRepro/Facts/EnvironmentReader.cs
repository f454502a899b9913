using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Takes environment files apart: what they ask for, and whether exactly one version fits.</summary>
internal sealed class EnvironmentReader : ITextReader
{
    private const int MostRequirements = 2000;

    private static readonly IReadOnlySet<string> LockFiles = new HashSet<string>(StringComparer.Ordinal)
    {
        "poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "conda-lock.yml", "conda-lock.yaml", "pixi.lock", "pylock.toml", "requirements.lock", "requirements-lock.txt", "requirements.lock.txt",
    };

    private readonly List<EnvironmentFile> files = [];

    public bool Wants(RepoPath path) => path.Depth <= 3 && !IsOfAnotherTool(path) && KindOf(path) is not null;

    public void Read(RepoPath path, string text)
    {
        var file = KindOf(path) switch
        {
            "requirements_txt" => new EnvironmentFile(path, "requirements_txt", [.. RequirementLines(path, text)], true),
            "conda_yml" => CondaRequirements.Read(path, text),
            "dockerfile" => new EnvironmentFile(path, "dockerfile", DockerRequirements.Read(path, text), true),
            "lock_file" => new EnvironmentFile(path, "lock_file", [], true),
            _ => path.Name switch
            {
                "setup.py" => Setup(path, SetupRequirements.OfPython(path, text), SetupRequirements.Has(text)),
                "setup.cfg" => Setup(path, SetupRequirements.OfConfiguration(path, text), SetupRequirements.Has(text)),
                _ => TomlRequirements.Read(path, text),
            },
        };
        if (file is not null)
            files.Add(file.Requirements.Count <= MostRequirements ? file : file with { Requirements = [.. file.Requirements.Take(MostRequirements)] });
    }

    public EnvironmentFacts Facts() => new([.. files.OrderBy(f => f.Path.Depth).ThenBy(f => f.Path)]);

    private static string? KindOf(RepoPath path)
    {
        var name = path.Name.ToLowerInvariant();
        if (LockFiles.Contains(name))
            return "lock_file";
        if (path.Name is "pyproject.toml" or "setup.py" or "setup.cfg" or "Pipfile")
            return "pyproject";
        if (name is "dockerfile" or "containerfile" || name.StartsWith("dockerfile.", StringComparison.Ordinal) || name.StartsWith("dockerfile-", StringComparison.Ordinal) || name.EndsWith(".dockerfile", StringComparison.Ordinal))
            return "dockerfile";
        if (path.Extension is ".yml" or ".yaml")
            return IsConda(name) ? "conda_yml" : null;
        var isRequirements = name.StartsWith("requirement", StringComparison.Ordinal) || name.StartsWith("requriement", StringComparison.Ordinal) || name.EndsWith("-requirements.txt", StringComparison.Ordinal)
            || name.EndsWith("_requirements.txt", StringComparison.Ordinal) || path.Folder.EndsWith("requirements", StringComparison.OrdinalIgnoreCase);
        return path.Extension is ".txt" or ".in" && isRequirements ? "requirements_txt" : null;
    }

    private static bool IsConda(string name) =>
        name.StartsWith("environment", StringComparison.Ordinal) || name.StartsWith("conda", StringComparison.Ordinal) || name.StartsWith("env.", StringComparison.Ordinal)
        || name.StartsWith("env_", StringComparison.Ordinal) || name.StartsWith("env-", StringComparison.Ordinal) || name.Contains("environment.y", StringComparison.Ordinal) || name.EndsWith("_env.yml", StringComparison.Ordinal) || name.EndsWith("_env.yaml", StringComparison.Ordinal);

    /// <summary>Folders of CI and editors speak of other machines than the reader's; a dev container speaks of his.</summary>
    private static bool IsOfAnotherTool(RepoPath path) => path.Value.StartsWith('.') && path.Depth > 0 && !path.Value.StartsWith(".devcontainer/", StringComparison.Ordinal) && !path.Value.StartsWith(".docker/", StringComparison.Ordinal) && !path.Value.StartsWith(".binder/", StringComparison.Ordinal);

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

    /// <summary>A setup file without such a list states no environment; one that computes it states it beyond our reach.</summary>
    private static EnvironmentFile? Setup(RepoPath path, IReadOnlyList<Requirement>? requirements, bool hasList) =>
        requirements is not null || hasList ? new EnvironmentFile(path, "pyproject", requirements ?? [], requirements is not null) : null;
}

using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>What is said of the software environment.</summary>
internal static class EnvironmentAnswers
{
    private const int MostPlaces = 5;

    /// <summary>Words in the name of a requirements file that does not serve to run the study.</summary>
    private static readonly string[] SideNames = ["dev", "test", "tests", "doc", "docs", "lint", "ci", "readthedocs", "rtd", "build", "optional", "extra", "extras", "style", "typing"];

    /// <summary>A README that lists requirements in words is better than nothing, and no file that a program can use.</summary>
    public static IEnumerable<Finding> NotStated(CheckInfo check, RepositoryFacts facts)
    {
        const string Fix = "Add requirements.txt, environment.yml, pyproject.toml, a lock file or a Dockerfile.";
        if (facts.Environment.Files is [var file, ..])
            return [Finding.Satisfied(check, $"{file.Path} states the environment.", Evidence.OfFile(file.Path))];
        var inWords = facts.Documentation.Readme?.Headings.FirstOrDefault(h => Words.Any(h.Text, "requirement", "dependenc", "prerequisite", "environment", "install"));
        return inWords is null
            ? [Finding.Violated(check, "No file states the software environment.", Fix)]
            : [Finding.Violated(check, "Only the README states the software environment, in words.", Fix, inWords.Evidence) with { Severity = Severity.Info }];
    }

    /// <summary>A version that is open in one file may be pinned by a lock file, or by another file of the same folder.</summary>
    public static IEnumerable<Finding> NotPinned(CheckInfo check, RepositoryFacts facts)
    {
        var main = facts.Environment.Files.Where(f => !IsAside(f)).ToList();
        var files = main.Count > 0 ? main : facts.Environment.Files;
        var stated = files.Where(f => f.Requirements.Count > 0).ToList();
        var locked = files.Where(f => f.Kind == "lock_file").Select(Project).ToHashSet(StringComparer.Ordinal);
        if (stated.Count == 0)
            return files.Count == 0 ? [Finding.NotApplicable(check, "No environment file.")]
                : locked.Count > 0 ? [Finding.Satisfied(check, "A lock file pins the versions.")]
                : [Finding.NotDetermined(check, "The environment files could not be taken apart.", [.. files.Take(MostPlaces).Select(f => Evidence.OfFile(f.Path))])];
        var pinned = stated.SelectMany(f => f.Requirements.Where(r => r.IsPinned).Select(r => $"{Project(f)}/{Folded(r.Name)}")).ToHashSet(StringComparer.Ordinal);
        var open = stated.Where(f => !locked.Contains(Project(f)))
            .Select(f => new OpenFile(f, f.Requirements.Where(r => !r.IsPinned && Folded(r.Name) is not ("python" or "pip" or "setuptools") && !pinned.Contains($"{Project(f)}/{Folded(r.Name)}")).ToList()))
            .Where(f => f.Open.Count > 0).ToList();
        return open.Count == 0
            ? [Finding.Satisfied(check, "Every stated version is pinned.")]
            : open.Select(f => Open(check, f.File, f.Open, isForAll: f.File.Path.Depth == 0 || !stated.Exists(s => s.Path.Depth == 0)));
    }

    /// <summary>Where the root states an environment, those of nested projects matter less.</summary>
    private static Finding Open(CheckInfo check, EnvironmentFile file, List<Requirement> open, bool isForAll) => Finding.Violated(
        check, $"{open.Count} of {file.Requirements.Count} requirements of {file.Path} leave{(open.Count == 1 ? "s" : "")} {(open.Count == 1 ? "its" : "their")} version open.",
        "Pin each to the version that was used (name==1.2.3), or commit a lock file.", [.. open.Select(r => r.Evidence).Distinct().Take(MostPlaces)]) with { Severity = isForAll ? check.Severity : Severity.Info };

    /// <summary>True for requirements of documentation, tests and development: requirements-dev.txt, docs/requirements.txt, requirements/test.txt.</summary>
    private static bool IsAside(EnvironmentFile file) =>
        file.Kind is "requirements_txt" or "conda_yml"
        && (Array.Exists(SideNames, n => file.Path.Name.Split('.', '-', '_').Contains(n, StringComparer.OrdinalIgnoreCase)) || file.Path.Folder.Split('/') is [.., "docs" or "doc" or "tests" or "test"]);

    /// <summary>The folder that the file speaks for: that above a folder called requirements.</summary>
    private static string Project(EnvironmentFile file) => file.Path.Folder switch
    {
        "requirements" => "",
        var folder when folder.EndsWith("/requirements", StringComparison.Ordinal) => folder[..^"/requirements".Length],
        var folder => folder,
    };

    /// <summary>Names of packages compare as PEP 503 has it.</summary>
    private static string Folded(string name) => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-');

    private sealed record OpenFile(EnvironmentFile File, List<Requirement> Open);
}

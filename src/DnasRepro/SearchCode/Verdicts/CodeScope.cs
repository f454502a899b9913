using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Which files are the repository's own program: tests, installed packages and copies that tools leave behind are not.</summary>
internal static class CodeScope
{
    private static readonly HashSet<string> Outside = new(StringComparer.Ordinal)
    {
        "site-packages", "dist-packages", "node_modules", ".ipynb_checkpoints", "venv", ".venv", "__pycache__", ".tox", ".eggs", ".git",
    };

    /// <summary>True for a file that may hold the search.</summary>
    public static bool Holds(RepoPath path)
    {
        var folders = path.Folder.Length == 0 ? [] : path.Folder.Split('/');
        return !Array.Exists(folders, Outside.Contains) && path.Extension != ".pyi" && !IsTest(path, folders);
    }

    /// <summary>True for a copy of somebody else's project inside this one, by the name of a folder around it.</summary>
    public static bool IsCopy(string folder) => folder.Split('/').Any(f => Copies.Contains(f.ToLowerInvariant()) || f.EndsWith("_baselines", StringComparison.OrdinalIgnoreCase) || f.EndsWith("_baseline", StringComparison.OrdinalIgnoreCase));

    private static readonly HashSet<string> Copies = new(StringComparer.Ordinal)
    {
        "third_party", "thirdparty", "3rdparty", "3rd_party", "vendor", "vendored", "external", "externals", "extern", "submodules", "baselines", "related_work", "competitors",
    };

    /// <summary>True for the name of a test in a folder of tests; a script called test.py that evaluates a network is none.</summary>
    private static bool IsTest(RepoPath path, string[] folders) =>
        path.Name is "conftest.py" || path.Name.EndsWith(".test.py", StringComparison.Ordinal)
        || (Array.Exists(folders, f => f is "tests" or "test" or "unit_test" or "unittests" or "testing")
            && (path.Name.StartsWith("test_", StringComparison.Ordinal) || path.Name.EndsWith("_test.py", StringComparison.Ordinal) || folders[^1] is "tests"));
}

using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Code in languages that are not analysed: what is in it cannot be told.</summary>
internal static class OtherLanguages
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [".jl"] = "Julia", [".m"] = "MATLAB", [".lua"] = "Lua", [".r"] = "R", [".R"] = "R", [".cpp"] = "C++", [".cc"] = "C++", [".cu"] = "CUDA", [".java"] = "Java", [".scala"] = "Scala",
        [".swift"] = "Swift", [".go"] = "Go", [".rs"] = "Rust", [".js"] = "JavaScript", [".ts"] = "TypeScript", [".vue"] = "JavaScript", [".cs"] = "C#", [".f90"] = "Fortran", [".c"] = "C", [".kt"] = "Kotlin", [".hs"] = "Haskell",
    };

    /// <summary>Why nothing can be said, when the code is mostly in another language; else null.</summary>
    public static string? Reason(IReadOnlyList<RepoPath> paths)
    {
        var python = paths.Count(p => p.Extension is ".py" or ".ipynb");
        var others = paths.Where(p => Names.ContainsKey(p.Extension)).GroupBy(p => Names[p.Extension]).Select(g => (Language: g.Key, Count: g.Count())).OrderByDescending(g => g.Count).ThenBy(g => g.Language, StringComparer.Ordinal).ToList();
        return others.Count > 0 && others.Sum(o => o.Count) > 4 * python
            ? $"The code is in {others[0].Language} ({others[0].Count} files), which is not analysed."
            : null;
    }
}

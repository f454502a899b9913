using System.Text.Json;
using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>A Python of this machine, as it describes itself.</summary>
/// <param name="Executable">The interpreter that really runs, not a launcher that chooses one; absolute.</param>
/// <param name="Version">Its version: 3.11.2.</param>
/// <param name="Prefix">Where its packages are: the virtual environment if it is one.</param>
/// <param name="BasePrefix">Where its own library is.</param>
/// <param name="Packages">Versions of the packages that matter here and are installed, by name.</param>
public sealed record PythonInterpreter(string Executable, string Version, string Prefix, string BasePrefix, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>Further folders from which it imports: the user's own packages, paths that installed packages name.</summary>
    public IReadOnlyList<string> FurtherPaths { get; init; } = [];

    /// <summary>The folder of the user's own packages; null when there are none.</summary>
    public string? UserBase { get; init; }

    /// <summary>All folders that it needs to run.</summary>
    public IReadOnlyList<string> Folders =>
        [.. new[] { Prefix, BasePrefix, Path.GetDirectoryName(Executable)!, StoreOf(Executable) }.OfType<string>().Concat(FurtherPaths).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// What is asked. It runs isolated (-I): nothing of the current folder, of variables or of the user's packages is imported; those are
    /// only looked at. Packages are found by the names of their metadata, since importing some takes seconds.
    /// </summary>
    private const string Question = """
        import json, os, re, site, sys
        paths = [os.path.abspath(p) for p in sys.path if p and os.path.isdir(p)]
        user = site.getusersitepackages()
        user = user if sys.prefix == sys.base_prefix and os.path.isdir(user) else None
        paths += [user] if user else []
        names, found = sys.argv[1:], {}
        for path in paths:
            for entry in sorted(os.listdir(path)):
                match = re.match(r"(.+?)-(\d[^-]*)(?:-.*)?\.(?:dist|egg)-info$", entry)
                name = match and match.group(1).lower().replace("_", "-")
                if name in names and name not in found:
                    found[name] = match.group(2)
        print(json.dumps({"executable": sys.executable, "version": ".".join(map(str, sys.version_info[:3])), "prefix": sys.prefix,
            "base": sys.base_prefix, "packages": found, "paths": paths, "userbase": site.getuserbase() if user else None}))
        """;

    /// <summary>Packages whose versions are asked for.</summary>
    private static readonly string[] Asked =
    [
        "torch", "torchvision", "numpy", "scipy", "tensorflow", "tensorflow-cpu", "tensorflow-gpu", "keras", "jax", "jaxlib", "flax", "monai", "scikit-learn", "opencv-python",
        "pillow", "pyyaml", "nibabel", "simpleitk", "pandas", "matplotlib", "h5py", "timm", "nni", "mindspore", "paddlepaddle",
    ];

    /// <summary>Asks a program whether it is a Python; null when it is none, is too old (before 3.6) or does not answer.</summary>
    /// <param name="program">An absolute path.</param>
    public static PythonInterpreter? TryAsk(string program)
    {
        var (code, output, _) = Programs.Ask([program, "-I", "-c", Question, .. Asked], TimeSpan.FromSeconds(20));
        if (code != 0)
            return null;
        try
        {
            using var answer = JsonDocument.Parse(output);
            return Read(answer.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>True when it has a package, under whichever name its makers publish it.</summary>
    public bool Has(string package) => package == "tensorflow" ? Packages.Keys.Any(p => p.StartsWith(package, StringComparison.Ordinal)) : Packages.ContainsKey(package);

    private static PythonInterpreter? Read(JsonElement answer)
    {
        var (executable, version) = (answer.GetProperty("executable").GetString(), answer.GetProperty("version").GetString());
        var (prefix, basePrefix) = (answer.GetProperty("prefix").GetString(), answer.GetProperty("base").GetString());
        if (!Path.IsPathFullyQualified(executable ?? "") || !System.Version.TryParse(version, out var number) || number < new Version(3, 6) || prefix is null || basePrefix is null)
            return null;
        var packages = answer.GetProperty("packages").EnumerateObject().ToDictionary(p => p.Name, p => PrintableText.Of(p.Value.GetString() ?? ""));
        return new PythonInterpreter(executable!, version!, prefix, basePrefix, packages)
        {
            FurtherPaths = [.. answer.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!).Where(p => Directory.Exists(p))],
            UserBase = answer.GetProperty("userbase").GetString(),
        };
    }

    /// <summary>Nix and Guix keep each package in a folder of its own, and interpreters there need many of them.</summary>
    private static string? StoreOf(string executable) =>
        ((string[])["/nix/store", "/gnu/store"]).FirstOrDefault(s => Disk.Physical(executable).StartsWith(s + "/", StringComparison.Ordinal));
}

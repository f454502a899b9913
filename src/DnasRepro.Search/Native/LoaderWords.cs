using System.Text.RegularExpressions;

namespace DnasRepro.Search.Native;

/// <summary>What the dynamic loader says, in words that help.</summary>
internal static partial class LoaderWords
{
    private const int MostShown = 400;

    private const string Systems =
        "It loads where libstdc++ is that of GCC 12 or newer and glibc is 2.34 or newer: Debian 12, Ubuntu 22.04, Fedora 37 and later ones. Elsewhere a newer libstdc++ can be named in LD_LIBRARY_PATH, or the container of docs/native.md used.";

    /// <summary>What is wrong, and what to do.</summary>
    /// <param name="said">The message of the exception, which holds what the loader said.</param>
    /// <param name="binding">The library that was to be loaded.</param>
    public static (string Message, string Hint) Explain(string said, string binding)
    {
        if (Version().Match(said) is { Success: true } version)
            return (
                $"libtorch cannot be loaded: {Path.GetFileName(version.Groups["by"].Value)} needs {version.Groups["version"].Value}, which this machine's {Path.GetFileName(version.Groups["in"].Value)} does not have.", Systems);
        if (Symbol().Match(said) is { Success: true } symbol)
            return (
                $"libtorch cannot be loaded: {Path.GetFileName(symbol.Groups["in"].Value)} needs the symbol '{symbol.Groups["name"].Value}', which no library of this machine has.",
                $"Build again from a clean clone, so that all files are of one version. {Systems}");
        if (Missing().Match(said) is { Success: true } missing)
            return (
                $"libtorch cannot be loaded: the library '{Path.GetFileName(missing.Groups["name"].Value)}' is not there, or one that it needs.",
                "If it belongs to libtorch, build or install dnas-repro again; else install the package of your system that holds it. See docs/native.md.");
        return (
            $"libtorch cannot be loaded: {binding}: {Shown(said)}", "Build or install dnas-repro again; a file may be damaged or of another machine. See docs/native.md.");
    }

    /// <summary>The end of what was said, where the loader's own words stand.</summary>
    private static string Shown(string said)
    {
        var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason was given";
        return last.Length > MostShown ? last[..MostShown] + "…" : last;
    }

    /// <summary>glibc: "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /x/libLibTorchSharp.so)".</summary>
    [GeneratedRegex(@"(?<in>[^\s:]+): version [`'](?<version>[^'`]+)['`] not found \(required by (?<by>[^)]+)\)")]
    private static partial Regex Version();

    /// <summary>glibc: "/x/libtorch_cpu.so: undefined symbol: name, version V".</summary>
    [GeneratedRegex(@"(?<in>[^\s:]+): (?:undefined symbol: |symbol lookup error: undefined symbol: )(?<name>[^\s,]+)")]
    private static partial Regex Symbol();

    /// <summary>glibc: "libgomp.so.1: cannot open shared object file: No such file or directory"; dyld: "Library not loaded: @rpath/libomp.dylib".</summary>
    [GeneratedRegex(@"(?<name>[^\s:]+): cannot open shared object file|Library not loaded: (?<name>\S+)")]
    private static partial Regex Missing();
}

using System.Globalization;

namespace DnasRepro.Runs.Compatibility;

/// <summary>What the probe and the compatibility layer are asked to do in one run.</summary>
/// <param name="Threads">Threads of the framework and of the libraries below it.</param>
/// <param name="InjectedSeed">The seed that the tool itself sets (seed.how: inject); null when the program takes its own.</param>
/// <param name="Compatibility">True when the compatibility layer is on.</param>
/// <param name="Stubs">Modules that are imported and never called; only with the compatibility layer.</param>
/// <param name="PythonPath">The recipe's own PYTHONPATH, or null.</param>
public sealed record ProbeOptions(int Threads, long? InjectedSeed = null, bool Compatibility = false, IReadOnlyList<string>? Stubs = null, string? PythonPath = null)
{
    private static readonly string[] ThreadVariables =
        ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"];

    /// <summary>The environment variables that ask for it.</summary>
    /// <param name="paths">The folders as the program sees them.</param>
    public IReadOnlyDictionary<string, string> Variables(RunPaths paths)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PYTHONPATH"] = string.IsNullOrEmpty(PythonPath) ? paths.Probe : $"{paths.Probe}:{PythonPath}",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["PYTHONHASHSEED"] = "0",
            ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8",
            ["DNAS_PROBE_OUT"] = paths.ProbeOutput,
            ["DNAS_PROBE_ROOT"] = paths.Copy,
            ["DNAS_PROBE_RESULTS"] = paths.Output,
        };
        foreach (var name in ThreadVariables)
            variables[name] = Threads.ToString(CultureInfo.InvariantCulture);
        if (InjectedSeed is { } seed)
            variables["DNAS_PROBE_SEED"] = seed.ToString(CultureInfo.InvariantCulture);
        if (Compatibility)
            variables["DNAS_COMPAT"] = "1";
        if (Compatibility && Stubs is { Count: > 0 })
            variables["DNAS_COMPAT_STUBS"] = string.Join(',', Stubs);
        return variables;
    }
}

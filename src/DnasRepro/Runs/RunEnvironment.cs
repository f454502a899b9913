using System.Globalization;
using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>The variables that a program gets from a rerun.</summary>
internal static class RunEnvironment
{
    /// <summary>Said once in every report, since it is the tool that sets them.</summary>
    public const string Note =
        "set for every run: OMP_NUM_THREADS, MKL_NUM_THREADS and OPENBLAS_NUM_THREADS to the recipe's threads, PYTHONHASHSEED to 0, CUBLAS_WORKSPACE_CONFIG to :4096:8";

    /// <summary>The variables of one run; those of the recipe win.</summary>
    public static Dictionary<string, string> Of(RunTask task, RunPaths paths, bool compatibility, IReadOnlyDictionary<string, string> values)
    {
        var recipe = task.Recipe;
        var threads = recipe.Threads.ToString(CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OMP_NUM_THREADS"] = threads,
            ["MKL_NUM_THREADS"] = threads,
            ["OPENBLAS_NUM_THREADS"] = threads,
            ["PYTHONHASHSEED"] = "0",
            ["PYTHONUNBUFFERED"] = "1",
            ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8",
        };
        foreach (var (name, value) in recipe.Environment)
            variables[name] = Placeholders.Fill(value, values);
        variables["PYTHONPATH"] = variables.TryGetValue("PYTHONPATH", out var own) ? $"{paths.Probe}:{own}" : paths.Probe;
        variables["DNAS_PROBE_OUT"] = paths.ProbeOutput;
        if (recipe.Seed == SeedPassing.Inject)
            variables["DNAS_PROBE_SEED"] = task.Seed.ToString(CultureInfo.InvariantCulture);
        if (compatibility)
        {
            variables["DNAS_COMPAT"] = "1";
            if (recipe.Stubs.Count > 0)
                variables["DNAS_COMPAT_STUBS"] = string.Join(',', recipe.Stubs);
        }
        return variables;
    }
}

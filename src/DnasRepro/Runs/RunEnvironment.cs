using DnasRepro.Recipes;
using DnasRepro.Runs.Compatibility;

namespace DnasRepro.Runs;

/// <summary>The variables that a program gets from a rerun.</summary>
internal static class RunEnvironment
{
    /// <summary>Said in every report, since it is the tool that sets them.</summary>
    public const string Note = "set for every run: the thread counts of OpenMP, MKL and OpenBLAS to the recipe's threads, PYTHONHASHSEED to 0, CUBLAS_WORKSPACE_CONFIG to :4096:8";

    /// <summary>The variables of one run; those of the recipe win, but for PYTHONPATH, which keeps the probe first.</summary>
    public static Dictionary<string, string> Of(RunTask task, RunPaths paths, bool compatibility, IReadOnlyDictionary<string, string> values)
    {
        var recipe = task.Recipe;
        var own = recipe.Environment.ToDictionary(v => v.Key, v => Placeholders.Fill(v.Value, values), StringComparer.Ordinal);
        var probe = new ProbeOptions(recipe.Threads, recipe.Seed == SeedPassing.Inject ? task.Seed : null, compatibility, recipe.Stubs, own.GetValueOrDefault("PYTHONPATH"));
        var variables = new Dictionary<string, string>(probe.Variables(paths), StringComparer.Ordinal) { ["PYTHONUNBUFFERED"] = "1" };
        foreach (var (name, value) in own.Where(v => v.Key != "PYTHONPATH"))
            variables[name] = value;
        return variables;
    }
}

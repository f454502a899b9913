using System.Globalization;

namespace DnasRepro.Runs;

/// <summary>What the placeholders of a recipe stand for in one run.</summary>
internal static class RunValues
{
    /// <summary>The values as the program gets them; what has none is left out.</summary>
    /// <param name="task">The run.</param>
    /// <param name="paths">The folders as the program sees them.</param>
    /// <param name="device">cpu or cuda.</param>
    public static Dictionary<string, string> Of(RunTask task, RunPaths paths, string device) => Of(task, paths.Output, paths.Data, device);

    /// <summary>The same with names for the folders instead of this machine's paths, for what is printed and kept.</summary>
    public static Dictionary<string, string> WithoutPaths(RunTask task, string device) => Of(task, "{out}", "{data}", device);

    private static Dictionary<string, string> Of(RunTask task, string output, string? data, string device)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["seed"] = Text(task.Seed),
            ["out"] = output,
            ["device"] = device,
            ["threads"] = Text(task.Recipe.Threads),
            ["run"] = $"run-{Text(task.Seed)}",
        };
        if (data is not null)
            values["data"] = data;
        if (task.Recipe.Epochs is { } epochs)
            values["epochs"] = Text(epochs);
        return values;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace DnasRepro.Runs;

/// <summary>What the placeholders of a recipe stand for in one run.</summary>
/// <param name="Seed">{seed}</param>
/// <param name="Output">{out}: the folder for results as the program sees it.</param>
/// <param name="Data">{data}: the user's data as the program sees them; null when none were given.</param>
/// <param name="Epochs">{epochs}; null when the recipe does not say.</param>
/// <param name="Threads">{threads}</param>
/// <param name="Device">{device}: cpu or cuda.</param>
/// <param name="Run">{run}: a short name that is safe in file names.</param>
public sealed partial record Placeholders(long Seed, string Output, string? Data, int? Epochs, int Threads, string Device, string Run)
{
    /// <summary>Fills a text. What is no placeholder of ours stays as it is.</summary>
    /// <exception cref="UserErrorException">{data} or {epochs} is asked for and was not given.</exception>
    public string Fill(string text) => Pattern().Replace(text, match => match.Groups[1].Value switch
    {
        "seed" => Seed.ToString(CultureInfo.InvariantCulture),
        "out" => Output,
        "data" => Data ?? throw new UserErrorException("The recipe needs {data}, and no data were given.", "Name the folder with --data."),
        "epochs" => Epochs?.ToString(CultureInfo.InvariantCulture)
            ?? throw new UserErrorException("The recipe needs {epochs}, and says nowhere how many.", "State 'epochs' in the recipe, or give --epochs."),
        "threads" => Threads.ToString(CultureInfo.InvariantCulture),
        "device" => Device,
        _ => Run,
    });

    /// <summary>The same run with names for the folders instead of this machine's paths, for what is printed and kept.</summary>
    public Placeholders WithoutPaths() => this with { Output = "{out}", Data = "{data}" };

    [GeneratedRegex(@"\{(seed|out|data|epochs|threads|device|run)\}")]
    private static partial Regex Pattern();
}

using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>Amounts in words.</summary>
internal static class Words
{
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => Shown(bytes / 1024.0, "KiB"),
        < 1024L * 1024 * 1024 => Shown(bytes / (1024.0 * 1024), "MiB"),
        _ => Shown(bytes / (1024.0 * 1024 * 1024), "GiB"),
    };

    public static string Time(TimeSpan time) => time.TotalSeconds < 120 ? Shown(time.TotalSeconds, "seconds") : Shown(time.TotalMinutes, "minutes");

    private static string Shown(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {unit}");
}

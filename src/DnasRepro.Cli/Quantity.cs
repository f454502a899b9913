using System.Globalization;

namespace DnasRepro.Cli;

/// <summary>Sizes and times as they are typed: 500M, 4G, 90s, 20m, 3h.</summary>
internal static class Quantity
{
    /// <exception cref="UserErrorException">The text is no size.</exception>
    public static long? Bytes(string? text, string option) => text is null ? null
        : Scaled(text, unit => unit switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, 'T' => 1L << 40, _ => null }) is { } bytes && bytes <= 1L << 50 ? (long)bytes
        : throw new UserErrorException($"{option}: '{text}' is no size.", "Write it as 500M or 4G.");

    /// <exception cref="UserErrorException">The text is no time.</exception>
    public static TimeSpan? Time(string? text, string option) => text is null ? null
        : Scaled(text, unit => unit switch { 'S' => 1, 'M' => 60, 'H' => 3600, 'D' => 86400, _ => null }) is { } seconds && seconds <= 366 * 86400.0 ? TimeSpan.FromSeconds(seconds)
        : throw new UserErrorException($"{option}: '{text}' is no time.", "Write it as 90s, 20m or 3h.");

    private static double? Scaled(string text, Func<char, long?> factor) =>
        text.Length > 1 && factor(char.ToUpperInvariant(text[^1])) is { } scale
        && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number * scale
            : null;
}

namespace DnasRepro.Search.Data;

/// <summary>Brings the values of an image to a common measure.</summary>
internal static class Intensities
{
    /// <summary>Zero mean and unit variance, channel by channel; values that are no numbers become the mean.</summary>
    /// <returns>How many values were no numbers, and how many channels have one value everywhere (they become 0).</returns>
    public static (long NoNumbers, int Flat) Standardise(float[] values, int channels)
    {
        var (noNumbers, flat) = (0L, 0);
        var count = values.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var (missing, isFlat) = Standardise(values.AsSpan(channel * count, count));
            noNumbers += missing;
            flat += isFlat ? 1 : 0;
        }
        return (noNumbers, flat);
    }

    private static (long Missing, bool IsFlat) Standardise(Span<float> values)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                (sum, count) = (sum + value, count + 1);
        }
        var mean = count == 0 ? 0 : sum / count;
        var squares = 0.0;
        foreach (var value in values)
            squares += float.IsFinite(value) ? (value - mean) * (value - mean) : 0;
        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        // Below this the values differ by rounding alone.
        var isFlat = !(deviation > 1e-6 * Math.Abs(mean));
        for (var i = 0; i < values.Length; i++)
            values[i] = isFlat || !float.IsFinite(values[i]) ? 0 : (float)((values[i] - mean) / deviation);
        return (values.Length - count, isFlat);
    }
}

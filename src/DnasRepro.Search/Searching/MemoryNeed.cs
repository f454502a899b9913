using System.Globalization;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;

namespace DnasRepro.Search.Searching;

/// <summary>Refuses a search that this machine cannot hold: libtorch would end the process in the middle of it.</summary>
internal static class MemoryNeed
{
    private const int BytesOfValue = 4;

    /// <summary>About what a step takes: the feature maps of a batch. Measured peaks are within a third of it (docs/reference-search.md).</summary>
    /// <param name="settings">The search.</param>
    /// <param name="inputs">Channels of the images.</param>
    /// <param name="classes">Classes, background included.</param>
    public static double Bytes(SearchSettings settings, int inputs, int classes) =>
        (double)SupernetCosts.Of(settings.Space, new NetworkEnds(settings.Data.Size, inputs, classes)).Total.Activations * settings.Training.BatchSize * BytesOfValue;

    /// <exception cref="UserErrorException">It takes more than there is (exit code 3).</exception>
    public static void Check(SearchSettings settings, int inputs, int classes, double available)
    {
        var needed = Bytes(settings, inputs, classes);
        if (needed > available)
            throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture, $"A step of this search takes about {needed / (1 << 30):0.#} GiB of memory, and {available / (1 << 30):0.#} GiB are there."),
                "Lower the size, the channels, the nodes or the batch size.", ExitCodes.NotAttempted);
    }
}

using System.Globalization;

namespace DnasRepro.Documents;

/// <summary>Bounds that keep a hostile document from costing more than a good one.</summary>
/// <param name="Largest">Largest document, in bytes of UTF-8 or characters.</param>
/// <param name="Values">Most values, those that aliases repeat counted again each time.</param>
/// <param name="Kind">What the document is, in a word, for messages.</param>
public sealed record DocumentLimits(int Largest, int Values, string Kind)
{
    /// <summary>Largest card: 1 MiB. The largest real one is 11 KB.</summary>
    public const int LargestDocument = 1024 * 1024;

    /// <summary>Deepest nesting, of all documents.</summary>
    public const int DeepestNesting = 64;

    /// <summary>Of cards, recipes and settings.</summary>
    public static readonly DocumentLimits Card = new(LargestDocument, 100_000, "card");

    /// <summary>Of lists of studies: 16 MiB. A study with all its papers and answers takes about 3 KB.</summary>
    public static readonly DocumentLimits StudyList = new(16 * 1024 * 1024, 2_000_000, "list");

    /// <summary>The largest size in words.</summary>
    internal string LargestInWords => string.Create(CultureInfo.InvariantCulture, $"{Largest / (1024 * 1024)} MiB");
}

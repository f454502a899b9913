namespace DnasRepro.ReferenceSearch;

/// <summary>The words of schemas/search-settings.schema.json for the values of our types.</summary>
internal static class SettingWords
{
    public static readonly IReadOnlyDictionary<string, BilevelOrder> Orders = new Dictionary<string, BilevelOrder>(StringComparer.Ordinal)
    {
        ["first"] = BilevelOrder.First,
        ["second"] = BilevelOrder.Second,
        ["single_level"] = BilevelOrder.SingleLevel,
    };

    public static readonly IReadOnlyDictionary<string, Relaxation> Relaxations = new Dictionary<string, Relaxation>(StringComparer.Ordinal)
    {
        ["softmax"] = Relaxation.Softmax,
        ["gumbel"] = Relaxation.Gumbel,
        ["partial_channels"] = Relaxation.PartialChannels,
    };

    public static readonly IReadOnlyDictionary<string, DiscretisationRule> Rules = new Dictionary<string, DiscretisationRule>(StringComparer.Ordinal)
    {
        ["top_inputs"] = DiscretisationRule.TopInputs,
        ["argmax_per_edge"] = DiscretisationRule.ArgmaxPerEdge,
        ["threshold"] = DiscretisationRule.Threshold,
        ["valid_path"] = DiscretisationRule.ValidPath,
    };

    public static readonly IReadOnlyDictionary<string, Phantom> Phantoms = new Dictionary<string, Phantom>(StringComparer.Ordinal)
    {
        ["ellipses"] = Phantom.Ellipses,
        ["organs"] = Phantom.Organs,
    };

    public static readonly IReadOnlyDictionary<string, Resource> Resources = new Dictionary<string, Resource>(StringComparer.Ordinal)
    {
        ["macs"] = Resource.Macs,
        ["parameters"] = Resource.Parameters,
        ["activations"] = Resource.Activations,
        ["latency"] = Resource.Latency,
    };

    /// <summary>The word of a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct => words.First(w => w.Value.Equals(value)).Key;
}

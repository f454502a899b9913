namespace DnasRepro.ReferenceSearch;

/// <summary>What of the registry stands for an operation of somebody else's search.</summary>
/// <param name="Operation">The operation; null when none comes near.</param>
/// <param name="Difference">What it does otherwise than the named one, as far as that is told; null for nothing.</param>
public sealed record OperationMatch(OperationInfo? Operation, string? Difference)
{
    private static readonly Dictionary<string, OperationFamily> Categories = new(StringComparer.Ordinal)
    {
        ["zero"] = OperationFamily.Zero,
        ["skip"] = OperationFamily.Skip,
        ["convolution"] = OperationFamily.Convolution,
        ["transposed_convolution"] = OperationFamily.Convolution,
        ["shuffle_convolution"] = OperationFamily.Convolution,
        ["separable_convolution"] = OperationFamily.Separable,
        ["depthwise_convolution"] = OperationFamily.Depthwise,
        ["dilated_convolution"] = OperationFamily.Dilated,
        ["pseudo_3d_convolution"] = OperationFamily.Asymmetric,
        ["channel_attention"] = OperationFamily.SqueezeExcitation,
    };

    /// <summary>Categories that nothing of the registry comes near to, whatever the operation's name.</summary>
    private static readonly HashSet<string> Foreign = new(["spatial_attention", "self_attention", "interpolation", "noise", "linear"], StringComparer.Ordinal);

    /// <summary>Families whose windows may be of another size than the named one, since they have no weights.</summary>
    private static readonly HashSet<OperationFamily> AnyWindow = [OperationFamily.Zero, OperationFamily.Skip, OperationFamily.MaxPooling, OperationFamily.AveragePooling];

    /// <summary>The operation that a name means.</summary>
    public static OperationMatch OfName(string name) => Of(name, null, [], null);

    /// <summary>The operation that a card's entry means: by an id of the registry, else by its category, else by its name.</summary>
    /// <param name="name">Its id in the card.</param>
    /// <param name="category">The card's category; null when it states none.</param>
    /// <param name="kernel">Its kernel along each axis; empty when that is not stated.</param>
    /// <param name="dilation">Its dilation; null when that is not stated.</param>
    public static OperationMatch Of(string name, string? category, IReadOnlyList<int> kernel, int? dilation)
    {
        if (OperationRegistry.Find(name) is { } known)
            return new OperationMatch(known, null);
        if (category is not null && Foreign.Contains(category))
            return new OperationMatch(null, null);
        var words = OperationWords.Read(name);
        var family = category is not null && Categories.TryGetValue(category, out var stated) ? stated : words.Family;
        if (family is null && category == "pooling")
            return new OperationMatch(OperationRegistry.Find("max_pool_3x3"), "which pooling it is is not said: the maximum");
        return family is { } its ? Nearest(its, kernel.Count > 0 ? kernel : words.Kernel, dilation ?? words.Dilation, DifferenceOf(category, words)) : new OperationMatch(null, null);
    }

    private static string? DifferenceOf(string? category, OperationWords words) =>
        category == "transposed_convolution" || words.IsTransposed ? "the size is doubled before the cell"
        : category == "shuffle_convolution" || words.IsShuffled ? "without groups and shuffling of channels"
        : words.IsAttentionAlone ? "with a convolution before the channel weights" : null;

    private static OperationMatch Nearest(OperationFamily family, IReadOnlyList<int> kernel, int? dilation, string? difference)
    {
        var size = kernel.Count == 0 ? 3 : kernel.Max();
        var isFlat = kernel.Distinct().Count() > 1;
        if (family == OperationFamily.Convolution && isFlat)
            family = OperationFamily.Asymmetric;
        if (family == OperationFamily.Convolution && dilation > 1)
            (family, difference) = (OperationFamily.Dilated, "depthwise and pointwise in place of a full convolution");
        var one = OperationRegistry.All.FirstOrDefault(o => o.Family == family && (o.Kernel == size || AnyWindow.Contains(family)));
        if (one is { Family: OperationFamily.Asymmetric } && isFlat && kernel.Count <= 3)
            difference ??= "both of its parts in place of one";
        if (one is { Kernel: > 0 } && one.Kernel != size)
            difference ??= $"a window of {one.Kernel} in place of {size}";
        if (one is { Family: OperationFamily.Dilated } && dilation is { } apart && apart != one.Dilation)
            difference ??= $"dilation {one.Dilation} in place of {apart}";
        return new OperationMatch(one, one is null ? null : difference);
    }
}

namespace DnasRepro.ReferenceSearch;

/// <summary>The operations that the reference search can offer.</summary>
public static class OperationRegistry
{
    /// <summary>The seven operations that a search offers unless told otherwise.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["none", "skip_connect", "conv_3x3", "sep_conv_3x3", "dil_conv_3x3", "max_pool_3x3", "avg_pool_3x3"];
}

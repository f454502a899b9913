using DnasRepro.Architectures;
using DnasRepro.Results.Programs;
using DnasRepro.Results.Spaces;

namespace DnasRepro.Results.Selection;

/// <summary>Decodes tensors with a space that is known, and says how exact that is.</summary>
internal static class TensorDecoding
{
    /// <summary>The architecture in tensors; null when the space is not known or they do not fit it.</summary>
    public static FoundArchitecture? Decode(SearchSpace? space, IReadOnlyList<NamedTensor> tensors, string reader, string source)
    {
        if (space is null || space.IsPath || ParameterTables.ByName(space, tensors) is not { } mapping || ParameterTables.ToSpace(space, mapping, tensors) is not { } parameters
            || Decoder.Decode(space, parameters) is not { } architecture)
            return null;
        var isRounded = tensors.Any(t => t.DataType == PrintedTensorReader.Rounded);
        return new FoundArchitecture(architecture, null, null, reader, source, isRounded ? ResultPrecision.DecodedRounded : ResultPrecision.DecodedExact, null);
    }

    /// <summary>The last tensor of each name: a program prints its tables again and again.</summary>
    public static IReadOnlyList<NamedTensor> Latest(IReadOnlyList<NamedTensor> tensors) =>
        [.. tensors.Reverse().DistinctBy(t => t.Name).Reverse()];
}

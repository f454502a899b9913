using DnasRepro.Architectures;

namespace DnasRepro.Results;

/// <summary>How exactly a result was given.</summary>
public enum ResultPrecision
{
    /// <summary>Discrete choices as the program made them.</summary>
    Discrete,

    /// <summary>Decoded by us from values at full precision.</summary>
    DecodedExact,

    /// <summary>Decoded by us from printed, rounded values: ties are likely, so it never counts without saying so.</summary>
    DecodedRounded,
}

/// <summary>An architecture that a run left behind.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Epoch">After how many epochs of training it was read off, 0 for the initial one; null when that is not known.</param>
/// <param name="IsFinal">True when it is that of the end of the run; false when earlier (printed before the last epoch was trained, or the best by validation); null when not known.</param>
/// <param name="Reader">Which reader found it: probe, architecture_json, genotype, json, yaml, csv, regex, numpy, torch, dints, auto_deeplab, fasterseg, bix_nas, nas_bench_201.</param>
/// <param name="Source">Where: stdout, stderr, probe, or the file's path inside the copy or the output folder, with a line where there is one.</param>
/// <param name="Precision">How exactly.</param>
/// <param name="Text">The verbatim text, at most 4,000 characters; null where it is binary.</param>
public sealed record FoundArchitecture(
    Architecture Architecture, int? Epoch, bool? IsFinal, string Reader, string Source, ResultPrecision Precision, string? Text)
{
    /// <summary>What the program calls it: the words before it on its line (<c>Best Genotype</c>), or its key in the file; null when there are none.</summary>
    public string? Label { get; init; }
}

/// <summary>A tensor with a name, row-major.</summary>
/// <param name="Name">As the program calls it: <c>Network.alphas_normal</c>.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Values">Its values; as many as the product of the sizes.</param>
/// <param name="DataType">float32, int64, …</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, IReadOnlyList<double> Values, string DataType);

/// <summary>What a reader made of a text or file. Readers never throw for what they are given.</summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>Architectures were found, in the order in which they stand; and tensors where the form holds them.</summary>
    public sealed record Found(IReadOnlyList<FoundArchitecture> Architectures, IReadOnlyList<NamedTensor> Tensors) : ReadResult;

    /// <summary>Only tensors were found, no discrete architecture.</summary>
    public sealed record TensorsOnly(IReadOnlyList<NamedTensor> Tensors) : ReadResult;

    /// <summary>Nothing of this form is in it.</summary>
    public sealed record Nothing(string Why) : ReadResult;

    /// <summary>It is of this form but cannot be trusted or understood: damaged, too large, asks for code.</summary>
    public sealed record Refused(string Why) : ReadResult;
}

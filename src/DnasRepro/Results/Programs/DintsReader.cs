using DnasRepro.Results.Pickles;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Reads DiNTS' architectures: which paths between resolution levels are on (<c>arch_code_a</c>, or <c>code_a</c> as its search
/// program saves it), with which operation (<c>arch_code_c</c>, <c>code_c</c>), in the form of <see cref="GridArchitecture"/>.
/// </summary>
public static class DintsReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "dints";

    /// <summary>Reads a file of <c>torch.save</c>.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="source">Its path.</param>
    /// <param name="operations">The operations' names in the order of their indices; null when they are not known.</param>
    public static ReadResult Read(Stream stream, string source, IReadOnlyList<string>? operations = null) =>
        TorchReader.Read(stream) is ReadResult.TensorsOnly file ? Of(file.Tensors, source, operations) : new ReadResult.Nothing("it is no file of DiNTS");

    /// <summary>Takes the architecture out of tensors.</summary>
    internal static ReadResult Of(IReadOnlyList<NamedTensor> tensors, string source, IReadOnlyList<string>? operations)
    {
        var (active, operation) = (Table(tensors, "arch_code_a", "code_a"), Table(tensors, "arch_code_c", "code_c"));
        if (active is null || operation is null)
            return new ReadResult.Nothing("it holds no tables arch_code_a and arch_code_c (or code_a and code_c)");
        var paths = active.Shape[1];
        var (from, to) = GridArchitecture.Paths((paths + 2) / 3);
        var isWhole = (paths + 2) % 3 == 0 && paths is > 0 and < 190 && active.Shape.SequenceEqual(operation.Shape)
            && active.Values.All(v => v is 0 or 1) && operation.Values.All(v => v >= 0 && v == Math.Floor(v) && v < 1000);
        if (!isWhole || GridArchitecture.Of(from, to, Rows(active, v => v == 1), Rows(operation, v => (int)v), operations) is not { } architecture)
            return new ReadResult.Refused("its tables are not those of paths between levels, or name operations that are not in the list");
        return new ReadResult.Found([new FoundArchitecture(architecture, null, null, Name, source, ResultPrecision.Discrete, null)], tensors);
    }

    private static NamedTensor? Table(IReadOnlyList<NamedTensor> tensors, params string[] names) =>
        tensors.FirstOrDefault(t => names.Contains(t.Name) && t.Shape.Count == 2 && t.Values.Count > 0);

    private static List<IReadOnlyList<T>> Rows<T>(NamedTensor table, Func<double, T> value) =>
        [.. Enumerable.Range(0, table.Shape[0]).Select(r => table.Values.Skip(r * table.Shape[1]).Take(table.Shape[1]).Select(value).ToList())];
}

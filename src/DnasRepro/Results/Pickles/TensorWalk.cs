using System.Globalization;
using DnasRepro.Results.Arrays;

namespace DnasRepro.Results.Pickles;

/// <summary>Finds the tensors and arrays in a pickled value and names them by the keys and attributes that lead to them.</summary>
/// <param name="blocks">The raw bytes of a storage by its key; null when there are none.</param>
internal sealed class TensorWalk(Func<string, ReadOnlyMemory<byte>?> blocks)
{
    /// <summary>Larger tensors are weights and not architecture parameters; they are left where they are.</summary>
    public const int LargestTensor = 1 << 16;

    private const int MostValues = 2_000_000;
    private const int LongestName = 500;

    /// <summary>Where a torch module keeps what it holds; these words are left out of names.</summary>
    private static readonly HashSet<string> Unspoken = new(StringComparer.Ordinal) { "_parameters", "_modules", "_buffers" };

    private readonly HashSet<PickleValue> met = new(ReferenceEqualityComparer.Instance);
    private readonly List<NamedTensor> found = [];
    private int numbers;

    /// <summary>How many tensors were left aside: too large, of unknown types, or without their bytes.</summary>
    public int LeftAside { get; private set; }

    /// <summary>The tensors in the order of the file; each once, by the first name that leads to it.</summary>
    public IReadOnlyList<NamedTensor> Of(PickleValue root)
    {
        var open = new Stack<(PickleValue Value, string Name)>([(root, "")]);
        for (var i = 0; open.Count > 0 && i < MostValues; i++)
        {
            var (value, name) = open.Pop();
            if (value is PickleTensor tensor)
                Keep(Tensor(tensor, name), value);
            else if (value is PickleArray array)
                Keep(Array(array, name), value);
            else if (value is PickleList or PickleMap or PickleObject && met.Add(value))
            {
                foreach (var inner in Parts(value).Reverse())
                    open.Push((inner.Value, inner.Key.Length == 0 ? name : Join(name, inner.Key)));
            }
        }
        return found;
    }

    private void Keep(NamedTensor? tensor, PickleValue value)
    {
        if (!met.Add(value))
            return;
        if (tensor is null)
        {
            LeftAside++;
            return;
        }
        numbers += tensor.Values.Count;
        found.Add(tensor);
    }

    private static IEnumerable<(string Key, PickleValue Value)> Parts(PickleValue value) => value switch
    {
        PickleList list => list.Items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
        PickleMap map => map.Pairs.Select(p => (Key(p.Key), p.Value)),
        PickleObject made => new[] { ("", made.Arguments), ("", (PickleValue?)made.Content), ("", made.State) }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!)),
        _ => [],
    };

    private static string Key(PickleValue key) => key switch
    {
        PickleText text => Unspoken.Contains(text.Value) ? "" : text.Value,
        PickleNumber { Whole: { } number } => number.ToString(CultureInfo.InvariantCulture),
        PickleBytes => "bytes",
        _ => "?",
    };

    private static string Join(string name, string key) => name.Length == 0 ? key : name.Length + key.Length > LongestName ? name : $"{name}.{key}";

    private NamedTensor? Tensor(PickleTensor tensor, string name) =>
        Count(tensor.Shape) is { } count && blocks(tensor.Storage.Key) is { } bytes
            && StridedNumbers.Read(bytes.Span, tensor.Type, tensor.Offset, tensor.Shape, tensor.Strides, count) is { } values
                ? new NamedTensor(name, Sizes(tensor.Shape), values, tensor.Type.Name)
                : null;

    private NamedTensor? Array(PickleArray array, string name) =>
        Count(array.Shape) is { } count && array.Type is { } type
            && StridedNumbers.Read(array.Bytes.Span, type, 0, array.Shape, StridedNumbers.Dense(array.Shape, array.IsFortran), count) is { } values
                ? new NamedTensor(name, Sizes(array.Shape), values, type.Name)
                : null;

    private int? Count(IReadOnlyList<long> shape) =>
        StridedNumbers.Count(shape, LargestTensor) is { } count && numbers + count <= ResultLimits.MostNumbers ? count : null;

    private static int[] Sizes(IReadOnlyList<long> shape) => [.. shape.Select(s => (int)s)];
}

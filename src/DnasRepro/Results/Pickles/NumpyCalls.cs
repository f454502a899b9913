namespace DnasRepro.Results.Pickles;

/// <summary>How NumPy's types, arrays and scalars are pickled (numpy/core/src/multiarray/methods.c, descriptor.c).</summary>
internal static class NumpyCalls
{
    public static PickleValue? Call(string name, List<PickleValue> given) => name.Replace("numpy._core.", "numpy.core.", StringComparison.Ordinal) switch
    {
        "numpy.dtype" => given is [PickleText code, ..] ? new PickleType(code.Value) : null,
        "numpy.core.multiarray._reconstruct" => new PickleArray(),
        "numpy.core.multiarray.scalar" => given is [PickleType type, PickleBytes bytes] ? new PickleArray { Type = type.Element, Bytes = bytes.Value } : PickleValue.None,
        "numpy.core.numeric._frombuffer" => given is [PickleBytes data, PickleType type, PickleList shape, .. var order] && Sizes(shape) is { } sizes
            ? new PickleArray { Type = type.Element, Shape = sizes, Bytes = data.Value, IsFortran = order is [PickleText { Value: "F" }, ..] }
            : null,
        _ => null,
    };

    public static void SetState(PickleValue target, PickleValue state)
    {
        var parts = (state as PickleList)?.Items ?? [];
        if (target is PickleType type && parts is [_, PickleText order, ..])
            type.Order = order.Value;
        else if (target is PickleArray array && parts is [_, PickleList shape, PickleType element, PickleNumber isFortran, PickleBytes bytes] && Sizes(shape) is { } sizes)
            (array.Shape, array.Type, array.IsFortran, array.Bytes) = (sizes, element.Element, isFortran.Value != 0, bytes.Value);
    }

    private static IReadOnlyList<long>? Sizes(PickleList list) =>
        list.Items.TrueForAll(i => i is PickleNumber { Whole: not null }) ? [.. list.Items.Select(i => ((PickleNumber)i).Whole!.Value)] : null;
}

using DnasRepro.Results.Arrays;

namespace DnasRepro.Results.Pickles;

/// <summary>How torch's storages, tensors and parameters are pickled (torch/_utils.py, torch/serialization.py).</summary>
internal static class TorchCalls
{
    public static PickleValue? Call(string name, List<PickleValue> given) => name switch
    {
        "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v3" => Tensor(given),
        "torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" => given is [PickleTensor data, ..] ? data : PickleValue.None,
        "torch._tensor._rebuild_from_type_v2" or "torch._tensor._rebuild_from_type" => given is [PickleGlobal { Full: "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_parameter" } function, _, PickleList arguments, ..]
            ? Call(function.Full, arguments.Items)
            : PickleValue.None,
        _ => null,
    };

    /// <summary>What torch keeps outside of the pickle: <c>('storage', torch.FloatStorage, key, device, count)</c>, older ones with a view behind.</summary>
    public static PickleValue Persistent(PickleValue id)
    {
        if (id is not PickleList { Items: [PickleText { Value: "storage" }, PickleGlobal kind, PickleText key, _, PickleNumber { Whole: { } count }, .. var more] })
            throw new PickleRefusal("it refers to something outside that is no storage of torch");
        if (ElementType.OfTorch(kind.Name) is not { } type)
            return new PickleObject(kind.Full);
        var view = more is [PickleList { Items: [PickleText, PickleNumber { Whole: { } start }, ..] }, ..] ? start : 0;
        return new PickleStorage(key.Value, type, count) { Start = view };
    }

    private static PickleValue Tensor(List<PickleValue> given)
    {
        if (given is not [PickleStorage storage, PickleNumber { Whole: { } offset }, PickleList sizes, PickleList steps, .. var more]
            || Wholes(sizes) is not { } shape || Wholes(steps) is not { } strides || shape.Count != strides.Count)
            return PickleValue.None;
        var stated = more.OfType<PickleGlobal>().Where(g => g.Module == "torch").Select(g => ElementType.OfTorch(g.Name)).FirstOrDefault();
        return new PickleTensor(storage, stated ?? storage.Type, offset + storage.Start, shape, strides);
    }

    private static IReadOnlyList<long>? Wholes(PickleList list) =>
        list.Items.TrueForAll(i => i is PickleNumber { Whole: not null }) ? [.. list.Items.Select(i => ((PickleNumber)i).Whole!.Value)] : null;
}

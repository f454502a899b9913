using System.Text;

namespace DnasRepro.Results.Pickles;

/// <summary>
/// What a pickle may ask to be built: plain containers, NumPy's arrays and torch's tensors, from a written list and by code of
/// ours. Any other function that it asks to call ends the reading; a class that it asks to instantiate becomes an object
/// without behaviour, whose state is kept and not interpreted.
/// </summary>
internal static class PickleCalls
{
    /// <summary>Functions whose result does not matter here: small values beside the tensors.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib.PurePosixPath", "datetime.datetime", "datetime.date", "datetime.timedelta", "datetime.timezone",
        "builtins.slice", "builtins.range", "builtins.complex", "__builtin__.slice", "__builtin__.xrange", "__builtin__.complex", "fractions.Fraction", "decimal.Decimal", "uuid.UUID",
        "torch.device", "torch._utils._rebuild_qtensor", "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_meta_tensor_no_storage", "torch._C.Generator", "argparse.Namespace",
    };

    /// <summary>Calls a function that is on the list.</summary>
    public static PickleValue Call(PickleValue function, PickleValue arguments)
    {
        var given = arguments is PickleList list ? list.Items : throw new PickleRefusal("the pickle is damaged");
        if (function is not PickleGlobal global)
            throw new PickleRefusal("it asks to call something that it made");
        return Container(global.Full, given) ?? TorchCalls.Call(global.Full, given) ?? NumpyCalls.Call(global.Full, given)
            ?? (Harmless.Contains(global.Full) ? new PickleObject(global.Full) { Arguments = arguments } : throw new PickleRefusal($"it asks to call '{Locations.Evidence.Cut(global.Full)}'"));
    }

    /// <summary>Makes an object of a class without calling anything.</summary>
    public static PickleValue Make(PickleValue type, PickleValue arguments) => type is PickleGlobal global
        ? Container(global.Full, (arguments as PickleList)?.Items ?? []) ?? new PickleObject(global.Full) { Arguments = arguments }
        : throw new PickleRefusal("it asks for an object of no class");

    /// <summary>Gives an object its state.</summary>
    public static void SetState(PickleValue target, PickleValue state)
    {
        switch (target)
        {
            case PickleObject made:
                made.State = state;
                break;
            case PickleType or PickleArray:
                NumpyCalls.SetState(target, state);
                break;
            case PickleTensor or PickleMap or PickleList or PickleStorage:
                break;
            default:
                throw new PickleRefusal("it gives a state to something that has none");
        }
    }

    private static PickleValue? Container(string name, List<PickleValue> given) => name switch
    {
        "collections.OrderedDict" or "builtins.dict" or "__builtin__.dict" => given switch
        {
            [] => new PickleMap(),
            [PickleList pairs] => OfPairs(pairs),
            [PickleMap map] => map,
            _ => null,
        },
        "collections.defaultdict" or "collections.Counter" => new PickleMap(),
        "collections.deque" or "builtins.list" or "__builtin__.list" or "builtins.set" or "__builtin__.set" or "builtins.frozenset" or "__builtin__.frozenset" or "builtins.tuple" or "torch.Size" =>
            given is [PickleList items, ..] ? new PickleList([.. items.Items]) : new PickleList([]),
        "builtins.bytearray" or "__builtin__.bytearray" or "builtins.bytes" => given is [PickleBytes bytes] ? bytes : new PickleBytes(ReadOnlyMemory<byte>.Empty),
        "_codecs.encode" => given is [PickleText text, ..] ? new PickleBytes(Encoding.Latin1.GetBytes(text.Value)) : null,
        "copyreg._reconstructor" or "copy_reg._reconstructor" => given is [PickleGlobal type, ..] ? Make(type, new PickleList([])) : null,
        _ => null,
    };

    private static PickleMap OfPairs(PickleList pairs)
    {
        var map = new PickleMap();
        map.Pairs.AddRange(pairs.Items.OfType<PickleList>().Where(p => p.Items.Count == 2).Select(p => (p.Items[0], p.Items[1])));
        return map;
    }
}

namespace DnasRepro.Results.Pickles;

/// <summary>Reads the arrays out of a plain pickle (<c>.pkl</c>) without running any of it.</summary>
public static class PickleReader
{
    /// <summary>Reads a file.</summary>
    public static ReadResult Read(Stream stream)
    {
        if (BoundedBytes.Read(stream, ResultLimits.LargestFile, out var why) is not { } bytes)
            return new ReadResult.Refused(why);
        try
        {
            var value = new PickleMachine(new PickleInput(bytes, 0), _ => throw new PickleRefusal("it refers to something outside of itself")).Run();
            return Tensors(value, _ => null);
        }
        catch (PickleRefusal refusal)
        {
            return new ReadResult.Refused(refusal.Message);
        }
    }

    internal static ReadResult Tensors(PickleValue value, Func<string, ReadOnlyMemory<byte>?> blocks, string? key = null)
    {
        var walk = new TensorWalk(blocks);
        var tensors = walk.Of(value).Where(t => key is null || t.Name == key || t.Name.StartsWith(key + ".", StringComparison.Ordinal)).ToList();
        if (tensors.Count > 0)
            return new ReadResult.TensorsOnly(tensors);
        return new ReadResult.Nothing(key is null ? $"no tensor of at most {TensorWalk.LargestTensor} numbers is in it" : $"no tensor is at '{Locations.Evidence.Cut(key)}'");
    }
}

using System.Text.Json;

namespace DnasRepro.Results;

/// <summary>Reads the tensors of a file that the probe left.</summary>
internal static class ProbeTensors
{
    private const int MostDimensions = 8;
    private const int MostElements = 1_000_000;
    private const int MostEpochs = 10_000;

    /// <summary>One parameter; null with a reason where its shape and its values do not fit together.</summary>
    public static ProbedParameter? Parameter(JsonElement item, out string why)
    {
        var name = ProbeJson.Text(item, "name", 300) ?? "";
        why = $"the probe's file gives values of \"{name}\" that do not fit its shape";
        if (Shape(item) is not { } shape)
            return null;
        var length = shape.Aggregate(1, (product, size) => product * size);
        if (Values(item, "final", length) is not { } final)
            return null;
        var initial = Values(item, "initial", length);
        var type = ProbeJson.Text(item, "dtype", 32) ?? "unknown";
        return new ProbedParameter(
            new NamedTensor(name, shape, final, type),
            initial is null ? null : new NamedTensor(name, shape, initial, type),
            History(item, length),
            ProbeJson.Text(item, "why", 1000) ?? "",
            item.TryGetProperty("in_weight_optimizer", out var held) && held.ValueKind == JsonValueKind.True);
    }

    private static List<int>? Shape(JsonElement item)
    {
        if (!item.TryGetProperty("shape", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostDimensions)
            return null;
        var shape = new List<int>();
        long product = 1;
        foreach (var size in list.EnumerateArray())
        {
            if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out var number) || number < 1 || (product *= number) > MostElements)
                return null;
            shape.Add(number);
        }
        return shape;
    }

    private static double[]? Values(JsonElement item, string key, int length)
    {
        if (!item.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != length)
            return null;
        var (values, count) = (new double[length], 0);
        foreach (var value in list.EnumerateArray())
        {
            if (!ProbeJson.TryNumber(value, out values[count++]))
                return null;
        }
        return values;
    }

    /// <summary>Epochs in rising order; those whose values do not fit are left out.</summary>
    private static List<ProbedEpoch> History(JsonElement item, int length)
    {
        var history = new List<ProbedEpoch>();
        foreach (var epoch in ProbeJson.Items(item, "history", MostEpochs))
        {
            var last = history.Count == 0 ? 0 : history[^1].Epoch;
            if (ProbeJson.Integer(epoch, "epoch") is { } number && number > last && Values(epoch, "values", length) is { } values)
                history.Add(new ProbedEpoch(number, values) { Genotype = ProbeJson.Text(epoch, "genotype", 20_000) });
        }
        return history;
    }
}

using System.Globalization;
using System.Text;
using DnasRepro.Results;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>How far one of our tensors is from PyTorch's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Error">‖ours − theirs‖ / ‖theirs‖; 0 where both are zero, infinite where only theirs is.</param>
/// <param name="Norm">‖theirs‖.</param>
/// <param name="Where">The index at which they differ most, with both values.</param>
internal sealed record TensorDifference(string Name, double Error, double Norm, string Where);

/// <summary>Holds our tensors against PyTorch's.</summary>
internal static class Agreement
{
    private const int Shown = 8;

    /// <summary>‖ours − theirs‖ / max(‖theirs‖, least).</summary>
    public static double RelativeError(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, double least = 0)
    {
        var difference = Norm(ours.Zip(theirs, (a, b) => a - b));
        var scale = Math.Max(Norm(theirs), least);
        return difference == 0 ? 0 : difference / scale;
    }

    /// <summary>The difference of each pair of the same name, the largest first.</summary>
    /// <param name="floor">Tensors whose norm is a smaller share of the norm of all are held against that share: what is nothing but rounding cannot agree.</param>
    public static IReadOnlyList<TensorDifference> Compare(IReadOnlyList<NamedTensor> ours, IReadOnlyList<NamedTensor> theirs, double floor = 0)
    {
        var byName = ours.ToDictionary(t => t.Name);
        var least = floor * Norm(theirs.SelectMany(t => t.Values));
        return [.. theirs.Select(t => Difference(byName[t.Name], t, least)).OrderByDescending(d => double.IsNaN(d.Error) ? double.PositiveInfinity : d.Error)];
    }

    /// <summary>Fails unless both have the same names and shapes, each tensor agrees within a limit, and all together do.</summary>
    public static void Within(double limit, IReadOnlyList<NamedTensor> ours, IReadOnlyList<NamedTensor> theirs, string what, double floor = 0)
    {
        if (Mismatch(ours, theirs) is { } mismatch)
            Assert.Fail($"{what}: {mismatch}");
        var differences = Compare(ours, theirs, floor);
        var order = theirs.Select(t => t.Name).ToList();
        var byName = ours.ToDictionary(t => t.Name);
        var all = RelativeError([.. order.SelectMany(n => byName[n].Values)], [.. theirs.SelectMany(t => t.Values)]);
        var wrong = differences.Where(d => !(d.Error <= limit)).ToList();
        if (wrong.Count > 0 || !(all <= limit))
            Assert.Fail(Report(what, limit, all, theirs.Count, wrong));
    }

    /// <summary>Fails unless a tensor agrees within a limit.</summary>
    public static void Within(double limit, NamedTensor ours, NamedTensor theirs, string what) => Within(limit, [ours with { Name = theirs.Name }], [theirs], what);

    /// <summary>Fails unless numbers agree within a limit, each relative to its own size.</summary>
    public static void Within(double limit, IReadOnlyList<double> ours, IReadOnlyList<double> theirs, string what)
    {
        Assert.True(ours.Count == theirs.Count, $"{what}: {ours.Count} numbers of ours, {theirs.Count} of PyTorch's.");
        for (var i = 0; i < ours.Count; i++)
            Assert.True(Math.Abs(ours[i] - theirs[i]) <= limit * Math.Abs(theirs[i]), $"{what}[{i}]: ours {Text(ours[i])}, PyTorch's {Text(theirs[i])}; a relative difference of {limit:0.#e0} is allowed.");
    }

    private static string? Mismatch(IReadOnlyList<NamedTensor> ours, IReadOnlyList<NamedTensor> theirs)
    {
        var missing = theirs.Select(t => t.Name).Except(ours.Select(t => t.Name)).ToList();
        var extra = ours.Select(t => t.Name).Except(theirs.Select(t => t.Name)).ToList();
        if (missing.Count + extra.Count > 0)
            return $"we lack [{string.Join(", ", missing.Take(Shown))}] and have [{string.Join(", ", extra.Take(Shown))}] that PyTorch has not ({missing.Count} and {extra.Count} tensors).";
        var shapes = ours.ToDictionary(t => t.Name, t => t.Shape);
        return theirs.FirstOrDefault(t => !shapes[t.Name].SequenceEqual(t.Shape)) is { } other
            ? $"'{other.Name}' has the shape [{string.Join(", ", shapes[other.Name])}] here and [{string.Join(", ", other.Shape)}] in PyTorch."
            : null;
    }

    private static string Report(string what, double limit, double all, int count, List<TensorDifference> wrong)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{what}: {wrong.Count} of {count} tensors differ by more than {limit:0.#e0}; all together {all:0.0e0}.");
        foreach (var d in wrong.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"\n  {d.Name}: {d.Error:0.0e0} of the norm {d.Norm:0.0e0}; most at {d.Where}");
        return wrong.Count > Shown ? text.Append(CultureInfo.InvariantCulture, $"\n  and {wrong.Count - Shown} more").ToString() : text.ToString();
    }

    private static TensorDifference Difference(NamedTensor ours, NamedTensor theirs, double least) =>
        new(theirs.Name, RelativeError(ours.Values, theirs.Values, least), Norm(theirs.Values), Where(ours, theirs));

    private static string Where(NamedTensor ours, NamedTensor theirs)
    {
        var most = Enumerable.Range(0, theirs.Values.Count).DefaultIfEmpty(-1).MaxBy(i => i < 0 ? 0 : Math.Abs(ours.Values[i] - theirs.Values[i]));
        if (most < 0)
            return "nothing";
        var (index, rest) = (new int[theirs.Shape.Count], most);
        for (var axis = index.Length - 1; axis >= 0; axis--)
            (rest, index[axis]) = Math.DivRem(rest, theirs.Shape[axis]);
        return $"[{string.Join(", ", index)}]: ours {Text(ours.Values[most])}, PyTorch's {Text(theirs.Values[most])}";
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));

    private static string Text(double value) => value.ToString("0.######e0", CultureInfo.InvariantCulture);
}

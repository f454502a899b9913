using System.Runtime.InteropServices;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Arrays that a script left as plain bytes.</summary>
internal static class RawFiles
{
    public static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();

    public static void Close(IReadOnlyList<double> expected, IEnumerable<float> actual, double tolerance, string what)
    {
        var i = 0;
        foreach (var value in actual)
        {
            Assert.True(i < expected.Count, $"{what}: more than {expected.Count} values.");
            var wanted = expected[i];
            Assert.True(double.IsNaN(wanted) ? float.IsNaN(value) : Math.Abs(wanted - value) <= tolerance * Math.Max(1, Math.Abs(wanted)) || (float)wanted == value, $"{what}: value {i} is {value}, not {wanted}.");
            i++;
        }
        Assert.Equal(expected.Count, i);
    }
}

using System.Text.Json;
using DnasRepro.Results;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

/// <summary>Files that real torch and NumPy wrote; Fixtures/results/make.py made them and wrote down what is in them.</summary>
internal static class BinaryFixtures
{
    private static readonly Lazy<JsonElement> Expected = new(() => JsonDocument.Parse(File.ReadAllText(PathOf("expected.json"))).RootElement);

    public static string PathOf(string file) => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "results", file);

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    /// <summary>Reads a fixture with a reader.</summary>
    public static ReadResult Read(Func<Stream, string, ReadResult> reader, string file) => reader(new MemoryStream(Bytes(file)), file);

    /// <summary>The names of fixtures with one of these endings.</summary>
    public static IEnumerable<string> Named(params string[] endings) =>
        Expected.Value.EnumerateObject().Select(f => f.Name).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>Asserts that tensors are those that torch and NumPy wrote, name by name and bit by bit.</summary>
    public static void AreAsWritten(string file, IReadOnlyList<NamedTensor> tensors)
    {
        var expected = Expected.Value.GetProperty(file);
        Assert.Equal(expected.EnumerateObject().Select(t => t.Name).Order(StringComparer.Ordinal), tensors.Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (var tensor in tensors)
        {
            var written = expected.GetProperty(tensor.Name);
            Assert.Equal(written.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()), tensor.Shape);
            Assert.Equal(written.GetProperty("type").GetString(), tensor.DataType);
            Assert.Equal(written.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()), tensor.Values);
        }
    }
}

using System.Text.Json;
using DnasRepro.Results;
using DnasRepro.Results.Arrays;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>What <c>oracle.py</c> wrote; the names stand there.</summary>
internal sealed class OracleAnswer
{
    private readonly string folder;
    private readonly JsonElement index;

    private OracleAnswer(string folder, JsonElement index) => (this.folder, this.index) = (folder, index);

    public string TorchVersion => index.GetProperty("torch").GetString()!;

    public static OracleAnswer Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, "index.json")));
        return new OracleAnswer(folder, document.RootElement.Clone());
    }

    /// <summary>One array: <c>forward.output</c>, <c>batch.0.train.images</c> …</summary>
    public NamedTensor Tensor(string name)
    {
        using var file = File.OpenRead(Path.Join(folder, name + ".npy"));
        var read = NumpyReader.Read(file, name + ".npy");
        return read is ReadResult.TensorsOnly { Tensors: [var tensor] } ? tensor : throw new InvalidDataException($"{name}: {read}");
    }

    /// <summary>The tensors of a group by their names in PyTorch, in its order: <c>initial.weights</c>, <c>gradients.architecture</c>, <c>steps.first.9.weights</c> …</summary>
    public IReadOnlyList<NamedTensor> Group(string name)
    {
        var whole = Tensor(name);
        var layout = index.GetProperty("layouts").GetProperty(index.GetProperty("arrays").GetProperty(name).GetProperty("layout").GetString()!);
        var (tensors, at) = (new List<NamedTensor>(), 0);
        foreach (var part in layout.EnumerateArray())
        {
            int[] shape = [.. part.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
            var count = shape.Aggregate(1, (a, b) => a * b);
            tensors.Add(new NamedTensor(part.GetProperty("name").GetString()!, shape, [.. whole.Values.Skip(at).Take(count)], whole.DataType));
            at += count;
        }
        return at == whole.Values.Count ? tensors : throw new InvalidDataException($"{name} has {whole.Values.Count} numbers, its layout {at}.");
    }

    /// <summary>One number: <c>forward.loss</c> …</summary>
    public double Number(string name) => index.GetProperty("numbers").GetProperty(name).GetDouble();

    /// <summary>Numbers of steps: <c>steps.first.losses</c> …</summary>
    public IReadOnlyList<double> Numbers(string name) => [.. index.GetProperty("numbers").GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    /// <summary>The kept operations and their source states, node after node.</summary>
    /// <param name="name">forward, steps.first …</param>
    /// <param name="cell">down or up.</param>
    public IReadOnlyList<(string Operation, int From)> Genotype(string name, string cell) =>
        [.. index.GetProperty("genotypes").GetProperty(name).GetProperty(cell).EnumerateArray().Select(edge => (edge[0].GetString()!, edge[1].GetInt32()))];
}

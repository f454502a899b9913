using System.Security.Cryptography;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>
/// The state of a search after an epoch, in one file: written beside and then moved into place, so that there is always a whole one. It is taken up only
/// by the same search: settings, seed, threads and device are in its key.
/// </summary>
internal sealed class Checkpoint(string path, string key, bool resumes)
{
    private const string Mark = "dnas-repro search checkpoint 1";

    /// <summary>Writes the state, and before it the hash of all that follows.</summary>
    public void Write(SearchedNetwork network, SearchStep step, Generator generator, IReadOnlyList<SearchEpoch> epochs)
    {
        var beside = path + ".new";
        using (var file = File.Create(beside))
        using (var hash = SHA256.Create())
        {
            file.Write(new byte[SHA256.HashSizeInBytes]);
            using (var writer = new BinaryWriter(new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true)))
                Write(writer, network, step, generator, epochs);
            file.Position = 0;
            file.Write(hash.Hash);
        }
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Takes up the state, if there is one and it is to be gone on with.</summary>
    /// <exception cref="UserErrorException">The file is of another search, or damaged.</exception>
    public void Restore(SearchedNetwork network, SearchStep step, Generator generator, List<SearchEpoch> epochs)
    {
        if (!resumes || !File.Exists(path))
            return;
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            CheckWhole(reader.BaseStream);
            if (reader.ReadString() != Mark || reader.ReadString() != key)
                throw new UserErrorException($"{path} is the checkpoint of another search: its settings, seed, threads or device differ.", "Name another --out folder, or give --fresh to begin anew.");
            Read(reader, network, step, generator, epochs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {error.Message}", "Give --fresh to begin anew.");
        }
    }

    private void Write(BinaryWriter writer, SearchedNetwork network, SearchStep step, Generator generator, IReadOnlyList<SearchEpoch> epochs)
    {
        writer.Write(Mark);
        writer.Write(key);
        writer.Write(JsonSerializer.Serialize(epochs));
        writer.Write(step.ArchitectureOptimiser.Steps);
        using var random = generator.get_state();
        random.Save(writer);
        foreach (var tensor in Tensors(network, step))
            tensor.Save(writer);
    }

    private static void Read(BinaryReader reader, SearchedNetwork network, SearchStep step, Generator generator, List<SearchEpoch> epochs)
    {
        using var grad = no_grad();
        var kept = JsonSerializer.Deserialize<List<SearchEpoch>>(reader.ReadString())!;
        step.ArchitectureOptimiser.Steps = reader.ReadInt64();
        using var random = Tensor.Load(reader);
        generator.set_state(random);
        step.Prepare(step.ArchitectureOptimiser.Steps > 0);
        foreach (var tensor in Tensors(network, step))
        {
            using var value = Tensor.Load(reader);
            tensor.copy_(value);
        }
        epochs.Clear();
        epochs.AddRange(kept);
    }

    /// <summary>Leaves the file at the first byte after the hash.</summary>
    private void CheckWhole(Stream file)
    {
        var said = new byte[SHA256.HashSizeInBytes];
        if (file.ReadAtLeast(said, said.Length, throwOnEndOfStream: false) < said.Length || !SHA256.HashData(file).AsSpan().SequenceEqual(said))
            throw new UserErrorException($"{path} is damaged: its content is not what was written.", "Give --fresh to begin anew.");
        file.Position = said.Length;
    }

    private static IEnumerable<Tensor> Tensors(SearchedNetwork network, SearchStep step)
    {
        yield return network.Supernet.Weights.Vector;
        foreach (var norm in network.Supernet.Weights.Norms)
        {
            yield return norm.Mean;
            yield return norm.Variance;
        }
        yield return network.Architecture.Vector;
        if (step.WeightOptimiser.Velocity is { } velocity)
            yield return velocity;
        if (step.ArchitectureOptimiser.Moments is { } moments)
        {
            yield return moments.First;
            yield return moments.Second;
        }
    }
}

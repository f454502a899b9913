using DnasRepro.Search.Data;
using DnasRepro.Search.Networks;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>Images and labels as tensors, ready to be cut into batches.</summary>
internal sealed class ImageSet : IDisposable
{
    private readonly Spatial spatial;
    private readonly Tensor images;
    private readonly Tensor labels;

    /// <param name="cases">At least one; all of one size.</param>
    public ImageSet(IReadOnlyList<LabelledImage> cases, Spatial spatial, Device device)
    {
        this.spatial = spatial;
        using var scope = NewDisposeScope();
        long[] axes = [.. cases[0].Size.Select(s => (long)s)];
        var stacked = stack([.. cases.Select(c => tensor(c.Values).view([c.Channels, .. axes]))]);
        images = spatial.Last(stacked).contiguous().to(device).DetachFromDisposeScope();
        labels = stack([.. cases.Select(c => tensor(c.Labels))]).to_type(ScalarType.Int64).to(device).DetachFromDisposeScope();
        Count = cases.Count;
    }

    public int Count { get; }

    /// <summary>The images with these numbers; the caller's to free.</summary>
    public Batch Take(IEnumerable<long> numbers)
    {
        using var scope = NewDisposeScope();
        var chosen = tensor(numbers.ToArray(), device: images.device);
        return new Batch(
            spatial.First(images.index_select(0, chosen)).MoveToOuterDisposeScope(), labels.index_select(0, chosen).reshape(-1).MoveToOuterDisposeScope());
    }

    /// <summary>All images in order, in batches.</summary>
    public IEnumerable<Batch> InOrder(int size)
    {
        for (var first = 0; first < Count; first += size)
            yield return Take(Enumerable.Range(first, Math.Min(size, Count - first)).Select(i => (long)i));
    }

    /// <summary>The numbers of all images in a random order.</summary>
    public long[] Shuffled(Generator generator)
    {
        using var order = randperm(Count, ScalarType.Int64, generator: generator);
        return [.. order.data<long>()];
    }

    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
    }
}

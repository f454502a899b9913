using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>A batch of images with the labels of all their pixels.</summary>
/// <param name="Images">(batch, channels, axes…).</param>
/// <param name="Labels">(pixels of the batch), the class of each.</param>
internal sealed record Batch(Tensor Images, Tensor Labels) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>The supernet with its architecture parameters and their relaxation: what the search optimises.</summary>
internal sealed class SearchedNetwork : IDisposable
{
    private double progress;

    public SearchedNetwork(SearchSettings settings, int inputs, int classes, Generator generator, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        Supernet = new Supernet(settings.Space, inputs, classes, generator, type, device);
        Architecture = new Weights(generator, type, device ?? CPU);
        var edges = ReferenceSpace.Edges(settings.Space.Nodes).Count;
        Down = Architecture.Normal(ReferenceSpace.Down, [edges, settings.Space.DownOperations.Count], settings.Strategy.InitialScale);
        Up = Architecture.Normal(ReferenceSpace.Up, [edges, settings.Space.UpOperations.Count], settings.Strategy.InitialScale);
        Architecture.Join();
    }

    public Supernet Supernet { get; }

    /// <summary>The architecture parameters, before softmax.</summary>
    public Weights Architecture { get; }

    /// <summary>Those of the down cells: one row an edge, one column an operation.</summary>
    public Weight Down { get; }

    public Weight Up { get; }

    /// <summary>The present architecture parameters as numbers.</summary>
    public ArchitectureParameters Parameters() => new(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>>
    {
        [ReferenceSpace.Down] = Rows(Down.Value),
        [ReferenceSpace.Up] = Rows(Up.Value),
    });

    /// <summary>Begins an epoch.</summary>
    /// <param name="share">How much of the search is done, 0 to 1: what is annealed follows it.</param>
    public void Begin(double share) => progress = share;

    /// <summary>Class scores (pixels, classes).</summary>
    public Tensor Forward(Tensor images, bool isTraining)
    {
        using var down = nn.functional.softmax(Down.Value, -1);
        using var up = nn.functional.softmax(Up.Value, -1);
        return Supernet.Forward(images, down, up, isTraining);
    }

    /// <summary>The loss on a batch, in training.</summary>
    public Tensor Loss(Batch batch)
    {
        using var scores = Forward(batch.Images, isTraining: true);
        return Networks.Loss.Of(scores, batch.Labels);
    }

    private static double[][] Rows(Tensor table)
    {
        using var numbers = table.detach().cpu().to_type(ScalarType.Float64);
        var columns = (int)table.shape[1];
        return [.. numbers.data<double>().ToArray().Chunk(columns)];
    }

    public void Dispose()
    {
        Supernet.Dispose();
        Architecture.Dispose();
    }
}

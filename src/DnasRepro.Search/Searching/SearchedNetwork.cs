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
    private readonly SearchSettings settings;
    private readonly Draws draws;
    private readonly ArchitectureTerms terms;
    private (Draw Down, Draw Up)? drawn;
    private double progress;

    /// <param name="generator">Draws the initial weights and all that is random in training; it has to live as long as the network.</param>
    /// <param name="latency">Needed where latency weighs on the loss.</param>
    public SearchedNetwork(SearchSettings settings, int inputs, int classes, Generator generator, ScalarType type = ScalarType.Float32, Device? device = null, LatencyTable? latency = null)
    {
        this.settings = settings;
        var isPartial = settings.Strategy.Relaxation == Relaxation.PartialChannels;
        draws = new Draws(settings, generator, type, device ?? CPU);
        terms = new ArchitectureTerms(settings, latency, type, device ?? CPU);
        Supernet = new Supernet(settings.Space, inputs, classes, generator, type, device, isPartial ? settings.Strategy.PartialRatio : 1);
        Architecture = new Weights(generator, type, device ?? CPU);
        var edges = ReferenceSpace.Edges(settings.Space.Nodes).Count;
        Down = Architecture.Normal(ReferenceSpace.Down, [edges, settings.Space.DownOperations.Count], settings.Strategy.InitialScale);
        Up = Architecture.Normal(ReferenceSpace.Up, [edges, settings.Space.UpOperations.Count], settings.Strategy.InitialScale);
        if (isPartial)
            Edges = (Architecture.Normal(ReferenceSpace.Down + ArchitectureParameters.EdgeSuffix, [edges], settings.Strategy.InitialScale), Architecture.Normal(ReferenceSpace.Up + ArchitectureParameters.EdgeSuffix, [edges], settings.Strategy.InitialScale));
        Architecture.Join();
    }

    public Supernet Supernet { get; }

    /// <summary>The architecture parameters, before softmax.</summary>
    public Weights Architecture { get; }

    /// <summary>Those of the down cells: one row an edge, one column an operation.</summary>
    public Weight Down { get; }

    public Weight Up { get; }

    /// <summary>Those that weigh the edges of partial channels, before the softmax over a node's edges: one number an edge; null for other relaxations.</summary>
    public (Weight Down, Weight Up)? Edges { get; }

    /// <summary>Gives Gumbel noise for a cell type in place of random numbers, for a comparison with noise that is known.</summary>
    public Func<string, Tensor>? Noise { get; set; }

    /// <summary>The present architecture parameters as numbers.</summary>
    public ArchitectureParameters Parameters() => new(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>>
    {
        [ReferenceSpace.Down] = Rows(Down.Value),
        [ReferenceSpace.Up] = Rows(Up.Value),
    })
    {
        Edges = Edges is { } edges ? new Dictionary<string, IReadOnlyList<double>> { [ReferenceSpace.Down] = Rows(edges.Down.Value)[0], [ReferenceSpace.Up] = Rows(edges.Up.Value)[0] } : null,
    };

    /// <summary>Begins an epoch.</summary>
    /// <param name="share">How much of the search is done, 0 to 1: what is annealed follows it.</param>
    public void Begin(double share) => progress = share;

    /// <summary>Class scores (pixels, classes).</summary>
    public Tensor Forward(Tensor images, bool isTraining)
    {
        using var down = Relaxed(Down, Edges?.Down, isTraining ? drawn?.Down : null);
        using var up = Relaxed(Up, Edges?.Up, isTraining ? drawn?.Up : null);
        return Supernet.Forward(images, down, up, isTraining);
    }

    /// <summary>Draws what is random in the training passes that follow, until it is drawn anew: Gumbel noise and the operations that are left out. Evaluation knows neither.</summary>
    public void Draw()
    {
        Forget();
        drawn = (
            draws.Take(settings.Space.DownOperations, progress, Noise?.Invoke(ReferenceSpace.Down).DetachFromDisposeScope()),
            draws.Take(settings.Space.UpOperations, progress, Noise?.Invoke(ReferenceSpace.Up).DetachFromDisposeScope()));
    }

    /// <summary>Ends the training: what was drawn for its last pass is forgotten, and what is annealed stays where it came to.</summary>
    /// <param name="share">How much of the search was done in its last epoch, 0 to 1.</param>
    public void End(double share)
    {
        Begin(share);
        Forget();
    }

    /// <summary>What the architecture parameters minimise beside the loss; null for nothing.</summary>
    public Tensor? Terms() => terms.Of(Down.Value, Up.Value);

    /// <summary>The loss on a batch, in training.</summary>
    public Tensor Loss(Batch batch)
    {
        using var scores = Forward(batch.Images, isTraining: true);
        return Networks.Loss.Of(scores, batch.Labels);
    }

    private CellWeights Relaxed(Weight alpha, Weight? beta, Draw? draw)
    {
        var strategy = settings.Strategy;
        var temperature = strategy.TemperatureStart + (strategy.TemperatureEnd - strategy.TemperatureStart) * progress;
        var weights = strategy.Relaxation switch
        {
            Relaxation.Gumbel => Relaxations.Gumbel(alpha.Value, draw?.Noise, temperature),
            Relaxation.PartialChannels => Relaxations.WithEdges(alpha.Value, beta!.Value, settings.Space.Nodes),
            _ => Relaxations.Softmax(alpha.Value),
        };
        return draw?.Factors is { } factors ? Relaxations.Dropped(weights, factors) : weights;
    }

    private void Forget()
    {
        drawn?.Down.Dispose();
        drawn?.Up.Dispose();
        drawn = null;
    }

    private static double[][] Rows(Tensor table)
    {
        using var numbers = table.detach().cpu().to_type(ScalarType.Float64);
        var columns = (int)table.shape[^1];
        return [.. numbers.data<double>().ToArray().Chunk(columns)];
    }

    public void Dispose()
    {
        Forget();
        terms.Dispose();
        Supernet.Dispose();
        Architecture.Dispose();
    }
}

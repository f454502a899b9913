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

/// <summary>The architecture parameters that all cells of a type share, or the grid of a searched topology.</summary>
/// <param name="Id">down, up, grid.</param>
/// <param name="Operations">The operations, one column each.</param>
/// <param name="Alpha">Before softmax: one row an edge, one column an operation.</param>
/// <param name="Beta">Those that weigh the edges, one number an edge: before the softmax over a node's edges with partial channels, before the logistic function in a grid; null where edges are not weighed.</param>
internal sealed record ChoiceTable(string Id, IReadOnlyList<string> Operations, Weight Alpha, Weight? Beta);

/// <summary>The supernet with its architecture parameters and their relaxation: what the search optimises.</summary>
internal sealed class SearchedNetwork : IDisposable
{
    private readonly SearchSettings settings;
    private readonly Draws draws;
    private readonly ArchitectureTerms terms;
    private readonly GridTerms? gridTerms;
    private IReadOnlyList<Draw> drawn = [];
    private double progress;

    /// <param name="generator">Draws the initial weights and all that is random in training; it has to live as long as the network.</param>
    /// <param name="latency">Needed where latency weighs on the loss.</param>
    public SearchedNetwork(SearchSettings settings, int inputs, int classes, Generator generator, ScalarType type = ScalarType.Float32, Device? device = null, LatencyTable? latency = null)
    {
        this.settings = settings;
        var isPartial = settings.Strategy.Relaxation == Relaxation.PartialChannels;
        draws = new Draws(settings, generator, type, device ?? CPU);
        terms = new ArchitectureTerms(settings, latency, type, device ?? CPU);
        gridTerms = settings.Space.Topology is null ? null : new GridTerms(settings, latency, type, device ?? CPU);
        Supernet = settings.Space.Topology is { } topology
            ? new GridSupernet(settings.Space, topology, inputs, classes, generator, type, device)
            : new Supernet(settings.Space, inputs, classes, generator, type, device, isPartial ? settings.Strategy.PartialRatio : 1);
        Architecture = new Weights(generator, type, device ?? CPU);
        Tables = settings.Space.Topology is null ? OfCells(isPartial) : OfGrid(settings.Space.Topology);
        Architecture.Join();
    }

    public ISupernet Supernet { get; }

    /// <summary>The architecture parameters, before softmax.</summary>
    public Weights Architecture { get; }

    /// <summary>The same by cell type: down and up, or the grid.</summary>
    public IReadOnlyList<ChoiceTable> Tables { get; }

    /// <summary>Gives Gumbel noise for a cell type in place of random numbers, for a comparison with noise that is known.</summary>
    public Func<string, Tensor>? Noise { get; set; }

    /// <summary>The present architecture parameters as numbers.</summary>
    public ArchitectureParameters Parameters() => new(Tables.ToDictionary(t => t.Id, t => (IReadOnlyList<IReadOnlyList<double>>)Rows(t.Alpha.Value)))
    {
        Edges = Tables[0].Beta is null ? null : Tables.ToDictionary(t => t.Id, t => (IReadOnlyList<double>)Rows(t.Beta!.Value)[0]),
    };

    /// <summary>Begins an epoch.</summary>
    /// <param name="share">How much of the search is done, 0 to 1: what is annealed follows it.</param>
    public void Begin(double share) => progress = share;

    /// <summary>Class scores (pixels, classes).</summary>
    public Tensor Forward(Tensor images, bool isTraining)
    {
        var weights = Tables.Select((t, i) => Relaxed(t, isTraining && drawn.Count > 0 ? drawn[i] : null)).ToList();
        try
        {
            return Supernet.Forward(images, weights, isTraining);
        }
        finally
        {
            weights.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Draws what is random in the training passes that follow, until it is drawn anew: Gumbel noise and the operations that are left out. Evaluation knows neither.</summary>
    public void Draw()
    {
        Forget();
        drawn = [.. Tables.Select(t => draws.Take(t.Operations, progress, Noise?.Invoke(t.Id).DetachFromDisposeScope()))];
    }

    /// <summary>Ends the training: what was drawn for its last pass is forgotten, and what is annealed stays where it came to.</summary>
    /// <param name="share">How much of the search was done in its last epoch, 0 to 1.</param>
    public void End(double share)
    {
        Begin(share);
        Forget();
    }

    /// <summary>What the architecture parameters minimise beside the loss; null for nothing.</summary>
    public Tensor? Terms() => gridTerms is null ? terms.Of(Tables[0].Alpha.Value, Tables[1].Alpha.Value) : gridTerms.Of(Tables[0].Alpha.Value, Tables[0].Beta!.Value);

    /// <summary>The loss on a batch, in training.</summary>
    public Tensor Loss(Batch batch)
    {
        using var scores = Forward(batch.Images, isTraining: true);
        return Networks.Loss.Of(scores, batch.Labels);
    }

    private ChoiceTable[] OfCells(bool isPartial)
    {
        var (space, scale, edges) = (settings.Space, settings.Strategy.InitialScale, ReferenceSpace.Edges(settings.Space.Nodes).Count);
        var down = Architecture.Normal(ReferenceSpace.Down, [edges, space.DownOperations.Count], scale);
        var up = Architecture.Normal(ReferenceSpace.Up, [edges, space.UpOperations.Count], scale);
        var ofDown = isPartial ? Architecture.Normal(ReferenceSpace.Down + ArchitectureParameters.EdgeSuffix, [edges], scale) : null;
        var ofUp = isPartial ? Architecture.Normal(ReferenceSpace.Up + ArchitectureParameters.EdgeSuffix, [edges], scale) : null;
        return [new ChoiceTable(ReferenceSpace.Down, space.DownOperations, down, ofDown), new ChoiceTable(ReferenceSpace.Up, space.UpOperations, up, ofUp)];
    }

    private ChoiceTable[] OfGrid(TopologySettings topology)
    {
        var (operations, scale, edges) = (settings.Space.DownOperations, settings.Strategy.InitialScale, GridShape.Candidates(topology).Count);
        var alpha = Architecture.Normal(ReferenceSpace.Grid, [edges, operations.Count], scale);
        return [new ChoiceTable(ReferenceSpace.Grid, operations, alpha, Architecture.Normal(ReferenceSpace.Grid + ArchitectureParameters.EdgeSuffix, [edges], scale))];
    }

    private CellWeights Relaxed(ChoiceTable table, Draw? draw)
    {
        var strategy = settings.Strategy;
        var temperature = strategy.TemperatureStart + (strategy.TemperatureEnd - strategy.TemperatureStart) * progress;
        var weights = strategy.Relaxation switch
        {
            Relaxation.Gumbel => Relaxations.Gumbel(table.Alpha.Value, draw?.Noise, temperature),
            Relaxation.PartialChannels => Relaxations.WithEdges(table.Alpha.Value, table.Beta!.Value, settings.Space.Nodes),
            _ => Relaxations.Softmax(table.Alpha.Value),
        };
        if (settings.Space.Topology is not null)
            weights = Relaxations.WithPaths(weights, table.Beta!.Value);
        return draw?.Factors is { } factors ? Relaxations.Dropped(weights, factors) : weights;
    }

    private void Forget()
    {
        foreach (var draw in drawn)
            draw.Dispose();
        drawn = [];
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
        gridTerms?.Dispose();
        Supernet.Dispose();
        Architecture.Dispose();
    }
}

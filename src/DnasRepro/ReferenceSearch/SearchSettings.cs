namespace DnasRepro.ReferenceSearch;

/// <summary>Everything that decides what one run of the reference search computes, but for its seed and number of threads. The defaults are the smallest search that still chooses something.</summary>
public sealed record SearchSettings
{
    public SpaceSettings Space { get; init; } = new();

    public StrategySettings Strategy { get; init; } = new();

    public TrainingSettings Training { get; init; } = new();

    public DataSettings Data { get; init; } = new();

    public EvaluationSettings Evaluation { get; init; } = new();

    /// <summary>The defaults for images or volumes. Volumes are fewer, smaller and come in smaller batches, so that a search of them still ends in minutes.</summary>
    /// <param name="dimensions">2 or 3.</param>
    public static SearchSettings For(int dimensions) => dimensions != 3 ? new() : new()
    {
        Space = new SpaceSettings { Dimensions = 3 },
        Training = new TrainingSettings { BatchSize = 2 },
        Data = new DataSettings { Size = 32, Training = 16, Validation = 16, Test = 16, External = 16 },
    };

    /// <summary>Refuses settings that cannot be: values out of their range, and those that do not go together.</summary>
    /// <exception cref="UserErrorException">It names the first key that is wrong, its value and what is allowed.</exception>
    public void Check()
    {
        if (SearchSettingsCheck.Problems(this) is [var first, ..])
            throw new UserErrorException($"{first.Key}: {first.Message}.", first.Hint);
    }
}

/// <summary>The supernet: a U of down and up cells, each a directed graph of nodes with a choice of operations on every edge.</summary>
public sealed record SpaceSettings
{
    /// <summary>2 for images, 3 for volumes.</summary>
    public int Dimensions { get; init; } = 2;

    /// <summary>How many down cells, and as many up cells; 1 to 5.</summary>
    public int Levels { get; init; } = 2;

    /// <summary>Intermediate nodes of a cell; 1 to 8.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>Channels of every node; even, 2 to 128.</summary>
    public int Channels { get; init; } = 8;

    /// <summary>Operations of the down cells' edges, ids of <see cref="OperationRegistry"/>, in the order of the architecture parameters.</summary>
    public IReadOnlyList<string> DownOperations { get; init; } = OperationRegistry.Default;

    /// <summary>Operations of the up cells' edges.</summary>
    public IReadOnlyList<string> UpOperations { get; init; } = OperationRegistry.Default;

    /// <summary>Paths between resolutions that are searched; null for the fixed U. With it there are no cells: every edge of the grid has the operations of <see cref="DownOperations"/>, and <see cref="Levels"/> and <see cref="Nodes"/> do not count.</summary>
    public TopologySettings? Topology { get; init; }
}

/// <summary>A searched path between resolution levels in the manner of Auto-DeepLab (Liu et al. 2019) and DiNTS (He et al. 2021).</summary>
public sealed record TopologySettings
{
    /// <summary>Blocks, one after the other.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Resolution levels, each half as fine as the one before.</summary>
    public int Levels { get; init; } = 3;

    /// <summary>Weight of the expected activation memory, relative to that of the whole supernet, in the loss.</summary>
    public double MemoryWeight { get; init; }
}

/// <summary>What the gradient of the architecture parameters is.</summary>
public enum BilevelOrder
{
    /// <summary>The gradient of the validation loss at the present weights (DARTS, Liu et al. 2019, first order).</summary>
    First,

    /// <summary>The gradient through one step of the weights, its Hessian product by central differences (DARTS, eq. 7 and 8).</summary>
    Second,

    /// <summary>Weights and architecture parameters by the same training batch.</summary>
    SingleLevel,
}

/// <summary>How a discrete choice becomes a continuous one.</summary>
public enum Relaxation
{
    /// <summary>All operations, weighted by the softmax of the architecture parameters (DARTS).</summary>
    Softmax,

    /// <summary>One operation an edge, drawn by Gumbel noise, its gradient passed straight through (GDAS, Dong and Yang 2019).</summary>
    Gumbel,

    /// <summary>Only a part of the channels goes through the operations, and edges are weighted too (PC-DARTS, Xu et al. 2020).</summary>
    PartialChannels,
}

/// <summary>How an architecture is read off the architecture parameters.</summary>
public enum DiscretisationRule
{
    /// <summary>The best operation but none on every edge, and of each node's edges the <see cref="StrategySettings.KeptInputs"/> strongest.</summary>
    TopInputs,

    /// <summary>The best operation of every edge; an edge whose best is none is not kept when <see cref="StrategySettings.KeepsNone"/>.</summary>
    ArgmaxPerEdge,

    /// <summary>Every edge whose best operation but none weighs at least <see cref="StrategySettings.Threshold"/>.</summary>
    Threshold,

    /// <summary>The likeliest path through the resolution levels of a searched topology, and the best operation but none on each of its edges.</summary>
    ValidPath,
}

/// <summary>A resource that weighs on the search's loss.</summary>
public enum Resource
{
    /// <summary>Multiply-accumulate operations of one forward pass of one image.</summary>
    Macs,

    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Values of the feature maps of one image.</summary>
    Activations,

    /// <summary>Seconds of a forward pass, measured once for each operation and size on this machine.</summary>
    Latency,
}

/// <summary>A resource term: weight × (expected share of the supernet's own), where the expectation is over the softmax of the architecture parameters.</summary>
public sealed record ResourceTerm(Resource Resource, double Weight);

/// <summary>How the architecture is searched.</summary>
public sealed record StrategySettings
{
    public BilevelOrder Order { get; init; } = BilevelOrder.First;

    public Relaxation Relaxation { get; init; } = Relaxation.Softmax;

    /// <summary>K of partial channels: 1/K of a node's channels goes through the operations. Must divide the channels.</summary>
    public int PartialRatio { get; init; } = 4;

    /// <summary>Temperature of the Gumbel-softmax at the start and, linearly, at the end (GDAS: 10 and 0.1).</summary>
    public double TemperatureStart { get; init; } = 10;

    public double TemperatureEnd { get; init; } = 0.1;

    /// <summary>Epochs at the start in which only the weights learn.</summary>
    public int WarmUpEpochs { get; init; }

    /// <summary>
    /// Adam's learning rate for the architecture parameters. Ten times DARTS' own: each step moves a parameter by about so much, and a search here has some
    /// hundred steps where DARTS has tens of thousands.
    /// </summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Adam's betas and its weight decay (the L2 regulariser).</summary>

    public double Beta1 { get; init; } = 0.5;

    public double Beta2 { get; init; } = 0.999;

    public double WeightDecay { get; init; } = 1e-3;

    /// <summary>Standard deviation of the initial architecture parameters.</summary>
    public double InitialScale { get; init; } = 1e-3;

    /// <summary>Weight of the mean entropy of the edges' choices in the loss of the architecture parameters; positive makes choices sharper.</summary>
    public double EntropyWeight { get; init; }

    /// <summary>Chance that an operation with weights or a skip is left out of an edge in a training step, at the start; it falls linearly to 0 (P-DARTS, Chen et al. 2019, for skips).</summary>
    public double OperationDropout { get; init; }

    public IReadOnlyList<ResourceTerm> Resources { get; init; } = [];

    /// <summary>Stops when a cell type's derived cell has at least this many skips (DARTS+, Liang et al. 2019: 2); null for never.</summary>
    public int? StopAtSkips { get; init; }

    /// <summary>Stops when the derived architecture has not changed for so many epochs (NAS-Unet: 40); null for never.</summary>
    public int? StopWhenStableFor { get; init; }

    public DiscretisationRule Discretisation { get; init; } = DiscretisationRule.TopInputs;

    /// <summary>Edges that a node keeps under <see cref="DiscretisationRule.TopInputs"/>.</summary>
    public int KeptInputs { get; init; } = 2;

    public double Threshold { get; init; } = 0.2;

    /// <summary>Whether none may be the best operation of an edge, under <see cref="DiscretisationRule.ArgmaxPerEdge"/>; the other rules never keep it, as DARTS.</summary>
    public bool KeepsNone { get; init; }
}

/// <summary>How the weights are trained during the search.</summary>
public sealed record TrainingSettings
{
    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 25;

    public int BatchSize { get; init; } = 8;

    /// <summary>SGD's learning rate at the start; it falls by a cosine to <see cref="MinimumLearningRate"/> when <see cref="IsCosine"/>.</summary>
    public double LearningRate { get; init; } = 0.025;

    public double MinimumLearningRate { get; init; } = 0.001;

    public bool IsCosine { get; init; } = true;

    public double Momentum { get; init; } = 0.9;

    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest norm of the weights' gradient.</summary>
    public double GradientClip { get; init; } = 5;
}

/// <summary>What the built-in images show (docs/search-data.md).</summary>
public enum Phantom
{
    /// <summary>One bright ellipse or ellipsoid in noise: easy for every architecture.</summary>
    Ellipses,

    /// <summary>An organ among look-alikes of the same brightness and another texture, and thin bright vessels that are no part of it.</summary>
    Organs,
}

/// <summary>What is searched on.</summary>
public sealed record DataSettings
{
    /// <summary>A folder of the user's with images and labels; null for the built-in phantoms.</summary>
    public string? Folder { get; init; }

    /// <summary>What the built-in images show.</summary>
    public Phantom Phantom { get; init; } = Phantom.Organs;

    /// <summary>Seed of the phantoms and of the split of a user's cases; the search's own seed does not change the data.</summary>
    public int Seed { get; init; }

    /// <summary>Pixels or voxels along each axis of what the network sees; a multiple of 2^levels.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Images for the weights, for the architecture parameters, and for the test, each of the phantoms; of a user's cases these are shares.</summary>
    public int Training { get; init; } = 128;

    public int Validation { get; init; } = 128;

    public int Test { get; init; } = 128;

    /// <summary>Phantoms of the second site, an external test set; 0 for none.</summary>
    public int External { get; init; } = 128;
}

/// <summary>What is measured after the search.</summary>
public sealed record EvaluationSettings
{
    /// <summary>Epochs in which the found architecture is trained from scratch; 0 for no retraining.</summary>
    public int RetrainEpochs { get; init; }

    /// <summary>Random architectures of the same space that are trained in the same way.</summary>
    public int RandomArchitectures { get; init; }

    /// <summary>Whether the dominant eigenvalue of the validation loss' Hessian with respect to the architecture parameters is measured (RobustDARTS, Zela et al. 2020).</summary>
    public bool Eigenvalue { get; init; }
}

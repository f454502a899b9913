namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>The names by which Python code draws at random, measures, ranks and builds layers.</summary>
internal static class ChoiceWords
{
    private static readonly HashSet<string> Draws = new(StringComparer.Ordinal)
    {
        "choice", "choices", "sample", "randint", "randrange", "integers", "uniform", "rand", "random_sample", "random_integers", "normal", "gauss",
        "randn", "multinomial", "categorical", "binomial", "dirichlet",
    };

    private static readonly HashSet<string> TensorDraws = new(StringComparer.Ordinal) { "randint", "multinomial", "categorical" };

    private static readonly HashSet<string> Measures = new(StringComparer.OrdinalIgnoreCase)
    {
        "acc", "accuracy", "accuracies", "fitness", "score", "scores", "eval", "evaluate", "evaluation", "evaluator", "valid", "validate", "validation", "val", "infer", "dice", "miou", "iou", "psnr", "proxy",
        "ntk", "query", "reward", "perf", "performance", "objective", "loss", "criterion", "metric", "metrics", "auc", "err", "error", "top1", "fit", "train", "test", "predict", "simulate", "naswot", "zen", "zico", "benchmark", "latency",
    };

    private static readonly HashSet<string> Ranks = new(StringComparer.Ordinal)
    {
        "sorted", "sort", "argsort", "topk", "nlargest", "nsmallest", "argmax", "argmin", "nanargmax", "nanargmin", "argpartition", "selBest", "selTournament", "selNSGA2", "selRoulette", "tournament",
    };

    private static readonly HashSet<string> Layers = new(StringComparer.Ordinal)
    {
        "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose", "Conv1D", "Conv2D", "Conv3D", "SeparableConv2D", "SeparableConv1D", "DepthwiseConv2D",
        "Linear", "Dense", "LSTM", "GRU", "LSTMCell", "GRUCell", "MultiheadAttention", "MultiHeadAttention", "TransformerEncoderLayer", "MaxPool2d", "AvgPool2d", "MaxPooling2D", "AveragePooling2D", "Convolution2D", "MaxPooling3D", "AveragePooling3D",
    };

    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "append", "add", "extend", "insert", "update", "put", "setdefault", "appendleft", "push", "register", "tell",
    };

    private static readonly HashSet<string> Counts = new(StringComparer.Ordinal)
    {
        "len", "range", "print", "isinstance", "type", "id", "hasattr", "size", "dim", "unique", "nunique", "numel", "exists", "seed", "manual_seed", "info", "debug", "warning", "write", "print_log", "issubclass", "any", "all",
    };

    private static readonly string[] Architectures = ["arch", "archs", "architecture", "architectures", "genotype", "genotypes", "subnet", "subnets", "subnetwork", "supernet", "netarch", "modelspec", "blueprint"];

    /// <summary>True for a function of a library that draws at random.</summary>
    public static bool IsDraw(string dotted)
    {
        var name = dotted[(dotted.LastIndexOf('.') + 1)..];
        if (dotted.StartsWith("random.", StringComparison.Ordinal) || dotted.StartsWith("numpy.random", StringComparison.Ordinal) || dotted.StartsWith("secrets.", StringComparison.Ordinal))
            return Draws.Contains(name);
        return TensorDraws.Contains(name) && (dotted.StartsWith("torch", StringComparison.Ordinal) || dotted.StartsWith("tensorflow", StringComparison.Ordinal) || dotted.StartsWith("jax", StringComparison.Ordinal) || dotted.StartsWith("paddle", StringComparison.Ordinal));
    }

    /// <summary>True for a method of a random number generator that draws.</summary>
    public static bool IsDraw(string receiver, string method) =>
        Draws.Contains(method) && (receiver.Contains("rng", StringComparison.OrdinalIgnoreCase) || receiver.Contains("rnd", StringComparison.OrdinalIgnoreCase) || receiver.Contains("random", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for a name one of whose words says that it measures something.</summary>
    public static bool IsMeasure(string name) => Words(name).Exists(Measures.Contains);

    public static bool IsRank(string name) => Ranks.Contains(name) || Words(name).Exists(w => w is "pareto" or "tournament" or "topk" or "dominated" or "argmax");

    public static bool IsLayer(string name) => Layers.Contains(name);

    /// <summary>True for functions that build a layer where a module of layers offers them.</summary>
    public static bool IsLayerFunction(string name) => name is "conv2d" or "conv1d" or "conv3d" or "separable_conv2d" or "dense" or "fully_connected" or "max_pooling2d" or "average_pooling2d";

    public static bool IsMutator(string name) => Mutators.Contains(name);

    /// <summary>True for functions whose result tells nothing of what they are given.</summary>
    public static bool IsCount(string name) => Counts.Contains(name);

    /// <summary>True for a name that says that it is an architecture.</summary>
    public static bool IsArchitecture(string name)
    {
        var words = Words(name);
        return words.Exists(w => Array.Exists(Architectures, a => a.Equals(w, StringComparison.OrdinalIgnoreCase))) && !words.Exists(w => w.ToUpperInvariant() is "NAME" or "CLASS" or "KWARGS" or "PATH" or "FILE" or "DIR" or "BUILD");
    }

    /// <summary>True for a name that says that it holds operations of a network.</summary>
    public static bool IsOperation(string name) => Words(name).Exists(w => w.ToUpperInvariant() is "OP" or "OPS" or "OPERATIONS" or "PRIMITIVES" or "LAYER" or "LAYERS" or "BLOCK" or "BLOCKS" or "CELL" or "CELLS" or "CONV" or "CONVS" or "CANDIDATES");

    public static bool IsSeed(string name) => name.Contains("seed", StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of a name: <c>get_cand_acc</c> and <c>getCandAcc</c> alike.</summary>
    public static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var ends = i == name.Length || name[i] == '_' || (char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiLetterUpper(name[i - 1])) || (i + 1 < name.Length && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i + 1]));
            if (!ends)
                continue;
            if (i > start)
                words.Add(name[start..i]);
            start = i < name.Length && name[i] == '_' ? i + 1 : i;
        }
        return words;
    }
}

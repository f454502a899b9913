using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.ReferenceSearch;

/// <summary>Reads a file of settings: YAML, or JSON by its ending. What it does not state is as <see cref="SearchSettings.For"/> has it.</summary>
public static class SearchSettingsReader
{
    /// <summary>The schema's file name among <c>schemas/</c>.</summary>
    public const string SchemaFile = "search-settings.schema.json";

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.Load(SchemaFile));

    /// <summary>Reads the settings.</summary>
    /// <param name="path">The name that messages call the file.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="UserErrorException">It is no such document, a key is not known, or a value cannot be; the message names line and column.</exception>
    public static SearchSettings Read(string path, string text)
    {
        var file = RepoPath.OfFile(path, "settings.yml");
        var reading = file.Extension == ".json" ? JsonReader.Read(text, file) : YamlReader.Read(text, file);
        if (reading.Root is null)
            throw new UserErrorException($"{reading.Problems[0].Location}: {reading.Problems[0].Message}.", reading.Problems[0].Fix);
        var wrong = new SchemaWalker(Schema.Value).Validate(reading.Root);
        if (wrong.Count > 0)
            throw new UserErrorException($"{wrong[0].Location}: {(wrong[0].Field.Length == 0 ? "" : wrong[0].Field + ": ")}{wrong[0].Message}.", wrong[0].Fix);
        var root = (DocumentMap)reading.Root;
        var settings = Settings(root);
        var problems = SearchSettingsCheck.Problems(settings);
        if (problems.Count > 0)
            throw new UserErrorException($"{Place(root, problems[0].Key)}: {problems[0].Key}: {problems[0].Message}.", problems[0].Hint);
        return settings;
    }

    /// <summary>Where a key is written, or the nearest key around it; a default that does not go with the file's own values is written nowhere.</summary>
    private static SourceLocation Place(DocumentNode node, string key)
    {
        foreach (var part in key.Replace("[", ".").Replace("]", "").Split('.'))
        {
            var inner = node is DocumentMap map ? map[part] : node is DocumentList list && int.TryParse(part, out var at) ? list.Items.ElementAtOrDefault(at) : null;
            if (inner is null)
                break;
            node = inner;
        }
        return node.Location;
    }

    private static SearchSettings Settings(DocumentMap root)
    {
        var usual = SearchSettings.For(SettingBlock.Of(root, "space").Count("dimensions", 2));
        return new SearchSettings
        {
            Space = Space(SettingBlock.Of(root, "space"), usual.Space),
            Strategy = Strategy(SettingBlock.Of(root, "strategy"), usual.Strategy),
            Training = Training(SettingBlock.Of(root, "training"), usual.Training),
            Data = Data(SettingBlock.Of(root, "data"), usual.Data),
            Evaluation = Evaluation(SettingBlock.Of(root, "evaluation"), usual.Evaluation),
        };
    }

    private static SpaceSettings Space(SettingBlock block, SpaceSettings usual) => new()
    {
        Dimensions = block.Count("dimensions", usual.Dimensions),
        Levels = block.Count("levels", usual.Levels),
        Nodes = block.Count("nodes", usual.Nodes),
        Channels = block.Count("channels", usual.Channels),
        DownOperations = block.Texts("down_operations", usual.DownOperations),
        UpOperations = block.Texts("up_operations", usual.UpOperations),
        Topology = block.Block("topology") is { } topology ? Topology(topology, new TopologySettings()) : null,
    };

    private static TopologySettings Topology(SettingBlock block, TopologySettings usual) => new()
    {
        Blocks = block.Count("blocks", usual.Blocks),
        Levels = block.Count("levels", usual.Levels),
        MemoryWeight = block.Number("memory_weight", usual.MemoryWeight),
    };

    private static StrategySettings Strategy(SettingBlock block, StrategySettings usual) => new()
    {
        Order = block.Word("order", SettingWords.Orders, usual.Order),
        Relaxation = block.Word("relaxation", SettingWords.Relaxations, usual.Relaxation),
        PartialRatio = block.Count("partial_ratio", usual.PartialRatio),
        TemperatureStart = block.Number("temperature_start", usual.TemperatureStart),
        TemperatureEnd = block.Number("temperature_end", usual.TemperatureEnd),
        WarmUpEpochs = block.Count("warm_up_epochs", usual.WarmUpEpochs),
        LearningRate = block.Number("learning_rate", usual.LearningRate),
        Beta1 = block.Number("beta1", usual.Beta1),
        Beta2 = block.Number("beta2", usual.Beta2),
        WeightDecay = block.Number("weight_decay", usual.WeightDecay),
        InitialScale = block.Number("initial_scale", usual.InitialScale),
        EntropyWeight = block.Number("entropy_weight", usual.EntropyWeight),
        OperationDropout = block.Number("operation_dropout", usual.OperationDropout),
        Resources = [.. block.Blocks("resources").Select(r => new ResourceTerm(r.Word("resource", SettingWords.Resources, Resource.Macs), r.Number("weight", 0)))],
        StopAtSkips = block.CountOrNone("stop_at_skips"),
        StopWhenStableFor = block.CountOrNone("stop_when_stable_for"),
        Discretisation = block.Word("discretisation", SettingWords.Rules, usual.Discretisation),
        KeptInputs = block.Count("kept_inputs", usual.KeptInputs),
        Threshold = block.Number("threshold", usual.Threshold),
        KeepsNone = block.Flag("keeps_none", usual.KeepsNone),
    };

    private static TrainingSettings Training(SettingBlock block, TrainingSettings usual) => new()
    {
        Epochs = block.Count("epochs", usual.Epochs),
        BatchSize = block.Count("batch_size", usual.BatchSize),
        LearningRate = block.Number("learning_rate", usual.LearningRate),
        MinimumLearningRate = block.Number("minimum_learning_rate", usual.MinimumLearningRate),
        IsCosine = block.Flag("is_cosine", usual.IsCosine),
        Momentum = block.Number("momentum", usual.Momentum),
        WeightDecay = block.Number("weight_decay", usual.WeightDecay),
        GradientClip = block.Number("gradient_clip", usual.GradientClip),
    };

    private static DataSettings Data(SettingBlock block, DataSettings usual) => new()
    {
        Folder = block.Text("folder"),
        Phantom = block.Word("phantom", SettingWords.Phantoms, usual.Phantom),
        Seed = block.Count("seed", usual.Seed),
        Size = block.Count("size", usual.Size),
        Training = block.Count("training", usual.Training),
        Validation = block.Count("validation", usual.Validation),
        Test = block.Count("test", usual.Test),
        External = block.Count("external", usual.External),
    };

    private static EvaluationSettings Evaluation(SettingBlock block, EvaluationSettings usual) => new()
    {
        RetrainEpochs = block.Count("retrain_epochs", usual.RetrainEpochs),
        RandomArchitectures = block.Count("random_architectures", usual.RandomArchitectures),
        Eigenvalue = block.Flag("eigenvalue", usual.Eigenvalue),
    };
}

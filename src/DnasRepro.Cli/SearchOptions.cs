using System.CommandLine;
using System.Globalization;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Cli;

/// <summary>The options of <c>search</c>. Those of the search itself win over a settings file or a card.</summary>
internal static class SearchOptions
{
    private static readonly Dictionary<string, BilevelOrder> Orders = new(StringComparer.Ordinal) { ["first"] = BilevelOrder.First, ["second"] = BilevelOrder.Second, ["single"] = BilevelOrder.SingleLevel };
    private static readonly Dictionary<string, Relaxation> Relaxations = new(StringComparer.Ordinal) { ["softmax"] = Relaxation.Softmax, ["gumbel"] = Relaxation.Gumbel, ["partial"] = Relaxation.PartialChannels };

    public static readonly Option<string> Output = new("--out", "-o") { Description = "The folder for architecture.json, history.json and the checkpoint; it is made.", HelpName = "DIR", Required = true };
    public static readonly Option<long> Seed = new("--seed") { Description = "The seed of weights, architecture parameters and the order of the images; not of the data.", HelpName = "N", DefaultValueFactory = _ => 0 };
    public static readonly Option<string?> Config = new("--config") { Description = "A file with the settings of the search.", HelpName = "FILE" };
    public static readonly Option<string?> Card = new("--card") { Description = "Search in miniature what a card declares: a card file, or a target as 'check' takes it, whose card is looked for.", HelpName = "FILE|TARGET" };
    public static readonly Option<string?> Data = new("--data") { Description = "A folder with your images and labels (NIfTI or PNG) instead of the built-in phantoms.", HelpName = "DIR" };
    public static readonly Option<int> Threads = new("--threads") { Description = "Threads of the arithmetic; the same seed gives the same bits with the same number only. [default: as many as there are cores]", HelpName = "N" };
    public static readonly Option<string> Device = new("--device") { Description = "Where it computes; cuda needs a CUDA libtorch (docs/native.md).", HelpName = "cpu|cuda", DefaultValueFactory = _ => "cpu" };
    public static readonly Option<bool> Fresh = new("--fresh") { Description = "Begin anew, even when the folder has a checkpoint of this search." };
    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Show no progress." };

    private static readonly SearchSettings Usual = SearchSettings.For(2);
    private static readonly SearchSettings OfVolumes = SearchSettings.For(3);

    private static readonly Option<int?> Dimensions = Number("--dimensions", $"2 for images, 3 for volumes. [default: {Usual.Space.Dimensions}]", 2, 3);
    private static readonly Option<int?> Levels = Number("--levels", $"Down cells, and as many up cells. [default: {Usual.Space.Levels}]", 1, 5);
    private static readonly Option<int?> Nodes = Number("--nodes", $"Intermediate nodes of a cell. [default: {Usual.Space.Nodes}]", 1, 8);
    private static readonly Option<int?> Channels = Number("--channels", $"Channels of every node, an even number. [default: {Usual.Space.Channels}]", 2, 128);
    private static readonly Option<int?> Size = Number("--size", $"Pixels along each axis, a multiple of 2 to the power of the levels. [default: {Both(s => s.Data.Size)}]", 4, 2048);
    private static readonly Option<string?> Order = Word("--order", "The gradient of the architecture parameters: first or second order, or single (by the training batch). [default: first]", Orders.Keys);
    private static readonly Option<string?> Relaxing = Word("--relaxation", "How a choice becomes continuous: softmax (DARTS), gumbel (GDAS) or partial (PC-DARTS). [default: softmax]", Relaxations.Keys);
    private static readonly Option<int?> Epochs = Number("--epochs", $"Passes over the training images. [default: {Both(s => s.Training.Epochs)}]", 1, 10_000);
    private static readonly Option<int?> Batch = Number("--batch", $"Images of one step. [default: {Both(s => s.Training.BatchSize)}]", 1, 1024);
    private static readonly Option<int?> DataSeed = Number("--data-seed", "The seed of the phantoms, or of the split of your cases. [default: 0]", 0, int.MaxValue);
    private static readonly Option<int?> Retrain = Number("--retrain", "Epochs in which the found architecture is trained from scratch and measured; 0 for none. [default: 0]", 0, 10_000);
    private static readonly Option<int?> Random = Number("--random", "Random architectures of the same space to train in the same way beside it. [default: 0]", 0, 1000);
    private static readonly Option<bool> Eigenvalue = new("--eigenvalue") { Description = "Also measure the largest eigenvalue of the validation loss' Hessian in the architecture parameters." };

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All =>
    [
        Output, Seed, Config, Card, Dimensions, Levels, Nodes, Channels, Size, Order, Relaxing, Epochs, Batch, Data, DataSeed, Retrain, Random, Eigenvalue, Threads, Device, Fresh, Quiet,
    ];

    /// <summary>Settings with what the command line says in them.</summary>
    /// <exception cref="UserErrorException">They do not go together.</exception>
    public static SearchSettings Over(SearchSettings settings, ParseResult options)
    {
        var (space, data, training, evaluation) = (settings.Space, settings.Data, settings.Training, settings.Evaluation);
        var changed = settings with
        {
            Space = space with
            {
                Dimensions = options.GetValue(Dimensions) ?? space.Dimensions, Levels = options.GetValue(Levels) ?? space.Levels,
                Nodes = options.GetValue(Nodes) ?? space.Nodes, Channels = options.GetValue(Channels) ?? space.Channels,
            },
            Strategy = settings.Strategy with
            {
                Order = options.GetValue(Order) is { } order ? Orders[order] : settings.Strategy.Order,
                Relaxation = options.GetValue(Relaxing) is { } relaxation ? Relaxations[relaxation] : settings.Strategy.Relaxation,
            },
            Training = training with { Epochs = options.GetValue(Epochs) ?? training.Epochs, BatchSize = options.GetValue(Batch) ?? training.BatchSize },
            Data = data with
            {
                Folder = options.GetValue(Data) is { } folder ? Path.GetFullPath(folder) : data.Folder,
                Seed = options.GetValue(DataSeed) ?? data.Seed, Size = options.GetValue(Size) ?? data.Size,
            },
            Evaluation = evaluation with
            {
                RetrainEpochs = options.GetValue(Retrain) ?? evaluation.RetrainEpochs, RandomArchitectures = options.GetValue(Random) ?? evaluation.RandomArchitectures,
                Eigenvalue = options.GetValue(Eigenvalue) || evaluation.Eigenvalue,
            },
        };
        changed.Check();
        return changed;
    }

    /// <summary>How many dimensions the command line asks for; null when it does not say.</summary>
    public static int? AskedDimensions(ParseResult options) => options.GetValue(Dimensions);

    private static string Both(Func<SearchSettings, int> value) => value(Usual) == value(OfVolumes) ? $"{value(Usual)}" : $"{value(Usual)}, of volumes {value(OfVolumes)}";

    private static Option<int?> Number(string name, string description, int low, int high)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high))
                result.AddError($"{name}: '{text}' is no whole number from {low} to {high}.");
        });
        return option;
    }

    private static Option<string?> Word(string name, string description, IEnumerable<string> words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        OutputOptions.RestrictValues(option, [.. words]);
        return option;
    }
}

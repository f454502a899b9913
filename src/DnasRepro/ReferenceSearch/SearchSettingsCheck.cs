using System.Globalization;
using DnasRepro.Schemas;

namespace DnasRepro.ReferenceSearch;

/// <summary>A setting that cannot be.</summary>
/// <param name="Key">The key in a settings file, as <c>strategy.learning_rate</c>.</param>
/// <param name="Message">What is wrong, with the value.</param>
/// <param name="Hint">What to do.</param>
public sealed record SettingProblem(string Key, string Message, string Hint);

/// <summary>Whether settings can be: each value in its range, and all of them together.</summary>
public static class SearchSettingsCheck
{
    /// <summary>Values of all phantoms together: 2 GiB of memory.</summary>
    private const double MostPhantomValues = 1 << 29;

    /// <summary>Smaller phantoms have no room for an organ and its look-alike.</summary>
    public const int SmallestPhantom = 16;

    /// <summary>Pixels along each axis of a phantom or of a user's picture at most.</summary>
    public const int LargestImage = 1024;

    /// <summary>Everything that is wrong; what does not go together is only looked at when every value is in its range.</summary>
    public static IReadOnlyList<SettingProblem> Problems(SearchSettings settings)
    {
        List<SettingProblem> found = [.. Ranges(settings), .. Operations("space.down_operations", settings.Space.DownOperations), .. Operations("space.up_operations", settings.Space.UpOperations)];
        return found.Count > 0 ? found : [.. Space(settings), .. Strategy(settings), .. Training(settings), .. Data(settings), .. Evaluation(settings)];
    }

    private static IEnumerable<SettingProblem> Ranges(SearchSettings settings)
    {
        foreach (var range in SettingRange.All)
        {
            if (range.Value(settings) is { } value && !range.Holds(value))
                yield return OutOfRange(range.Key, value, range);
        }
        foreach (var (term, i) in settings.Strategy.Resources.Select((t, i) => (t, i)))
        {
            if (!SettingRange.ResourceWeight.Holds(term.Weight))
                yield return OutOfRange($"strategy.resources[{i}].weight", term.Weight, SettingRange.ResourceWeight);
        }
    }

    private static SettingProblem OutOfRange(string key, double value, SettingRange range) =>
        new(key, $"{Text(value)} is out of range: from {Text(range.Low)} to {Text(range.High)} is allowed", "Write a value in that range.");

    private static IEnumerable<SettingProblem> Operations(string key, IReadOnlyList<string> operations)
    {
        var known = OperationRegistry.All.Select(o => o.Id).ToList();
        for (var i = 0; i < operations.Count; i++)
        {
            if (!known.Contains(operations[i]))
                yield return Unknown($"{key}[{i}]", operations[i], known);
            else if (operations.Take(i).Contains(operations[i]))
                yield return new SettingProblem($"{key}[{i}]", $"'{operations[i]}' is in the list twice", "Keep one of the two.");
        }
        if (operations.Count < 2)
            yield return new SettingProblem(key, $"{operations.Count} operation(s) are offered, and a choice needs two", "Name at least two operations, one of which is not none.");
    }

    private static SettingProblem Unknown(string key, string operation, List<string> known)
    {
        var meant = OperationMatch.OfName(operation).Operation?.Id ?? Spelling.Nearest(operation, known);
        return new SettingProblem(key, $"'{Locations.Evidence.Cut(operation)}' is no operation of the reference search" + (meant is null ? "" : $"; did you mean '{meant}'?"), $"Write one of: {string.Join(", ", known)}.");
    }

    private static IEnumerable<SettingProblem> Space(SearchSettings settings)
    {
        var (space, rule) = (settings.Space, settings.Strategy.Discretisation);
        if (space.Channels % 2 != 0)
            yield return new SettingProblem("space.channels", $"{space.Channels} is odd", "Write an even number: a skip that halves the size gives half of the channels twice.");
        if (space.Topology is not null && rule != DiscretisationRule.ValidPath)
            yield return new SettingProblem("strategy.discretisation", $"'{SettingWords.Of(SettingWords.Rules, rule)}' reads no path off a searched topology", "Write valid_path, or leave space.topology out.");
        if (space.Topology is null && rule == DiscretisationRule.ValidPath)
            yield return new SettingProblem("strategy.discretisation", "'valid_path' needs a topology that is searched", "State space.topology, or write top_inputs.");
        if (space.Topology is not null && settings.Strategy.Relaxation == Relaxation.PartialChannels)
            yield return new SettingProblem("strategy.relaxation", "'partial_channels' is not there for a searched topology", "Write softmax or gumbel, or leave space.topology out.");
    }

    private static IEnumerable<SettingProblem> Strategy(SearchSettings settings)
    {
        var (strategy, space) = (settings.Strategy, settings.Space);
        if (strategy.Relaxation == Relaxation.PartialChannels && (space.Channels % strategy.PartialRatio != 0 || space.Channels / strategy.PartialRatio < 2))
            yield return new SettingProblem("strategy.partial_ratio", $"1/{strategy.PartialRatio} of {space.Channels} channels is no whole number of at least 2", "Write a divisor of space.channels that leaves two channels or more.");
        if (strategy.TemperatureEnd > strategy.TemperatureStart)
            yield return new SettingProblem("strategy.temperature_end", $"{Text(strategy.TemperatureEnd)} is above the start, {Text(strategy.TemperatureStart)}", "The temperature falls: write an end that is not above strategy.temperature_start.");
        if (strategy.WarmUpEpochs >= settings.Training.Epochs)
            yield return new SettingProblem("strategy.warm_up_epochs", $"{strategy.WarmUpEpochs} leaves none of {settings.Training.Epochs} epochs to the architecture", "Write fewer than training.epochs.");
        if (strategy.KeptInputs > space.Nodes + 1)
            yield return new SettingProblem("strategy.kept_inputs", $"{strategy.KeptInputs} edges are kept, and the last of {space.Nodes} nodes has {space.Nodes + 1}", "Write at most space.nodes + 1.");
        foreach (var (term, i) in strategy.Resources.Select((t, i) => (t, i)))
        {
            if (strategy.Resources.Take(i).Any(t => t.Resource == term.Resource))
                yield return new SettingProblem($"strategy.resources[{i}].resource", $"'{SettingWords.Of(SettingWords.Resources, term.Resource)}' is in the list twice", "Keep one of the two.");
        }
    }

    private static IEnumerable<SettingProblem> Training(SearchSettings settings)
    {
        var (training, data) = (settings.Training, settings.Data);
        if (training.IsCosine && training.MinimumLearningRate > training.LearningRate)
            yield return new SettingProblem("training.minimum_learning_rate", $"{Text(training.MinimumLearningRate)} is above training.learning_rate, {Text(training.LearningRate)}", "The rate falls: write at most training.learning_rate.");
        if (data.Folder is null && training.BatchSize > Math.Min(data.Training, data.Validation))
            yield return new SettingProblem("training.batch_size", $"a batch of {training.BatchSize} is more than the {Math.Min(data.Training, data.Validation)} images of data.training or data.validation", "Write a smaller batch or more images.");
    }

    private static IEnumerable<SettingProblem> Data(SearchSettings settings)
    {
        var (data, space) = (settings.Data, settings.Space);
        var step = 1 << Math.Max(space.Levels, (space.Topology?.Levels ?? 1) - 1);
        if (data.Size % step != 0 || data.Size < 2 * step)
            yield return new SettingProblem("data.size", $"{data.Size} is no multiple of {step} of at least {2 * step}", $"Every level halves the size, and two pixels have to be left: write a multiple of {step} from {2 * step} on, or fewer levels.");
        if (data.Folder is null && data.Size is < SmallestPhantom or > LargestImage)
            yield return new SettingProblem("data.size", $"{data.Size} is out of range: phantoms have {SmallestPhantom} to {LargestImage} pixels along each axis", "Write a size in that range.");
        if (data.Folder is { Length: 0 })
            yield return new SettingProblem("data.folder", "the path is empty", "Name a folder, or leave the key out for the built-in phantoms.");
        var values = Math.Pow(data.Size, space.Dimensions) * ((double)data.Training + data.Validation + data.Test + data.External);
        if (data.Folder is null && values > MostPhantomValues)
            yield return new SettingProblem("data.training", $"all phantoms together have {values:0} pixels, and {MostPhantomValues:0} are allowed", "Write fewer or smaller images.");
    }

    private static IEnumerable<SettingProblem> Evaluation(SearchSettings settings)
    {
        if (settings.Evaluation is { RandomArchitectures: > 0 and var count, RetrainEpochs: 0 })
            yield return new SettingProblem("evaluation.random_architectures", $"{count} are asked for, and evaluation.retrain_epochs is 0, so that none would be trained", "Write how many epochs they and the found one are trained (--retrain), or leave them out.");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

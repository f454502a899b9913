using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DnasRepro.ReferenceSearch;

/// <summary>
/// Settings as JSON, the same bytes for the same settings: every key, in a fixed order, with the shortest digits that give the number back.
/// <see cref="SearchSettingsReader"/> reads it.
/// </summary>
public static class SearchSettingsJson
{
    /// <summary>Settings, which have to pass <see cref="SearchSettings.Check"/>, as one line of JSON.</summary>
    public static string Write(SearchSettings settings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, settings);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The hash (SHA-256, 64 hex digits) of <see cref="Write(SearchSettings)"/>.</summary>
    public static string Sha256(SearchSettings settings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(settings))));

    /// <summary>Writes the settings as an object.</summary>
    public static void Write(Utf8JsonWriter writer, SearchSettings settings)
    {
        writer.WriteStartObject();
        Space(writer, settings.Space);
        Strategy(writer, settings.Strategy);
        Training(writer, settings.Training);
        Data(writer, settings.Data);
        Evaluation(writer, settings.Evaluation);
        writer.WriteEndObject();
    }

    private static void Space(Utf8JsonWriter writer, SpaceSettings space)
    {
        writer.WriteStartObject("space");
        writer.WriteNumber("dimensions", space.Dimensions);
        writer.WriteNumber("levels", space.Levels);
        writer.WriteNumber("nodes", space.Nodes);
        writer.WriteNumber("channels", space.Channels);
        Texts(writer, "down_operations", space.DownOperations);
        Texts(writer, "up_operations", space.UpOperations);
        if (space.Topology is { } topology)
        {
            writer.WriteStartObject("topology");
            writer.WriteNumber("blocks", topology.Blocks);
            writer.WriteNumber("levels", topology.Levels);
            writer.WriteNumber("memory_weight", topology.MemoryWeight);
            writer.WriteEndObject();
        }
        else
            writer.WriteNull("topology");
        writer.WriteEndObject();
    }

    private static void Strategy(Utf8JsonWriter writer, StrategySettings strategy)
    {
        writer.WriteStartObject("strategy");
        writer.WriteString("order", SettingWords.Of(SettingWords.Orders, strategy.Order));
        writer.WriteString("relaxation", SettingWords.Of(SettingWords.Relaxations, strategy.Relaxation));
        writer.WriteNumber("partial_ratio", strategy.PartialRatio);
        writer.WriteNumber("temperature_start", strategy.TemperatureStart);
        writer.WriteNumber("temperature_end", strategy.TemperatureEnd);
        writer.WriteNumber("warm_up_epochs", strategy.WarmUpEpochs);
        writer.WriteNumber("learning_rate", strategy.LearningRate);
        writer.WriteNumber("beta1", strategy.Beta1);
        writer.WriteNumber("beta2", strategy.Beta2);
        writer.WriteNumber("weight_decay", strategy.WeightDecay);
        writer.WriteNumber("initial_scale", strategy.InitialScale);
        writer.WriteNumber("entropy_weight", strategy.EntropyWeight);
        writer.WriteNumber("operation_dropout", strategy.OperationDropout);
        Resources(writer, strategy.Resources);
        Count(writer, "stop_at_skips", strategy.StopAtSkips);
        Count(writer, "stop_when_stable_for", strategy.StopWhenStableFor);
        writer.WriteString("discretisation", SettingWords.Of(SettingWords.Rules, strategy.Discretisation));
        writer.WriteNumber("kept_inputs", strategy.KeptInputs);
        writer.WriteNumber("threshold", strategy.Threshold);
        writer.WriteBoolean("keeps_none", strategy.KeepsNone);
        writer.WriteEndObject();
    }

    private static void Training(Utf8JsonWriter writer, TrainingSettings training)
    {
        writer.WriteStartObject("training");
        writer.WriteNumber("epochs", training.Epochs);
        writer.WriteNumber("batch_size", training.BatchSize);
        writer.WriteNumber("learning_rate", training.LearningRate);
        writer.WriteNumber("minimum_learning_rate", training.MinimumLearningRate);
        writer.WriteBoolean("is_cosine", training.IsCosine);
        writer.WriteNumber("momentum", training.Momentum);
        writer.WriteNumber("weight_decay", training.WeightDecay);
        writer.WriteNumber("gradient_clip", training.GradientClip);
        writer.WriteEndObject();
    }

    private static void Data(Utf8JsonWriter writer, DataSettings data)
    {
        writer.WriteStartObject("data");
        writer.WriteString("folder", data.Folder);
        writer.WriteString("phantom", SettingWords.Of(SettingWords.Phantoms, data.Phantom));
        writer.WriteNumber("seed", data.Seed);
        writer.WriteNumber("size", data.Size);
        writer.WriteNumber("training", data.Training);
        writer.WriteNumber("validation", data.Validation);
        writer.WriteNumber("test", data.Test);
        writer.WriteNumber("external", data.External);
        writer.WriteEndObject();
    }

    private static void Evaluation(Utf8JsonWriter writer, EvaluationSettings evaluation)
    {
        writer.WriteStartObject("evaluation");
        writer.WriteNumber("retrain_epochs", evaluation.RetrainEpochs);
        writer.WriteNumber("random_architectures", evaluation.RandomArchitectures);
        writer.WriteBoolean("eigenvalue", evaluation.Eigenvalue);
        writer.WriteEndObject();
    }

    private static void Resources(Utf8JsonWriter writer, IReadOnlyList<ResourceTerm> terms)
    {
        writer.WriteStartArray("resources");
        foreach (var term in terms)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", SettingWords.Of(SettingWords.Resources, term.Resource));
            writer.WriteNumber("weight", term.Weight);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Count(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } count)
            writer.WriteNumber(name, count);
        else
            writer.WriteNull(name);
    }
}

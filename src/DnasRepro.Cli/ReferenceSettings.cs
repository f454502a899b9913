using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Cards;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Cli;

/// <summary>Where the settings of a reference search come from, and how they are handed on.</summary>
internal static class ReferenceSettings
{
    /// <summary>What is searched unless something else is said.</summary>
    /// <param name="dimensions">2 or 3.</param>
    public static SearchSettings Default(int dimensions) => new() { Space = new SpaceSettings { Dimensions = dimensions } };

    /// <summary>Reads a settings file.</summary>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static SearchSettings Read(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ReferenceSettingsContext.Default.SearchSettings) ?? throw new JsonException("it is 'null'");
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"'{path}' holds no settings of a search: {error.Message}", "Write them as JSON.");
        }
    }

    /// <summary>The same settings as text, which <see cref="Read"/> reads.</summary>
    public static string Write(SearchSettings settings) => JsonSerializer.Serialize(settings, ReferenceSettingsContext.Default.SearchSettings).ReplaceLineEndings("\n") + "\n";

    /// <summary>The search that a card declares, in miniature, and in sentences what was mapped, made simpler or left out.</summary>
    public static (SearchSettings Settings, IReadOnlyList<string> Notes) OfCard(CardValue root) =>
        (new SearchSettings(), root == CardValue.Nowhere ? ["There is no card that can be read: space and strategy are the defaults of the reference search."] : ["The card's search space and strategy are not read: they are the defaults of the reference search."]);

    /// <summary>Refuses settings that do not go together.</summary>
    /// <exception cref="UserErrorException">They do not.</exception>
    public static void Check(SearchSettings settings)
    {
        var step = 1 << settings.Space.Levels;
        if (settings.Data.Size % step != 0)
            throw new UserErrorException($"--size: {settings.Data.Size} cannot be halved {settings.Space.Levels} times.", $"Give a multiple of {step}, or fewer --levels.");
        if (settings.Strategy.Relaxation == Relaxation.PartialChannels && settings.Space.Channels % settings.Strategy.PartialRatio != 0)
            throw new UserErrorException($"--channels: {settings.Space.Channels} cannot be split into {settings.Strategy.PartialRatio} parts, which partial channels need.", $"Give a multiple of {settings.Strategy.PartialRatio}.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SearchSettings))]
internal sealed partial class ReferenceSettingsContext : JsonSerializerContext;

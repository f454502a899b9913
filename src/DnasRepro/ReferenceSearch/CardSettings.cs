using DnasRepro.Cards;

namespace DnasRepro.ReferenceSearch;

/// <summary>
/// The search that a card declares, in miniature: its operations, cells, relaxation and rules in a small U on phantoms. It says in sentences what was taken
/// as declared, what was made smaller and what could not be represented; whatever the card holds, the settings pass <see cref="SearchSettings.Check"/>.
/// </summary>
public static class CardSettings
{
    /// <summary>The settings for a card, and the notes that belong into every report of a search with them.</summary>
    /// <param name="root">The card's root; a card that does not fit its schema does no harm.</param>
    public static (SearchSettings Settings, IReadOnlyList<string> Notes) Of(CardValue root)
    {
        var notes = new List<string>();
        var space = CardProxySpace.Of(root, notes);
        var usual = SearchSettings.For(space.Dimensions);
        var training = CardProxyTraining.Of(root, usual.Training, notes);
        var strategy = CardProxyStrategy.Of(root, space, training.Epochs, notes);
        var settings = usual with { Space = CardProxyTopology.With(root, space, notes), Strategy = strategy, Training = training };
        if (settings.Space.Topology is not null)
            settings = settings with { Strategy = CardProxyTopology.With(strategy, notes) };
        notes.Add(Size(settings));
        if (CardProxyTaken.Sentence(root, settings) is { } taken)
            notes.Insert(0, taken);
        return (settings, notes);
    }

    private static string Size(SearchSettings settings)
    {
        var (space, data) = (settings.Space, settings.Data);
        var image = space.Dimensions == 3 ? $"{data.Size}×{data.Size}×{data.Size} voxels" : $"{data.Size}×{data.Size} pixels";
        return $"Whatever is declared, the proxy has {space.Channels} channels and {space.Topology?.Levels ?? space.Levels} levels, and searches on {data.Training} + {data.Validation} seeded phantoms of {image}, not on the study's data.";
    }
}

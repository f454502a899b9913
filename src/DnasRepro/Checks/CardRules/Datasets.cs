using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>The card's data sets by id, and what each is used for.</summary>
internal sealed class Datasets
{
    private static readonly HashSet<string> SearchRoles = ["search_weights", "search_architecture", "architecture_selection"];
    private readonly Dictionary<string, CardValue> byId = new(StringComparer.Ordinal);

    public Datasets(CardValue card)
    {
        All = [.. card.At("data.datasets").Items];
        foreach (var set in All.Where(s => s["id"].Text is not null))
            byId.TryAdd(set["id"].Text!, set);
    }

    public IReadOnlyList<CardValue> All { get; }

    public CardValue? Find(string? id) => id is not null && byId.TryGetValue(id, out var set) ? set : null;

    public static IReadOnlyList<string> Roles(CardValue set) => [.. set["roles"].Texts];

    public static bool IsForSearch(CardValue set) => Roles(set).Any(SearchRoles.Contains);

    /// <summary>The roles that say that a partition of the set was used.</summary>
    public static bool Supports(CardValue set, string partition) => partition switch
    {
        "train" => Roles(set).Any(r => r is "train" or "search_weights" or "pretraining"),
        "validation" => Roles(set).Any(r => r is "validation" or "search_architecture" or "architecture_selection"),
        _ => Roles(set).Contains(partition),
    };

    /// <summary>The shares of the search data that train the weights and the architecture.</summary>
    public static CardValue[] Fractions(CardValue card) => [card.At("search_protocol.weights_fraction"), card.At("search_protocol.architecture_fraction")];

    /// <summary>True when no data set trains both the weights and the architecture of the search, so that each part may be a whole set.</summary>
    public static bool SearchPartsAreSeparate(CardValue card)
    {
        var roles = card.At("data.datasets").Items.Select(Roles).ToList();
        return roles.Exists(r => r.Contains("search_weights")) && roles.Exists(r => r.Contains("search_architecture"))
            && !roles.Exists(r => r.Contains("search_weights") && r.Contains("search_architecture"));
    }

    /// <summary>All places of the card that name a data set.</summary>
    public static IEnumerable<CardValue> References(CardValue card) =>
    [
        .. card.At("data.external_validation.datasets").Items,
        .. card.At("data.architecture_transfer.datasets").Items,
        .. card.At("search_protocol.datasets").Items,
        .. card.At("evaluation.metrics").Items.Select(m => m["dataset"]),
        .. card.At("architecture.genotypes").Items.Select(g => g["dataset"]),
        .. card.At("artefacts.weights").Items.Select(w => w["dataset"]),
        .. card.At("rerun.recipes").Items.SelectMany(r => r["datasets"].Items),
    ];
}

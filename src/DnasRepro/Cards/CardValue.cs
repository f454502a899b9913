using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Cards;

/// <summary>
/// A place in a card: the value there if there is one, its field name, and where the author wrote it. Asking for something
/// inside what is absent gives an absent value again, so rules read as the card does: <c>card["data"]["datasets"]</c>.
/// </summary>
public sealed class CardValue(DocumentNode? node, string field, SourceLocation location)
{
    private static readonly IReadOnlySet<string> Sentinels = new HashSet<string>(StringComparer.Ordinal) { NotReported, NotApplicable, Unknown };

    /// <summary>The responsible sources were read in full and do not say.</summary>
    public const string NotReported = "not_reported";

    /// <summary>A place that no card has, for "there is none".</summary>
    public static readonly CardValue Nowhere = new(null, "", SourceLocation.WholeFile(RepoPath.Parse("card")));

    /// <summary>The question has no meaning here; a reason is given elsewhere in the card.</summary>
    public const string NotApplicable = "not_applicable";

    /// <summary>It could not be established.</summary>
    public const string Unknown = "unknown";

    public DocumentNode? Node { get; } = node;

    /// <summary>The field as people write it: <c>data.datasets[0].roles</c>.</summary>
    public string Field { get; } = field;

    /// <summary>Where the value stands, or where the nearest thing around it does.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>True when the key is not there at all.</summary>
    public bool IsAbsent => Node is null;

    /// <summary>The sentinel that stands here, or null.</summary>
    public string? Sentinel => Node is DocumentScalar { Kind: ScalarKind.Text } scalar && Sentinels.Contains(scalar.Text) ? scalar.Text : null;

    /// <summary>True when there is a value that is not a sentinel.</summary>
    public bool IsStated => Node is not null and not DocumentScalar { Kind: ScalarKind.Null } && Sentinel is null;

    /// <summary>The value of a key; absent when this is no mapping or lacks the key.</summary>
    public CardValue this[string key]
    {
        get
        {
            var inner = Field.Length == 0 ? key : $"{Field}.{key}";
            var value = (Node as DocumentMap)?[key];
            // A block sentinel speaks for all that would be inside it.
            return value is not null ? new CardValue(value, inner, value.Location) : new CardValue(Sentinel is null ? null : Node, inner, Location);
        }
    }

    /// <summary>The items of a list; none when this is no list.</summary>
    public IEnumerable<CardValue> Items
    {
        get
        {
            if (Node is not DocumentList list)
                yield break;
            for (var i = 0; i < list.Items.Count; i++)
                yield return new CardValue(list.Items[i], $"{Field}[{i}]", list.Items[i].Location);
        }
    }

    /// <summary>How many items a list has; 0 when this is no list.</summary>
    public int Count => Node is DocumentList list ? list.Items.Count : 0;

    /// <summary>The text that is stated here, or null. Numbers and booleans give their text too.</summary>
    public string? Text => IsStated && Node is DocumentScalar scalar ? scalar.Text : null;

    /// <summary>The number that is stated here, or null.</summary>
    public double? Number => Node is DocumentScalar { Kind: ScalarKind.Integer or ScalarKind.Number } scalar ? scalar.Number : null;

    /// <summary>The integer that is stated here, or null.</summary>
    public int? Integer => Number is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>The boolean that is stated here, or null.</summary>
    public bool? Flag => Node is DocumentScalar { Kind: ScalarKind.Boolean } scalar ? scalar.Number == 1 : null;

    /// <summary>The texts of a list's items, sentinels left out.</summary>
    public IEnumerable<string> Texts => Items.Select(item => item.Text).OfType<string>();

    /// <summary>The field as a JSON pointer (RFC 6901): <c>/data/datasets/0/roles</c>.</summary>
    public string Pointer => PointerOf(Field);

    /// <summary>Follows a dotted path of keys.</summary>
    public CardValue At(string path)
    {
        var value = this;
        foreach (var key in path.Split('.'))
            value = value[key];
        return value;
    }

    /// <summary>The value as evidence.</summary>
    public Evidence Evidence(string? note = null) => new(Location, Excerpt, note);

    /// <summary>Turns <c>a.b[0].c</c> into <c>/a/b/0/c</c>.</summary>
    public static string PointerOf(string field) =>
        field.Length == 0 ? "" : "/" + field.Replace("~", "~0").Replace("/", "~1").Replace("[", "/").Replace("]", "").Replace('.', '/');

    private string? Excerpt => Node switch
    {
        null => null,
        DocumentScalar scalar => Locations.Evidence.Cut($"{LastKey}: {scalar.Text.ReplaceLineEndings(" ")}"),
        _ => LastKey.Length == 0 ? null : $"{LastKey}: …",
    };

    private string LastKey => Field[(Field.LastIndexOf('.') + 1)..];
}

/// <summary>Looking for a place among several.</summary>
public static class CardValues
{
    /// <summary>The first place that fits, or <see cref="CardValue.Nowhere"/>.</summary>
    public static CardValue FirstOrNowhere(this IEnumerable<CardValue> places, Func<CardValue, bool> fits)
    {
        foreach (var place in places)
        {
            if (fits(place))
                return place;
        }
        return CardValue.Nowhere;
    }
}

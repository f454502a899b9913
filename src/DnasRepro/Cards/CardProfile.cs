using System.Text.Json;
using DnasRepro.Schemas;

namespace DnasRepro.Cards;

/// <summary>Which keys a card has to state: <c>core</c> for authors, <c>journal</c> for reviewers. Read from schemas/card-profiles.json.</summary>
/// <param name="Name">core or journal.</param>
/// <param name="Keys">Key paths; <c>[]</c> stands for each item of a list, <c>a|b</c> for one of two keys.</param>
public sealed record CardProfile(string Name, IReadOnlyList<string> Keys)
{
    /// <summary>The profiles' names.</summary>
    public static readonly IReadOnlyList<string> Names = ["core", "journal"];

    private static readonly Lazy<JsonElement> Table = new(() => JsonDocument.Parse(JsonSchema.ReadText("card-profiles.json")).RootElement.Clone());

    public static CardProfile Core => Load("core");

    /// <summary>The profile of a name.</summary>
    public static CardProfile Load(string name) => new(name, Read(name));

    /// <summary>What a card about other people's work states besides.</summary>
    public static IReadOnlyList<string> AuditKeys => Read("audit");

    /// <summary>The keys that a card has to state: the profile's, and the audit's for a third party's card.</summary>
    public IReadOnlyList<string> KeysFor(ReportingCard card) => card.Type == "third_party_audit" ? [.. Keys, .. AuditKeys] : Keys;

    /// <summary>All places of a card that a key path names; absent places included.</summary>
    public static IEnumerable<CardValue> Places(CardValue root, string keyPath)
    {
        IEnumerable<CardValue> places = [root];
        foreach (var part in keyPath.Split('.'))
        {
            var isList = part.EndsWith("[]", StringComparison.Ordinal);
            var names = (isList ? part[..^2] : part).Split('|');
            places = places.Select(p => names.Select(n => p[n]).FirstOrDefault(v => !v.IsAbsent, p[names[0]]));
            if (isList)
                places = places.SelectMany(p => p.IsStated && p.Count > 0 ? p.Items : [p]);
        }
        return places;
    }

    private static IReadOnlyList<string> Read(string name) => [.. Table.Value.GetProperty(name).EnumerateArray().Select(k => k.GetString()!)];
}

/// <summary>How much of what a profile asks a card states (profile keys with a real value / profile keys that apply).</summary>
/// <param name="Reported">Keys with a real value everywhere.</param>
/// <param name="Expected">Keys that apply: those that are not <c>not_applicable</c>.</param>
/// <param name="Unknown">Keys that say <c>unknown</c> somewhere.</param>
/// <param name="Absent">Places where a key is not there at all.</param>
public sealed record CardCompleteness(int Reported, int Expected, IReadOnlyList<CardValue> Unknown, IReadOnlyList<CardValue> Absent)
{
    /// <summary>Counts.</summary>
    public static CardCompleteness Of(ReportingCard card, CardProfile profile)
    {
        var (reported, expected) = (0, 0);
        var unknown = new List<CardValue>();
        var absent = new List<CardValue>();
        foreach (var key in profile.KeysFor(card))
        {
            var places = CardProfile.Places(card.Root, key).ToList();
            if (places.TrueForAll(p => p.Sentinel == CardValue.NotApplicable))
                continue;
            expected++;
            reported += places.TrueForAll(p => p.IsStated || p.Sentinel == CardValue.NotApplicable) ? 1 : 0;
            unknown.AddRange(places.Where(p => p.Sentinel == CardValue.Unknown).Take(1));
            absent.AddRange(places.Where(p => p.IsAbsent));
        }
        return new CardCompleteness(reported, expected, unknown, absent);
    }
}

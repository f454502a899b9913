using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Reviews;

/// <summary>What a card says at a key, in a few words; not escaped.</summary>
internal static class CardFacts
{
    private const int MostItems = 6;
    private const int LongestValue = 120;

    /// <summary>The value of a key; of a mapping or a list of mappings only what is named inside. Sentinels stand as they were written.</summary>
    public static string Words(CardValue value, IReadOnlyList<string> inside) => value switch
    {
        { IsAbsent: true } => "not in the card",
        { Sentinel: { } sentinel } => sentinel,
        { Node: DocumentList { Items.Count: 0 } } => "none (an empty list)",
        { Node: DocumentList } => Listed(value, item => Words(item, inside), item => item.Node is DocumentMap ? "; " : ", "),
        { Node: DocumentMap } => Mapped(value, inside),
        { Node: DocumentScalar scalar } => Cut(scalar.Text),
        _ => "not in the card",
    };

    private static string Mapped(CardValue value, IReadOnlyList<string> inside)
    {
        var stated = inside.Where(key => !value[key].IsAbsent).Select(key => $"{key} {Plain(value[key])}").ToList();
        return stated.Count == 0 ? "nothing of what matters here" : string.Join(", ", stated);
    }

    private static string Plain(CardValue value) => value.Node switch
    {
        DocumentList { Items.Count: 0 } => "[]",
        DocumentList => $"[{Listed(value, Plain, _ => ", ")}]",
        DocumentMap => Cut(value["path"].Text ?? value["command"].Text ?? "…"),
        DocumentScalar scalar => Cut(scalar.Text),
        _ => "",
    };

    private static string Listed(CardValue list, Func<CardValue, string> words, Func<CardValue, string> separator)
    {
        var items = list.Items.Take(MostItems).ToList();
        return string.Join(separator(items[0]), items.Select(words)) + (list.Count > MostItems ? $"{separator(items[0])}and {list.Count - MostItems} more" : "");
    }

    private static string Cut(string text) => text.Length <= LongestValue ? text : Evidence.Cut(text[..LongestValue] + new string(' ', Evidence.LongestExcerpt)).TrimEnd(' ', '…') + "…";
}

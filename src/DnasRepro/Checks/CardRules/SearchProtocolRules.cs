namespace DnasRepro.Checks.CardRules;

internal static class SearchProtocolRules
{
    public static readonly CardRule[] All = [];
}

namespace DnasRepro.Checks.CardRules;

internal static class SearchSpaceRules
{
    public static readonly CardRule[] All = [];
}

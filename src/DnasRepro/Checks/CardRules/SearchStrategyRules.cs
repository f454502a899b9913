namespace DnasRepro.Checks.CardRules;

internal static class SearchStrategyRules
{
    public static readonly CardRule[] All = [];
}

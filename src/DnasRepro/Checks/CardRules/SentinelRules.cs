namespace DnasRepro.Checks.CardRules;

internal static class SentinelRules
{
    public static readonly CardRule[] All = [];
}

namespace DnasRepro.Checks.CardRules;

internal static class StabilityRules
{
    public static readonly CardRule[] All = [];
}

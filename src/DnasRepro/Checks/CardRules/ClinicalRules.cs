namespace DnasRepro.Checks.CardRules;

internal static class ClinicalRules
{
    public static readonly CardRule[] All = [];
}

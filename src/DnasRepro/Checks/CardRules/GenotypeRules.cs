namespace DnasRepro.Checks.CardRules;

internal static class GenotypeRules
{
    public static readonly CardRule[] All = [];
}

namespace DnasRepro.Checks.CardRules;

internal static class DataRules
{
    public static readonly CardRule[] All = [];
}

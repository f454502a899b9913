namespace DnasRepro.Checks.CardRules;

internal static class StatementRules
{
    public static readonly CardRule[] All = [];
}

namespace DnasRepro.Checks.CardRules;

internal static class ObjectiveRules
{
    public static readonly CardRule[] All = [];
}

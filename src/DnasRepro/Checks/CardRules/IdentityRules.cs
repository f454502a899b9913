namespace DnasRepro.Checks.CardRules;

internal static class IdentityRules
{
    public static readonly CardRule[] All = [];
}

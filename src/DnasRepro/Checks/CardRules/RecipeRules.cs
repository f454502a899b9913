namespace DnasRepro.Checks.CardRules;

internal static class RecipeRules
{
    public static readonly CardRule[] All = [];
}

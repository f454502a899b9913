namespace DnasRepro.Checks.CardRules;

internal static class EvaluationRules
{
    public static readonly CardRule[] All = [];
}

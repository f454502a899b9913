namespace DnasRepro.Checks.CardRules;

internal static class ArtefactRules
{
    public static readonly CardRule[] All = [];
}

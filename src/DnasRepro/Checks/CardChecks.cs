namespace DnasRepro.Checks;

internal static class CardChecks
{
    public static readonly ICheck[] All = [];
}

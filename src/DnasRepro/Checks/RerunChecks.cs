namespace DnasRepro.Checks;

internal static class RerunChecks
{
    public static readonly ICheck[] All = [];
}

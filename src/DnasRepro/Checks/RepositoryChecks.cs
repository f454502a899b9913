namespace DnasRepro.Checks;

internal static class RepositoryChecks
{
    public static readonly ICheck[] All = [];
}

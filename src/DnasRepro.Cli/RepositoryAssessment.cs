using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary>Opens and assesses one repository: what <c>check</c>, <c>compare</c> and <c>comment</c> share. Executes nothing of it.</summary>
internal static class RepositoryAssessment
{
    /// <summary>Reads what the user typed as a target; says so on stderr when it means a request to GitHub.</summary>
    /// <exception cref="UserErrorException">The text is no target.</exception>
    public static RepositoryAddress Address(string text)
    {
        var address = TargetParser.Parse(text);
        if (address is RepositoryAddress.GitHub { Url: var url } && !text.StartsWith("github:", StringComparison.Ordinal))
            Console.Error.WriteLine($"'{Escaping.Terminal(text)}' is no folder here; reading {url}");
        return address;
    }

    /// <summary>Opens a repository for reading; the caller closes it.</summary>
    /// <param name="cache">Where clones of remote repositories are kept; null for the user's own folder.</param>
    /// <exception cref="UserErrorException">It is not there, cannot be reached or is damaged.</exception>
    public static OpenRepository Open(RepositoryAddress address, string? cache, CancellationToken cancellation) =>
        Progress.While("Reading the repository", report => RepositorySource.Read(address, SourceOptions.FromEnvironment(report) with { CacheFolder = cache }, cancellation));

    /// <summary>The report of an open repository under settings that the caller chose (for a pull request: those of its base), without anything that differs from run to run.</summary>
    public static Report Of(OpenRepository repository, AssessmentWishes wishes, HeldSettings settings, CancellationToken cancellation)
    {
        var report = Assessor.Assess(repository.Snapshot, wishes.Under(settings));
        cancellation.ThrowIfCancellationRequested();
        return report;
    }

    /// <summary>The same for a repository that is opened and closed here.</summary>
    /// <exception cref="UserErrorException">It is not there, cannot be reached or is damaged.</exception>
    public static Report Of(RepositoryAddress address, AssessmentWishes wishes, HeldSettings settings, string? cache, CancellationToken cancellation)
    {
        using var repository = Open(address, cache, cancellation);
        return Of(repository, wishes, settings, cancellation);
    }
}

using DnasRepro.Cards;
using DnasRepro.Configuration;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary>What <c>search --card</c> and <c>profile</c> name: a card file, or a target whose card is looked for.</summary>
internal static class CardArgument
{
    /// <summary>The card's root.</summary>
    /// <param name="named">The file or target.</param>
    /// <param name="asked">The option or argument, for messages.</param>
    /// <param name="otherwise">What else can be done, for messages.</param>
    /// <exception cref="UserErrorException">There is no card, or it is not a valid one.</exception>
    public static CardValue Read(string named, CancellationToken cancellation, string asked = "--card", string otherwise = "without --card the default space is searched")
    {
        if (File.Exists(named))
            return CardReader.Read(LocalFile.Open(named, asked)) is CardReading.Valid valid ? valid.Card.Root : throw NotValid(named, asked, otherwise);
        using var repository = Progress.While("Reading the repository", report => RepositorySource.Read(TargetParser.Parse(named), SourceOptions.FromEnvironment(report), cancellation));
        var options = new AssessmentOptions("core", false, FailOn.Error, null, ProjectConfiguration.None, null, ToolVersion.Text, DateOnly.FromDateTime(DateTime.UtcNow));
        var card = Assessor.ReadCard(repository.Snapshot, options);
        return card == CardValue.Nowhere ? throw NotValid(named, asked, otherwise) : card;
    }

    private static UserErrorException NotValid(string named, string asked, string otherwise) => new(
        $"{asked}: '{named}' has no card that fits the schema.", $"'dotnet dnas-repro check {(File.Exists(named) ? $"--card {named}" : named)}' says what is wrong with it; {otherwise}.");
}

using System.CommandLine;
using System.Reflection;
using System.Runtime.CompilerServices;
using DnasRepro.Cards;
using DnasRepro.ReferenceSearch;
using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;
using DnasRepro.Runs.Reference;
using DnasRepro.Search.Native;

namespace DnasRepro.Cli;

/// <summary>Prepares <c>rerun --engine reference</c>: the search that the card declares, in miniature, by this program itself.</summary>
internal static class ReferenceWork
{
    private const string NoCard = "The repository has no card that can be read, so that nothing is declared: space and strategy are the defaults of the reference search.";

    /// <exception cref="UserErrorException">It cannot be attempted, or an option is given that only the repository's own search has.</exception>
    public static RerunPreparation Prepare(ParseResult options, AssessedTarget.Opened opened, bool isSplit, CancellationToken cancellation)
    {
        if (RerunOptions.OfTheRepository.FirstOrDefault(o => options.GetResult(o) is { Implicit: false }) is { } foreign)
            throw new UserErrorException($"{foreign.Name} belongs to the repository's own search, and --engine reference runs none of it.", "Leave one of the two out.");
        var (settings, notes) = Settings(options, opened.Card());
        var reference = new ReferenceRequest(
            SearchSettingsJson.Write(settings), ReferenceSpace.Of(settings), notes, settings.Training.Epochs, options.GetValue(RerunOptions.Threads) ?? 1, Program(), Version());
        var recipe = ReferenceRecipe.Of(reference, options.GetValue(RerunOptions.Data) is not null);
        return ReferencePreparation.Make(RerunWork.Request(options, recipe, [], isSplit), reference, PrivateCopy.NameOf(opened.Address), opened.Snapshot, cancellation);
    }

    /// <summary>Before the first run: without libtorch none could begin, and that would be told of the repository. Kept apart, so that no other command loads the search.</summary>
    /// <exception cref="UserErrorException">It is not there (exit code 3).</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RequireEngine() => _ = TorchLibrary.RequireFiles();

    /// <summary>The user's own settings, else those that the card declares. Whose folder is searched is said by --data alone.</summary>
    private static (SearchSettings Settings, IReadOnlyList<string> Notes) Settings(ParseResult options, CardValue card)
    {
        var (settings, notes) = options.GetValue(RerunOptions.SearchSettings) is { } file
            ? (SearchSettingsReader.Read(file, LocalFile.ReadText(file, "--search-settings")), ["Space and strategy are those of a settings file that the user named, not those of the card."])
            : card == CardValue.Nowhere ? (SearchSettings.For(2), [NoCard]) : CardSettings.Of(card);
        if (settings.Data.Folder is not null)
            throw new UserErrorException("--search-settings: the file names a data folder.", "Leave it out of the file, and name the folder with --data.");
        var epochs = options.GetValue(RerunOptions.Epochs) ?? settings.Training.Epochs;
        // The warm-up keeps its share of the search.
        var warmUp = (int)((long)settings.Strategy.WarmUpEpochs * epochs / settings.Training.Epochs);
        var changed = settings with { Training = settings.Training with { Epochs = epochs }, Strategy = settings.Strategy with { WarmUpEpochs = warmUp } };
        changed.Check();
        return (changed, changed.Training.Epochs == settings.Training.Epochs ? notes : [.. notes, $"The user asked for {epochs} epochs instead of {settings.Training.Epochs}, {warmUp} of them warm-up."]);
    }

    /// <summary>The words that start this very program.</summary>
    private static IReadOnlyList<string> Program()
    {
        var own = Environment.ProcessPath ?? throw new UserErrorException("The system does not say which program this is, so that it cannot start its own search.", "Run 'search' once for each seed.", ExitCodes.NotAttempted);
        var assembly = typeof(ReferenceWork).Assembly.Location;
        return Path.GetFileNameWithoutExtension(own) == Path.GetFileNameWithoutExtension(assembly) || assembly.Length == 0 ? [own] : [own, assembly];
    }

    private static string Version() => $"{ToolVersion.WithCommit}, libtorch {TorchVersion}";

    /// <summary>Of the file alone: to load it would load libtorch.</summary>
    private static string TorchVersion { get; } = typeof(ReferenceWork).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "TorchPackage")?.Value is { Length: > 0 } package ? package : "none";
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Native;
using DnasRepro.Search.Searching;

namespace DnasRepro.Cli;

/// <summary><c>search</c>: one run of the built-in reference search. Only here, and not before it runs, libtorch is loaded.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var command = new Command("search", "Runs the built-in reference search once, with one seed: a differentiable architecture search for segmentation, in 2-D or 3-D, that needs no data and no Python. The same command goes on where it was interrupted.");
        foreach (var option in SearchOptions.All)
            command.Add(option);
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        CheckValues(options);
        var (settings, notes) = Settings(options, cancellation);
        var output = Path.GetFullPath(options.GetValue(SearchOptions.Output)!);
        foreach (var note in notes)
            Console.Error.WriteLine(Reports.Escaping.Terminal(note));
        var found = Search(settings, options, output, cancellation);
        foreach (var line in FoundText.Of(found, FoundText.Measures(output), output, settings.Space.Topology?.Levels))
            Console.Out.WriteLine(Reports.Escaping.Terminal(line));
        return ExitCodes.Passed;
    }

    /// <summary>From a file, from a card, or the defaults; what the command line says wins.</summary>
    private static (SearchSettings Settings, IReadOnlyList<string> Notes) Settings(ParseResult options, CancellationToken cancellation)
    {
        var (config, card) = (options.GetValue(SearchOptions.Config), options.GetValue(SearchOptions.Card));
        var (settings, notes) = config is not null ? (SearchSettingsReader.Read(config, LocalFile.ReadText(config, "--config")), [])
            : card is not null ? CardSettings.Of(CardArgument.Read(card, cancellation))
            : (SearchSettings.For(SearchOptions.AskedDimensions(options) ?? 2), (IReadOnlyList<string>)[]);
        return (SearchOptions.Over(settings, options), notes);
    }

    private static string Kept(string output) => File.Exists(Path.Combine(output, SearchRun.CheckpointName))
        ? $"How far it came is kept in {output}; the same command goes on from there, --fresh begins anew."
        : "No epoch had ended, so nothing is kept.";

    private static void CheckValues(ParseResult options)
    {
        if (options.GetValue(SearchOptions.Config) is not null && options.GetValue(SearchOptions.Card) is not null)
            throw new UserErrorException("--config and --card are both given.", "Leave one of them out.");
        if (options.GetValue(SearchOptions.Seed) < 0)
            throw new UserErrorException($"--seed is {options.GetValue(SearchOptions.Seed)}.", "Give a number from 0.");
        if (options.GetValue(SearchOptions.Threads) is < 0 or > 1024)
            throw new UserErrorException($"--threads is {options.GetValue(SearchOptions.Threads)}.", "Give a number from 1 to 1024, or leave it out.");
        if (options.GetValue(SearchOptions.Device) is not ("cpu" or "cuda") and var device)
            throw new UserErrorException($"--device: '{device}' is neither cpu nor cuda.", "Leave it out, or give one of the two.");
        if (options.GetValue(SearchOptions.Output) is not { Length: > 0 } output)
            throw new UserErrorException("--out is empty.", "Name a folder; it is made when it is not there.");
        if (File.Exists(output))
            throw new UserErrorException($"--out: '{output}' is a file.", "Name a folder; it is made when it is not there.");
        if (options.GetValue(SearchOptions.Data) is { } data && !Directory.Exists(data))
            throw new UserErrorException($"--data: there is no folder '{data}'.", "Name an existing folder.");
    }

    /// <summary>Kept apart so that the search's own code is loaded only now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Architectures.Architecture Search(SearchSettings settings, ParseResult options, string output, CancellationToken cancellation)
    {
        var device = options.GetValue(SearchOptions.Device)!;
        var progress = new SearchProgressText(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // What a batch system sends before it kills; the checkpoint is written as after Ctrl-C.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            // A second one ends the process as usual.
            signal.Cancel = !ended.IsCancellationRequested;
            ended.Cancel();
        });
        TorchLibrary.Require(device);
        try
        {
            return SearchRun.Run(
                settings, new SearchRunOptions(options.GetValue(SearchOptions.Seed), output, options.GetValue(SearchOptions.Threads), device, !options.GetValue(SearchOptions.Fresh)),
                options.GetValue(SearchOptions.Quiet) ? _ => { } : progress.Show, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw new UserErrorException("Interrupted.", Kept(output), ExitCodes.Interrupted);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{output}' cannot be written: {error.Message}", "Name another folder with --out, or make room there; the same command goes on where it was.");
        }
        finally
        {
            progress.End();
        }
    }
}

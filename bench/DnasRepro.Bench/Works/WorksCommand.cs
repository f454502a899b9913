using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Native;

namespace DnasRepro.Bench.Works;

/// <summary><c>search-works</c>: does the found architecture beat random ones of its space, and does it not when the weights were frozen during the search?</summary>
internal static class WorksCommand
{
    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many seeds, from 0.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> First = new("--first") { Description = "The first seed.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Random = new("--random") { Description = "Random architectures for each seed.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Epochs of the search. [default: the settings']" };
    private static readonly Option<int?> Retrain = new("--retrain-epochs") { Description = "Epochs of each training from scratch. [default: as many as the search's]" };
    private static readonly Option<int> DataSeed = new("--data-seed") { Description = "Seed of the phantoms; default settings that were tuned on one have to be shown on another.", DefaultValueFactory = _ => 0 };
    private static readonly Option<FileInfo?> Settings = new("--settings") { Description = "Search settings to use instead of the default ones.", HelpName = "FILE" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the arithmetic.", DefaultValueFactory = _ => 1 };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Write the table there too.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("search-works", "Does the search beat random architectures, and not when it cannot learn?") { Seeds, First, Random, Epochs, Retrain, DataSeed, Settings, Threads, Out };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Of(parsed);
        settings.Check();
        TorchLibrary.Require("cpu");
        var clock = Stopwatch.StartNew();
        var study = new WorksStudy(settings, Phantoms.Create(settings), parsed.GetValue(Threads));
        var rows = new List<WorksRow>();
        for (var seed = parsed.GetValue(First); seed < parsed.GetValue(First) + parsed.GetValue(Seeds); seed++)
        {
            rows.Add(study.Of(seed, cancellation));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {rows[^1].Seconds:0} s"));
        }
        var text = WorksTable.Write(settings, parsed.GetValue(Threads), rows, clock.Elapsed);
        Console.Out.Write(text);
        if (parsed.GetValue(Out) is { } file)
            File.WriteAllText(file.FullName, text);
        return 0;
    }

    private static SearchSettings Of(ParseResult parsed)
    {
        var settings = parsed.GetValue(Settings) is { } file ? SearchSettingsReader.Read(file.Name, File.ReadAllText(file.FullName)) : new SearchSettings();
        var epochs = parsed.GetValue(Epochs) ?? settings.Training.Epochs;
        return settings with
        {
            Training = settings.Training with { Epochs = epochs },
            Data = settings.Data with { Seed = parsed.GetValue(DataSeed) },
            Evaluation = new EvaluationSettings { RetrainEpochs = parsed.GetValue(Retrain) ?? epochs, RandomArchitectures = parsed.GetValue(Random) },
        };
    }
}

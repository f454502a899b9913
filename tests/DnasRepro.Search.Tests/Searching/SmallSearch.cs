using System.Text.Json;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Native;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

/// <summary>Searches that take a second.</summary>
internal static class SmallSearch
{
    /// <summary>Four channels, two nodes, one level; eight images of 16 × 16.</summary>
    public static SearchSettings Settings(StrategySettings strategy, int epochs = 4) => new()
    {
        Space = new SpaceSettings { Levels = 1, Channels = 4, DownOperations = ["none", "skip_connect", "conv_3x3", "sep_conv_3x3"], UpOperations = ["skip_connect", "conv_1x1", "conv_3x3", "avg_pool_3x3"] },
        Strategy = strategy with { LearningRate = 0.02 },
        Training = new TrainingSettings { Epochs = epochs, BatchSize = 4 },
        Data = new DataSettings { Size = 16, Training = 8, Validation = 8, Test = 1, External = 0, Phantom = Phantom.Ellipses },
    };

    /// <summary>Runs a search; gives its history and, as text that is equal only when every bit is, all that it remembers of its epochs.</summary>
    /// <param name="stopAfter">Gives up after so many epochs.</param>
    public static (SearchHistory? History, string Epochs) Run(SearchSettings settings, TempFolder folder, bool resumes = false, int? stopAfter = null)
    {
        TorchLibrary.Require("cpu");
        set_num_threads(1);
        using var loop = new SearchLoop(settings, Phantoms.Create(settings), 3, CPU);
        using var source = new CancellationTokenSource();
        try
        {
            var history = loop.Run(new Checkpoint(folder["checkpoint.bin"], "key", resumes), p => { if (p.Epoch == stopAfter) source.Cancel(); }, source.Token);
            return (history, JsonSerializer.Serialize(history.Epochs));
        }
        catch (OperationCanceledException)
        {
            return (null, "");
        }
    }
}

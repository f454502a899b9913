using System.Diagnostics;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Bench.Works;

/// <summary>One seed of the study.</summary>
/// <param name="Found">The search's architecture among the random ones.</param>
/// <param name="Control">That of the search with frozen weights among the same ones.</param>
/// <param name="Architecture">What the search found.</param>
/// <param name="Seconds">All of it.</param>
internal sealed record WorksRow(long Seed, RandomBaseline Found, RandomBaseline Control, Architecture Architecture, Architecture ControlArchitecture, double SearchSeconds, double Seconds);

/// <summary>Searches with a seed, with and without learning weights, and trains both results and random architectures from scratch, all with the same budget.</summary>
internal sealed class WorksStudy
{
    private readonly SearchSettings settings;
    private readonly SearchData data;

    public WorksStudy(SearchSettings settings, SearchData data, int threads)
    {
        (this.settings, this.data) = (settings, data);
        set_num_threads(threads);
    }

    public WorksRow Of(long seed, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var found = Search(settings, seed, cancellation);
        var searched = clock.Elapsed.TotalSeconds;
        var control = Search(settings with { Training = settings.Training with { LearningRate = 0, MinimumLearningRate = 0 } }, seed, cancellation);
        using var images = new EvaluationImages(data, new Spatial(settings.Space.Dimensions), CPU);
        var retraining = new Retraining(settings, images, seed, CPU);
        var random = RandomBaseline.Draw(settings, found, settings.Evaluation.RandomArchitectures, seed)
            .Select(a => (a, Train(a))).ToList();
        return new WorksRow(seed, new RandomBaseline(Train(found), random), new RandomBaseline(Train(control), random), found, control, searched, clock.Elapsed.TotalSeconds);

        Retrained Train(Architecture architecture) => retraining.Train(architecture, "", _ => { }, cancellation);
    }

    private Architecture Search(SearchSettings how, long seed, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("dnas-repro-works-");
        try
        {
            using var loop = new SearchLoop(how, data, seed, CPU);
            return loop.Run(new Checkpoint(Path.Combine(folder.FullName, "checkpoint.bin"), "", resumes: false), _ => { }, cancellation).Architecture;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

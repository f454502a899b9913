using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>What is measured once a search has ended: the member <c>measures</c> of architecture.json. It depends on settings, seed and threads alone.</summary>
internal sealed class SearchEvaluation(SearchSettings settings, SearchedNetwork network, long seed, Device device, Action<SearchProgress> report) : IDisposable
{
    private EvaluationImages? images;

    /// <summary>The supernet's Dice always, and the rest as <see cref="SearchSettings.Evaluation"/> asks.</summary>
    /// <param name="found">What the search found.</param>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public JsonObject Measure(SearchData data, Architecture found, CancellationToken cancellation)
    {
        images = new EvaluationImages(data, network.Supernet.Spatial, device);
        var (asked, measures) = (settings.Evaluation, new JsonObject { ["data"] = data.Origin, ["supernet"] = Supernet() });
        if (data.Notes.Count > 0)
            measures["data_notes"] = Texts(data.Notes);
        var reasons = new List<string>();
        if (asked.Eigenvalue && settings.Strategy.Relaxation == Relaxation.Gumbel)
            reasons.Add("The Hessian's eigenvalue: the relaxation draws one operation an edge, so that the loss has no second derivative.");
        else if (asked.Eigenvalue)
            measures["hessian_eigenvalue"] = Eigenvalue();
        if (asked.RetrainEpochs > 0)
            Derive(measures, reasons, found, cancellation);
        if (reasons.Count > 0)
            measures["not_measured"] = Texts(reasons);
        return measures;
    }

    public void Dispose() => images?.Dispose();

    private JsonObject Supernet()
    {
        var node = new JsonObject { ["validation_dice"] = Dice(images!.Validation), ["test_dice"] = Dice(images.Test) };
        if (images.External is { } external)
            node["external_dice"] = Dice(external);
        return node;

        double Dice(ImageSet set) => PooledDice.Of(i => network.Forward(i, isTraining: false), set, settings.Training.BatchSize, images.Data.Classes);
    }

    private JsonObject Eigenvalue()
    {
        using var batch = images!.Validation.Take(Enumerable.Range(0, Math.Min(settings.Training.BatchSize, images.Validation.Count)).Select(i => (long)i));
        var found = DominantEigenvalue.Of(network, batch);
        return new JsonObject { ["value"] = Finite(found.Value), ["iterations"] = found.Iterations, ["residual"] = Finite(found.Residual) };
    }

    private JsonObject Gap(Architecture found)
    {
        var gap = DiscretisationGap.Measure(settings, found, network, images!, device);
        return new JsonObject { ["supernet_validation_dice"] = gap.Supernet, ["derived_validation_dice"] = gap.Derived, ["difference"] = gap.Supernet - gap.Derived };
    }

    private void Derive(JsonObject measures, List<string> reasons, Architecture found, CancellationToken cancellation)
    {
        if (settings.Strategy.Relaxation == Relaxation.PartialChannels)
            reasons.Add("The discretisation gap: with partial channels the supernet's weights are of fewer channels than the derived network's.");
        else
            measures["discretisation_gap"] = Gap(found);
        var retraining = new Retraining(settings, images!, seed, device);
        var scores = retraining.Train(found, "retrain", report, cancellation);
        measures["retrained"] = Scores(scores);
        var random = RandomBaseline.Draw(settings, found, settings.Evaluation.RandomArchitectures, seed);
        if (random.Count == 0)
            return;
        measures["random"] = Baseline(new RandomBaseline(scores, [.. random.Select((a, i) => (a, retraining.Train(a, $"random {i + 1} of {random.Count}", report, cancellation)))]));
    }

    private JsonObject Baseline(RandomBaseline baseline) => new()
    {
        ["count"] = baseline.Random.Count,
        ["validation_dice_mean"] = baseline.Mean,
        ["validation_dice_sd"] = baseline.Deviation,
        ["validation_dice_best"] = baseline.Best,
        ["rank_of_found"] = baseline.Rank,
        ["architectures"] = new JsonArray([.. baseline.Random.Select(r =>
        {
            var node = Scores(r.Scores);
            node.Insert(0, "cells", ArchitectureFile.Cells(r.Architecture));
            return node;
        })]),
    };

    private JsonObject Scores(Retrained scores)
    {
        var node = new JsonObject { ["epochs"] = settings.Evaluation.RetrainEpochs, ["training_loss"] = scores.Loss };
        foreach (var (name, score) in new[] { ("validation", scores.Validation), ("test", scores.Test), ("external", scores.External) })
        {
            if (score is null)
                continue;
            node[$"{name}_dice"] = score.Dice;
            node[$"{name}_hd95_mm"] = score.Hausdorff;
            node[$"{name}_hd95_undefined"] = score.Undefined;
        }
        return node;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

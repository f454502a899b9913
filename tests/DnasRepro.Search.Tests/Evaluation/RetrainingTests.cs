using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class RetrainingTests
{
    private static readonly SearchSettings Small = new()
    {
        Space = new SpaceSettings { Levels = 1, Channels = 4 },
        Training = new TrainingSettings { Epochs = 2, BatchSize = 4, LearningRate = 0.1 },
        Data = new DataSettings { Phantom = Phantom.Ellipses, Size = 16, Training = 16, Validation = 8, Test = 8, External = 4 },
        Evaluation = new EvaluationSettings { RetrainEpochs = 8, RandomArchitectures = 2, Eigenvalue = true },
    };

    public RetrainingTests()
    {
        TorchLibrary.Require("cpu");
        set_num_threads(1);
    }

    [Fact]
    public void Learns_and_is_the_same_again()
    {
        var settings = Small with { Data = Small.Data with { Training = 64 }, Evaluation = new EvaluationSettings { RetrainEpochs = 20 } };
        using var images = new EvaluationImages(Phantoms.Create(settings), new Spatial(2), CPU);
        var epochs = new List<SearchProgress>();
        var architecture = Of(new ArchitectureEdge(2, 0, "conv_3x3"), new ArchitectureEdge(2, 1, "conv_3x3"), new ArchitectureEdge(3, 2, "sep_conv_3x3"));

        var once = new Retraining(settings, images, 1, CPU).Train(architecture, "retrain", epochs.Add, TestContext.Current.CancellationToken);

        Assert.True(once.Validation.Dice > 0.45, $"{once}");
        Assert.True(once.Test.Dice > 0.4, $"{once}");
        Assert.InRange(once.Validation.Hausdorff!.Value, 0, 16);
        Assert.Equal(8, once.Validation.Pairs);
        Assert.Equal(4, once.External!.Pairs);
        Assert.Equal(Enumerable.Range(1, 20), epochs.Select(e => e.Epoch));
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
        Assert.Equal(once, new Retraining(settings, images, 1, CPU).Train(architecture, "retrain", _ => { }, TestContext.Current.CancellationToken));
        Assert.NotEqual(once.Loss, new Retraining(settings, images, 2, CPU).Train(architecture, "retrain", _ => { }, TestContext.Current.CancellationToken).Loss);
    }

    [Fact]
    public void An_input_that_no_edge_leaves_does_no_harm()
    {
        using var images = new EvaluationImages(Phantoms.Create(Small), new Spatial(2), CPU);
        var settings = Small with { Evaluation = new EvaluationSettings { RetrainEpochs = 1 } };
        var scores = new Retraining(settings, images, 1, CPU).Train(Of(new ArchitectureEdge(3, 1, "skip_connect")), "retrain", _ => { }, TestContext.Current.CancellationToken);
        Assert.NotNull(scores.Loss);
    }

    [Fact]
    public void Ends_when_it_is_given_up()
    {
        using var images = new EvaluationImages(Phantoms.Create(Small), new Spatial(2), CPU);
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new Retraining(Small, images, 1, CPU).Train(Of(new ArchitectureEdge(2, 0, "conv_3x3")), "retrain", _ => cancel.Cancel(), cancel.Token));
    }

    [Fact]
    public void The_gap_is_nothing_where_the_supernet_has_chosen()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var network = new SearchedNetwork(Small, 1, 2, generator);
        using var images = new EvaluationImages(Phantoms.Create(Small), new Spatial(2), CPU);
        using (no_grad())
        {
            network.Architecture.Vector.fill_(0);
            network.Tables[0].Alpha.Value.select(1, 2).fill_(200);
            network.Tables[1].Alpha.Value.select(1, 3).fill_(200);
            for (var i = 0; i < 60; i++)
            {
                foreach (var batch in images.Training.InOrder(4))
                    network.Forward(batch.Images, isTraining: true);
            }
        }
        var edges = ReferenceSpace.Edges(2);
        var architecture = new Architecture([
            new ArchitectureCell("down", [.. edges.Select(e => new ArchitectureEdge(e.Node, e.From, "conv_3x3"))]), new ArchitectureCell("up", [.. edges.Select(e => new ArchitectureEdge(e.Node, e.From, "sep_conv_3x3"))])]);

        var gap = DiscretisationGap.Measure(Small, architecture, network, images, CPU);

        Assert.InRange(gap.Supernet, 0.01, 0.99);
        Assert.Equal(gap.Supernet, gap.Derived, 0.01);
    }

    [Fact]
    public void A_run_has_all_measures_and_the_same_again()
    {
        var (first, again) = (RunOnce(), RunOnce());

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        foreach (var key in new[] { "supernet.test_dice", "supernet.external_dice", "discretisation_gap.derived_validation_dice", "retrained.test_hd95_mm", "retrained.external_dice", "random.validation_dice_sd", "hessian_eigenvalue.value" })
            Assert.True(key.Split('.').Aggregate((JsonNode?)first, (node, k) => node?[k]) is JsonValue, key);
        Assert.Equal(2, first["random"]!["architectures"]!.AsArray().Count);
        Assert.InRange((int)first["random"]!["rank_of_found"]!, 1, 3);
        Assert.Equal((double)first["random"]!["validation_dice_mean"]!, first["random"]!["architectures"]!.AsArray().Average(a => (double)a!["validation_dice"]!), 12);
    }

    [Fact]
    public void A_run_that_was_given_up_while_it_measured_is_measured_again()
    {
        using var folder = new TempFolder();
        using var cancel = new CancellationTokenSource();
        var phases = new List<string>();

        Assert.Throws<OperationCanceledException>(() => Run(folder, Brief, resumes: false, p =>
        {
            if (p.Phase == "retrain")
                cancel.Cancel();
        }, cancel.Token));
        Assert.False(File.Exists(Path.Combine(folder.Path, "architecture.json")));
        Run(folder, Brief, resumes: true, p => phases.Add(p.Phase), TestContext.Current.CancellationToken);

        Assert.Equal(["retrain", "random 1 of 2", "random 2 of 2"], phases.Distinct());
        Assert.Equal(RunOnce().ToJsonString(), Measures(folder).ToJsonString());
    }

    [Theory]
    [InlineData(Relaxation.Gumbel, DiscretisationRule.ArgmaxPerEdge, "The Hessian's eigenvalue", "discretisation_gap")]
    [InlineData(Relaxation.PartialChannels, DiscretisationRule.TopInputs, "The discretisation gap", "hessian_eigenvalue")]
    [InlineData(Relaxation.Softmax, DiscretisationRule.Threshold, null, "hessian_eigenvalue")]
    public void Says_what_cannot_be_measured(Relaxation relaxation, DiscretisationRule rule, string? missing, string there)
    {
        using var folder = new TempFolder();
        var settings = Brief with { Strategy = new StrategySettings { Relaxation = relaxation, PartialRatio = 2, Discretisation = rule, Threshold = 0.1 } };

        Run(folder, settings, resumes: false, _ => { }, TestContext.Current.CancellationToken);

        var measures = Measures(folder);
        Assert.NotNull(measures[there]);
        Assert.NotNull(measures["retrained"]!["test_dice"]);
        Assert.Equal(2, (int)measures["random"]!["count"]!);
        var reasons = measures["not_measured"]?.AsArray().Select(r => r!.GetValue<string>()).ToList() ?? [];
        Assert.Equal(missing is null ? 0 : 1, reasons.Count);
        Assert.All(reasons, r => Assert.StartsWith(missing!, r, StringComparison.Ordinal));
    }

    private static SearchSettings Brief => Small with { Evaluation = Small.Evaluation with { RetrainEpochs = 2 } };

    private static JsonNode RunOnce()
    {
        using var folder = new TempFolder();
        Run(folder, Brief, resumes: false, _ => { }, TestContext.Current.CancellationToken);
        return Measures(folder);
    }

    private static void Run(TempFolder folder, SearchSettings settings, bool resumes, Action<SearchProgress> report, CancellationToken cancellation) =>
        SearchRun.Run(settings, new SearchRunOptions(3, folder.Path, 1, "cpu", resumes), report, cancellation);

    private static JsonNode Measures(TempFolder folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "architecture.json")))!["measures"]!;

    private static Architecture Of(params ArchitectureEdge[] edges) => new([new ArchitectureCell("down", edges), new ArchitectureCell("up", edges)]);
}

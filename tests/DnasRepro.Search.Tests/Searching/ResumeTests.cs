using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Searching;

namespace DnasRepro.Search.Tests.Searching;

/// <summary>A search that was given up and resumed ends as one that was not, to the last bit, whatever it draws.</summary>
public class ResumeTests
{
    public static TheoryData<Relaxation, BilevelOrder, double> Searches => new()
    {
        { Relaxation.Softmax, BilevelOrder.Second, 0.3 },
        { Relaxation.Gumbel, BilevelOrder.First, 0 },
        { Relaxation.Gumbel, BilevelOrder.Second, 0.2 },
        { Relaxation.PartialChannels, BilevelOrder.First, 0.2 },
        { Relaxation.PartialChannels, BilevelOrder.SingleLevel, 0 },
    };

    [Theory, MemberData(nameof(Searches))]
    public void A_resumed_search_ends_as_one_without_a_break(Relaxation relaxation, BilevelOrder order, double dropout)
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { Relaxation = relaxation, PartialRatio = 2, Order = order, OperationDropout = dropout, WarmUpEpochs = 1 });

        var whole = SmallSearch.Run(settings, folder);
        var broken = SmallSearch.Run(settings, other, stopAfter: 2);
        var resumed = SmallSearch.Run(settings, other, resumes: true);

        Assert.Null(broken.History);
        Assert.Equal(4, whole.History!.Epochs[^1].Epoch);
        Assert.Equal(whole.Epochs, resumed.Epochs);
    }

    /// <summary>The last pass of a search that ends early, or in its first epoch, still leaves operations out.</summary>
    [Fact]
    public void What_is_measured_after_a_search_is_the_same_when_it_is_measured_once_more()
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { OperationDropout = 0.5 }, epochs: 1) with { Evaluation = new EvaluationSettings { Eigenvalue = true } };
        string Measures()
        {
            SearchRun.Run(settings, new SearchRunOptions(3, folder.Path, 1, "cpu", Resumes: true), _ => { }, CancellationToken.None);
            return JsonNode.Parse(File.ReadAllText(folder["architecture.json"]))!["measures"]!.ToJsonString();
        }

        Assert.Equal(Measures(), Measures());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(0.5)]
    [InlineData(-1)]
    public void A_checkpoint_with_one_wrong_bit_is_refused(double place)
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings(), epochs: 2);
        SmallSearch.Run(settings, folder, stopAfter: 1);
        var bytes = File.ReadAllBytes(folder["checkpoint.bin"]);
        bytes[place < 0 ? ^1 : place < 1 ? (int)(place * bytes.Length) : (int)place] ^= 1;
        File.WriteAllBytes(folder["checkpoint.bin"], bytes);

        var error = Assert.Throws<UserErrorException>(() => SmallSearch.Run(settings, folder, resumes: true));
        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(1000)]
    public void A_checkpoint_that_was_cut_off_is_refused(int length)
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings(), epochs: 2);
        SmallSearch.Run(settings, folder, stopAfter: 1);
        File.WriteAllBytes(folder["checkpoint.bin"], File.ReadAllBytes(folder["checkpoint.bin"])[..length]);

        Assert.Contains("is damaged", Assert.Throws<UserErrorException>(() => SmallSearch.Run(settings, folder, resumes: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_drawn_matters()
    {
        using var folder = new TempFolder();
        string Epochs(double dropout) => SmallSearch.Run(SmallSearch.Settings(new StrategySettings { OperationDropout = dropout }, epochs: 2), folder).Epochs;

        Assert.NotEqual(Epochs(0), Epochs(0.5));
    }
}

using System.Text.Json.Nodes;

namespace DnasRepro.Cli.Tests;

public class MeasuresTextTests
{
    [Fact]
    public void Tells_what_is_there_and_nothing_else()
    {
        const string All = """
            {"data": "phantoms", "supernet": {"validation_dice": 0.7, "test_dice": 0.6},
             "hessian_eigenvalue": {"value": 0.01234, "iterations": 9, "residual": 0.1}, "discretisation_gap": {"supernet_validation_dice": 0.7, "derived_validation_dice": 0.5, "difference": 0.2},
             "retrained": {"epochs": 25, "training_loss": null, "validation_dice": 0.75, "test_dice": 0.72, "test_hd95_mm": 4.25, "external_dice": 0},
             "random": {"count": 2, "validation_dice_mean": 0.71, "validation_dice_sd": null, "validation_dice_best": 0.76, "rank_of_found": 2, "architectures": []}, "not_measured": ["This: that."]}
            """;

        Assert.Equal(
            [
                "supernet: Dice validation 0.700, test 0.600",
                "largest eigenvalue of the Hessian of the validation loss: 0.0123",
                "derived network with the supernet's weights: Dice validation 0.500, 0.200 less than the supernet's",
                "trained from scratch for 25 epochs: Dice validation 0.750, test 0.720, external 0.000; HD95 test 4.3 mm",
                "random architectures trained likewise: Dice validation 0.710 on average of 2, best 0.760; the found one has rank 2",
                "not measured: This: that.",
            ],
            MeasuresText.Of(JsonNode.Parse(All)));
        Assert.Empty(MeasuresText.Of(JsonNode.Parse("{}")));
        Assert.Empty(MeasuresText.Of(null));
        Assert.Empty(MeasuresText.Of(JsonNode.Parse("""{"hessian_eigenvalue": {"value": null}}""")));
    }
}

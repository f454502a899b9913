using System.Globalization;
using System.Text.Json.Nodes;

namespace DnasRepro.Cli;

/// <summary>What was measured after a search, in words: the member <c>measures</c> of its architecture.json.</summary>
internal static class MeasuresText
{
    private static readonly string[] Sets = ["validation", "test", "external"];

    /// <summary>A line for each measure that is there.</summary>
    public static IEnumerable<string> Of(JsonNode? measures)
    {
        foreach (var note in measures?["data_notes"]?.AsArray() ?? [])
            yield return $"data: {note}";
        if (measures?["supernet"] is { } supernet)
            yield return $"supernet: {Dice(supernet)}";
        if (measures?["hessian_eigenvalue"]?["value"] is { } eigenvalue)
            yield return $"largest eigenvalue of the Hessian of the validation loss: {Number(eigenvalue, "0.0000")}";
        if (measures?["discretisation_gap"] is { } gap)
            yield return $"derived network with the supernet's weights: Dice validation {Number(gap["derived_validation_dice"])}, {Number(gap["difference"])} less than the supernet's";
        if (measures?["retrained"] is { } retrained)
            yield return $"trained from scratch for {retrained["epochs"]} epochs: {Dice(retrained)}{Distance(retrained)}";
        if (measures?["random"] is { } random)
            yield return $"random architectures trained likewise: Dice validation {Number(random["validation_dice_mean"])} on average of {random["count"]}, best {Number(random["validation_dice_best"])}; the found one has rank {random["rank_of_found"]}";
        foreach (var reason in measures?["not_measured"]?.AsArray() ?? [])
            yield return $"not measured: {reason}";
    }

    private static string Dice(JsonNode node) => "Dice " + string.Join(", ", Sets.Where(n => node[$"{n}_dice"] is not null).Select(n => $"{n} {Number(node[$"{n}_dice"])}"));

    private static string Distance(JsonNode node) => node["test_hd95_mm"] is { } distance ? $"; HD95 test {Number(distance, "0.0")} mm" : "";

    private static string Number(JsonNode? node, string form = "0.000") => node is null ? "?" : node.GetValue<double>().ToString(form, CultureInfo.InvariantCulture);
}

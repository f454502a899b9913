using System.Text.Json;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

/// <summary>
/// What real short searches of public programs printed and held at their end, run by us on 2 cores with PyTorch 1.13: genotypes as
/// the programs wrote them and the architecture parameters at exit, in the optimiser's order. Facts only; none of their code.
/// </summary>
internal static class Reruns
{
    /// <summary>One run.</summary>
    public sealed record Run(long Seed, IReadOnlyList<string> Printed, string? Best, string AtExit, IReadOnlyList<JsonElement> Parameters);

    private static readonly Lazy<JsonElement> Document = new(() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "results", "reruns.json"))).RootElement);

    /// <summary>The runs of darts1, pcdarts, ptdarts, robust-s1 or nasunet.</summary>
    public static IReadOnlyList<Run> Of(string program) => [.. Document.Value.GetProperty(program).EnumerateArray().Select(r => new Run(
        r.GetProperty("seed").GetInt64(),
        [.. r.GetProperty("genotypes_logged").EnumerateArray().Select(g => g.GetString()!)],
        r.GetProperty("genotype_best_logged").GetString(),
        r.GetProperty("genotype_at_exit").GetString()!,
        [.. r.GetProperty("alphas_at_exit").EnumerateArray()]))];
}

using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Bench.Stability;

/// <summary>A made-up search of a known recovery.</summary>
/// <param name="Space">The search space.</param>
/// <param name="Family">How its runs differ.</param>
/// <param name="Instance">Which of its family.</param>
/// <param name="Target">The κ_ρ that it is set to; null for random search.</param>
internal sealed record Scenario(SearchSpace Space, string Family, int Instance, double? Target)
{
    public static readonly IReadOnlyList<double> Targets = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    public string Name => $"{Space.Name} / {Family} / {Instance}";

    /// <summary>All scenarios; each family is set to each target, random search has none.</summary>
    public static IReadOnlyList<Scenario> All(int instances) =>
    [
        .. from space in BenchSpaces.All
        from family in SimulatedSearch.Families
        from instance in Enumerable.Range(0, instances)
        from target in family == "random" ? [null] : Targets.Select(t => (double?)t)
        select new Scenario(space, family, instance, target),
    ];

    /// <summary>Simulates its audits; null when no strength of the search has the target.</summary>
    /// <param name="audits">How many sequences of searches.</param>
    /// <param name="seed">The seed of everything.</param>
    public ScenarioResult? Simulate(int audits, ulong seed)
    {
        var search = new SimulatedSearch(Space, Family, Mixed(seed, 1));
        var chance = Chance.Of(Space).Value;
        if ((Target is { } target ? Strength(search, chance + target * (1 - chance), Mixed(seed, 2)) : 0) is not { } strength)
            return null;
        var random = new Randomness(Mixed(seed, 3 + (ulong)((Target ?? 0) * 100)));
        var result = new ScenarioResult(this, search.Recovery(strength, random, 12_000), chance);
        var runs = new ChoiceSet?[StabilityRules.Default.MaximumSeeds];
        for (var audit = 0; audit < audits; audit++)
        {
            for (var k = 0; k < runs.Length; k++)
                runs[k] = search.Run(strength, random);
            result.Add(RunEvidence.Of(search.Index, runs, DnasRepro.Statistics.Stability.Threshold(chance, StabilityRules.Default), StabilityRules.Default));
        }
        return result;
    }

    /// <summary>The strength that has a recovery, by bisection on one sample of 2,500 runs; null when none comes within 0.01.</summary>
    private static double? Strength(SimulatedSearch search, double recovery, ulong seed)
    {
        double At(double strength) => search.Recovery(strength, new Randomness(seed), 2_500);
        var (low, high) = (0.0, 1.0);
        if (At(low) > recovery + 0.01 || At(high) < recovery - 0.01)
            return null;
        for (var step = 0; step < 9; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle) < recovery ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    /// <summary>A seed of its own for each space, family, instance and purpose; all targets share one search.</summary>
    private ulong Mixed(ulong seed, ulong purpose)
    {
        var state = seed;
        foreach (var part in (ulong[])[(ulong)BenchSpaces.All.Index().First(s => s.Item.Name == Space.Name).Index, (ulong)SimulatedSearch.Families.Index().First(f => f.Item == Family).Index, (ulong)Instance, purpose])
        {
            state ^= part;
            state = Randomness.Split(ref state);
        }
        return state;
    }
}

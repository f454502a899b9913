using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>How the search was run and what it cost.</summary>
internal static class SearchProtocolRules
{
    private static readonly string[] SearchAndRetrain = ["search", "retrain"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1071, "proto-seeds", Severity.Error, "Fewer seeds than searches", "Lindauer & Hutter 2020, practice 9",
            "Every independent search has its seed; without the exact seeds none can be repeated.", "List one seed for each independent search.", Seeds),
        CardRule.Row(1072, "proto-best-of-one", Severity.Warning, "The best of one search", "Lindauer & Hutter 2020, practices 6 and 13",
            "With one search there is nothing to select from.", "Correct independent_searches or selection_rule.", BestOfOne),
        CardRule.Row(1073, "proto-gpuh", Severity.Error, "GPU hours do not fit wall clock and devices", "Lindauer & Hutter 2020, practice 13",
            "GPU hours are the wall clock times the number of devices.", "Correct gpu_hours_per_search, wall_clock_hours or hardware.", GpuHours),
        CardRule.Row(1074, "proto-total", Severity.Error, "The end-to-end cost leaves something out", "Lindauer & Hutter 2020, practice 13: k (Tsearch + Tvalid)",
            "Cost that leaves out repeated searches or the selection makes a method look cheaper than it is.", "Count all searches and the selection in gpu_hours_total.", Total),
        CardRule.Row(1075, "proto-energy", Severity.Warning, "Energy and GPU hours are implausible together", "Green AI; CodeCarbon",
            "A GPU draws between 30 watts and 1.5 kilowatts.", "Correct energy_kwh or gpu_hours_total.", Energy),
        CardRule.Row(1076, "proto-determinism", Severity.Warning, "Determinism is claimed and switched off", "Li & Talwalkar 2019, exact reproducibility",
            "A configuration that switches determinism off makes the seed worth less than the card says.", "Set the switch to true, or correct search_protocol.determinism.", Determinism),
        CardRule.Row(1077, "proto-testuse", Severity.Error, "A result on test data that the search has seen", "Lindauer & Hutter 2020, practice 6; MI-CLAIM item 8",
            "The estimate is optimistic: the search has fitted to the test cases.", "Report the result on data that the search has not seen, or say so in the limitations.", TestUse),
    ];

    private static void Seeds(CardRuleRun run)
    {
        var (searches, seeds) = (run.Card.At("search_protocol.independent_searches"), run.Card.At("search_protocol.seeds"));
        if (!run.Knows(searches, seeds))
            return;
        if (seeds.Count < searches.Number)
            run.Breach(seeds, $"{searches.Text} independent searches but {seeds.Count} seeds.", null, null, Confidence.High, searches.Evidence());
        else if (seeds.Items.Select(s => s.Number).Distinct().Count() < seeds.Count)
            run.Breach(seeds, "A seed is listed twice; two searches with one seed are not independent.", "List different seeds.", Severity.Warning);
    }

    private static void BestOfOne(CardRuleRun run)
    {
        var (searches, rule) = (run.Card.At("search_protocol.independent_searches"), run.Card.At("search_protocol.selection_rule"));
        if (run.Knows(searches, rule) && searches.Number == 1 && rule.Text == "best_of_k_retrained")
            run.Breach(rule, "The selection rule is 'best_of_k_retrained', but there was one search.", null, null, Confidence.High, searches.Evidence());
    }

    private static void GpuHours(CardRuleRun run)
    {
        var (hours, clock, hardware) = (run.Card.At("search_protocol.gpu_hours_per_search"), run.Card.At("search_protocol.wall_clock_hours"), run.Card.At("search_protocol.hardware"));
        if (clock.IsAbsent || !run.Knows(hours, clock, hardware))
            return;
        var computed = clock.Number * hardware.Items.Sum(h => h["count"].Number ?? 0) ?? 0;
        if (computed <= 0 || hours.Number is not { } declared)
            return;
        var difference = Math.Abs(declared - computed) / computed;
        if (difference > 0.1)
            run.Breach(hours, $"{declared} GPU hours are declared; wall clock times devices is {computed:0.##}.", null, difference > 0.25 ? Severity.Error : Severity.Warning, Confidence.High, clock.Evidence(), hardware.Evidence());
    }

    private static void Total(CardRuleRun run)
    {
        var protocol = run.Card["search_protocol"];
        if (!run.Knows(protocol["gpu_hours_total"], protocol["independent_searches"], protocol["gpu_hours_per_search"]))
            return;
        var searches = (protocol["independent_searches"].Number ?? 0) * (protocol["gpu_hours_per_search"].Number ?? 0);
        var selection = protocol["gpu_hours_selection"].Number ?? 0;
        if (protocol["gpu_hours_total"].Number < searches + selection - 0.01)
            run.Breach(protocol["gpu_hours_total"], $"The end-to-end cost of {protocol["gpu_hours_total"].Text} GPU hours leaves out {(protocol["gpu_hours_total"].Number < searches ? "searches" : "the selection")}: {protocol["independent_searches"].Text} searches of {protocol["gpu_hours_per_search"].Text} and {selection} for the selection are {searches + selection:0.##}.");
    }

    private static void Energy(CardRuleRun run)
    {
        var (energy, hours) = (run.Card.At("search_protocol.energy_kwh"), run.Card.At("search_protocol.gpu_hours_total"));
        if (energy.IsAbsent || !run.Knows(energy, hours) || hours.Number is not > 0)
            return;
        var kilowatts = energy.Number / hours.Number;
        if (kilowatts is < 0.03 or > 1.5)
            run.Breach(energy, $"{kilowatts:0.###} kW a GPU is implausible.", null, null, Confidence.High, hours.Evidence());
    }

    /// <summary>Only what configuration files say; what the code does waits for its analysis.</summary>
    private static void Determinism(CardRuleRun run)
    {
        var claimed = run.Card.At("search_protocol.determinism");
        if (!run.Knows(claimed) || claimed.Text is not ("deterministic_flags" or "bitwise_verified"))
            return;
        var folders = SearchAndRetrain.Select(e => FolderOf(run.Card.At($"artefacts.entry_points.{e}.path").Text)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var file in run.Facts.Configurations.Files.Where(f => folders.Count == 0 || folders.Any(d => d.Length == 0 || f.Path.Value.StartsWith(d + "/", StringComparison.Ordinal))))
        {
            var switched = file.Settings.FirstOrDefault(s => (LastKey(s.Key) is "deterministic" or "determ" or "determinism") && s.Value.Equals("false", StringComparison.OrdinalIgnoreCase));
            var seed = file.Settings.FirstOrDefault(s => LastKey(s.Key).Contains("seed", StringComparison.OrdinalIgnoreCase));
            if (switched is not null && seed is not null)
                run.Breach(claimed, $"The card claims '{claimed.Text}', but {file.Path} sets {LastKey(switched.Key)} to {switched.Value} beside a seed of {seed.Value}.", null, null, Confidence.Medium, switched.Evidence, seed.Evidence);
        }
    }

    private static string? FolderOf(string? path) => path is null ? null : path.LastIndexOf('/') is var cut and >= 0 ? path[..cut] : "";

    private static string LastKey(string key) => key[(key.LastIndexOf('.') + 1)..];

    private static void TestUse(CardRuleRun run)
    {
        var used = run.Card.At("search_protocol.test_data_used_in_search");
        if (!run.Knows(used) || used.Flag != true)
            return;
        if (run.Card.At("evaluation.metrics").Items.FirstOrNowhere(m => m["partition"].Text == "internal_test") is { IsAbsent: false } metric)
            run.Breach(used, "The search has seen test data, and a result on the internal test is reported.", null, null, Confidence.High, metric["partition"].Evidence());
    }
}

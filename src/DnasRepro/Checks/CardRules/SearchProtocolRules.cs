using DnasRepro.Cards;
using DnasRepro.Facts;
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
            "A configuration or a line of code that switches determinism off makes the seed worth less than the card says.", "Set the switch to true, or correct search_protocol.determinism.", Determinism),
        CardRule.Row(1077, "proto-testuse", Severity.Error, "A result on test data that the search has seen", "Lindauer & Hutter 2020, practice 6; MI-CLAIM item 8",
            "The estimate is optimistic: the search has fitted to the test cases.", "Report a result on data that the search has not seen, or give this one the partition 'validation'.", TestUse),
    ];

    private static void Seeds(CardRuleRun run)
    {
        var (searches, seeds) = (run.Card.At("search_protocol.independent_searches"), run.Card.At("search_protocol.seeds"));
        if (run.Knows(searches, seeds) && seeds.Count < searches.Number)
            run.Breach(seeds, $"{searches.Text} independent searches but {seeds.Count} seeds.", more: [searches.Evidence()]);
        var twice = seeds.Items.GroupBy(s => s.Number).Where(g => g.Count() > 1).Select(g => $"'{g.Key}'").ToList();
        if (twice.Count > 0)
            run.Breach(seeds, $"The seeds {string.Join(", ", twice)} are listed more than once; two searches with one seed are not independent.", "List different seeds.", Severity.Warning);
    }

    private static void BestOfOne(CardRuleRun run)
    {
        var (searches, rule) = (run.Card.At("search_protocol.independent_searches"), run.Card.At("search_protocol.selection_rule"));
        if (run.Knows(searches, rule) && searches.Number == 1 && rule.Text == "best_of_k_retrained")
            run.Breach(rule, "The selection rule is 'best_of_k_retrained', but there was one search.", more: [searches.Evidence()]);
    }

    private static void GpuHours(CardRuleRun run)
    {
        var (hours, clock, hardware) = (run.Card.At("search_protocol.gpu_hours_per_search"), run.Card.At("search_protocol.wall_clock_hours"), run.Card.At("search_protocol.hardware"));
        if (clock.IsAbsent || !run.Knows([hours, clock, hardware, .. hardware.Items.Select(h => h["count"])]))
            return;
        var computed = (clock.Number ?? 0) * hardware.Items.Sum(h => h["count"].Number ?? 0);
        var difference = computed > 0 ? Math.Abs((hours.Number ?? 0) - computed) / computed : 0;
        if (difference > 0.1 + Rounding)
            run.Breach(hours, $"'{hours.Text}' GPU hours a search are declared; wall clock times devices is {computed:0.##}.", severity: difference > 0.25 + Rounding ? Severity.Error : Severity.Warning, more: [clock.Evidence(), hardware.Evidence()]);
    }

    /// <summary>A difference of exactly ten percent may not be a breach for the sake of binary fractions.</summary>
    private const double Rounding = 1e-9;

    private static void Total(CardRuleRun run)
    {
        var protocol = run.Card["search_protocol"];
        var (total, count, each, selection) = (protocol["gpu_hours_total"], protocol["independent_searches"], protocol["gpu_hours_per_search"], protocol["gpu_hours_selection"]);
        if (!run.Knows(total, count, each))
            return;
        var searches = (count.Number ?? 0) * (each.Number ?? 0);
        var needed = searches + (selection.Number ?? 0);
        if (total.Number < needed - 0.01)
            run.Breach(total, $"The end-to-end cost of '{total.Text}' GPU hours leaves out {(total.Number < searches - 0.01 ? "searches" : "the selection")}: {count.Text} searches of {each.Text} and {selection.Number ?? 0} for the selection are {needed:0.##}.", more: [count.Evidence(), each.Evidence()]);
        else
            run.Knows(selection);
    }

    private static void Energy(CardRuleRun run)
    {
        var (energy, hours) = (run.Card.At("search_protocol.energy_kwh"), run.Card.At("search_protocol.gpu_hours_total"));
        if (energy.IsAbsent || hours.Number == 0 || !run.Knows(energy, hours))
            return;
        var kilowatts = energy.Number / hours.Number;
        if (kilowatts is < 0.03 or > 1.5)
            run.Breach(energy, $"'{energy.Text}' kWh in '{hours.Text}' GPU hours: {kilowatts:0.###} kW a GPU is implausible.", more: [hours.Evidence()]);
    }

    /// <summary>Only what configuration files say; what the code does waits for its analysis.</summary>
    private static void Determinism(CardRuleRun run)
    {
        var claimed = run.Card.At("search_protocol.determinism");
        if (claimed.Text is "none" or "seeded_only" || !run.Knows(claimed))
            return;
        var switches = run.Facts.Configurations.Files.Where(IsInScope(run)).Select(f => (File: f, Switch: f.Settings.Where(IsSwitch).OrderBy(IsOn).FirstOrDefault(), Seed: f.Settings.FirstOrDefault(IsSeed))).Where(s => s.Switch is not null).ToList();
        foreach (var (file, off, seed) in switches.Where(s => !IsOn(s.Switch!) && s.Seed is not null))
            run.Breach(claimed, $"The card claims '{claimed.Text}', but {file.Path} sets '{LastKey(off!.Key)}' to '{off.Value}' beside a seed of '{seed!.Value}'.", confidence: Confidence.Medium, more: [off.Evidence, seed.Evidence]);
        var code = run.Facts.SearchCode.Practice.Determinism.Where(d => d.InSearch).ToList();
        if (code.FirstOrDefault(d => d.IsOn == false) is { } against)
            run.Breach(claimed, $"The card claims '{claimed.Text}', but the search sets {against.Name} against it.", confidence: Confidence.Medium, more: [against.Evidence]);
        else if (code.Exists(d => d.IsOn == true) || switches.Exists(s => IsOn(s.Switch!)))
            run.Looked();
        else
            run.Undecided(claimed, $"it is '{claimed.Text}', and neither a configuration file nor what was found of the search sets a switch of determinism");
    }

    private static bool IsSwitch(ConfigurationSetting setting) =>
        LastKey(setting.Key).ToLowerInvariant() is "deterministic" or "determ" or "determinism" && setting.Value.ToLowerInvariant() is "true" or "false";

    private static bool IsOn(ConfigurationSetting setting) => setting.Value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsSeed(ConfigurationSetting setting) => LastKey(setting.Key).Contains("seed", StringComparison.OrdinalIgnoreCase);

    /// <summary>A repository of many projects has configurations of others; those of a deep folder's programs lie in that folder.</summary>
    private static Func<ConfigurationFile, bool> IsInScope(CardRuleRun run)
    {
        var programs = SearchAndRetrain.Select(e => run.Card.At($"artefacts.entry_points.{e}.path").Text).OfType<string>().ToList();
        var folders = programs.ConvertAll(p => p.Split('/').Length > 2 ? p[..(p.LastIndexOf('/') + 1)] : "");
        return file => folders.Count == 0 || folders.Exists(d => file.Path.Value.StartsWith(d, StringComparison.Ordinal));
    }

    private static string LastKey(string key) => key[(key.LastIndexOf('.') + 1)..];

    private static void TestUse(CardRuleRun run)
    {
        var (used, metrics) = (run.Card.At("search_protocol.test_data_used_in_search"), run.Card.At("evaluation.metrics"));
        if (!run.Knows(used) || used.Flag != true || !run.Knows(metrics))
            return;
        if (metrics.Items.FirstOrNowhere(m => m["partition"].Text == "internal_test") is { IsAbsent: false } metric)
            run.Breach(used, $"The search has seen test data, and {metric.Field} is reported as a result on the internal test.", more: [metric["partition"].Evidence()]);
    }
}

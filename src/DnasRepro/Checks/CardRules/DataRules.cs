using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>Data sets and their roles; what may be called external validation.</summary>
internal static class DataRules
{
    private const string External = "CLAIM 2024 item 33; the review's figure on external validation";
    private static readonly HashSet<string> Volumetric = ["CT", "MR", "PT", "NM"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1031, "data-ref", Severity.Error, "A data set that is not listed", "CLAIM 2024 item 7",
            "A result on a data set that the card does not describe cannot be placed.", "Add it to data.datasets, or correct the id.", References),
        CardRule.Row(1032, "data-role", Severity.Error, "A data set is used in a way that its roles do not allow", "CLAIM 2024 items 19, 32, 33",
            "The roles tell a reader which data the search, the training and the tests have seen.", "Correct the data set's roles, or the place that uses it.", Roles),
        CardRule.Row(1033, "data-ext-intersect", Severity.Error, "An external data set was used for something else too", External,
            "Data that trained or selected the model are not independent of it.", "Remove the other roles, or do not call it external validation.", Intersects),
        CardRule.Row(1034, "data-ext-sites", Severity.Error, "External and development data share a site", External,
            "Independence of the site is the claim; the same site on both sides contradicts it.", "Correct data.datasets[].sites, or remove different_site from the independence.", Sites),
        CardRule.Row(1035, "data-ext-adapt", Severity.Warning, "The model was trained again for the external test", External,
            "Fine-tuning or retraining tests the architecture elsewhere, not the trained model.", "Report it as data.architecture_transfer.", Adaptation),
        CardRule.Row(1036, "data-ext-result", Severity.Error, "External validation without a result", External,
            "A validation without a number cannot be judged.", "Add a metric with partition external_test to evaluation.metrics.", Result),
        CardRule.Row(1037, "data-transfer", Severity.Warning, "The architecture was moved to other data without saying so", "this project: transfer is not external validation",
            "An architecture found on one data set and trained on another is a different claim.", "Set data.architecture_transfer.performed to true and name the data sets.", Transfer),
        CardRule.Row(1038, "data-test-leak", Severity.Error, "It cannot be told that search and test cases differ", "MI-CLAIM item 8; DOME, optimisation",
            "A search that has seen the test cases reports an optimistic result.", "Name data.split_files or data.split_method.", TestLeak),
        CardRule.Row(1039, "data-split-overlap", Severity.Error, "Two partitions share cases", "CLAIM 2024 item 20; MI-CLAIM item 8",
            "A case on both sides of a split leaks.", "Remove the shared ids from one of the lists.", SplitOverlap),
        CardRule.Row(1040, "data-slice-split", Severity.Warning, "Slices of one patient can fall on both sides of a split", "CLAIM 2024 item 20",
            "Neighbouring slices are nearly the same picture; a split by slice leaks.", "Split by patient, and say disjoint_level: patient.", SliceSplit),
        CardRule.Row(1041, "data-dims", Severity.Error, "A list has not one entry for each axis", "MICCAI reproducibility checklist",
            "A patch or spacing with the wrong number of axes cannot be the one that was used.", "Give one number for each axis.", Axes),
    ];

    private static void References(CardRuleRun run)
    {
        var sets = new Datasets(run.Card);
        if (sets.All.Count == 0)
            return;
        foreach (var reference in Datasets.References(run.Card))
        {
            if (run.Knows(reference) && sets.Find(reference.Text) is null)
                run.Breach(reference, $"{reference.Field} names the data set '{reference.Text}', which data.datasets does not list.");
        }
    }

    private static void Roles(CardRuleRun run)
    {
        var sets = new Datasets(run.Card);
        foreach (var reference in run.Card.At("data.external_validation.datasets").Items)
            Demand(run, sets, reference, "an external test set", set => Datasets.Roles(set).Contains("external_test"));
        foreach (var reference in run.Card.At("search_protocol.datasets").Items)
            Demand(run, sets, reference, "search data", Datasets.IsForSearch);
    }

    private static void Demand(CardRuleRun run, Datasets sets, CardValue reference, string use, Func<CardValue, bool> isAllowed)
    {
        if (sets.Find(reference.Text) is { } set && run.Knows(reference, set["roles"]) && !isAllowed(set))
            run.Breach(reference, $"'{reference.Text}' is used as {use} but has the roles {string.Join(", ", Datasets.Roles(set))}.", null, null, Confidence.High, set["roles"].Evidence());
    }

    private static void Intersects(CardRuleRun run)
    {
        var sets = new Datasets(run.Card);
        foreach (var reference in run.Card.At("data.external_validation.datasets").Items)
        {
            if (sets.Find(reference.Text) is not { } set || !run.Knows(set["roles"]))
                continue;
            var other = Datasets.Roles(set).Where(r => r != "external_test").ToList();
            if (other.Count > 0)
                run.Breach(set["roles"], $"'{reference.Text}' was also used for {string.Join(", ", other)}; it is not external.");
        }
    }

    private static void Sites(CardRuleRun run)
    {
        var external = run.Card.At("data.external_validation");
        if (!external["independence"].Texts.Contains("different_site"))
            return;
        var sets = new Datasets(run.Card);
        var outer = external["datasets"].Items.Select(r => sets.Find(r.Text)).OfType<CardValue>().ToList();
        var inner = sets.All.Where(s => Datasets.Roles(s).Any(r => r is not ("external_test" or "pretraining"))).ToList();
        foreach (var set in outer.Concat(inner).Where(s => !s["sites"].IsStated))
            run.Breach(set["sites"], $"The sites of '{set["id"].Text}' are {(set["sites"].Sentinel is { } s ? $"'{s}'" : "missing")}, so 'different_site' cannot be checked.", "State the sites, by name or pseudonym.", Severity.Warning);
        var shared = outer.SelectMany(s => s["sites"].Texts).Intersect(inner.SelectMany(s => s["sites"].Texts), StringComparer.OrdinalIgnoreCase).ToList();
        if (shared.Count > 0)
            run.Breach(external["independence"], $"The sites {string.Join(", ", shared)} occur on both sides.");
        else
            run.Looked();
    }

    private static void Adaptation(CardRuleRun run)
    {
        var external = run.Card.At("data.external_validation");
        if (external["performed"].Flag == true && run.Knows(external["adaptation"]) && (external["adaptation"].Text is "fine_tuned" or "retrained_same_architecture" or "re_searched"))
            run.Breach(external["adaptation"], $"The adaptation '{external["adaptation"].Text}' makes this architecture transfer, not external validation.");
    }

    private static void Result(CardRuleRun run)
    {
        var performed = run.Card.At("data.external_validation.performed");
        var metrics = run.Card.At("evaluation.metrics");
        if (performed.Flag == true && run.Knows(metrics) && !metrics.Items.Any(m => m["partition"].Text == "external_test"))
            run.Breach(performed, "External validation is claimed, but no metric has the partition external_test.", null, null, Confidence.High, metrics.Evidence());
    }

    private static void Transfer(CardRuleRun run)
    {
        var performed = run.Card.At("data.architecture_transfer.performed");
        var searched = run.Card.At("search_protocol.datasets").Texts.ToHashSet(StringComparer.Ordinal);
        var moved = new Datasets(run.Card).All.Where(s => Datasets.Roles(s).Contains("train") && !Datasets.IsForSearch(s) && !searched.Contains(s["id"].Text ?? "")).ToList();
        if (searched.Count == 0)
            return;
        if (moved.Count > 0 && performed.Sentinel is null && performed.Flag != true)
            run.Breach(moved[0]["roles"], $"The architecture was trained on {string.Join(", ", moved.Select(m => $"'{m["id"].Text}'"))}, where it was not searched.");
        else
            run.Looked();
    }

    private static void TestLeak(CardRuleRun run)
    {
        var used = run.Card.At("search_protocol.test_data_used_in_search");
        if (!run.Knows(used) || used.Flag != false || run.Card.At("data.split_files").Count > 0 || run.Card.At("data.split_method").IsStated)
            return;
        foreach (var set in new Datasets(run.Card).All.Where(s => Datasets.IsForSearch(s) && Datasets.Roles(s).Contains("internal_test")))
            run.Breach(set["roles"], $"'{set["id"].Text}' serves search and internal test, and neither split files nor a split method tell its cases apart.", null, null, Confidence.High, used.Evidence());
    }

    private static void SplitOverlap(CardRuleRun run)
    {
        var lists = new List<(CardValue At, HashSet<string> Ids)>();
        foreach (var file in run.Card.At("data.split_files").Items)
        {
            if (file.Text is { } path && run.Facts.Card.NamedFiles.TryGetValue(path, out var named) && named.Text is { } text)
                lists.Add((file, Ids(text)));
        }
        for (var i = 0; i < lists.Count; i++)
        {
            for (var j = i + 1; j < lists.Count; j++)
            {
                var shared = lists[i].Ids.Intersect(lists[j].Ids).ToList();
                if (shared.Count > 0)
                    run.Breach(lists[j].At, $"{shared.Count} ids are in both '{lists[i].At.Text}' and '{lists[j].At.Text}', for example '{shared[0]}'.", null, null, Confidence.High, lists[i].At.Evidence());
                else
                    run.Looked();
            }
        }
    }

    /// <summary>One id a line, or the strings of a JSON list.</summary>
    private static HashSet<string> Ids(string text) =>
        [.. text.Split(['\n', ',', '[', ']'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => s.Trim('"', '\'')).Where(s => s.Length > 0 && s[0] != '#')];

    private static void SliceSplit(CardRuleRun run)
    {
        var level = run.Card.At("data.disjoint_level");
        if (!run.Knows(level))
            return;
        var sets = new Datasets(run.Card).All;
        var severalImages = sets.FirstOrNowhere(s => s["n_patients"].Number is { } patients && Math.Max(s["n_slices"].Number ?? 0, s["n_cases"].Number ?? 0) > patients);
        var volumes = run.Card.At("task.dimensionality").Text is "3d" or "2.5d" or "3d_plus_t"
            || sets.Any(s => s["medical"].Flag != false && s["modalities"].Texts.Any(Volumetric.Contains));
        if ((level.Text is "slice" or "patch") && (volumes || !severalImages.IsAbsent))
            run.Breach(level, $"The split is disjoint by {level.Text} only, and the images are slices of volumes: slices of one patient can fall on both sides.");
        else if (level.Text == "image" && !severalImages.IsAbsent)
            run.Breach(level, $"The split is disjoint by image only, and '{severalImages["id"].Text}' has more images than patients: images of one patient can fall on both sides.");
    }

    private static void Axes(CardRuleRun run)
    {
        var dimensionality = run.Card.At("task.dimensionality");
        if (dimensionality.Text is "2d" or "3d")
        {
            var axes = dimensionality.Text == "2d" ? 2 : 3;
            HasAxes(run, run.Card.At("search_protocol.patch_size"), axes, dimensionality.Text == "3d" ? 3 : 2);
            HasAxes(run, run.Card.At("data.spacing_mm"), axes, 3);
        }
        if (run.Card.At("search_space.spatial_dims").Text is "2d" or "3d")
        {
            var axes = run.Card.At("search_space.spatial_dims").Text == "2d" ? 2 : 3;
            foreach (var operation in run.Card.At("search_space.operations").Items)
                HasAxes(run, operation["kernel"], axes, axes);
        }
    }

    private static void HasAxes(CardRuleRun run, CardValue list, int least, int most)
    {
        if (!list.IsStated)
            return;
        run.Looked();
        if (list.Count < least || list.Count > most)
            run.Breach(list, $"{list.Field} has {list.Count} axes where {(least == most ? $"{least}" : $"{least} or {most}")} are expected.");
    }
}

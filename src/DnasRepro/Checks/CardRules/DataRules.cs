using DnasRepro.Cards;
using DnasRepro.Findings;
using DnasRepro.Locations;

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
        if (!run.Knows(run.Card.At("data.datasets")))
            return;
        var sets = new Datasets(run.Card);
        foreach (var reference in Datasets.References(run.Card))
        {
            if (run.Knows(reference) && sets.Find(reference.Text) is null)
                run.Breach(reference, $"{reference.Field} names the data set '{reference.Text}', which data.datasets does not list.");
        }
    }

    private static void Roles(CardRuleRun run)
    {
        var (sets, external, search) = (new Datasets(run.Card), run.Card.At("data.external_validation.datasets"), run.Card.At("search_protocol.datasets"));
        foreach (var reference in external.Items)
            Demand(run, sets, reference, "an external test set", set => Datasets.Roles(set).Contains("external_test"));
        foreach (var reference in search.Items)
            Demand(run, sets, reference, "search data", Datasets.IsForSearch);
        run.IsOpen(external);
        run.IsOpen(search);
    }

    private static void Demand(CardRuleRun run, Datasets sets, CardValue reference, string use, Func<CardValue, bool> isAllowed)
    {
        if (sets.Find(reference.Text) is { } set && run.Knows(reference, set["roles"]) && !isAllowed(set))
            run.Breach(reference, $"'{reference.Text}' is used as {use} but has the roles {string.Join(", ", Datasets.Roles(set).Select(r => $"'{r}'"))}.", more: [set["roles"].Evidence()]);
    }

    private static void Intersects(CardRuleRun run)
    {
        var (sets, external) = (new Datasets(run.Card), run.Card.At("data.external_validation"));
        if (run.IsOpen(external["performed"]) || run.IsOpen(external["datasets"]))
            return;
        foreach (var reference in external["datasets"].Items)
        {
            if (sets.Find(reference.Text) is not { } set || !run.Knows(set["roles"]))
                continue;
            var other = Datasets.Roles(set).Where(r => r != "external_test").ToList();
            if (other.Count > 0)
                run.Breach(set["roles"], $"'{reference.Text}' was also used for {string.Join(", ", other.Select(r => $"'{r}'"))}; it is not external.");
        }
    }

    private static void Sites(CardRuleRun run)
    {
        var external = run.Card.At("data.external_validation");
        if (run.IsOpen(external["performed"]) || run.IsOpen(external["independence"]) || !external["independence"].Texts.Contains("different_site"))
            return;
        var sets = new Datasets(run.Card);
        var outer = external["datasets"].Items.Select(r => sets.Find(r.Text)).OfType<CardValue>().ToList();
        var inner = sets.All.Where(s => s["medical"].Flag != false && Datasets.Roles(s).Any(r => r != "external_test")).ToList();
        foreach (var sites in outer.Concat(inner).Distinct().Select(s => s["sites"]).Where(s => s.Sentinel is CardValue.Unknown or CardValue.NotReported))
            run.Breach(sites, $"{sites.Field} is '{sites.Sentinel}', so 'different_site' cannot be checked.", "State the sites, by name or pseudonym.", Severity.Warning);
        var shared = SitesOf(outer).Intersect(SitesOf(inner), StringComparer.OrdinalIgnoreCase).ToList();
        if (shared.Count > 0)
            run.Breach(external["independence"], $"The sites {string.Join(", ", shared.Select(s => $"'{s}'"))} occur on both sides.");
        else if (SitesOf(outer).Any() && SitesOf(inner).Any())
            run.Looked();
    }

    private static IEnumerable<string> SitesOf(List<CardValue> sets) => sets.SelectMany(s => s["sites"].Texts);

    private static void Adaptation(CardRuleRun run)
    {
        var (performed, adaptation) = (run.Card.At("data.external_validation.performed"), run.Card.At("data.external_validation.adaptation"));
        if (performed.Flag != false && run.Knows(performed, adaptation) && (adaptation.Text is "fine_tuned" or "retrained_same_architecture" or "re_searched"))
            run.Breach(adaptation, $"The adaptation '{adaptation.Text}' makes this architecture transfer, not external validation.", more: [performed.Evidence()]);
    }

    private static void Result(CardRuleRun run)
    {
        var (performed, metrics) = (run.Card.At("data.external_validation.performed"), run.Card.At("evaluation.metrics"));
        if (performed.Flag == false || !run.Knows(performed) || (!run.Knows(metrics) && metrics.Sentinel is not null))
            return;
        if (!metrics.Items.Any(m => m["partition"].Text == "external_test"))
            run.Breach(performed, "External validation is claimed, but no metric has the partition 'external_test'.", more: [metrics.Evidence()]);
    }

    private static void Transfer(CardRuleRun run)
    {
        var (performed, search) = (run.Card.At("data.architecture_transfer.performed"), run.Card.At("search_protocol.datasets"));
        if (!run.Knows(run.Card.At("data.datasets"), search))
            return;
        var moved = new Datasets(run.Card).All.Where(s => Datasets.Roles(s).Contains("train") && !Datasets.IsForSearch(s) && !search.Texts.Contains(s["id"].Text)).ToList();
        if (moved.Count > 0 && (performed.IsAbsent || (run.Knows(performed) && performed.Flag == false)))
            run.Breach(moved[0]["roles"], $"The architecture was trained on {string.Join(", ", moved.Select(m => $"'{m["id"].Text}'"))}, where it was not searched.", more: [performed.Evidence()]);
    }

    private static void TestLeak(CardRuleRun run)
    {
        var (used, files, method) = (run.Card.At("search_protocol.test_data_used_in_search"), run.Card.At("data.split_files"), run.Card.At("data.split_method"));
        if (used.Flag == true || !run.Knows(used))
            return;
        foreach (var set in new Datasets(run.Card).All.Where(s => Datasets.IsForSearch(s) && Datasets.Roles(s).Contains("internal_test")))
        {
            if (files.Count == 0 && !method.IsStated && !run.IsOpen(files) && !run.IsOpen(method))
                run.Breach(set["roles"], $"'{set["id"].Text}' serves search and internal test, and neither split files nor a split method tell its cases apart.", more: [used.Evidence()]);
        }
    }

    private static void SplitOverlap(CardRuleRun run)
    {
        var lists = new List<(CardValue At, IReadOnlySet<string> Ids)>();
        if (run.IsOpen(run.Card.At("data.split_files")))
            return;
        foreach (var file in run.Card.At("data.split_files").Items.Where(f => f.Text is not null))
        {
            if (run.Facts.Card.NamedFiles.GetValueOrDefault(file.Text!) is { Text: { } text } named && IdList.Read(named.Path, text) is { Count: > 0 } ids)
                lists.Add((file, ids));
            else
                run.Undecided(file, "it is not there, or is no list of ids");
        }
        var areFolds = lists.Count > 2 && run.Card.At("data.split_method").Text is "k_fold" or "leave_one_site_out";
        for (var i = 0; i < lists.Count; i++)
        {
            for (var j = i + 1; j < lists.Count; j++)
                Compare(run, lists[i], lists[j], areFolds);
        }
    }

    private static void Compare(CardRuleRun run, (CardValue At, IReadOnlySet<string> Ids) a, (CardValue At, IReadOnlySet<string> Ids) b, bool areFolds)
    {
        var shared = a.Ids.Where(b.Ids.Contains).Order(StringComparer.Ordinal).ToList();
        if (shared.Count == 0)
            run.Looked();
        else if (areFolds)
            run.Undecided(b.At, $"it shares ids with '{a.At.Text}', as the lists of several folds may");
        else
            run.Breach(b.At, $"{(shared.Count == 1 ? "1 id is" : $"{shared.Count} ids are")} in both '{a.At.Text}' and '{b.At.Text}', for example '{Evidence.Cut(shared[0])}'.", more: [a.At.Evidence()]);
    }

    private static void SliceSplit(CardRuleRun run)
    {
        var level = run.Card.At("data.disjoint_level");
        if (!run.Knows(level) || level.Text is not ("slice" or "patch" or "image"))
            return;
        var medical = new Datasets(run.Card).All.Where(s => s["medical"].Flag != false).ToList();
        if (level.Text != "image" && (run.Card.At("task.dimensionality").Text is "3d" or "2.5d" or "3d_plus_t" || medical.Exists(s => s["modalities"].Texts.Any(Volumetric.Contains))))
            run.Breach(level, $"The split is disjoint by '{level.Text}' only, and the images are parts of volumes: slices of one patient can fall on both sides.");
        else if (medical.Find(s => HasSeveral(s, level.Text == "image")) is { } several)
            run.Breach(level, $"The split is disjoint by '{level.Text}' only, and '{several["id"].Text}' has several images of one patient: they can fall on both sides.", more: [several.Evidence()]);
        else
            medical.ForEach(s => run.Knows(s["n_patients"], s["n_cases"]));
    }

    /// <summary>True when a data set has more images than patients, or (for slices and patches) more slices than volumes.</summary>
    private static bool HasSeveral(CardValue set, bool isByImage)
    {
        var (slices, cases, patients) = (set["n_slices"].Number, set["n_cases"].Number, set["n_patients"].Number);
        return slices > patients || cases > patients || (!isByImage && slices > cases);
    }

    private static readonly Dictionary<string, (int Least, int Most)> AxesOf = new(StringComparer.Ordinal)
    {
        ["2d"] = (2, 2), ["2.5d"] = (2, 3), ["2d_plus_t"] = (2, 3), ["3d"] = (3, 3), ["3d_plus_t"] = (3, 4), ["pseudo_3d"] = (2, 3), ["mixed"] = (2, 3),
    };

    private static void Axes(CardRuleRun run)
    {
        var (data, network) = (run.Card.At("task.dimensionality"), run.Card.At("search_space.spatial_dims"));
        // A network that works slice by slice has two-dimensional patches of volumes.
        HasAxes(run, run.Card.At("search_protocol.patch_size"), [data, network]);
        // A volume's spacing has three numbers, also where its slices are used one by one.
        HasAxes(run, run.Card.At("data.spacing_mm"), [data, network], orVolume: true);
        foreach (var operation in run.Card.At("search_space.operations").Items)
            HasAxes(run, operation["kernel"], [network]);
    }

    private static void HasAxes(CardRuleRun run, CardValue list, CardValue[] dimensions, bool orVolume = false)
    {
        var known = dimensions.Where(d => AxesOf.ContainsKey(d.Text ?? "")).Select(d => AxesOf[d.Text!]).ToList();
        if (list.IsAbsent || !run.Knows(list) || list.Count == 0)
            return;
        if (known.Count == 0)
        {
            run.Knows(dimensions);
            return;
        }
        var least = known.Min(k => k.Least);
        var most = Math.Max(known.Max(k => k.Most), orVolume ? 3 : 0);
        if ((list.Count < least || list.Count > most) && !dimensions.Any(d => run.IsOpen(d)))
            run.Breach(list, $"{list.Field} has {list.Count} axes where {(least == most ? $"{least}" : $"{least} to {most}")} are expected.", more: [.. dimensions.Where(d => d.IsStated).Select(d => d.Evidence())]);
    }
}

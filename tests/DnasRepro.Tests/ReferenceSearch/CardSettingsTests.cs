using CsCheck;
using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.ReferenceSearch;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

public class CardSettingsTests
{
    private static readonly string[] Keys =
    [
        "search_space", "spatial_dims", "operations", "id", "category", "kernel", "dilation", "cells", "kind", "input_nodes", "intermediate_nodes", "edges_kept_per_node", "topology", "path_mode",
        "blocks", "levels", "search_strategy", "relaxation", "partial_channel_ratio", "temperature", "weight_optimiser", "arch_optimiser", "learning_rate", "betas", "momentum", "weight_decay",
        "schedule", "grad_clip", "warmup_epochs", "regularisers", "name", "weight", "discretisation", "rule", "k", "zero_excluded", "search_protocol", "epochs", "early_stopping", "used",
        "criterion", "patience", "objectives", "terms", "quantity", "role", "algorithm", "arch_init_scale", "task", "dimensionality",
    ];

    private static readonly string[] Values =
    [
        "unknown", "not_reported", "[]", "{}", "null", "-1", "0", "1", "3", "1e300", ".nan", "-.inf", ".inf", "true", "false", "2147483648", "conv_3x3", "none", "entropy", "resource_cost", "skip_dropout", "topology",
        "gumbel_softmax", "straight_through", "pc_darts", "argmax_operation", "threshold", "multi_path", "down", "up", "macs", "latency", "memory", "loss_term", "3d", "adam", "'10 to 0.1'", "genotype_unchanged",
        "'1e400 x'", "[1, 2]", "[.nan, .inf]", "second_order_unrolled",
    ];

    [Fact]
    public void NAS_Unet_is_searched_as_declared()
    {
        var (settings, notes) = Of("nasunet");

        Assert.Equal((2, 3), (settings.Space.Dimensions, settings.Space.Nodes));
        Assert.Equal(["skip_connect", "none", "se_conv_3x3", "dil_conv_3x3", "depthwise_conv_3x3", "conv_3x3", "avg_pool_3x3", "max_pool_3x3"], settings.Space.DownOperations);
        Assert.Equal(["skip_connect", "none", "se_conv_3x3", "dil_conv_3x3", "depthwise_conv_3x3", "conv_3x3"], settings.Space.UpOperations);
        Assert.Equal((BilevelOrder.First, Relaxation.Softmax, DiscretisationRule.TopInputs, 2, false), (settings.Strategy.Order, settings.Strategy.Relaxation, settings.Strategy.Discretisation, settings.Strategy.KeptInputs, settings.Strategy.KeepsNone));
        Assert.Equal((3e-3, 5e-3, 1e-3), (settings.Strategy.LearningRate, settings.Strategy.WeightDecay, settings.Strategy.InitialScale));
        // 10 and 40 of 300 epochs are 0.8 and 3.3 of 25.
        Assert.Equal((1, 3), (settings.Strategy.WarmUpEpochs, settings.Strategy.StopWhenStableFor));
        Assert.Equal(
            "Taken as declared: 2 dimensions; 3 nodes a cell; operations none; relaxation softmax; gradient first_order; their weight decay 0.005; their initial scale 0.001; discretisation top_k_edges with 2 edges a node.",
            notes[0]);
        Assert.Contains("300 epochs in batches of 6 are declared; the proxy trains 25 in batches of 8.", notes);
        Assert.Contains(notes, n => n.Contains("'adabound'", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("identity as skip_connect", StringComparison.Ordinal) && n.Contains("up_conv as conv_3x3 (the size is doubled before the cell)", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("every edge of a cell has all of the cell's operations", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("seeded phantoms of 64×64 pixels", StringComparison.Ordinal));
    }

    [Fact]
    public void DARTS_is_searched_with_the_second_order_and_its_cells_stand_for_up_and_down()
    {
        var (settings, notes) = Of("darts");

        Assert.Equal((BilevelOrder.Second, 4), (settings.Strategy.Order, settings.Space.Nodes));
        Assert.Equal(["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"], settings.Space.DownOperations);
        Assert.Equal(settings.Space.DownOperations, settings.Space.UpOperations);
        Assert.Equal((0.025, 0.001, true, 0.9, 3e-4, 5.0), (settings.Training.LearningRate, settings.Training.MinimumLearningRate, settings.Training.IsCosine, settings.Training.Momentum, settings.Training.WeightDecay, settings.Training.GradientClip));
        Assert.Contains("No cell of the kind up is declared: 'normal' (normal) stands for the up cells.", notes);
    }

    [Fact]
    public void DiNTS_is_searched_in_volumes_with_its_topology_and_its_memory()
    {
        var (settings, notes) = Of("dints");

        Assert.Equal((3, 32), (settings.Space.Dimensions, settings.Data.Size));
        Assert.Equal(["skip_connect", "conv_3x3", "asym_conv"], settings.Space.DownOperations);
        Assert.Equal((4, 3), (settings.Space.Topology!.Blocks, settings.Space.Topology.Levels));
        Assert.Equal(DiscretisationRule.ValidPath, settings.Strategy.Discretisation);
        Assert.Equal(1, settings.Strategy.EntropyWeight);
        Assert.Empty(settings.Strategy.Resources);
        Assert.Contains(notes, n => n.Contains("12 blocks, 4 levels) is searched as a grid of 4 blocks and 3 levels", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("The proxy's grid has no cells", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, n => n.Contains("nodes a cell", StringComparison.Ordinal) || n.Contains("stands for the", StringComparison.Ordinal) || n.Contains("share their architecture parameters", StringComparison.Ordinal));
        Assert.Contains("The regulariser 'topology' is not in the proxy.", notes);
        Assert.Contains("The declared relaxation (topology_enumeration) is softmax in the proxy.", notes);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("search_space: unknown\nsearch_strategy: not_reported")]
    [InlineData("search_space: [1, 2]\nsearch_strategy: {discretisation: 5, regularisers: x}")]
    public void Where_nothing_is_declared_the_defaults_hold_and_a_note_says_so(string card)
    {
        var (settings, notes) = CardSettings.Of(Support.Cards.Of(card));

        Assert.Equal(SearchSettingsJson.Write(new SearchSettings()), SearchSettingsJson.Write(settings));
        Assert.Contains(notes, n => n.Contains("default", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("algorithm: pc_darts, partial_channel_ratio: 4", Relaxation.PartialChannels, 4)]
    [InlineData("relaxation: softmax, partial_channel_ratio: 3", Relaxation.PartialChannels, 2)]
    [InlineData("algorithm: gdas, temperature: 10 to 0.1", Relaxation.Gumbel, 4)]
    [InlineData("relaxation: binary_gate", Relaxation.Gumbel, 4)]
    [InlineData("relaxation: sparsemax_or_entmax", Relaxation.Softmax, 4)]
    public void The_relaxation_is_the_nearest_one(string strategy, Relaxation relaxation, int ratio)
    {
        var (settings, _) = CardSettings.Of(Support.Cards.Of($"search_strategy: {{{strategy}}}"));

        Assert.Equal((relaxation, ratio), (settings.Strategy.Relaxation, settings.Strategy.PartialRatio));
    }

    [Fact]
    public void A_declared_topology_is_searched_with_what_goes_with_it()
    {
        var (settings, notes) = CardSettings.Of(Support.Cards.Of("""
            search_space: {topology: {path_mode: multi_path, blocks: 3, levels: 2}, cells: [{id: a, kind: down, intermediate_nodes: 5}]}
            search_strategy: {algorithm: pc_darts}
            objectives: {terms: [{quantity: memory, role: loss_term, weight: 0.2}, {quantity: macs, role: loss_term, weight: 0.1}]}
            """));

        Assert.Equal(new TopologySettings { Blocks = 3, Levels = 2, MemoryWeight = 0.2 }, settings.Space.Topology);
        Assert.Equal((DiscretisationRule.ValidPath, Relaxation.Softmax), (settings.Strategy.Discretisation, settings.Strategy.Relaxation));
        Assert.Equal([new ResourceTerm(Resource.Macs, 0.1)], settings.Strategy.Resources);
        Assert.Contains("3 blocks; 2 resolution levels", notes[0], StringComparison.Ordinal);
        Assert.Contains(notes, n => n.StartsWith("Partial channels are declared", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.StartsWith("Several paths at a time are declared", StringComparison.Ordinal));
    }

    [Fact]
    public void Resource_terms_of_the_loss_are_taken_and_others_named()
    {
        var (settings, notes) = CardSettings.Of(Support.Cards.Of("""
            objectives:
              terms:
                - {name: a, quantity: segmentation_loss, role: primary_loss}
                - {name: b, quantity: flops, role: loss_term, weight: "0.2, after a ramp"}
                - {name: c, quantity: latency, role: soft_constraint}
                - {name: d, quantity: energy, role: loss_term}
                - {name: e, quantity: memory, role: post_hoc_filter}
            """));

        Assert.Equal([new ResourceTerm(Resource.Macs, 0.2), new ResourceTerm(Resource.Latency, 1)], settings.Strategy.Resources);
        Assert.Contains("The term 'energy' of the search's loss is not in the proxy.", notes);
        Assert.Contains("memory is declared as a post_hoc_filter, which the proxy does not have.", notes);
    }

    [Fact]
    public void A_number_out_of_range_is_moved_into_it_with_a_note()
    {
        var (settings, notes) = CardSettings.Of(Support.Cards.Of("search_space: {cells: [{id: a, kind: down, intermediate_nodes: 500}]}\nsearch_strategy: {arch_optimiser: {learning_rate: 1e9}}"));

        Assert.Equal((8, 10), (settings.Space.Nodes, settings.Strategy.LearningRate));
        Assert.Contains("search_space.cells[0].intermediate_nodes is 500; the proxy takes 8.", notes);
    }

    [Fact]
    public void Any_card_gives_settings_that_can_be() => Gen.Select(Gen.Int[0, Keys.Length - 1], Gen.Int[0, Values.Length - 1]).Array[0, 60].Sample(
        pairs => Assert.Empty(SearchSettingsCheck.Problems(CardSettings.Of(Nested(pairs)).Settings)), iter: 3000, seed: "0000KDfPlsD7");

    [Fact]
    public void A_real_card_with_any_value_changed_gives_settings_that_can_be()
    {
        var text = System.IO.File.ReadAllText(File("nasunet"));
        var lines = text.Split('\n');
        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, Values.Length - 1]).Array[1, 4].Sample(changes =>
        {
            var changed = lines.ToArray();
            foreach (var (line, value) in changes)
            {
                var cut = changed[line].IndexOf(": ", StringComparison.Ordinal);
                if (cut > 0)
                    changed[line] = changed[line][..cut] + ": " + Values[value];
            }
            if (YamlReader.Read(string.Join('\n', changed), RepoPath.Parse("card.yml")).Root is { } root)
                Assert.Empty(SearchSettingsCheck.Problems(CardSettings.Of(new CardValue(root, "", root.Location)).Settings));
        }, iter: 300, seed: "0000KDfPlsD7");
    }

    /// <summary>A mapping of keys to values, nested as a card is: a key whose value is a mapping or a list takes the keys that follow.</summary>
    private static CardValue Nested((int Key, int Value)[] pairs)
    {
        var leaves = pairs.DistinctBy(p => p.Key).ToDictionary(p => Keys[p.Key], p => Values[p.Value]);
        string Leaf(string key) => leaves.TryGetValue(key, out var value) ? $"{key}: {value}" : $"x_{key}: 1";
        string Block(params string[] keys) => "{" + string.Join(", ", keys.Select(Leaf)) + "}";
        var operation = Block("id", "category", "kernel", "dilation");
        var cell = Block("id", "kind", "input_nodes", "intermediate_nodes", "edges_kept_per_node", "operations");
        var optimiser = Block("name", "learning_rate", "betas", "momentum", "weight_decay", "schedule");
        return Support.Cards.Of($$"""
            search_space: {{{Leaf("spatial_dims")}}, operations: [{{operation}}, {id: conv_1x1}, {id: none}], cells: [{{cell}}, {{cell}}], topology: {{Block("path_mode", "blocks", "levels")}}}
            search_strategy: {{{Leaf("algorithm")}}, {{Leaf("relaxation")}}, {{Leaf("partial_channel_ratio")}}, {{Leaf("temperature")}}, {{Leaf("grad_clip")}}, {{Leaf("warmup_epochs")}}, {{Leaf("arch_init_scale")}}, weight_optimiser: {{optimiser}}, arch_optimiser: {{optimiser}}, regularisers: [{{Block("name", "weight")}}], discretisation: {{Block("rule", "k", "zero_excluded")}}}
            search_protocol: {{{Leaf("epochs")}}, early_stopping: {{Block("used", "criterion", "patience")}}}
            objectives: {terms: [{{Block("quantity", "role", "weight")}}]}
            task: {{Block("dimensionality")}}
            """);
    }

    private static (SearchSettings Settings, IReadOnlyList<string> Notes) Of(string card) => CardSettings.Of(Support.Cards.Root(File(card)));

    private static string File(string card) => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", $"{card}.nas-card.yaml");
}

using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Checks.CardRules;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks.CardRules;

/// <summary>The rules on search space, strategy and protocol; expectations are those of the card's design.</summary>
public class SearchRuleTests
{
    private static string Darts => File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", "darts.nas-card.yaml"));

    [Fact]
    public void The_space_of_DARTS_has_10_to_the_18_03_architectures()
    {
        var size = SearchSpaceRules.DagCardinality(Card(Darts));

        Assert.Equal(18.03, size!.Value.Least, 0.005);
        Assert.Equal(size.Value.Least, size.Value.Most);
    }

    [Fact]
    public void The_zero_operation_counts_where_it_may_be_kept()
    {
        var kept = SearchSpaceRules.DagCardinality(Card(Darts.Replace("zero_excluded: true", "zero_excluded: false")));
        var unsaid = SearchSpaceRules.DagCardinality(Card(Darts.Replace("zero_excluded: true, ", "")));

        // 2 * log10(180 * 8^8)
        Assert.Equal(18.96, kept!.Value.Least, 0.005);
        Assert.Equal((18.03, 18.96), (Math.Round(unsaid!.Value.Least, 2), Math.Round(unsaid.Value.Most, 2)));
    }

    [Theory]
    [InlineData("18", "estimate", Outcome.Satisfied)]
    [InlineData("18.5", "estimate", Outcome.Satisfied)]
    [InlineData("18.6", "estimate", Outcome.Violated)]
    [InlineData("17.6", "estimate", Outcome.Satisfied)]
    [InlineData("17.5", "estimate", Outcome.Violated)]
    [InlineData("25", "upper_bound", Outcome.NotDetermined)]
    [InlineData("17", "upper_bound", Outcome.Violated)]
    public void More_than_half_a_decade_is_another_space(string declared, string method, Outcome expected)
    {
        var card = Darts.Replace("cardinality_log10: 18", $"cardinality_log10: {declared}").Replace("cardinality_method: estimate", $"cardinality_method: {method}");

        Assert.Equal(expected, Assert.Single(CheckCatalog.Find("card-space-card")!.Run(Memory.Facts([new("darts.nas-card.yaml", card)]))).Outcome);
    }

    [Theory]
    [InlineData("level: cell, cells: null", Outcome.Violated)]
    [InlineData("level: cell, cells: unknown", Outcome.NotDetermined)]
    [InlineData("level: hybrid, topology: not_applicable", Outcome.Violated)]
    [InlineData("level: hybrid, topology: {path_mode: fixed}", Outcome.Satisfied)]
    [InlineData("level: hybrid, topology: {path_mode: fixed}, operations: null", Outcome.Violated)]
    [InlineData("level: topology, cells: [{id: e, kind: grid_edge}], topology: null", Outcome.Satisfied)]
    [InlineData("level: implanted_module, cells: null", Outcome.Satisfied)]
    [InlineData("level: cell, operations: null, cells: null, topology: null", Outcome.NotApplicable)]
    public void A_level_has_its_block(string patch, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-space-level", $$"""{card: {search_space: { {{patch}} } } }"""));

    [Theory]
    [InlineData("2", Outcome.Satisfied, null)]
    [InlineData("2.2", Outcome.Satisfied, null)]
    [InlineData("1.8", Outcome.Satisfied, null)]
    [InlineData("2.21", Outcome.Violated, Severity.Warning)]
    [InlineData("2.5", Outcome.Violated, Severity.Warning)]
    [InlineData("1.5", Outcome.Violated, Severity.Warning)]
    [InlineData("2.51", Outcome.Violated, Severity.Error)]
    [InlineData("1.49", Outcome.Violated, Severity.Error)]
    public void Gpu_hours_may_differ_by_ten_percent_and_with_a_warning_by_twenty_five(string hours, Outcome expected, Severity? severity)
    {
        var finding = RuleRun.Finding("card-proto-gpuh", $$"""{card: {search_protocol: {gpu_hours_per_search: {{hours}} } } }""");

        Assert.Equal(expected, finding.Outcome);
        Assert.True(severity is null || severity == finding.Severity);
    }

    [Theory]
    [InlineData("[{device: A, count: 1}, {device: B, count: 1}]", "4", Outcome.Satisfied)]
    [InlineData("[{device: A, count: 1}, {device: B, count: unknown}]", "4", Outcome.NotDetermined)]
    public void Gpu_hours_count_all_devices(string hardware, string hours, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Outcome("card-proto-gpuh", $$"""{card: {search_protocol: {gpu_hours_per_search: {{hours}}, hardware: {{hardware}} } } }"""));

    [Theory]
    [InlineData("gpu_hours_total: 7", Outcome.Satisfied, "Holds")]
    [InlineData("gpu_hours_total: 6.9", Outcome.Violated, "leaves out the selection")]
    [InlineData("gpu_hours_total: 5", Outcome.Violated, "leaves out searches")]
    [InlineData("gpu_hours_total: 5, gpu_hours_selection: unknown", Outcome.Violated, "leaves out searches")]
    [InlineData("gpu_hours_total: 7, gpu_hours_selection: unknown", Outcome.NotDetermined, "gpu_hours_selection")]
    [InlineData("gpu_hours_total: 6, gpu_hours_selection: null", Outcome.Satisfied, "Holds")]
    public void The_total_counts_searches_and_selection(string patch, Outcome expected, string words)
    {
        var finding = RuleRun.Finding("card-proto-total", $$"""{card: {search_protocol: { {{patch}} } } }""");

        Assert.Equal(expected, finding.Outcome);
        Assert.Contains(words, finding.Message);
    }

    [Theory]
    [InlineData("[0, 1]", Severity.Error, 1)]
    [InlineData("[0, 1, 1]", Severity.Warning, 1)]
    [InlineData("[1, 1]", Severity.Error, 2)]
    public void Seeds_are_enough_and_different(string seeds, Severity worst, int count)
    {
        var findings = RuleRun.Findings("card-proto-seeds", $$"""{card: {search_protocol: {seeds: {{seeds}} } } }""");

        Assert.Equal((count, worst), (findings.Count(f => f.Outcome == Outcome.Violated), findings.Max(f => f.Severity)));
    }

    [Theory]
    [InlineData("0.2", Outcome.Violated)]
    [InlineData("0.21", Outcome.Satisfied)]
    [InlineData("10.5", Outcome.Satisfied)]
    [InlineData("10.6", Outcome.Violated)]
    public void A_gpu_draws_between_30_watts_and_one_and_a_half_kilowatts(string kilowattHours, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Outcome("card-proto-energy", $$"""{card: {search_protocol: {energy_kwh: {{kilowattHours}} } } }"""));

    [Theory]
    [InlineData("deterministic_flags", "seed: 1\ndeterministic: false\n", Outcome.Violated)]
    [InlineData("bitwise_verified", "random_seed: 1\ntraining:\n  determ: False\n", Outcome.Violated)]
    [InlineData("deterministic_flags", "deterministic: false\n", Outcome.NotDetermined)]
    [InlineData("deterministic_flags", "seed: 1\ndeterministic: true\n", Outcome.Satisfied)]
    [InlineData("deterministic_flags", "seed: 1\n", Outcome.NotDetermined)]
    [InlineData("seeded_only", "seed: 1\ndeterministic: false\n", Outcome.NotApplicable)]
    [InlineData("unknown", "seed: 1\ndeterministic: false\n", Outcome.NotDetermined)]
    public void Determinism_is_not_switched_off_beside_a_seed(string claim, string text, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Outcome("card-proto-determinism", $$"""{card: {search_protocol: {determinism: {{claim}} } }, files: {configs/a.yml: {{System.Text.Json.JsonSerializer.Serialize(text)}} }, {{WithoutSwitch}} }"""));

    private const string WithoutSwitch = """edits: {search.py: [{replace: "    torch.backends.cudnn.deterministic = True\n", by: ""}]}""";

    [Theory]
    [InlineData("torch.backends.cudnn.deterministic = True", Outcome.Satisfied)]
    [InlineData("torch.backends.cudnn.benchmark = True", Outcome.Violated)]
    [InlineData("torch.use_deterministic_algorithms(True)", Outcome.Satisfied)]
    [InlineData("pass", Outcome.NotDetermined)]
    public void Determinism_is_not_switched_off_in_the_code(string code, Outcome expected) => Assert.Equal(
        expected, RuleRun.Outcome("card-proto-determinism", $$"""edits: {search.py: [{replace: "torch.backends.cudnn.deterministic = True", by: "{{code}}"}]}"""));

    [Theory]
    [InlineData("search_protocol: {epochs: 20}", "", Outcome.Satisfied)]
    [InlineData("search_protocol: {epochs: 50}", "", Outcome.Violated)]
    [InlineData("search_protocol: {epochs: 50}", ", artefacts: {entry_points: {search: {command: python search.py --epochs 50}}}", Outcome.Satisfied)]
    [InlineData("search_protocol: {epochs: 50}", ", artefacts: {entry_points: {search: {command: bash search.sh}}}", Outcome.Satisfied)]
    [InlineData("search_protocol: {epochs: 50}", ", statement: {deviations: [{item: /search_protocol/epochs, paper_value: '50', code_value: '20'}]}", Outcome.Satisfied)]
    public void A_deviation_of_the_code_is_listed(string patch, string more, Outcome expected) => Assert.Contains(
        RuleRun.Outcome("card-stmt-deviation", $$"""{card: { {{patch}}{{more}} } }"""), new[] { expected, expected == Outcome.Satisfied ? Outcome.NotApplicable : expected });

    [Theory]
    [InlineData("automl/Other/config.yml", Outcome.NotDetermined)]
    [InlineData("automl/DiNTS/config.yml", Outcome.Violated)]
    public void Configurations_of_other_projects_in_the_repository_do_not_count(string path, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-proto-determinism", $$"""
        {card: {artefacts: {entry_points: {search: {path: automl/DiNTS/search.py}, retrain: {path: automl/DiNTS/train.py} } } }, files: { {{path}}: "random_seed: 888\ndeterministic: false\n"}, {{WithoutSwitch}} }
        """));

    [Theory]
    [InlineData("search_strategy: {optimisation_level: single_level}", Outcome.Violated)]
    [InlineData("search_strategy: {optimisation_level: single_level, bilevel_order: not_bilevel}", Outcome.Satisfied)]
    [InlineData("search_strategy: {bilevel_order: null}", Outcome.Violated)]
    [InlineData("search_strategy: {bilevel_order: unknown}", Outcome.NotDetermined)]
    [InlineData("search_protocol: {architecture_fraction: 0}", Outcome.Violated)]
    public void A_bilevel_search_has_an_order_and_two_parts(string patch, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-strat-bilevel", $$"""{card: { {{patch}} } }"""));

    [Theory]
    [InlineData("0.7", "0.3", Outcome.Satisfied)]
    [InlineData("0.7", "0.4", Outcome.Violated)]
    [InlineData("0.7", "unknown", Outcome.NotDetermined)]
    [InlineData("1", "1", Outcome.NotApplicable)]
    public void Disjoint_parts_are_at_most_the_whole(string weights, string architecture, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Outcome("card-strat-fractions", $$"""{card: {search_protocol: {weights_fraction: {{weights}}, architecture_fraction: {{architecture}} } } }"""));

    [Theory]
    [InlineData("19", "", Outcome.Satisfied, Severity.Error)]
    [InlineData("20", "", Outcome.Violated, Severity.Error)]
    [InlineData("2", "early_stopping: {used: true, patience: 19}", Outcome.Violated, Severity.Warning)]
    [InlineData("2", "early_stopping: {used: true, patience: 18}", Outcome.Satisfied, Severity.Error)]
    [InlineData("2", "early_stopping: {used: false, patience: 19}", Outcome.Satisfied, Severity.Error)]
    public void The_search_goes_on_after_the_warm_up(string warmUp, string protocol, Outcome expected, Severity severity)
    {
        var finding = RuleRun.Finding("card-strat-warmup", $$"""{card: {search_strategy: {warmup_epochs: {{warmUp}} }, search_protocol: { {{protocol}} } } }""");

        Assert.Equal((expected, severity), (finding.Outcome, finding.Severity));
    }

    [Theory]
    [InlineData("resource_cost", "memory", "loss_term", Outcome.Satisfied)]
    [InlineData("resource_cost", "memory", "soft_constraint", Outcome.Satisfied)]
    [InlineData("resource_cost", "memory", "reported_only", Outcome.Violated)]
    [InlineData("entropy", "memory", "loss_term", Outcome.Violated)]
    [InlineData("entropy", "memory", "post_hoc_filter", Outcome.Satisfied)]
    public void A_resource_in_the_loss_is_an_objective(string regulariser, string quantity, string role, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-strat-resource", $$"""
        {card: {search_strategy: {regularisers: [{name: {{regulariser}} }]}, objectives: {terms: [{name: t, quantity: {{quantity}}, role: {{role}} }]} } }
        """));

    [Theory]
    [InlineData("python search.py --seed {seed}", "1", Outcome.Satisfied)]
    [InlineData("python search.py --seed {seed}", "8", Outcome.Violated)]
    [InlineData("torchrun --nproc_per_node=8 search.py", "8", Outcome.Satisfied)]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 python search.py", "8", Outcome.Violated)]
    [InlineData("python search.py", "unknown", Outcome.NotDetermined)]
    public void A_rate_that_scales_needs_the_same_devices(string command, string count, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-strat-scaling", $$"""
        {card: {search_strategy: {learning_rate_scaling: by_device_count}, search_protocol: {hardware: [{device: A, count: {{count}} }]},
        rerun: {recipes: [{id: s, purpose: search, command: "{{command}}", seed_mechanism: absent, timeout_minutes: 10, outputs: []}]} } }
        """));

    private static CardValue Card(string text) => Assert.IsType<CardReading.Valid>(CardReader.Read(text, RepoPath.Parse("darts.nas-card.yaml"))).Card.Root;
}

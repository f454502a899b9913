using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks.CardRules;

public class DataRuleTests
{
    [Theory]
    [InlineData("a.txt", "x\ny\n", "b.txt", "y\nz\n", 1)]
    [InlineData("a.txt", "# cases\nx\n\ny\r\n", "b.txt", "# cases\n\ny\nx\n", 2)]
    [InlineData("a.txt", "x\ny\n", "b.txt", "xy\nz\n", 0)]
    [InlineData("a.json", "[\"x\", \"y\"]", "b.json", "[\"y\"]", 1)]
    [InlineData("a.json", "[1, 2]", "b.txt", "2\n", 1)]
    [InlineData("a.csv", "case_id,label\nx,0\ny,1\n", "b.csv", "case_id,label\nz,0\n", 0)]
    [InlineData("a.csv", "case_id,label\nx,0\ny,1\n", "b.csv", "case_id,label\ny,0\n", 1)]
    public void Ids_on_both_sides_are_counted(string a, string left, string b, string right, int shared)
    {
        var finding = RuleRun.Finding("card-data-split-overlap", Split("random", (a, left), (b, right)));

        Assert.Equal(shared == 0 ? Outcome.Satisfied : Outcome.Violated, finding.Outcome);
        Assert.StartsWith(shared switch { 0 => "Holds", 1 => "1 id is in both", _ => $"{shared} ids are in both" }, finding.Message);
    }

    [Theory]
    [InlineData("k_fold", Outcome.NotDetermined)]
    [InlineData("random", Outcome.Violated)]
    public void The_lists_of_several_folds_may_share_ids(string method, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Findings("card-data-split-overlap", Split(method, ("a.txt", "x\n"), ("b.txt", "y\n"), ("c.txt", "x\n"))).Select(f => f.Outcome).Distinct().Single());

    [Fact]
    public void Two_lists_that_share_ids_are_no_folds() =>
        Assert.Equal(Outcome.Violated, RuleRun.Outcome("card-data-split-overlap", Split("k_fold", ("a.txt", "x\n"), ("b.txt", "x\n"))));

    [Theory]
    [InlineData("b.json", "{\"train\": [\"x\"]}")]
    [InlineData("b.json", "[\"x\"")]
    [InlineData("b.txt", "")]
    public void What_is_no_list_is_not_compared(string name, string text) =>
        Assert.Equal(Outcome.NotDetermined, RuleRun.Outcome("card-data-split-overlap", Split("random", ("a.txt", "x\n"), (name, text))));

    [Theory]
    [InlineData("disjoint_level: patient", "{}", Outcome.Satisfied)]
    [InlineData("disjoint_level: slice", "{modalities: [CT]}", Outcome.Violated)]
    [InlineData("disjoint_level: patch", "{modalities: [NM]}", Outcome.Violated)]
    [InlineData("disjoint_level: slice", "{modalities: [US]}", Outcome.Satisfied)]
    [InlineData("disjoint_level: slice", "{modalities: [CT], medical: false}", Outcome.Satisfied)]
    [InlineData("disjoint_level: slice", "{modalities: [US], n_slices: 51}", Outcome.Violated)]
    [InlineData("disjoint_level: slice", "{modalities: [US], n_patients: unknown, n_slices: 51}", Outcome.Violated)]
    [InlineData("disjoint_level: image", "{modalities: [CT]}", Outcome.Satisfied)]
    [InlineData("disjoint_level: image", "{modalities: [US], n_cases: 51}", Outcome.Violated)]
    [InlineData("disjoint_level: image", "{modalities: [US], n_patients: unknown}", Outcome.NotDetermined)]
    public void Slices_of_one_patient_stay_together(string level, string differences, Outcome expected)
    {
        var set = Merge("id: inner, name: Inner, roles: [search_weights, search_architecture, train, internal_test], sites: [Lublin]", ["medical: true", "modalities: [US]", "n_patients: 50", "n_cases: 50"], differences);

        Assert.Equal(expected, RuleRun.Outcome("card-data-slice-split", $$"""{card: {data: { {{level}}, datasets: [{{set}}]} } }"""));
    }

    [Theory]
    [InlineData("2d", "2d", "search_protocol: {patch_size: [64, 64, 64]}", Outcome.Violated)]
    [InlineData("3d", "2d", "search_protocol: {patch_size: [64, 64]}", Outcome.Satisfied)]
    [InlineData("3d", "3d", "search_protocol: {patch_size: [64, 64]}", Outcome.Violated)]
    [InlineData("3d", "unknown", "search_protocol: {patch_size: [64, 64]}", Outcome.NotDetermined)]
    [InlineData("2d", "2d", "data: {spacing_mm: [1, 1, 3]}", Outcome.Satisfied)]
    [InlineData("2d", "2d", "data: {spacing_mm: [1, 1, 3, 1]}", Outcome.Violated)]
    [InlineData("2d", "2d", "search_space: {operations: [{id: c, kernel: [3, 3, 3]}]}", Outcome.Violated)]
    public void A_list_has_an_entry_for_each_axis(string data, string network, string patch, Outcome expected)
    {
        string[] blocks = patch.StartsWith("search_space", StringComparison.Ordinal) ? [patch.Replace("{operations", $"{{spatial_dims: {network}, operations")] : [$"search_space: {{spatial_dims: {network}, operations: null}}", patch];
        var protocol = patch.StartsWith("search_protocol", StringComparison.Ordinal) ? "" : "search_protocol: {patch_size: null}, ";

        Assert.Equal(expected, RuleRun.Outcome("card-data-dims", $$"""{card: {task: {dimensionality: {{data}} }, {{protocol}}{{string.Join(", ", blocks)}} } }"""));
    }

    [Theory]
    [InlineData("[Lublin]", Outcome.Violated, Severity.Error)]
    [InlineData("unknown", Outcome.Violated, Severity.Warning)]
    [InlineData("not_applicable", Outcome.Satisfied, Severity.Error)]
    [InlineData("[Warsaw]", Outcome.Satisfied, Severity.Error)]
    public void External_sites_are_other_sites(string thirdSites, Outcome outcome, Severity severity)
    {
        var finding = RuleRun.Finding("card-data-ext-sites", $$"""
            {card: {data: {datasets: [{id: inner, name: Inner, roles: [search_weights, train], sites: [Krakow]}, {id: third, name: Third, roles: [validation], sites: {{thirdSites}} }, {id: outer, name: Outer, roles: [external_test], sites: [Lublin]}]} } }
            """);

        Assert.Equal((outcome, severity), (finding.Outcome, finding.Severity));
    }

    [Theory]
    [InlineData("split_method: null", Outcome.Violated)]
    [InlineData("split_method: unknown", Outcome.NotDetermined)]
    [InlineData("split_method: not_reported", Outcome.NotDetermined)]
    [InlineData("split_method: null, split_files: [split/a.txt]", Outcome.Satisfied)]
    public void Search_and_test_cases_are_told_apart(string patch, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-data-test-leak", $$"""{card: {data: { {{patch}} } } }"""));

    [Theory]
    [InlineData("external_validation: {performed: false}", Outcome.NotApplicable)]
    [InlineData("external_validation: {performed: unknown}", Outcome.NotDetermined)]
    [InlineData("external_validation: {adaptation: recalibrated}", Outcome.Satisfied)]
    [InlineData("external_validation: {adaptation: re_searched}", Outcome.Violated)]
    public void A_model_that_is_trained_again_is_no_external_test(string patch, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-data-ext-adapt", $$"""{card: {data: { {{patch}} } } }"""));

    [Fact]
    public void An_empty_list_of_data_sets_lacks_every_data_set() =>
        Assert.Contains(RuleRun.Findings("card-data-ref", "{card: {data: {datasets: []}}}"), f => f.Message == "search_protocol.datasets[0] names the data set 'inner', which data.datasets does not list.");

    [Theory]
    [InlineData("performed: true", Outcome.Satisfied)]
    [InlineData("performed: false", Outcome.Violated)]
    [InlineData("performed: unknown", Outcome.NotDetermined)]
    public void Training_elsewhere_is_called_transfer(string transfer, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-data-transfer", $$"""
        {card: {data: {architecture_transfer: { {{transfer}} }, datasets: [{id: inner, name: Inner, roles: [search_weights], sites: [Lublin]}, {id: moved, name: Moved, roles: [train], sites: [Lublin]}]} } }
        """));

    private static string Split(string method, params (string Name, string Text)[] lists) =>
        $$"""{card: {data: {split_method: {{method}}, split_files: [{{string.Join(", ", lists.Select(l => l.Name))}}]} }, files: { {{string.Join(", ", lists.Select(l => $"{l.Name}: {System.Text.Json.JsonSerializer.Serialize(l.Text)}"))}} } }""";

    /// <summary>A data set in flow style: keys of the differences replace those of the defaults.</summary>
    private static string Merge(string fixedKeys, string[] defaults, string differences) =>
        $"{{{fixedKeys}, {string.Join(", ", defaults.Where(d => !differences.Contains(d.Split(':')[0] + ":", StringComparison.Ordinal)).Append(differences[1..^1]).Where(k => k.Length > 0))}}}";
}

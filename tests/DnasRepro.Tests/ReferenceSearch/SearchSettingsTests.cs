using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using DnasRepro.ReferenceSearch;
using DnasRepro.Schemas;

namespace DnasRepro.Tests.ReferenceSearch;

public class SearchSettingsTests
{
    private static readonly Gen<double> Share = Gen.Double[0, 0.99];

    private static readonly Gen<IReadOnlyList<string>> Operations = Gen.Shuffle(OperationRegistry.All.Select(o => o.Id).ToArray(), 2, 6).Select(ids => (IReadOnlyList<string>)ids);

    private static readonly Gen<SpaceSettings> Spaces = Gen.Select(Gen.Int[2, 3], Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[1, 16], Operations, Operations, Gen.Bool, Share).Select(
        (dimensions, levels, nodes, half, down, up, isSearched, weight) => new SpaceSettings
        {
            Dimensions = dimensions, Levels = levels, Nodes = nodes, Channels = 2 * half, DownOperations = down, UpOperations = up,
            Topology = isSearched ? new TopologySettings { Blocks = 5, Levels = 2, MemoryWeight = weight } : null,
        });

    private static readonly Gen<StrategySettings> Strategies = Gen.Select(Gen.Enum<BilevelOrder>(), Gen.Bool, Gen.Int[0, 9], Share, Share, Gen.Int[1, 44].Nullable(), Gen.Enum<Resource>(), Gen.Bool).Select(
        (order, isGumbel, warm, rate, weight, skips, resource, flag) => new StrategySettings
        {
            Order = order, Relaxation = isGumbel ? Relaxation.Gumbel : Relaxation.Softmax, WarmUpEpochs = warm, LearningRate = rate + 1e-6, Beta1 = weight, TemperatureStart = 5 + rate, EntropyWeight = -weight,
            OperationDropout = rate, StopAtSkips = skips, StopWhenStableFor = skips * 3, Resources = flag ? [new ResourceTerm(resource, weight)] : [], KeepsNone = flag, Threshold = weight, KeptInputs = 1,
        });

    private static readonly Gen<SearchSettings> Any = Gen.Select(Spaces, Strategies, Gen.Int[10, 500], Share, Gen.String[Gen.Char.AlphaNumeric, 1, 20].Null(), Gen.Int[0, int.MaxValue], Gen.Bool).Select(
        (space, strategy, epochs, rate, folder, seed, flag) => new SearchSettings
        {
            Space = space, Strategy = strategy with { Discretisation = space.Topology is null ? DiscretisationRule.Threshold : DiscretisationRule.ValidPath },
            Training = new TrainingSettings { Epochs = epochs, LearningRate = 0.5, MinimumLearningRate = rate / 3, IsCosine = flag, Momentum = rate, GradientClip = 1 + rate, BatchSize = 3 },
            Data = new DataSettings { Folder = folder, Seed = seed, Size = 32, Training = 20, Validation = 10, Test = 9, External = 0 },
            Evaluation = new EvaluationSettings { RetrainEpochs = epochs, RandomArchitectures = 5, Eigenvalue = flag },
        });

    [Fact]
    public void The_defaults_can_be()
    {
        new SearchSettings().Check();
        SearchSettings.For(3).Check();
        Assert.Equal(SearchSettingsJson.Write(new SearchSettings()), SearchSettingsJson.Write(SearchSettings.For(2)));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same() => Any.Sample(
        settings =>
        {
            settings.Check();
            var text = SearchSettingsJson.Write(settings);
            Assert.Equal(text, SearchSettingsJson.Write(SearchSettingsReader.Read("settings.json", text)));
            Assert.Equal(text, SearchSettingsJson.Write(SearchSettingsReader.Read("settings.yml", text)));
        }, iter: 500, seed: "0000KDfPlsD7");

    [Fact]
    public void Every_setting_is_written()
    {
        var written = JsonNode.Parse(SearchSettingsJson.Write(new SearchSettings { Space = new SpaceSettings { Topology = new TopologySettings() } }))!;
        var schema = JsonNode.Parse(JsonSchema.ReadText(SearchSettingsReader.SchemaFile))!;

        Assert.Equal(Keys(schema["properties"]!).Where(k => k != "$schema"), written.AsObject().Select(p => p.Key));
        Assert.All(written.AsObject(), block => Assert.Equal(Keys(schema["properties"]![block.Key]!["properties"]!), block.Value!.AsObject().Select(p => p.Key)));
        Assert.Equal(Keys(schema["properties"]!["space"]!["properties"]!["topology"]!["anyOf"]![0]!["properties"]!), written["space"]!["topology"]!.AsObject().Select(p => p.Key));
        foreach (var (block, type) in new[] { ("space", typeof(SpaceSettings)), ("strategy", typeof(StrategySettings)), ("training", typeof(TrainingSettings)), ("data", typeof(DataSettings)), ("evaluation", typeof(EvaluationSettings)) })
            Assert.Equal(type.GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)).Order(), written[block]!.AsObject().Select(p => p.Key).Order());
    }

    [Fact]
    public void The_schema_has_the_ranges_and_words_that_are_checked()
    {
        var schema = JsonNode.Parse(JsonSchema.ReadText(SearchSettingsReader.SchemaFile))!;
        foreach (var range in SettingRange.All)
        {
            var node = schema;
            foreach (var key in range.Key.Split('.'))
                node = ((node["anyOf"]?[0] ?? node)["properties"])![key]!;
            node = node["anyOf"]?[0] ?? node;
            Assert.Equal((range.Key, range.Low, range.High), (range.Key, node["minimum"]!.GetValue<double>(), node["maximum"]!.GetValue<double>()));
        }
        Assert.Equal(OperationRegistry.All.Select(o => o.Id), Words(schema["definitions"]!["operation"]!));
        var strategy = schema["properties"]!["strategy"]!["properties"]!;
        Assert.Equal(SettingWords.Orders.Keys, Words(strategy["order"]!));
        Assert.Equal(SettingWords.Relaxations.Keys, Words(strategy["relaxation"]!));
        Assert.Equal(SettingWords.Rules.Keys, Words(strategy["discretisation"]!));
        Assert.Equal(SettingWords.Resources.Keys, Words(strategy["resources"]!["items"]!["properties"]!["resource"]!));
    }

    [Fact]
    public void Volumes_have_defaults_of_their_own()
    {
        var settings = SearchSettingsReader.Read("a.yml", "space: {dimensions: 3}\ndata: {training: 24}\n");

        Assert.Equal((3, 32, 2, 24, 16), (settings.Space.Dimensions, settings.Data.Size, settings.Training.BatchSize, settings.Data.Training, settings.Data.Validation));
    }

    [Theory]
    [InlineData("space: {nodez: 3}", "a.yml:1:9: space.nodez: the key 'nodez' is not known here; did you mean 'nodes'?.")]
    [InlineData("space:\n  nodes: 9", "a.yml:2:10: space.nodes: 9 is out of range: from 1 to 8 is allowed.")]
    [InlineData("space:\n  down_operations: [none, conv_3x4]", "a.yml:2:27: space.down_operations[1]: 'conv_3x4' is not allowed; did you mean 'conv_3x3'?.")]
    [InlineData("strategy: {order: frist}", "a.yml:1:19: strategy.order: 'frist' is not allowed; did you mean 'first'?.")]
    [InlineData("training:\n  epochs: 5\nstrategy:\n  warm_up_epochs: 5", "a.yml:4:19: strategy.warm_up_epochs: 5 leaves none of 5 epochs to the architecture.")]
    [InlineData("data:\n  size: 30", "a.yml:2:9: data.size: 30 is no multiple of 4 of at least 8.")]
    [InlineData("space: {channels: 7}", "a.yml:1:19: space.channels: 7 is odd.")]
    [InlineData("strategy: {relaxation: partial_channels, partial_ratio: 8}", "a.yml:1:57: strategy.partial_ratio: 1/8 of 8 channels is no whole number of at least 2.")]
    [InlineData("strategy: {relaxation: partial_channels, partial_ratio: 3}", "a.yml:1:57: strategy.partial_ratio: 1/3 of 8 channels is no whole number of at least 2.")]
    [InlineData("strategy: {discretisation: valid_path}", "a.yml:1:28: strategy.discretisation: 'valid_path' needs a topology that is searched.")]
    [InlineData("space: {topology: {}}", "a.yml:1:1: strategy.discretisation: 'top_inputs' reads no path off a searched topology.")]
    [InlineData("training: {batch_size: 200}", "a.yml:1:24: training.batch_size: a batch of 200 is more than the 128 images of data.training or data.validation.")]
    [InlineData("data: {size: 8}", "a.yml:1:14: data.size: 8 is out of range: phantoms have 16 to 1024 pixels along each axis.")]
    [InlineData("data: {size: 2048}", "a.yml:1:14: data.size: 2048 is out of range: phantoms have 16 to 1024 pixels along each axis.")]
    [InlineData("evaluation: {random_architectures: 3}", "a.yml:1:36: evaluation.random_architectures: 3 are asked for, and evaluation.retrain_epochs is 0, so that none would be trained.")]
    [InlineData("data: {size: 1024, training: 1000000}", "a.yml:1:30: data.training: all phantoms together have 1048978653184 pixels, and 536870912 are allowed.")]
    [InlineData("strategy: {resources: [{resource: macs, weight: 1}, {resource: macs, weight: 2}]}", "a.yml:1:64: strategy.resources[1].resource: 'macs' is in the list twice.")]
    [InlineData("strategy: {learning_rate: .nan}", "a.yml:1:27: strategy.learning_rate: '.nan' (a number) stands where a number is expected.")]
    [InlineData("[", "a.yml:2:1: not valid YAML: while parsing a node, did not find expected node content.")]
    [InlineData("5", "a.yml:1:1: '5' (an integer) stands where a mapping is expected.")]
    public void What_is_wrong_is_named_with_its_place(string text, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => SearchSettingsReader.Read("/somewhere/a.yml", text));

        Assert.Equal(message, error.Message);
        Assert.NotEmpty(error.Hint);
    }

    [Fact]
    public void The_same_operation_twice_and_too_few_are_refused()
    {
        var usual = new SearchSettings();

        Assert.Equal("space.up_operations[1]", SearchSettingsCheck.Problems(usual with { Space = new SpaceSettings { UpOperations = ["none", "none"] } })[0].Key);
        Assert.Equal("space.down_operations", SearchSettingsCheck.Problems(usual with { Space = new SpaceSettings { DownOperations = ["conv_3x3"] } })[0].Key);
        Assert.Contains("did you mean 'skip_connect'?", SearchSettingsCheck.Problems(usual with { Space = new SpaceSettings { DownOperations = ["identity", "none"] } })[0].Message);
        Assert.Throws<UserErrorException>(() => (usual with { Strategy = new StrategySettings { LearningRate = double.NaN } }).Check());
    }

    private static IEnumerable<string> Keys(JsonNode properties) => properties.AsObject().Select(p => p.Key);

    private static IEnumerable<string> Words(JsonNode node) => node["enum"]!.AsArray().Select(v => v!.GetValue<string>());
}

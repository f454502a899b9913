using System.Text.Json.Nodes;
using DnasRepro.Cards;
using DnasRepro.ReferenceSearch;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

public class OperationRegistryTests
{
    public static TheoryData<string, string> Aliases => [.. OperationRegistry.All.SelectMany(o => o.Aliases.Append(o.Id), (o, alias) => (o.Id, alias))];

    [Fact]
    public void Ids_are_unique_and_the_default_is_among_them()
    {
        Assert.Equal(OperationRegistry.All.Count, OperationRegistry.All.Select(o => o.Id).Distinct().Count());
        Assert.All(OperationRegistry.Default, id => Assert.NotNull(OperationRegistry.Find(id)));
        Assert.Equal(["none"], OperationRegistry.Zero);
        Assert.Equal(["skip_connect"], OperationRegistry.Skip);
        Assert.Equal(["avg_pool_3x3", "max_pool_3x3", "skip_connect"], OperationRegistry.ParameterFree.Order());
    }

    [Fact]
    public void Categories_are_words_of_the_card()
    {
        var card = JsonNode.Parse(JsonSchema.ReadText(CardReader.SchemaFile))!;
        var words = card["properties"]!["search_space"]!["anyOf"]![0]!["properties"]!["operations"]!["anyOf"]![0]!["items"]!["properties"]!["category"]!["enum"]!.AsArray().Select(v => v!.GetValue<string>()).ToList();

        Assert.All(OperationRegistry.All, o => Assert.Contains(o.Category, words));
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void A_name_of_public_searches_is_known(string id, string alias) => Assert.Equal((id, null), Named(alias));

    [Theory]
    [InlineData("shuffle_conv", "conv_3x3", "without groups and shuffling of channels")]
    [InlineData("up_conv", "conv_3x3", null)]
    [InlineData("cweight", "se_conv_3x3", "with a convolution before the channel weights")]
    [InlineData("dil_3_conv", "dil_conv_3x3", "dilation 2 in place of 3")]
    [InlineData("dil_3_conv_5x5", "dil_conv_5x5", "dilation 2 in place of 3")]
    [InlineData("sep_conv_3x3_dil3", "dil_conv_3x3", "dilation 2 in place of 3")]
    [InlineData("max_pool_2x2", "max_pool_3x3", "a window of 3 in place of 2")]
    [InlineData("conv_3x3x1", "asym_conv", "both of its parts in place of one")]
    [InlineData("conv_3x1x3", "asym_conv", "both of its parts in place of one")]
    [InlineData("P3D_1x3x3", "asym_conv", "both of its parts in place of one")]
    [InlineData("trans_conv_3x3", "conv_3x3", "the size is doubled before the cell")]
    public void A_name_that_comes_near_says_what_is_different(string name, string id, string? difference) => Assert.Equal((id, difference), Named(name));

    [Theory]
    [InlineData("sep_conv_7x7")]
    [InlineData("conv_7x1_1x7")]
    [InlineData("mbconv_k3_e6")]
    [InlineData("self_attention")]
    [InlineData("bilinear")]
    [InlineData("")]
    [InlineData("99999999999999999999x99999999999999999999")]
    public void A_name_that_nothing_comes_near_is_left_out(string name) => Assert.Null(OperationMatch.OfName(name).Operation);

    [Theory]
    [InlineData("attention", "spatial_attention", null)]
    [InlineData("op7", "convolution", "conv_5x5")]
    [InlineData("op7", "dilated_convolution", "dil_conv_5x5")]
    [InlineData("conv_3x3", "separable_convolution", "conv_3x3")]
    [InlineData("conv", "separable_convolution", "sep_conv_5x5")]
    [InlineData("pool", "pooling", "max_pool_3x3")]
    public void A_cards_category_and_kernel_count_where_the_id_is_none_of_ours(string name, string category, string? id) =>
        Assert.Equal(id, OperationMatch.Of(name, category, [5, 5], null).Operation?.Id);

    [Fact]
    public void A_dilated_convolution_is_found_by_its_dilation() =>
        Assert.Equal(("dil_conv_3x3", "depthwise and pointwise in place of a full convolution"), Pair(OperationMatch.Of("conv_d2", "convolution", [3, 3], 2)));

    [Theory]
    [InlineData("nasunet")]
    [InlineData("dints")]
    [InlineData("darts")]
    public void Every_operation_of_a_real_card_is_offered_in_some_form(string card)
    {
        var root = Support.Cards.Root(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", $"{card}.nas-card.yaml"));

        Assert.NotEmpty(root.At("search_space.operations").Items);
        Assert.All(root.At("search_space.operations").Items, o => Assert.NotNull(CardOperations.Match(root, o["id"].Text!).Operation));
    }

    private static (string? Id, string? Difference) Named(string name) => Pair(OperationMatch.OfName(name));

    private static (string? Id, string? Difference) Pair(OperationMatch match) => (match.Operation?.Id, match.Difference);
}

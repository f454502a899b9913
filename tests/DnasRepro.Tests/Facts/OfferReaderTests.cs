using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

/// <summary>The lines are those of real READMEs.</summary>
public class OfferReaderTests
{
    [Theory]
    [InlineData("**CIFAR-10** ([cifar10_model.pt](https://drive.google.com/file/d/1Y13/view))")]
    [InlineData("We provided models after search and retrain [[baidu drive]](https://pan.baidu.com/s/1gt8)")]
    [InlineData("For evaluation, we provide the checkpoints of our models in [Google Drive](https://drive.google.com/drive/folders/1Hqz).")]
    [InlineData("# Pretrained models\n| [C10](https://pan.baidu.com/s/1d9A) |")]
    [InlineData("net = AutoModel.from_pretrained(\"owner/name\")")]
    [InlineData("refer to [MODEL_ZOO.md](docs/MODEL_ZOO.md)")]
    public void Weights_are_offered(string readme) => Assert.NotEmpty(Facts(readme).Weights.Places);

    [Theory]
    [InlineData("We load pretrained weights.")]
    [InlineData("# Datasets\nDownload the data from [here](https://drive.google.com/x).")]
    [InlineData("Our paper on pretrained models: [pdf](https://arxiv.org/abs/1)")]
    [InlineData("wget https://dl.fbaipublicfiles.com/segment_anything_2/072824/sam2_hiera_tiny.pt")]
    public void Weights_are_not_offered(string readme) => Assert.Empty(Facts(readme).Weights.Places);

    [Theory]
    [InlineData("## Dataset Preparation")]
    [InlineData("Data preparation: 10% and 2.5% images need to be random sampled")]
    [InlineData("please first download the [dataset](https://www.cs.toronto.edu/~kriz/cifar.html)")]
    [InlineData("## Source of data")]
    [InlineData("数据集请从官网下载")]
    public void Data_are_spoken_of(string readme) => Assert.NotEmpty(Facts(readme).Data.Places);

    [Theory]
    [InlineData("On all three datasets we get the best results.")]
    [InlineData("### Evaluate the architecture on medical image datasets")]
    [InlineData("Update metadata and prepare the release.")]
    [InlineData("## Database of results")]
    public void Results_on_data_say_nothing_of_how_to_get_them(string readme) => Assert.Empty(Facts(readme).Data.Places);

    [Fact]
    public void Files_count_too()
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["a/best.pth"] = "x", ["scripts/download_data.sh"] = "", ["datasets/README.md"] = "x\n" });

        Assert.Equal("a/best.pth", Assert.Single(facts.Weights.Places).Location.Path.Value);
        Assert.Equal(["datasets/README.md", "scripts/download_data.sh"], facts.Data.Places.Select(p => p.Location.Path.Value));
    }

    [Fact]
    public void An_archive_of_a_data_set_is_none_of_the_code()
    {
        var facts = Facts("[![DOI](https://zenodo.org/badge/1.svg)](https://doi.org/10.5281/zenodo.1)\n\n## Data\nCHAOS: https://zenodo.org/record/3431873\n");

        Assert.Equal(["https://zenodo.org/badge/1.svg", "https://doi.org/10.5281/zenodo.1"], facts.Citation.ArchiveDois.Select(d => d.Target));
    }

    [Fact]
    public void A_request_to_cite_is_found() => Assert.Equal(2, Facts("# X\nIf you use this code, please cite our paper.\n").Citation.Request?.Location.StartLine);

    private static DnasRepro.Facts.RepositoryFacts Facts(string readme) => Memory.Facts(new Dictionary<string, string> { ["README.md"] = readme + "\n" });
}

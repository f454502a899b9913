namespace DnasRepro.Tests.SearchCode.Practice;

public class SeedTests
{
    [Fact]
    public void Reads_the_default_of_the_option_that_sets_the_seed()
    {
        var seed = Assert.Single(PracticeOf.Program(
            """
            import argparse, torch
            parser = argparse.ArgumentParser()
            parser.add_argument('--seed', type=int, default=2)
            args = parser.parse_args()
            torch.manual_seed(args.seed)
            """).Seeds);

        Assert.Equal(("torch", "args.seed", 2L, "seed", true), (seed.Library, seed.Value, seed.Literal, seed.Option, seed.InSearch));
        Assert.Equal(5, seed.Evidence.Location.StartLine);
    }

    [Theory]
    [InlineData("import random\nrandom.seed(7)", "random")]
    [InlineData("import numpy as np\nnp.random.seed(7)", "numpy")]
    [InlineData("import numpy\nrng = numpy.random.default_rng(seed=7)", "numpy")]
    [InlineData("from torch import manual_seed\nmanual_seed(7)", "torch")]
    [InlineData("import torch\ntorch.cuda.manual_seed_all(7)", "torch.cuda")]
    [InlineData("import tensorflow as tf\ntf.random.set_seed(7)", "tensorflow")]
    [InlineData("import tensorflow as tf\ntf.set_random_seed(7)", "tensorflow")]
    [InlineData("import jax\nkey = jax.random.PRNGKey(7)", "jax")]
    [InlineData("import pytorch_lightning as pl\npl.seed_everything(7)", "lightning")]
    [InlineData("from monai.utils import set_determinism\nset_determinism(seed=7)", "monai")]
    [InlineData("import os\nos.environ['PYTHONHASHSEED'] = str(7)", "python_hash")]
    [InlineData("import torch\ng = torch.Generator()\ng.manual_seed(7)", "torch")]
    [InlineData("from sklearn.model_selection import train_test_split\na, b = train_test_split(x, random_state=7)", "other")]
    public void Knows_the_calls_that_seed(string text, string library)
    {
        var seed = Assert.Single(PracticeOf.Program(text).Seeds);

        Assert.Equal((library, 7L), (seed.Library, seed.Literal));
    }

    [Theory]
    [InlineData("SEED = 11\nimport torch\ntorch.manual_seed(SEED)")]
    [InlineData("import torch\ndef fix(seed=11):\n    torch.manual_seed(seed)\nfix()")]
    [InlineData("import torch\ndef fix(seed):\n    torch.manual_seed(seed)\nfix(11)")]
    [InlineData("import torch\ndef main(cfg):\n    torch.manual_seed(cfg.get('seed', 11))\nmain(load())")]
    [InlineData("import torch\ntorch.manual_seed(getattr(args, 'seed', 11))")]
    [InlineData("import torch\nclass Config:\n    seed = 11\ntorch.manual_seed(Config.seed)")]
    [InlineData("import torch\nfrom absl import flags\nflags.DEFINE_integer('seed', 11, 'seed')\ntorch.manual_seed(flags.FLAGS.seed)")]
    [InlineData("import torch, click\n@click.option('--seed', default=11)\ndef main(seed):\n    torch.manual_seed(args.seed)\nmain()")]
    public void Follows_the_value_to_its_number(string text) => Assert.Equal(11, Assert.Single(PracticeOf.Program(text).Seeds).Literal);

    [Fact]
    public void Follows_a_function_of_the_project_into_another_file()
    {
        var seeds = PracticeOf.Files(
            ("search.py", "import argparse\nfrom util import set_seed\np = argparse.ArgumentParser()\np.add_argument('--seed', default=3)\nargs = p.parse_args()\nset_seed(args.seed)"),
            ("util.py", "import random\ndef set_seed(seed):\n    random.seed(seed)")).Seeds;

        var seed = Assert.Single(seeds);
        Assert.Equal(("util.py", 3L, "seed", true), (seed.Evidence.Location.Path.Value, seed.Literal, seed.Option, seed.InSearch));
    }

    [Fact]
    public void Follows_a_constant_of_an_imported_module() => Assert.Equal(5, Assert.Single(PracticeOf.Files(
        ("search.py", "import torch\nimport config\ntorch.manual_seed(config.SEED)"), ("config.py", "SEED = 5")).Seeds).Literal);

    [Theory]
    [InlineData("import random, torch\ntorch.manual_seed(random.randint(0, 9))")]
    [InlineData("import time, torch\ntorch.manual_seed(int(time.time()))")]
    [InlineData("import argparse, torch\np = argparse.ArgumentParser()\np.add_argument('--seed', type=int, default=None)\nargs = p.parse_args()\ntorch.manual_seed(args.seed)")]
    [InlineData("import argparse, torch\np = argparse.ArgumentParser()\np.add_argument('--seed', type=int, default=-1)\nargs = p.parse_args()\ntorch.manual_seed(args.seed)")]
    public void A_seed_that_is_drawn_or_absent_is_no_fixed_number(string text) => Assert.Null(Assert.Single(PracticeOf.Program(text).Seeds).Literal);

    [Theory]
    [InlineData("import torch\n# torch.manual_seed(2)")]
    [InlineData("import torch\n'''\ntorch.manual_seed(2)\n'''")]
    [InlineData("import numpy as np\nrng = np.random.default_rng()")]
    [InlineData("import random\nrandom.seed()")]
    [InlineData("from monai.utils import set_determinism\nset_determinism(seed=None)")]
    [InlineData("tree.seed(3)")]
    public void What_seeds_nothing_is_no_seed(string text) => Assert.Empty(PracticeOf.Program(text).Seeds);

    [Fact]
    public void A_seed_in_a_function_that_nobody_calls_is_not_in_the_search() =>
        Assert.False(Assert.Single(PracticeOf.Program("import torch\ndef fix():\n    torch.manual_seed(1)\n").Seeds).InSearch);

    [Fact]
    public void A_seed_in_the_main_part_of_an_imported_file_is_not_in_the_search() =>
        Assert.False(Assert.Single(PracticeOf.Files(("search.py", "import train"), ("train.py", "import torch\nif __name__ == '__main__':\n    torch.manual_seed(1)")).Seeds).InSearch);

    [Fact]
    public void Without_a_search_seeds_are_listed_and_not_in_it() =>
        Assert.False(Assert.Single(PracticeOf.WithoutSearch("import torch\ntorch.manual_seed(1)").Seeds).InSearch);
}

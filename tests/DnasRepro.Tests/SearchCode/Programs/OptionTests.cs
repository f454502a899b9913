using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Programs;

public class OptionTests
{
    private const string Guard = "\nif __name__ == '__main__':\n    main()\n";

    [Fact]
    public void Reads_argparse_with_names_destinations_and_defaults()
    {
        var options = Options("""
            import argparse
            def main():
                parser = argparse.ArgumentParser()
                group = parser.add_argument_group('g')
                parser.add_argument('data')
                parser.add_argument('-s', '--seed', type=int, default=1 + 1)
                group.add_argument('--arch-lr', dest='alpha_lr', default=3e-4)
                parser.add_argument('--cutout', action='store_true')
                args = parser.parse_args()
            """);

        Assert.Equal(["data>data=", "-s>seed=1 + 1", "--seed>seed=1 + 1", "--arch-lr>alpha_lr=3e-4", "--cutout>cutout=False"], options);
    }

    [Fact]
    public void Follows_a_parser_into_another_file_but_not_into_its_main_guard()
    {
        var options = new SmallRepository()
            .With("run.py", "from settings import Settings\ndef main():\n    Settings().parse()" + Guard)
            .With("settings.py", """
                import argparse
                class Settings:
                    def parse(self):
                        self.parser = argparse.ArgumentParser()
                        self.parser.add_argument('--width', default=8)
                        return self.parser.parse_args()
                if __name__ == '__main__':
                    parser = argparse.ArgumentParser()
                    parser.add_argument('--own')
                """)
            .Program("run.py").Options;

        Assert.Equal(["--width"], options.Select(o => o.Name));
        Assert.Equal("settings.py", options[0].Evidence.Location.Path.Value);
    }

    [Theory]
    [InlineData("import click\n@click.command()\n@click.option('--seed', default=2)\ndef main(seed):\n    pass", "click", "--seed>seed=2")]
    [InlineData("from absl import flags\nflags.DEFINE_integer('seed', 2, 'help')\ndef main():\n    pass", "absl", "--seed>seed=2")]
    [InlineData("import fire\ndef go(seed=2):\n    pass\ndef main():\n    fire.Fire(go)", "fire", "--seed>seed=2")]
    [InlineData("import typer\napp = typer.Typer()\n@app.command()\ndef main(seed: int = typer.Option(2, '--seed')):\n    pass", "typer", "--seed>seed=2")]
    [InlineData("import sys\ndef main():\n    print(sys.argv[1])", "sys.argv", "argv[1]>argv[1]=")]
    [InlineData("from easydict import EasyDict as edict\nC = edict()\nC.train = edict()\nC.train.seed = 2\ndef main():\n    pass", "config", "train.seed>train.seed=2")]
    [InlineData("from yacs.config import CfgNode as CN\n_C = CN()\n_C.SEED = 2\ndef main():\n    pass", "yacs", "SEED>SEED=2")]
    public void Reads_other_ways_to_give_options(string text, string kind, string expected)
    {
        var option = Assert.Single(new SmallRepository().With("run.py", text + Guard).Program("run.py").Options);

        Assert.Equal((kind, expected), (option.Kind, Text(option)));
    }

    [Fact]
    public void Reads_the_keys_of_hydra_and_of_a_default_configuration_file()
    {
        var hydra = new SmallRepository()
            .With("run.py", "import hydra\n@hydra.main(config_path='conf', config_name='config')\ndef main(cfg):\n    pass" + Guard)
            .With("conf/config.yaml", "seed: 3 # why\ntrain:\n  epochs: 4\n").Program("run.py").Options;
        var plain = new SmallRepository()
            .With("run.py", "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('--config', default='../cfg/a.yml')" + Guard)
            .With("cfg/a.yml", "seed: 3\n").Program("run.py").Options;

        Assert.Equal(["seed>seed=3", "train.epochs>train.epochs=4"], hydra.Select(Text));
        Assert.Contains("seed>seed=3", plain.Select(Text));
    }

    private static IEnumerable<string> Options(string text) => new SmallRepository().With("run.py", text + Guard).Program("run.py").Options.Select(Text);

    private static string Text(ProgramOption option) => $"{option.Name}>{option.Destination}={option.Default}";
}

namespace DnasRepro.Tests.SearchCode.Programs;

public class CommandTests
{
    private const string Program = "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--seed')\nparser.add_argument('--epochs')\nargs = parser.parse_args()\nif __name__ == '__main__':\n    print(args)\n";

    [Theory]
    [InlineData("python cnn/train.py")]
    [InlineData("CUDA_VISIBLE_DEVICES=0 python -u ./cnn/train.py --seed 1 > log.txt 2>&1 &")]
    [InlineData("cd cnn && python3.8 train.py")]
    [InlineData("nohup python -W ignore cnn/train.py")]
    [InlineData("python -m cnn.train")]
    [InlineData("python -m torch.distributed.launch --nproc_per_node=2 cnn/train.py")]
    [InlineData("torchrun --nproc_per_node 2 cnn/train.py")]
    [InlineData("srun --gres gpu:1 python cnn/train.py")]
    [InlineData("accelerate launch cnn/train.py")]
    [InlineData("train.py --seed 1")]
    [InlineData("python [cnn/train.py](cnn/train.py)")]
    [InlineData("$PYTHON cnn\\train.py")]
    [InlineData("bash go.sh")]
    [InlineData("./go.sh --x")]
    [InlineData("make train")]
    public void A_command_is_resolved_to_its_program(string command)
    {
        var read = Repository().Says(command).Programs();

        Assert.Equal("cnn/train.py", read.Commands[0].Program?.Value);
        Assert.Empty(read.Commands[0].UnknownOptions);
        Assert.Empty(read.Commands[0].MissingFiles);
    }

    [Theory]
    [InlineData("pip install torch")]
    [InlineData("python -c 'print(1)'")]
    [InlineData("git clone https://example.org/x.git")]
    [InlineData("python -m pip install x")]
    public void A_command_that_starts_no_file_is_left_out(string command) => Assert.DoesNotContain(Repository().Says(command).Programs().Commands, c => c.Text == command);

    [Fact]
    public void A_shell_script_reaches_what_it_starts()
    {
        var shell = Repository().Program("go.sh");

        Assert.Equal("shell", shell.Kind);
        Assert.Contains("cnn/train.py", shell.Reaches.Select(p => p.Value));
        Assert.Equal(2, shell.Evidence.Location.StartLine);
    }

    [Theory]
    [InlineData("python cnn/train.py --seeds 1 --seed 2", "--seeds")]
    [InlineData("python cnn/train.py --epoch 3", null)]
    [InlineData("python cnn/train.py --help", null)]
    [InlineData("python cnn/train.py --{option}", null)]
    public void Options_that_the_program_does_not_know_are_named(string command, string? unknown) =>
        Assert.Equal(unknown is null ? [] : [unknown], Repository().Says(command).Programs().Commands[0].UnknownOptions);

    [Fact]
    public void A_program_that_may_know_more_options_is_not_blamed()
    {
        var repository = new SmallRepository().With("run.py", Program.Replace("parse_args()", "parse_known_args()[0]", StringComparison.Ordinal)).Says("python run.py --more 1");

        Assert.Empty(repository.Command().UnknownOptions);
    }

    [Theory]
    [InlineData("python Search.py", "Search.py")]
    [InlineData("python search.py", null)]
    [InlineData("python lost.py", "lost.py")]
    [InlineData("python search.py --config conf/lost.yaml", "conf/lost.yaml")]
    [InlineData("python search.py --config conf/DATASET.yaml", null)]
    [InlineData("python search.py --save out/lost.yaml", null)]
    [InlineData("python /opt/x/lost.py", null)]
    [InlineData("python <your script>.py", null)]
    [InlineData("lost.py is the main script", null)]
    public void Files_that_a_command_names_must_be_there(string command, string? missing)
    {
        var commands = new SmallRepository().With("search.py", Program).Says(command).Programs().Commands;

        Assert.Equal(missing is null ? [] : [missing], commands.SelectMany(c => c.MissingFiles));
    }

    [Theory]
    [InlineData("python train.py --config a.yml", "Search the architecture", true)]
    [InlineData("python train.py", "模型搜索", true)]
    [InlineData("python train_search.py", "Usage", true)]
    [InlineData("python run.py --mode search", null, true)]
    [InlineData("python run.py --search", null, true)]
    [InlineData("python run.py phase=search", null, true)]
    [InlineData("python run.py --search_space s1", null, false)]
    [InlineData("python train.py", "Train the found network", false)]
    [InlineData("python test.py", "Search", false)]
    [InlineData("python train.py", "Retrain after the search", false)]
    [InlineData("python train.py", "Neural Architecture Search for Medical Images", false)]
    [InlineData("python research.py", null, false)]
    [InlineData("python grid_search.py", null, false)]
    public void A_command_says_search_as_a_reader_would_take_it(string command, string? section, bool says)
    {
        var repository = new SmallRepository().With("a.py", Program);
        foreach (var name in new[] { "train.py", "train_search.py", "run.py", "test.py", "research.py", "grid_search.py" })
            repository.With(name, Program);

        Assert.Equal(says, repository.Says(command, section).Command().SaysSearch);
    }

    [Fact]
    public void A_script_is_followed_from_folder_to_folder()
    {
        var repository = new SmallRepository().With("one/net.py", Program).With("two/net.py", Program)
            .With("scripts/go.sh", "cd ../two\npython net.py\n").Says("bash go.sh");

        Assert.Equal("two/net.py", repository.Programs().Commands[0].Program?.Value);
    }

    [Fact]
    public void Of_several_files_the_one_below_the_document_is_meant()
    {
        var repository = new SmallRepository().With("one/deep/net.py", Program).With("two/deep/net.py", Program).Says("python net.py", document: "two/README.md");

        Assert.Equal("two/deep/net.py", repository.Command().Program?.Value);
    }

    [Fact]
    public void An_experiment_configuration_gives_a_command() =>
        Assert.Equal("net.py", new SmallRepository().With("net.py", Program).With("exp.yml", "trial:\n  command: python3 net.py --seed 1\n").Command().Program?.Value);

    [Fact]
    public void A_script_in_words_chooses_the_search()
    {
        var repository = new SmallRepository().With("cnn/search.py", Program).With("cnn/train.py", Program)
            .With("run", "#!/bin/bash\nif [ $1 == search ] ; then\n  python cnn/search.py\nelse\n  python cnn/train.py\nfi\n").Says("./run search");

        Assert.Equal("cnn/search.py", repository.Programs().Commands[0].Program?.Value);
    }

    [Fact]
    public void A_script_without_an_ending_is_a_program()
    {
        var repository = new SmallRepository().With("find", "#!/usr/bin/env python3\n" + Program).Says("./find --seed 1");

        Assert.Equal("script", repository.Program("find").Kind);
        Assert.Equal("find", repository.Command().Program?.Value);
    }

    private static SmallRepository Repository() => new SmallRepository().With("cnn/train.py", Program)
        .With("go.sh", "# go\npython cnn/train.py \\\n  --seed 1\n").With("Makefile", "train:\n\tpython cnn/train.py\n");
}

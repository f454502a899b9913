namespace DnasRepro.Tests.SearchCode.Practice;

public class DeterminismTests
{
    [Theory]
    [InlineData("import torch\ntorch.backends.cudnn.deterministic = True", "cudnn.deterministic", true)]
    [InlineData("import torch\ntorch.backends.cudnn.deterministic = False", "cudnn.deterministic", false)]
    [InlineData("import torch.backends.cudnn as cudnn\ncudnn.benchmark = True", "cudnn.benchmark", false)]
    [InlineData("from torch.backends import cudnn\ncudnn.benchmark = False", "cudnn.benchmark", true)]
    [InlineData("import torch\ntorch.use_deterministic_algorithms(True)", "use_deterministic_algorithms", true)]
    [InlineData("import torch\ntorch.use_deterministic_algorithms(mode=False)", "use_deterministic_algorithms", false)]
    [InlineData("import tensorflow as tf\ntf.config.experimental.enable_op_determinism()", "enable_op_determinism", true)]
    [InlineData("from monai.utils import set_determinism\nset_determinism(seed=0)", "set_determinism", true)]
    [InlineData("from monai.utils import set_determinism\nset_determinism(seed=None)", "set_determinism", false)]
    [InlineData("import pytorch_lightning as pl\nt = pl.Trainer(deterministic=True)", "Trainer.deterministic", true)]
    [InlineData("import os\nos.environ['TF_DETERMINISTIC_OPS'] = '1'", "TF_DETERMINISTIC_OPS", true)]
    [InlineData("import os\nos.environ.setdefault('CUBLAS_WORKSPACE_CONFIG', ':4096:8')", "CUBLAS_WORKSPACE_CONFIG", true)]
    [InlineData("import os\nos.environ['PYTHONHASHSEED'] = 'random'", "PYTHONHASHSEED", false)]
    public void Reads_a_switch_by_its_value(string text, string name, bool isOn)
    {
        var found = Assert.Single(PracticeOf.Program(text).Determinism);

        Assert.Equal((name, isOn, true), (found.Name, found.IsOn, found.InSearch));
    }

    [Fact]
    public void A_value_that_is_no_literal_is_left_open() =>
        Assert.Null(Assert.Single(PracticeOf.Program("import torch\ntorch.backends.cudnn.deterministic = args.exact").Determinism).IsOn);

    [Theory]
    [InlineData("# cudnn.deterministic = True")]
    [InlineData("import torch\ntorch.backends.cudnn.enabled = True")]
    [InlineData("options.benchmark = True")]
    public void What_switches_nothing_is_no_switch(string text) => Assert.Empty(PracticeOf.Program(text).Determinism);
}

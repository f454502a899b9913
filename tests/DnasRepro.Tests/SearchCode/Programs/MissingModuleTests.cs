using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Programs;

public class MissingModuleTests
{
    private const string Guard = "\nif __name__ == '__main__':\n    pass\n";

    [Theory]
    [InlineData("import network", "network", false)]
    [InlineData("from parts.loss import Loss", "parts.loss", true)]
    [InlineData("from .near import x", ".near", true)]
    [InlineData("from parts.ops import NOTHING", "parts.ops.NOTHING", true)]
    [InlineData("from empty import CHOICES", "empty.CHOICES", true)]
    public void A_module_or_name_that_is_nowhere_is_missing(string import, string module, bool isLocal)
    {
        var missing = Assert.Single(Missing(import));

        Assert.Equal((module, isLocal), (missing.Module, missing.IsLocal));
        Assert.Equal(1, missing.Evidence.Location.StartLine);
    }

    [Theory]
    [InlineData("import torch, os, numpy as np")]
    [InlineData("from parts.ops import Op, made_later")]
    [InlineData("from parts.lazy import anything")]
    [InlineData("from parts import ops, sub")]
    [InlineData("try:\n    import network\nexcept ImportError:\n    network = None")]
    [InlineData("if True:\n    import network")]
    [InlineData("def f():\n    import network")]
    [InlineData("import listed")]
    [InlineData("from fast import kernel")]
    [InlineData("from main_folder.parts.ops import Op")]
    [InlineData("from parts._version import version")]
    public void What_may_come_from_elsewhere_is_not(string import) => Assert.Empty(Missing(import));

    [Fact]
    public void The_case_of_letters_counts()
    {
        var missing = Assert.Single(new SmallRepository().With("run.py", "from decoder.form import f" + Guard).With("Decoder/form.py", "f = 1\n").Program("run.py").Missing);

        Assert.True(missing.IsCaseOnly);
    }

    [Fact]
    public void What_an_imported_file_lacks_stops_the_program_too() =>
        Assert.Equal("lost", Assert.Single(new SmallRepository().With("run.py", "import net" + Guard).With("net.py", "import lost\n").Program("run.py").Missing).Module);

    [Fact]
    public void Nothing_is_said_where_other_repositories_are_parts_of_this_one() =>
        Assert.Empty(new SmallRepository().With("run.py", "import network" + Guard).WithFile(".gitmodules").Program("run.py").Missing);

    private static IReadOnlyList<MissingModule> Missing(string import) => new SmallRepository()
        .With("run.py", import + Guard)
        .With("parts/__init__.py", "")
        .With("parts/ops.py", "class Op: pass\ndef f():\n    global made_later\n    made_later = 1\n")
        .With("parts/lazy.py", "def __getattr__(name):\n    return name\n")
        .With("parts/sub/deep.py", "")
        .With("empty.py", "")
        .With("requirements.txt", "listed>=1.0\n")
        .WithFile("src/fast.pyx")
        .Program("run.py").Missing;
}

namespace DnasRepro.Tests.SearchCode.Programs;

public class StartTests
{
    [Theory]
    [InlineData("def main():\n    pass\n\nif __name__ == '__main__':\n    main()\n", 4)]
    [InlineData("if \"__main__\" == __name__:\n    pass\n", 1)]
    [InlineData("try:\n    if __name__ == '__main__' and True:\n        pass\nfinally:\n    pass\n", 2)]
    public void A_main_guard_makes_a_script_in_any_spelling(string text, int line)
    {
        var program = new SmallRepository().With("go.py", text).Program("go.py");

        Assert.Equal("script", program.Kind);
        Assert.Equal(line, program.Evidence.Location.StartLine);
    }

    [Theory]
    [InlineData("from helper import work\nwork()\n")]
    [InlineData("import box\nbar = box.Bar()\nbar.search(1)\n")]
    [InlineData("import box\nfor i in range(3):\n    box.step(i)\nprint('done')\n")]
    public void Top_level_work_makes_a_flat_script(string text) =>
        Assert.Equal("flat", new SmallRepository().With("go.py", text).With("helper.py", "def work():\n    pass\n").Program("go.py").Kind);

    [Theory]
    [InlineData("import os\nSIZE = 3\nNAMES = ['a', 'b']\n")]
    [InlineData("import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--size')\n")]
    [InlineData("import warnings\nwarnings.filterwarnings('ignore')\n@register\ndef f():\n    pass\n")]
    [InlineData("TABLE = {}\nfor i in range(4):\n    TABLE[i] = i\n")]
    public void Definitions_are_no_program(string text) => Assert.Empty(new SmallRepository().With("part.py", text).Programs().Programs);

    [Fact]
    public void A_package_that_is_started_by_name_is_a_program() =>
        Assert.Equal("flat", new SmallRepository().With("tool/__init__.py", "").With("tool/__main__.py", "from .core import main\nmain()\n").With("tool/core.py", "def main():\n    pass\n").Program("tool/__main__.py").Kind);

    [Theory]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name='x', entry_points={'console_scripts': ['find-net = tool.core:main']})\n")]
    [InlineData("setup.cfg", "[options.entry_points]\nconsole_scripts =\n    find-net = tool.core:main\n")]
    [InlineData("pyproject.toml", "[project.scripts]\nfind-net = \"tool.core:main\"\n")]
    [InlineData("pyproject.toml", "[tool.poetry.scripts]\nfind-net = \"tool.core:main\"\n")]
    public void An_installed_command_starts_its_module(string path, string text)
    {
        var repository = new SmallRepository().With("tool/__init__.py", "").With("tool/core.py", "def main():\n    pass\n").With(path, text).Says("find-net --seed 1");

        Assert.Equal("console_script", repository.Program("tool/core.py").Kind);
        Assert.Equal("tool/core.py", repository.Command().Program?.Value);
    }

    [Fact]
    public void A_program_reaches_what_it_imports_also_inside_functions_and_by_literal_name()
    {
        var program = new SmallRepository()
            .With("run.py", "import importlib\nfrom nets.cell import Cell\ndef f():\n    import late\n    importlib.import_module('named')\nif __name__ == '__main__':\n    f()\n")
            .With("nets/__init__.py", "from . import ops\n").With("nets/cell.py", "class Cell: pass\n").With("nets/ops.py", "").With("late.py", "").With("named.py", "").With("other.py", "")
            .Program("run.py");

        Assert.Equal(["late.py", "named.py", "nets/__init__.py", "nets/cell.py", "nets/ops.py", "run.py"], program.Reaches.Select(p => p.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_registered_class_that_a_configuration_names_is_reached()
    {
        var program = new SmallRepository()
            .With("run.py", "from builder import build\nif __name__ == '__main__':\n    build()\n")
            .With("builder.py", "def build(cfg):\n    return build_from_cfg(cfg, NETS)\n")
            .With("nets.py", "@NETS.register_module()\nclass SmallNet:\n    pass\n")
            .With("lone.py", "@NETS.register_module()\nclass LoneNet:\n    pass\n")
            .With("net.yaml", "model:\n  type: SmallNet\n")
            .Program("run.py");

        Assert.Equal(["builder.py", "nets.py", "run.py"], program.Reaches.Select(p => p.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("import box\ntuner = box.Tuner()\ntuner.search(3)\n", true)]
    [InlineData("import box\nbox.prepare()\nprint('loaded')\n", false)]
    public void An_imported_file_is_a_program_only_when_it_plainly_runs_something(string text, bool isProgram) =>
        Assert.Equal(isProgram, new SmallRepository().With("part.py", text).With("user.py", "import part\n").Programs().Programs.Count == 1);
}

using DnasRepro.Facts;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

public class EnvironmentReaderTests
{
    [Theory]
    [InlineData("torch==1.13.1", "torch", true)]
    [InlineData("torch == 1.13.1  # the one we used", "torch", true)]
    [InlineData("torch===1.13.1", "torch", true)]
    [InlineData("torch==1.13.*", "torch", false)]
    [InlineData("torch>=1.13", "torch", false)]
    [InlineData("torch~=1.13", "torch", false)]
    [InlineData("torch", "torch", false)]
    [InlineData("torch>=1.0,<2", "torch", false)]
    [InlineData("torch (==1.13.1)", "torch", true)]
    [InlineData("requests[security,tests]==2.8.1 ; python_version < '3'", "requests", true)]
    [InlineData("numpy==1.24.2 --hash=sha256:abc", "numpy", true)]
    [InlineData("nni @ git+https://github.com/microsoft/nni@767ed7f22e1e588ce76cbbecb6c6a4a76a309805", "nni", true)]
    [InlineData("nni @ git+https://github.com/microsoft/nni@master", "nni", false)]
    [InlineData("git+https://github.com/microsoft/nni", "git+https://github.com/microsoft/nni", false)]
    public void A_requirement_is_pinned_when_one_version_fits(string line, string name, bool isPinned)
    {
        var requirement = Assert.Single(File("requirements.txt", line + "\n").Requirements);

        Assert.Equal(name, requirement.Name);
        Assert.Equal(isPinned, requirement.IsPinned);
    }

    [Theory]
    [InlineData("# torch==1.0")]
    [InlineData("-r base.txt")]
    [InlineData("--index-url x")]
    [InlineData("")]
    [InlineData("this is no requirement at all")]
    public void Comments_options_and_prose_are_none(string line) => Assert.Empty(File("requirements.txt", line + "\n").Requirements);

    [Fact]
    public void Lines_are_those_of_the_file()
    {
        var file = File("requirements.txt", "# header\r\n\r\ntorch==1.13.1\r\nnumpy\r\n");

        Assert.Equal([3, 4], file.Requirements.Select(r => r.Evidence.Location.StartLine));
    }

    [Fact]
    public void A_conda_environment_has_conda_and_pip_requirements()
    {
        var file = File("environment.yml", "name: x\ndependencies:\n  - python=3.8\n  - pytorch=1.7.1=py38\n  - numpy>=1.20\n  - pip:\n    - monai==0.8.0\n    - tqdm\n");

        Assert.Equal([("python", true), ("pytorch", true), ("numpy", false), ("monai", true), ("tqdm", false)], file.Requirements.Select(r => (r.Name, r.IsPinned)));
    }

    [Fact]
    public void A_pyproject_has_a_dependencies_list()
    {
        var file = File("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\n  \"torch==2.1.0\",  # pinned\n  'numpy>=1.20',\n]\n[tool.other]\nx = [\"scipy\"]\n");

        Assert.Equal([("torch", true), ("numpy", false)], file.Requirements.Select(r => (r.Name, r.IsPinned)));
        Assert.Equal([4, 5], file.Requirements.Select(r => r.Evidence.Location.StartLine));
    }

    [Fact]
    public void A_setup_file_is_understood_only_when_its_list_is_plain()
    {
        var plain = File("setup.py", "from setuptools import setup\nsetup(install_requires=['torch==1.0', \"numpy\"])\n");
        var computed = File("setup.py", "setup(install_requires=read('requirements.txt'))\n");

        Assert.Equal([("torch", true), ("numpy", false)], plain.Requirements.Select(r => (r.Name, r.IsPinned)));
        Assert.False(computed.IsUnderstood);
    }

    [Theory]
    [InlineData("FROM pytorch/pytorch:1.7.1-cuda11.0-cudnn8-runtime", true)]
    [InlineData("FROM pytorch/pytorch:latest", false)]
    [InlineData("FROM pytorch/pytorch", false)]
    [InlineData("FROM --platform=linux/amd64 python@sha256:0123", true)]
    public void An_image_is_pinned_by_its_tag_or_digest(string line, bool isPinned) => Assert.Equal(isPinned, Assert.Single(File("Dockerfile", line + "\n").Requirements).IsPinned);

    [Theory]
    [InlineData("requirements.txt", "[")]
    [InlineData("requirements.txt", "a[")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"")]
    [InlineData("setup.py", "install_requires=[")]
    [InlineData("setup.py", "install_requires")]
    [InlineData("environment.yml", "dependencies: [")]
    [InlineData("Dockerfile", "FROM")]
    [InlineData("Dockerfile", "FROM --x")]
    public void Damaged_files_give_no_requirements_and_no_crash(string name, string text)
    {
        Assert.NotNull(File(name, text));
        Assert.NotNull(File(name, string.Concat(Enumerable.Repeat(text, 20_000))));
    }

    [Fact]
    public void Poetrys_tables_are_read()
    {
        var file = File("pyproject.toml", """
            [tool.poetry.dependencies]
            python = "^3.8"
            torch = "1.13.1"
            numpy = { version = "^1.20", optional = true }
            monai = { git = "https://github.com/Project-MONAI/MONAI", rev = "07de215caf79dabec20ac53fb38d9f2df36f182a" }
            """);

        Assert.Equal([("python", false), ("torch", true), ("numpy", false), ("monai", true)], file.Requirements.Select(r => (r.Name, r.IsPinned)));
        Assert.Equal([2, 3, 4, 5], file.Requirements.Select(r => r.Evidence.Location.StartLine));
    }

    [Fact]
    public void A_pipfile_wants_two_equals_signs()
    {
        var file = File("Pipfile", "[[source]]\nurl = \"https://pypi.org/simple\"\n[packages]\ntorch = \"==1.13.1\"\nnumpy = \"*\"\n[dev-packages]\npytest = \"*\"\n");

        Assert.Equal([("torch", true), ("numpy", false)], file.Requirements.Select(r => (r.Name, r.IsPinned)));
    }

    [Theory]
    [InlineData("pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\n[tool.black]\nline-length = 100\n")]
    [InlineData("setup.cfg", "[flake8]\nmax-line-length = 100\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name='x', ext_modules=[])\n")]
    [InlineData(".github/workflows/conda.yml", "dependencies: [torch]\n")]
    [InlineData("src/environment.py", "x")]
    public void Files_that_state_no_environment_are_none(string name, string text) =>
        Assert.Empty(Memory.Facts(new Dictionary<string, string> { [name] = text }).Environment.Files);

    [Theory]
    [InlineData("setup.py", "setup(install_requires=read('requirements.txt'))")]
    [InlineData("setup.py", "setup(install_requires=['torch'] + extra)")]
    [InlineData("setup.py", "setup(install_requires=[r for r in lines])")]
    [InlineData("setup.cfg", "[options]\ninstall_requires = file: requirements.txt\n")]
    [InlineData("pyproject.toml", "[project]\ndynamic = [\"dependencies\"]\n")]
    [InlineData("pyproject.toml", "[project\ndependencies = [")]
    [InlineData("environment.yml", "dependencies: [")]
    public void Computed_and_damaged_lists_are_not_understood(string name, string text) => Assert.False(File(name, text).IsUnderstood);

    [Theory]
    [InlineData("REQUIRED = ['torch==1.0', 'numpy']\nsetup(install_requires=REQUIRED)")]
    [InlineData("setup(\n    install_requires=(\n        'torch==1.0',  # why\n        'numpy',\n    ),\n)")]
    [InlineData("# about install_requires: see below\nsetup(**{'install_requires': ['torch==1.0', 'numpy']})")]
    public void Plain_lists_are_found_behind_a_name_too(string text) =>
        Assert.Equal([("torch", true), ("numpy", false)], File("setup.py", "import setuptools\n" + text + "\n").Requirements.Select(r => (r.Name, r.IsPinned)));

    [Fact]
    public void Setup_cfg_has_a_list_too()
    {
        var file = File("setup.cfg", "[options]\ninstall_requires =\n    torch==1.0\n    numpy>=1.2\npackages = find:\n");

        Assert.Equal([("torch", 3), ("numpy", 4)], file.Requirements.Select(r => (r.Name, r.Evidence.Location.StartLine)));
    }

    [Fact]
    public void A_dockerfile_has_images_and_installs()
    {
        var file = File("Dockerfile", """
            ARG BASE=nvcr.io/nvidia/pytorch:20.03-py3
            FROM ${BASE} AS build
            RUN apt-get update && pip install --no-cache-dir -r requirements.txt torch==1.7.1 \
                'monai[all]>=0.5' -f https://example.org/whl && rm -rf /root/.cache
            RUN conda install -c pytorch faiss-gpu=1.7.1
            FROM build
            FROM localhost:5000/own/image
            """);

        Assert.Equal(
            [("nvcr.io/nvidia/pytorch", true, 2), ("torch", true, 3), ("monai", false, 3), ("faiss-gpu", true, 5), ("localhost:5000/own/image", false, 7)],
            file.Requirements.Where(r => r.Name != "pytorch").Select(r => (r.Name, r.IsPinned, r.Evidence.Location.StartLine)));
    }

    [Theory]
    [InlineData("conda-forge::numpy=1.20.1", "numpy", true)]
    [InlineData("pytorch==1.7.1=py3.8_cuda11", "pytorch", true)]
    [InlineData("numpy 1.19.2", "numpy", true)]
    [InlineData("numpy=1.*", "numpy", false)]
    [InlineData("numpy >=1.2,<2", "numpy", false)]
    [InlineData("python=3.8", "python", true)]
    public void Conda_has_its_own_grammar(string text, string name, bool isPinned)
    {
        var requirement = Assert.Single(File("environment.yml", $"dependencies:\n  - {text}\n").Requirements);

        Assert.Equal((name, isPinned), (requirement.Name, requirement.IsPinned));
    }

    /// <summary>The forms of PEP 508 and of pip's requirement files.</summary>
    [Theory]
    [InlineData("A", "A", false)]
    [InlineData("A.B-C_D", "A.B-C_D", false)]
    [InlineData("aa==1", "aa", true)]
    [InlineData("name<=1", "name", false)]
    [InlineData("name[quux, strange];python_version<'2.7' and platform_version=='2'", "name", false)]
    [InlineData("name [fred,bar] @ http://foo.com ; python_version=='2.7'", "name", false)]
    [InlineData("name@http://foo.com/name-1.0-py3-none-any.whl", "name", true)]
    [InlineData("name@http://foo.com/archive/refs/heads/master.zip", "name", false)]
    [InlineData("-e git+https://github.com/x/y.git@07de215caf79dabec20ac53fb38d9f2df36f182a#egg=y", "y", true)]
    [InlineData("-e git+https://github.com/x/y.git@07de215c#egg=y", "y", false)]
    [InlineData("numpy=1.19.2=py37h54aff64_0", "numpy", true)]
    [InlineData("torch != 1.1, == 1.0", "torch", true)]
    public void Requirement_lines_have_many_forms(string line, string name, bool isPinned)
    {
        var requirement = Assert.Single(File("requirements.txt", line).Requirements);

        Assert.Equal((name, isPinned), (requirement.Name, requirement.IsPinned));
    }

    [Theory]
    [InlineData("poetry.lock")]
    [InlineData("uv.lock")]
    [InlineData("Pipfile.lock")]
    [InlineData("conda-lock.yml")]
    [InlineData("pdm.lock")]
    public void Lock_files_pin(string name) => Assert.Equal("lock_file", File(name, "x\n").Kind);

    [Theory]
    [InlineData("pyproject.toml", "[", 250_000)]
    [InlineData("pyproject.toml", "a.", 100_000)]
    [InlineData("pyproject.toml", "x = [[[[", 30_000)]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"\n", 9_000)]
    [InlineData("Pipfile", "-", 200_000)]
    [InlineData("setup.py", "install_requires=", 60_000)]
    [InlineData("setup.py", "install_requires=[\"", 60_000)]
    [InlineData("setup.py", "\nr = r\ninstall_requires=r", 40_000)]
    [InlineData("setup.cfg", "install_requires=\n ", 60_000)]
    [InlineData("requirements.txt", "[", 1_000_000)]
    [InlineData("requirements.txt", "a\n", 500_000)]
    [InlineData("Dockerfile", "RUN pip install a \\\n", 50_000)]
    [InlineData("Dockerfile", "ARG A=$A$A$A\nFROM $A$A\n", 20_000)]
    [InlineData("environment.yml", "- ", 100_000)]
    public void Masses_are_read_in_time(string name, string piece, int count)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotNull(Memory.Facts(new Dictionary<string, string> { [name] = string.Concat(Enumerable.Repeat(piece, count)) }));
        Pace.Require(TimeSpan.FromSeconds(20), watch);
    }

    private static EnvironmentFile File(string name, string text) => Assert.Single(Memory.Facts(new Dictionary<string, string> { [name] = text }).Environment.Files);
}

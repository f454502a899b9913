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

    private static EnvironmentFile File(string name, string text) => Assert.Single(Memory.Facts(new Dictionary<string, string> { [name] = text }).Environment.Files);
}

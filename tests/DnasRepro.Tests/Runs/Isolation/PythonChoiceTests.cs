using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>Which Python a program gets.</summary>
public class PythonChoiceTests
{
    private static readonly PythonInterpreter Bare = new("/opt/a/bin/python3", "3.11.7", "/opt/a", "/opt/a", new Dictionary<string, string> { ["numpy"] = "2.0" });
    private static readonly PythonInterpreter WithTorch = new("/usr/bin/python3", "3.11.2", "/usr", "/usr", new Dictionary<string, string> { ["torch"] = "1.13", ["numpy"] = "1.24" });

    [Fact]
    public void The_first_that_has_what_is_needed_is_chosen()
    {
        var choice = PythonChoice.Choose(null, ["torch", "numpy"], [Bare, WithTorch]);

        Assert.Same(WithTorch, choice.Interpreter);
        Assert.Equal("the first that has torch, numpy; the first on PATH, Python 3.11.7, lacks torch", choice.Reason);
        Assert.Empty(choice.Missing);
    }

    [Fact]
    public void The_first_on_the_path_is_chosen_when_nothing_is_needed()
    {
        var choice = PythonChoice.Choose(null, [], [Bare, WithTorch]);

        Assert.Equal((Bare, "the first on PATH"), (choice.Interpreter, choice.Reason));
    }

    [Fact]
    public void What_none_has_is_named()
    {
        var choice = PythonChoice.Choose(null, ["jax"], [Bare, WithTorch]);

        Assert.Same(Bare, choice.Interpreter);
        Assert.Equal(["jax"], choice.Missing);
        Assert.Contains("none of the 2 found has jax", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_Python_it_cannot_be_attempted() =>
        Assert.Equal(ExitCodes.NotAttempted, Assert.Throws<UserErrorException>(() => PythonChoice.Choose(null, [], [])).ExitCode);

    [Theory]
    [InlineData("python", true)]
    [InlineData("python3", true)]
    [InlineData("/usr/bin/python3.11", true)]
    [InlineData("pythonw", false)]
    [InlineData("bash", false)]
    [InlineData("train.py", false)]
    public void A_command_gets_the_chosen_Python_where_it_names_one(string program, bool isPython)
    {
        var choice = PythonChoice.Choose(null, [], [WithTorch]);

        Assert.Equal([isPython ? "/usr/bin/python3" : program, "a"], choice.Apply([program, "a"]));
    }

    [Fact]
    public void An_interpreter_describes_itself_and_a_launcher_names_the_one_that_really_runs()
    {
        using var lab = new Lab();
        using var folder = new TempFolder();
        ChoiceTests.Program(folder, "python3", "exec /usr/bin/python3 \"$@\"");

        var found = Assert.Single(PythonChoice.Candidates(folder.Path));

        Assert.Equal("/usr/bin/python3", found.Executable);
        Assert.Equal((Lab.Python.Version, "/usr"), (found.Version, found.Prefix));
    }

    [Fact]
    public void What_is_no_Python_is_no_candidate()
    {
        using var folder = new TempFolder();
        ChoiceTests.Program(folder, "python3", "echo '{\"executable\": \"relative\"}'");
        ChoiceTests.Program(folder, "python", "yes | head -c 3000000");

        Assert.Empty(PythonChoice.Candidates(folder.Path));
        Assert.Equal(ExitCodes.NotAttempted, Assert.Throws<UserErrorException>(() => PythonChoice.Choose(folder["python3"], [])).ExitCode);
    }

    [Fact]
    public void Packages_are_found_by_their_metadata_and_nothing_is_imported()
    {
        using var lab = new Lab();
        using var folder = new TempFolder();
        TempFolder.Run("/usr/bin/python3", "/", null, "-m", "venv", "--without-pip", folder["env"]);
        var packages = Directory.GetDirectories(folder["env/lib"]).Select(d => Path.Join(d, "site-packages")).First();
        folder.Write(Path.GetRelativePath(folder.Path, packages) + "/torch/__init__.py", "open('" + folder["imported"] + "', 'w')");
        Directory.CreateDirectory(Path.Join(packages, "torch-9.8.7+cpu.dist-info"));
        Directory.CreateDirectory(Path.Join(packages, "PyYAML-6.0-py3.11.egg-info"));

        var python = PythonInterpreter.TryAsk(folder["env/bin/python"])!;

        Assert.Equal("9.8.7+cpu", python.Packages["torch"]);
        Assert.Equal("6.0", python.Packages["pyyaml"]);
        Assert.Equal(folder["env"], python.Prefix);
        Assert.Equal(folder["env/bin/python"], python.Executable);
        Assert.False(File.Exists(folder["imported"]));
    }
}

using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>What an honest program gets.</summary>
public class SandboxTests
{
    public static TheoryData<string> Kinds => ["bubblewrap", "none"];

    private static Sandbox Of(string kind) => kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_program_reads_its_copy_and_writes_its_results(string kind)
    {
        using var lab = new Lab();
        using var sandbox = Of(kind);
        var paths = sandbox.Paths(lab.Folders);
        var launch = lab.Python3("""
            import os, sys
            print(os.path.basename(os.getcwd()), sys.argv[1])
            open(os.path.join(sys.argv[1], "result.txt"), "w").write("genotype")
            open("beside.txt", "w").write("x")
            print("warned", file=sys.stderr)
            sys.exit(3)
            """, paths.Output);

        var end = Lab.Run(sandbox, launch);

        Assert.Equal((EndCause.Exited, 3), (end.Cause, end.ExitCode));
        Assert.Equal($"little-net {paths.Output}\n", File.ReadAllText(end.StandardOutput));
        Assert.Equal("warned\n", File.ReadAllText(end.StandardError));
        Assert.Equal("genotype", File.ReadAllText(lab["out/result.txt"]));
        Assert.True(File.Exists(lab["copy/little-net/beside.txt"]));
        Assert.Empty(end.Left);
        Assert.Equal(File.ReadAllBytes(end.StandardOutput).Length + 7, end.OutputBytes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_environment_is_the_few_variables_that_are_listed_and_those_of_the_launch(string kind)
    {
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", "canary-of-the-environment");
        using var lab = new Lab();
        using var sandbox = Of(kind);
        var launch = lab.Python3("import os; print(','.join(sorted(os.environ)))") with
        {
            Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1", ["SEED"] = "7" },
        };

        var names = Lab.Output(sandbox, launch).Split(',').Except(["DNAS_REPRO_RUN", "PWD", "LC_CTYPE", "PYTHONUSERBASE"]);

        Assert.Equal(["HOME", "LANG", "OMP_NUM_THREADS", "PATH", "SEED", "TMPDIR"], names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_program_that_calls_python_by_name_gets_the_chosen_one(string kind)
    {
        using var lab = new Lab();
        using var sandbox = Of(kind);

        var output = Lab.Output(sandbox, lab.Shell("python -c 'import sys; print(sys.version_info[:3])'; python3 -c 'import sys; print(sys.prefix)'"));

        Assert.Equal($"({Lab.Python.Version.Replace(".", ", ")})\n{Lab.Python.Prefix}", output);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signal_that_ends_the_program_is_told_as_shells_tell_it(string kind)
    {
        using var lab = new Lab();
        using var sandbox = Of(kind);

        var end = Lab.Run(sandbox, lab.Python3("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"));

        Assert.Equal((EndCause.Exited, 139), (end.Cause, end.ExitCode));
        Assert.Contains("signal 11", end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_program_that_is_not_there_was_not_started(string kind)
    {
        using var lab = new Lab();
        using var sandbox = Of(kind);

        Assert.Equal(EndCause.NotStarted, Lab.Run(sandbox, lab.Launch(["no-such-program"])).Cause);
        Assert.Equal(EndCause.NotStarted, Lab.Run(sandbox, lab.Shell("true") with { WorkingDirectory = "no/such/folder" }).Cause);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Data_and_the_probe_can_be_read(string kind)
    {
        using var lab = new Lab();
        lab.Write("data/scan.txt", "voxels").Write("probe/sitecustomize.py", "import builtins; builtins.seen = True");
        using var sandbox = Of(kind);
        var folders = lab.Folders with { Data = lab["data"] };
        var paths = sandbox.Paths(folders);
        var launch = lab.Python3("import sys; print(open(sys.argv[1] + '/scan.txt').read(), seen)", paths.Data!) with
        {
            Folders = folders, Environment = new Dictionary<string, string> { ["PYTHONPATH"] = paths.Probe },
        };

        Assert.Equal("voxels True", Lab.Output(sandbox, launch));
    }

    [Fact]
    public void Data_appear_at_the_fixed_place_that_a_recipe_names_and_stay_read_only()
    {
        using var lab = new Lab();
        lab.Write("data/scan.txt", "voxels");
        using var sandbox = Lab.Bubblewrap();
        var launch = lab.Shell("cat /train_tiny_data/imgseg/scan.txt; echo x > /train_tiny_data/imgseg/scan.txt") with { Binds = [(lab["data"], "/train_tiny_data/imgseg")] };

        var end = Lab.Run(sandbox, launch);

        Assert.Equal("voxels", File.ReadAllText(end.StandardOutput));
        Assert.NotEqual(0, end.ExitCode);
        Assert.Equal("voxels", File.ReadAllText(lab["data/scan.txt"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_interpreter_of_a_virtual_environment_works_without_what_lies_around_it(bool isBelowHome)
    {
        using var lab = new Lab();
        Lab.Bubblewrap().Dispose();
        var parent = isBelowHome ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Path.GetFullPath(Path.Join(Path.GetTempPath(), "dnas-repro-tests"));
        var environment = Path.Combine(parent, $".dnas-repro-test-{Guid.NewGuid():N}");
        try
        {
            TempFolder.Run("/usr/bin/python3", "/", null, "-m", "venv", "--without-pip", environment);
            File.WriteAllText(Path.Combine(Directory.GetDirectories(Path.Combine(environment, "lib"))[0], "site-packages", "only_here.py"), "x = 41");
            var python = PythonInterpreter.TryAsk(Path.Combine(environment, "bin", "python"))!;
            using var sandbox = Sandbox.Choose(new SandboxOptions(IsolationKind.Bubblewrap) { Python = python });

            var output = Lab.Output(sandbox, lab.Launch([python.Executable, "-c", $"import only_here, os; print(only_here.x, os.listdir('{parent}'))"]));

            Assert.Equal($"41 ['{Path.GetFileName(environment)}']", output);
        }
        finally
        {
            Directory.Delete(environment, recursive: true);
        }
    }

    [Fact]
    public void Our_own_runtime_can_be_run()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var dotnet = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

        Assert.Contains("Microsoft.NETCore.App", Lab.Output(sandbox, lab.Launch([dotnet, "--list-runtimes"]) with { Limits = lab.Limits with { MemoryBytes = 2000 * Lab.MiB } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_is_measured_while_it_runs()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var heard = new List<RunUsage>();
        var launch = lab.Python3("""
            import time
            block = bytearray(b"x" * (60 << 20))
            open("big", "wb").write(block[:20 << 20])
            end = time.process_time() + 0.5
            while time.process_time() < end: pass
            """);

        var end = await sandbox.RunAsync(launch, new Hears(heard), TestContext.Current.CancellationToken);

        Assert.Equal(EndCause.Exited, end.Cause);
        Assert.InRange(end.PeakBytes!.Value, 60 * Lab.MiB, 200 * Lab.MiB);
        Assert.InRange(end.CpuSeconds!.Value, 0.3, 5);
        Assert.InRange(end.Seconds, 0.5, 20);
        Assert.Contains(heard, u => u.DiskBytes >= 20 * Lab.MiB && u.Processes >= 1);
    }

    [Fact]
    public async Task Runs_can_go_on_side_by_side()
    {
        using var one = new Lab();
        using var other = new Lab();
        using var sandbox = Lab.Bubblewrap();

        var ends = await Task.WhenAll(new[] { one, other }.Select(l => sandbox.RunAsync(l.Shell("echo $$; sleep 0.3"), null, TestContext.Current.CancellationToken)));

        Assert.All(ends, e => Assert.Equal(0, e.ExitCode));
    }

    private sealed class Hears(List<RunUsage> heard) : IProgress<RunUsage>
    {
        public void Report(RunUsage value) => heard.Add(value);
    }
}

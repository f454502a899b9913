using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>The words with which engines are called, whole: what is missing in them would be missing in the isolation.</summary>
public class ArgumentTests
{
    private static readonly RunFolders Folders = new("/r/1/copy/net", "/r/1/out", "/r/probe", "/r/1/probe-out", "/r/1/home", "/scans");

    private static readonly Launch Launch = new(
        ["python", "train.py"], "cnn", Folders, new Dictionary<string, string>(), [("/scans/a", "/train")], new RunLimits(TimeSpan.FromMinutes(1), 1000, 20, 3000, 4000))
    {
        Image = "pytorch/pytorch:1.13",
    };

    private static readonly Dictionary<string, string> Variables = new() { ["LANG"] = "C.UTF-8", ["HOME"] = "/repro/home" };

    private static readonly string[] Mounts =
    [
        "--mount", "type=bind,source=/r/1/copy/net,destination=/repro/work/net", "--mount", "type=bind,source=/r/1/out,destination=/repro/out",
        "--mount", "type=bind,source=/r/probe,destination=/repro/probe,ro", "--mount", "type=bind,source=/r/1/probe-out,destination=/repro/probe-out",
        "--mount", "type=bind,source=/r/1/home,destination=/repro/home", "--mount", "type=bind,source=/r/1/home/.tmp,destination=/tmp",
        "--mount", "type=bind,source=/scans,destination=/repro/data,ro", "--mount", "type=bind,source=/scans/a,destination=/train,ro",
    ];

    [Theory]
    [InlineData(IsolationKind.Docker)]
    [InlineData(IsolationKind.Podman)]
    public void Docker_and_podman(IsolationKind kind)
    {
        var words = ContainerArguments.Of(new ContainerEngine(kind, "/usr/bin/engine"), Launch, "run-1", "1001:1002", Variables, ["/bin/sh", "-c", "x"]);

        Assert.Equal(
            [
                "/usr/bin/engine", "run", "--rm", "--init", "--name", "run-1", "--hostname", "repro", "--network", "none", "--read-only", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges", "--pids-limit", "23", "--memory", "1000", "--memory-swap", "1000", "--shm-size", "500",
                "--ulimit", "core=0", "--ulimit", "fsize=3000", "--user", "1001:1002", .. kind == IsolationKind.Podman ? (string[])["--userns", "keep-id"] : [],
                .. Mounts, "--env", "HOME=/repro/home", "--env", "LANG=C.UTF-8", "--workdir", "/repro/work/net/cnn", "--entrypoint", "/bin/sh", "--", "pytorch/pytorch:1.13", "-c", "x",
            ], words);
        Assert.Equal(["/usr/bin/engine", "kill", "run-1"], ContainerArguments.Kill(new ContainerEngine(kind, "/usr/bin/engine"), "run-1"));
    }

    [Fact]
    public void Apptainer()
    {
        var engine = new ContainerEngine(IsolationKind.Apptainer, "/usr/bin/apptainer");

        Assert.Equal(
            [
                "/usr/bin/apptainer", "exec", "--containall", "--cleanenv", "--no-home", "--no-privs", "--net", "--network", "none", .. Mounts,
                "--env", "HOME=/repro/home", "--env", "LANG=C.UTF-8", "--pwd", "/repro/work/net/cnn", "pytorch/pytorch:1.13", "/bin/sh", "-c", "x",
            ], ContainerArguments.Of(engine, Launch, "run-1", "1001:1002", Variables, ["/bin/sh", "-c", "x"]));
        Assert.Null(ContainerArguments.Kill(engine, "run-1"));
    }

    [Fact]
    public void A_path_cannot_add_to_a_mount()
    {
        var launch = Launch with { Folders = Folders with { Data = "/scans,destination=/etc\"x" } };

        var words = ContainerArguments.Of(new ContainerEngine(IsolationKind.Docker, "docker"), launch, "n", "1:1", Variables, ["x"]);

        Assert.Contains("type=bind,\"source=/scans,destination=/etc\"\"x\",destination=/repro/data,ro", words);
    }

    [Fact]
    public void Bubblewrap()
    {
        var words = BubblewrapArguments.Of(
            new BubblewrapProgram("/usr/bin/bwrap", new Version(0, 8, 0)), Launch,
            new SeenMachine(
                [new Mount(MountKind.ReadOnly, "/usr", "/usr"), new Mount(MountKind.Device, "/dev/nvidia0", "/dev/nvidia0"), new Mount(MountKind.Link, "usr/lib", "/lib")],
                [new Mount(MountKind.ReadOnly, "/tmp/env", "/tmp/env")]),
            Variables, ["x"]);

        Assert.Equal(
            [
                "/usr/bin/bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--die-with-parent",
                "--new-session", "--hostname", "repro", "--clearenv", "--setenv", "HOME", "/repro/home", "--setenv", "LANG", "C.UTF-8",
                "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--dev", "/dev",
                "--dev-bind", "/dev/nvidia0", "/dev/nvidia0", "--remount-ro", "/dev", "--size", "500", "--tmpfs", "/dev/shm",
                "--bind", "/r/1/copy/net", "/repro/work/net", "--bind", "/r/1/out", "/repro/out", "--ro-bind", "/r/probe", "/repro/probe",
                "--bind", "/r/1/probe-out", "/repro/probe-out", "--bind", "/r/1/home", "/repro/home", "--bind", "/r/1/home/.tmp", "/tmp",
                "--ro-bind", "/scans", "/repro/data", "--ro-bind", "/tmp/env", "/tmp/env", "--ro-bind", "/scans/a", "/train", "--remount-ro", "/", "--chdir", "/repro/work/net/cnn", "--", "x",
            ], words);
    }

    [Fact]
    public void An_older_bubblewrap_is_not_asked_for_what_it_does_not_know()
    {
        var words = BubblewrapArguments.Of(new BubblewrapProgram("/usr/bin/bwrap", new Version(0, 4, 1)), Launch, new SeenMachine([], []), Variables, ["x"]);

        Assert.DoesNotContain("--size", words);
        Assert.DoesNotContain("--disable-userns", words);
    }

    [Fact]
    public void Systemd() => Assert.Equal(
        ["/usr/bin/systemd-run", "--user", "--scope", "--quiet", "--collect", "--unit=u", "--property=MemoryMax=1000", "--property=MemorySwapMax=0", "--property=TasksMax=20", "--"],
        new SystemdScope("/usr/bin/systemd-run", IsUser: true).Join("u", Launch.Limits));

    [Fact]
    public void A_process_line_is_read_whatever_its_name_holds()
    {
        var entry = ProcessTable.Parse(7, "7 (a) R 1 (b) S 3 4 5 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 6 0 999 1000 50 18446744073709551615")!;

        Assert.Equal((3, 5, "a) R 1 (b", 6, 999L, 100L), (entry.Parent, entry.Session, entry.Name, entry.Threads, entry.Started, entry.CpuTicks));
        Assert.Equal(50L * Environment.SystemPageSize, entry.ResidentBytes);
        Assert.Null(ProcessTable.Parse(7, "7 (a"));
        Assert.Null(ProcessTable.Parse(7, ""));
    }
}

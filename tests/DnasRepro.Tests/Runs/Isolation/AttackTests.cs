using System.Net;
using System.Net.Sockets;
using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>
/// Hostile programs, each contained. Every attack is bounded (400 forks, 1 GB, 30 seconds), so that a limit that fails fails the test and
/// not the machine. docs/security.md lists them.
/// </summary>
public class AttackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fork_bomb_ends_at_the_limit(bool usesControlGroups)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap(usesControlGroups);
        var mark = $"fork-bomb-{Guid.NewGuid():N}";
        var launch = lab.Python3("""
            import os, time
            made = 0
            while made < 400:
                made += 1
                try:
                    if os.fork() == 0:
                        time.sleep(25)
                        os._exit(0)
                except OSError:
                    pass
            time.sleep(25)
            """, mark);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { Processes = 40 } });

        Assert.Equal((EndCause.ProcessLimit, (int?)null), (end.Cause, end.ExitCode));
        Assert.Contains("40 processes", end.Message, StringComparison.Ordinal);
        Assert.True(end.Seconds < 15);
        Assert.Empty(Lab.ProcessesWith(mark));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_memory_bomb_ends_at_the_limit(bool usesControlGroups)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap(usesControlGroups);
        var launch = lab.Python3("""
            import time
            blocks = []
            for i in range(100):
                blocks.append(bytearray(b"x" * (10 << 20)))
                time.sleep(0.01)
            time.sleep(25)
            """);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { MemoryBytes = 200 * Lab.MiB } });

        Assert.Equal(EndCause.MemoryLimit, end.Cause);
        Assert.Contains("200 MiB", end.Message, StringComparison.Ordinal);
        Assert.True(end.Seconds < 15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Memory_that_no_process_holds_counts_too(bool usesControlGroups)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap(usesControlGroups);
        var launch = lab.Python3("""
            import time
            try:
                for i in range(100):
                    open("/dev/shm/fill%d" % i, "wb").write(b"x" * (10 << 20))
            except OSError as error:
                print(error.errno, i, flush=True)
            block = bytearray(b"x" * (120 << 20))
            time.sleep(25)
            """);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { MemoryBytes = 200 * Lab.MiB } });

        Assert.Equal(EndCause.MemoryLimit, end.Cause);
        Assert.Equal("28 10\n", File.ReadAllText(end.StandardOutput));
    }

    [Theory]
    [InlineData("out", "one file")]
    [InlineData("/tmp", "many files")]
    [InlineData("home", "removed files")]
    [InlineData("probe-out", "many files")]
    public void A_full_disk_is_not_reached(string where, string how)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var paths = sandbox.Paths(lab.Folders);
        var folder = where switch { "out" => paths.Output, "home" => paths.Home, "probe-out" => paths.ProbeOutput, _ => where };
        var launch = lab.Python3("""
            import os, sys, time
            folder, how, kept = sys.argv[1], sys.argv[2], []
            for i in range(100):
                path = os.path.join(folder, "fill" if how == "one file" else "fill%d" % i)
                try:
                    f = open(path, "ab", buffering=0)
                    f.write(b"x" * (10 << 20))
                except OSError:
                    pass
                if how == "removed files":
                    kept.append(f)
                    os.unlink(path)
                time.sleep(0.02)
            time.sleep(25)
            """, folder, how);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { DiskBytes = 50 * Lab.MiB } });

        Assert.Equal(EndCause.DiskLimit, end.Cause);
        Assert.Contains("50 MiB", end.Message, StringComparison.Ordinal);
        Assert.True(end.Seconds < 20);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dev")]
    [InlineData("/repro")]
    [InlineData("/etc")]
    [InlineData("/usr")]
    [InlineData("/proc/sys/kernel")]
    public void Nothing_can_be_written_beside_the_folders_of_the_run(string where)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();

        Assert.Equal("refused", Lab.Output(sandbox, lab.Shell($"echo x 2>/dev/null > {where}/fill || echo refused")));
    }

    [Fact]
    public void Folders_too_deep_to_be_measured_end_the_run()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var launch = lab.Python3("""
            import os, time
            for i in range(2500):
                os.mkdir("d")
                os.chdir("d")
            open("hidden", "wb").write(b"x" * (90 << 20))
            time.sleep(25)
            """);

        var end = Lab.Run(sandbox, launch);

        Assert.Equal(EndCause.DiskLimit, end.Cause);
        Assert.Contains("cannot be measured", end.Message, StringComparison.Ordinal);
        RunRemains.Remove(lab.Folders.Copy);
        Assert.False(Directory.Exists(lab.Folders.Copy));
    }

    [Theory]
    [InlineData("stdout")]
    [InlineData("stderr")]
    public void Endless_output_is_cut_at_the_limit(string stream)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var launch = lab.Python3("""
            import sys
            stream = getattr(sys, sys.argv[1]).buffer
            for i in range(10000):
                stream.write(b"x" * (1 << 20))
            """, stream);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { OutputBytes = 3 * Lab.MiB } });

        Assert.Equal(EndCause.OutputLimit, end.Cause);
        Assert.Equal(3 * Lab.MiB, end.OutputBytes);
        Assert.Equal(3 * Lab.MiB, new FileInfo(end.StandardOutput).Length + new FileInfo(end.StandardError).Length);
    }

    [Fact]
    public async Task The_network_is_not_there()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var launch = lab.Python3("""
            import socket, sys
            for name in ("127.0.0.1", "10.0.0.1", "192.0.2.1"):
                try:
                    socket.create_connection((name, int(sys.argv[1])), timeout=3)
                    print("connected")
                except OSError as error:
                    print("refused")
            try:
                print(socket.getaddrinfo("example.org", 443))
            except OSError:
                print("unresolved")
            print(sorted(name for _, name in socket.if_nameindex() if not name.endswith("0")))
            """, $"{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal("refused\nrefused\nrefused\nunresolved\n['lo']", Lab.Output(sandbox, launch));
        Assert.False(listener.Pending());

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        Assert.True(listener.Pending());
    }

    [Fact]
    public void The_users_home_and_the_keys_in_it_are_not_there()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var canary = Path.Combine(home, $".dnas-repro-canary-{Guid.NewGuid():N}");
        File.WriteAllText(canary, "canary-of-the-home");
        try
        {
            var launch = lab.Python3("""
                import os, sys
                found = []
                for place in [sys.argv[1], os.path.expanduser("~/.ssh"), "/root/.ssh", "/etc/shadow", "/var/run/docker.sock", "/run/user", "/proc/1/root/root"]:
                    if os.path.exists(place): found.append(place)
                for folder, folders, files in os.walk("/", onerror=lambda e: None):
                    folders[:] = [f for f in folders if os.path.join(folder, f) not in ("/proc", "/sys", "/usr")]
                    found += [os.path.join(folder, f) for f in files if "canary" in f]
                print(found)
                """, canary);

            Assert.Equal("[]", Lab.Output(sandbox, launch));
        }
        finally
        {
            File.Delete(canary);
        }
    }

    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("none")]
    public void Tokens_of_the_environment_are_not_passed_on(string kind)
    {
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", "canary-of-the-environment");
        using var lab = new Lab();
        using var sandbox = kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();

        var output = Lab.Output(sandbox, lab.Shell(kind == "none" ? "env; cat /proc/$$/environ | tr '\\0' '\\n'" : "env; cat /proc/[0-9]*/environ | tr '\\0' '\\n'"));

        Assert.DoesNotContain("canary", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_processes_are_not_there_and_cannot_be_signalled()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();

        var output = Lab.Output(sandbox, lab.Shell($"ls /proc | grep -c '^[0-9]*$'; kill -0 {Environment.ProcessId} 2>/dev/null || echo unknown"));

        Assert.InRange(int.Parse(output.Split('\n')[0]), 1, 6);
        Assert.EndsWith("unknown", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_kernel_cannot_be_opened_for_writing()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        var launch = lab.Python3("""
            import os
            for folder, folders, files in os.walk("/proc/sys"):
                for name in files:
                    try:
                        os.close(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_NONBLOCK))
                        print(folder, name)
                    except OSError:
                        pass
            for place in ["/proc/sysrq-trigger", "/proc/irq", "/proc/mtrr", "/proc/kcore", "/proc/kmsg", "/sys/devices/system/cpu/cpu0/online"]:
                try:
                    os.close(os.open(place, os.O_RDWR))
                    print(place)
                except OSError:
                    pass
            """);

        Assert.Equal("", Lab.Output(sandbox, launch));
    }

    [Fact]
    public void No_rights_are_to_be_had_from_further_namespaces_or_set_user_programs()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();

        var output = Lab.Output(sandbox, lab.Shell("grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status | tr '\\t\\n' '  '; unshare --user --map-root-user true 2>/dev/null || echo refused; id -u"));

        Assert.Equal("CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 refused\n1000", output);
    }

    [Fact]
    public void Writing_through_dots_and_links_stays_inside()
    {
        using var lab = new Lab();
        lab.Write("beside.txt", "untouched");
        using var sandbox = Lab.Bubblewrap();
        var paths = sandbox.Paths(lab.Folders);
        var launch = lab.Python3("""
            import os, sys
            copy, out, real = sys.argv[1:]
            for target in [copy + "/../../../beside.txt", copy + "/../beside.txt", real + "/beside.txt"]:
                try:
                    open(target, "w").write("reached")
                except OSError:
                    print("refused")
            os.symlink("/", out + "/root")
            os.symlink(real + "/beside.txt", out + "/result.txt")
            os.mkfifo(out + "/pipe.txt")
            """, paths.Copy, paths.Output, lab["."].TrimEnd('.').TrimEnd('/'));

        Assert.Equal("refused\nrefused\nrefused", Lab.Output(sandbox, launch));
        Assert.Equal("untouched", File.ReadAllText(lab["beside.txt"]));
        var results = new ResultFolder(lab.Folders.Output);
        Assert.All((string[])["result.txt", "pipe.txt", "root/etc/passwd", "../beside.txt", "/etc/passwd"], p => Assert.Null(results.TryOpen(p)));
        Assert.Empty(results.Matches("*"));
        Assert.Empty(results.Matches("*/etc/passwd"));
    }

    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("none")]
    public void A_daemon_that_outlives_its_program_is_named_and_killed(string kind)
    {
        using var lab = new Lab();
        using var sandbox = kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();
        var mark = $"daemon-{Guid.NewGuid():N}";
        var launch = lab.Python3("""
            import os, signal, sys, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                        signal.signal(s, signal.SIG_IGN)
                    open("/proc/self/comm", "w").write("lurking\x1b[31m")
                    time.sleep(25)
                os._exit(0)
            os.wait()
            time.sleep(0.2)
            """, mark);

        var end = Lab.Run(sandbox, launch);

        Assert.Equal((EndCause.Exited, 0), (end.Cause, end.ExitCode));
        Assert.Equal([@"lurking\u{1B}[31m"], end.Left);
        Assert.Empty(Lab.ProcessesWith(mark));
    }

    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("none")]
    public void A_program_that_ignores_the_request_to_end_is_killed_at_the_time_limit(string kind)
    {
        using var lab = new Lab();
        using var sandbox = kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();
        var mark = $"deaf-{Guid.NewGuid():N}";
        var launch = lab.Python3("""
            import os, signal, time
            signal.signal(signal.SIGTERM, lambda *a: print("asked", flush=True))
            os.fork()
            end = time.time() + 28
            while time.time() < end: time.sleep(0.1)
            """, mark);

        var end = Lab.Run(sandbox, launch with { Limits = lab.Limits with { Time = TimeSpan.FromSeconds(1) } });

        Assert.Equal(EndCause.TimeLimit, end.Cause);
        Assert.InRange(end.Seconds, 5.5, 15);
        Assert.Equal("asked\nasked\n", File.ReadAllText(end.StandardOutput));
        Assert.Empty(Lab.ProcessesWith(mark));
    }

    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("none")]
    public void A_program_that_obeys_the_request_to_end_is_not_waited_for(string kind)
    {
        using var lab = new Lab();
        using var sandbox = kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();

        var end = Lab.Run(sandbox, lab.Python3("import time; time.sleep(28)") with { Limits = lab.Limits with { Time = TimeSpan.FromSeconds(0.5) } });

        Assert.Equal((EndCause.TimeLimit, (int?)null), (end.Cause, end.ExitCode));
        Assert.InRange(end.Seconds, 0.5, 4);
    }

    [Fact]
    public void A_program_that_kills_all_that_it_can_reach_harms_itself_only()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();

        var end = Lab.Run(sandbox, lab.Python3("import os, signal; os.kill(-1, signal.SIGKILL)"));

        Assert.NotEqual(0, end.ExitCode);
        Assert.NotEqual(EndCause.NotStarted, end.Cause);
    }

    [Fact]
    public void A_program_that_spoils_the_note_of_its_end_changes_nothing_but_its_own_end()
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();
        const string find = "import os, sys, time; note = [os.path.expanduser('~/' + n) for n in os.listdir(os.path.expanduser('~')) if n.startswith('.dnas-repro-')][0]; ";

        var folder = Lab.Run(sandbox, lab.Python3(find + "os.unlink(note); os.makedirs(note + '/a/b'); time.sleep(0.2); sys.exit(5)"));
        var link = Lab.Run(sandbox, lab.Python3(find + "os.unlink(note); os.symlink('/etc/passwd', note); time.sleep(0.2); sys.exit(6)"));
        var forged = Lab.Run(sandbox, lab.Python3(find + "open(note, 'w').write('ended 2 0 .\\n'); time.sleep(25)"));

        Assert.Equal((EndCause.Exited, 5), (folder.Cause, folder.ExitCode));
        Assert.Equal((EndCause.Exited, 6), (link.Cause, link.ExitCode));
        Assert.Equal((EndCause.Exited, 0, "python3"), (forged.Cause, forged.ExitCode, Assert.Single(forged.Left)));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(lab.Folders.Home), e => Path.GetFileName(e).StartsWith(".dnas-repro-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("none")]
    public async Task When_the_user_gives_up_nothing_is_left(string kind)
    {
        using var lab = new Lab();
        using var sandbox = kind == "none" ? Lab.Nothing() : Lab.Bubblewrap();
        using var stop = new CancellationTokenSource();
        var mark = $"given-up-{Guid.NewGuid():N}";
        var run = sandbox.RunAsync(lab.Python3("import os, time; os.fork(); time.sleep(28)", mark), null, stop.Token);
        Assert.True(Lab.Becomes(() => Lab.ProcessesWith(mark).Count >= 2));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Lab.ProcessesWith(mark));
    }
}

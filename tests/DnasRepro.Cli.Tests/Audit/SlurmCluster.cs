using System.Diagnostics;
using System.Security.Cryptography;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>
/// A Slurm of one node, on this machine's loopback, in a folder of its own, as whoever runs the tests: munged, slurmctld and slurmd, started here and ended
/// with the test. Debian's packages slurm-wlm and munge bring them.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "sinfo"];

    private readonly string folder;
    private readonly List<Process> daemons = [];

    /// <param name="folder">An empty folder that the cluster may use.</param>
    public SlurmCluster(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        foreach (var name in (string[])["state", "spool"])
            Directory.CreateDirectory(Path.Combine(folder, name));
        if (OperatingSystem.IsLinux())
            Directory.CreateDirectory(Path.Combine(folder, "munge"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Begin();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Skips where Slurm is not installed.</summary>
    public static void Require() => Requires.That("slurm", OperatingSystem.IsLinux() && Programs.All(p => Find(p) is not null));

    /// <summary>Runs one of Slurm's commands, or a script that uses them.</summary>
    public Run Start(string program, string workingFolder, (string, string)[] variables, params string[] arguments) =>
        Tool.Process(Find(program) ?? program, workingFolder, [("SLURM_CONF", Path.Combine(folder, "slurm.conf")), ("PATH", SearchPath), .. variables], arguments);

    /// <summary>What Slurm's command prints.</summary>
    public string Ask(string program, params string[] arguments) => Start(program, folder, [], arguments).Output;

    /// <summary>What the daemons wrote, for a test that fails.</summary>
    public string Logs => string.Join('\n', Directory.GetFiles(folder, "*.log").Select(f => $"== {Path.GetFileName(f)}\n{File.ReadAllText(f)}"));

    public void Dispose()
    {
        // Jobs first: their processes are not the daemons' children.
        if (daemons.Count == 3)
        {
            Ask("scancel", "--signal=KILL", "--full", "--user=" + Environment.UserName);
            Ask("scancel", "--user=" + Environment.UserName);
            Machine.Becomes(() => Ask("squeue", "--noheader").Trim().Length == 0);
        }
        foreach (var daemon in Enumerable.Reverse(daemons))
        {
            if (!daemon.HasExited)
                daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private static string SearchPath => "/usr/sbin:/sbin:" + Environment.GetEnvironmentVariable("PATH");

    private static string? Find(string program) => SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    private void Begin()
    {
        var host = Ask("hostname", "-s").Trim();
        var key = Path.Combine(folder, "munge", "key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(1024));
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(key, UnixFileMode.UserRead);
        File.WriteAllText(Path.Combine(folder, "slurm.conf"), Configuration(host));
        string Munge(string name) => Path.Combine(folder, "munge", name);
        // --force: the folder of the socket lies below one that everybody may write to, as folders of tests do.
        Daemon("munged", "--foreground", "--force", $"--key-file={key}", $"--socket={Munge("socket")}", $"--pid-file={Munge("pid")}", $"--log-file={Munge("munged.log")}", $"--seed-file={Munge("seed")}", "--num-threads=2");
        Assert.True(Machine.Becomes(() => File.Exists(Munge("socket"))), "munged did not begin.");
        Daemon("slurmctld", "-D", "-f", Path.Combine(folder, "slurm.conf"));
        Daemon("slurmd", "-D", "-f", Path.Combine(folder, "slurm.conf"));
        Assert.True(Machine.Becomes(() => Ask("sinfo", "--noheader", "--format=%T").Contains("idle", StringComparison.Ordinal)), Logs);
    }

    private void Daemon(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["SLURM_CONF"] = Path.Combine(folder, "slurm.conf");
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        daemons.Add(process);
    }

    /// <summary>Four tasks at a time, started without delay; the node is said to have more processors than it may have.</summary>
    private string Configuration(string host)
    {
        var (controller, node) = (FreePort(), FreePort());
        return $"""
            ClusterName=dnas
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={controller}
            SlurmdPort={node}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            AuthInfo=socket={folder}/munge/socket
            CredType=cred/munge
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/builtin
            SchedulerParameters=sched_interval=1,sched_min_interval=0
            SlurmdParameters=config_overrides
            MpiDefault=none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            ReturnToService=2
            KillWait=1
            NodeName={host} NodeAddr=127.0.0.1 CPUs=8 RealMemory=32000 State=UNKNOWN
            PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """;
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}

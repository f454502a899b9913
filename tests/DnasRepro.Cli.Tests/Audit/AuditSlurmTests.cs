using System.Diagnostics;
using System.Text.RegularExpressions;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>An audit over a real Slurm, by the script that <c>audit plan --format slurm</c> writes.</summary>
public class AuditSlurmTests
{
    [Fact]
    public void Forty_repositories_over_four_tasks_one_killed_and_requeued_give_what_one_process_gives()
    {
        SlurmCluster.Require();
        using var field = new Field(40);
        field.Write("audit-array.sbatch", field.Start("audit", "plan", "list.yml", "--shards", "4", "-f", "slurm").Output);
        using var cluster = new SlurmCluster(field["slurm"]);
        (string, string)[] variables = [("DNAS_REPRO", $"dotnet {Tool.Dll}"), ("AUDIT_CACHE", field["shared"])];

        var submitted = cluster.Start("bash", field.Root, variables, "audit-array.sbatch");
        var job = submitted.Output.Trim();
        Assert.True(Regex.IsMatch(job, "^[0-9]+$"), submitted.Error + cluster.Logs);

        // Task 3 is killed when it has done some of its work, but not all.
        var log = field[$"audit-{job}_3.log"];
        Assert.True(Machine.Becomes(() => Done(log) >= 2), Say(cluster, field));
        Kill("3/4", field.Root);
        Assert.True(Machine.Becomes(() => !cluster.Ask("squeue", "--noheader", "--states=running", "--format=%K", $"--jobs={job}").Split().Contains("3")), Say(cluster, field));
        Assert.False(File.Exists(field["audit-parts/part-3.json"]));
        var before = Done(log);
        Assert.InRange(before, 2, 9);
        cluster.Ask("scontrol", "requeue", $"{job}_3");
        cluster.Ask("scontrol", "update", $"jobid={job}_3", "StartTime=now");

        Assert.True(Machine.Becomes(() => File.Exists(field["audit/audit.json"])), Say(cluster, field));

        Assert.Equal(field.Audit("alone").Output, File.ReadAllText(field["audit/audit.json"]));
        Assert.Equal(40, field.Kept("shared").Count);
        Assert.Contains($"{10 - before} assessed, {before} from earlier", File.ReadAllText(log), StringComparison.Ordinal);
    }

    /// <summary>Kills the program that does a part of this field's list.</summary>
    private static void Kill(string shard, string root)
    {
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            using (process)
            {
                if (Arguments(process) is var arguments && arguments.Contains(shard) && arguments.Any(a => a.StartsWith(root, StringComparison.Ordinal)))
                    process.Kill();
            }
        }
    }

    private static string[] Arguments(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            // It has ended.
            return [];
        }
    }

    /// <summary>How many studies a task's log says to be done.</summary>
    private static int Done(string log) => File.Exists(log) ? Regex.Count(File.ReadAllText(log), @"(?m)^\[\d+/10\] ") : 0;

    private static string Say(SlurmCluster cluster, Field field) =>
        string.Join('\n', Directory.GetFiles(field.Root, "*.log").Select(File.ReadAllText)) + cluster.Ask("scontrol", "show", "jobs") + cluster.Logs;
}

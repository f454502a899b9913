using System.Net;
using System.Net.Sockets;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Searches that reach for what is not theirs.</summary>
public class RerunAttackTests
{
    [Fact]
    public void Neither_the_users_files_nor_the_users_tokens_can_be_read()
    {
        Machine.RequireBubblewrap();
        var (file, token) = ($"home-{Guid.NewGuid():N}", $"token-{Guid.NewGuid():N}");
        var path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".dnas-repro-test-{Guid.NewGuid():N}");
        var snoop = $$"""
            for place in "{{path}}", "/proc/1/environ", "/proc/self/environ":
                try:
                    print(open(place, "rb").read())
                except OSError as error:
                    print(error.errno)
            print(dict(os.environ), "has looked")
            """;
        using var study = new Study(extra: snoop) { Isolation = "bubblewrap", Variables = [("GITHUB_TOKEN", token)] };
        using var open = new Study(extra: snoop) { Variables = [("GITHUB_TOKEN", token)] };
        try
        {
            File.WriteAllText(path, file);
            var run = study.Rerun("--max-seeds", "1", "--no-repeat");
            open.Rerun("--max-seeds", "1", "--no-repeat");

            Assert.Equal("completed", new JsonReport(run)["stability.runs.0.status"].GetString());
            Assert.Contains("has looked", Everything(study, run), StringComparison.Ordinal);
            Assert.DoesNotContain(file, Everything(study, run), StringComparison.Ordinal);
            Assert.DoesNotContain(token, Everything(study, run), StringComparison.Ordinal);
            Assert.Contains(file, File.ReadAllText(open["state/logs/00-seed-0.out.txt"]), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void There_is_no_network()
    {
        Machine.RequireBubblewrap();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var study = new Study(extra: $"""
            import socket
            socket.create_connection(("127.0.0.1", {((IPEndPoint)listener.LocalEndpoint).Port}), timeout=5).sendall(b"weights")
            """) { Isolation = "bubblewrap" };

        var report = new JsonReport(study.Rerun("--max-seeds", "1", "--no-repeat"));

        Assert.False(listener.Pending());
        Assert.Equal(1, report["stability.runs.0.exitCode"].GetInt32());
        Assert.Contains("Connection refused", report["generated.rerun.runs.0.outputTail"].GetString(), StringComparison.Ordinal);
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3001"));
    }

    [Fact]
    public void A_link_that_is_left_as_the_result_is_not_followed()
    {
        using var study = new Study();
        study.Rerun("--max-seeds", "1", "--no-repeat");
        study.Write("secret.json", """
            {"format": "dag_cells", "seed": 0, "epoch": 1, "operations": ["none", "canary"], "cells": {"cell": [{"node": 2, "from": 0, "op": "canary"}, {"node": 2, "from": 1, "op": "canary"}]}}
            """);
        study.Write("study/search.py", StandIn.Search(StandIn.Agreeing, $"""
            if options.seed == 0:
                os.symlink("{study["secret.json"]}", os.path.join(options.out, "architecture.json"))
            elif options.seed == 1:
                os.symlink("/etc/passwd", os.path.join(options.out, "architecture.json"))
            else:
                with open("{study["secret.json"]}") as secret, open(os.path.join(options.out, "architecture.json"), "w") as file:
                    file.write(secret.read())
            raise SystemExit(0)
            """));

        var run = study.Rerun("--fresh", "--seeds", "0,1", "--no-repeat");
        var report = new JsonReport(run);
        Assert.Equal("no_result", report["stability.runs.0.failure.kind"].GetString());
        Assert.DoesNotContain("canary", Everything(study, run), StringComparison.Ordinal);
        Assert.DoesNotContain("root:", Everything(study, run), StringComparison.Ordinal);

        report = new JsonReport(study.Rerun("--fresh", "--seeds", "1", "--no-repeat"));
        Assert.Equal("no_result", report["stability.runs.0.failure.kind"].GetString());
        Assert.DoesNotContain("root:", Everything(study, run), StringComparison.Ordinal);

        report = new JsonReport(study.Rerun("--fresh", "--seeds", "2", "--no-repeat"));
        Assert.Equal("completed", report["stability.runs.0.status"].GetString());
    }

    [Fact]
    public void A_pickle_that_is_left_as_the_result_calls_nothing()
    {
        using var study = new Study(extra: "");
        study.Write("study/search.py", StandIn.Search(StandIn.Agreeing, $$"""
            import pickle
            class Call:
                def __reduce__(self):
                    return os.system, ("touch {{study["canary"]}}",)
            with open(os.path.join(options.out, "weights.pt"), "wb") as file:
                pickle.dump({"alphas_normal": Call()}, file, protocol=2)
            raise SystemExit(0)
            """));
        study.Write("recipe.yml", StandIn.Recipe.Replace("architecture.json", "weights.pt", StringComparison.Ordinal).Replace("reader: architecture_json", "reader: torch", StringComparison.Ordinal));

        var run = study.Rerun("--max-seeds", "1", "--no-repeat");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("no_result", new JsonReport(run)["stability.runs.0.failure.kind"].GetString());
        Assert.False(File.Exists(study["canary"]));
    }

    [Fact]
    public void A_sitecustomize_of_the_repositorys_own_runs_and_does_not_blind_the_probe()
    {
        using var study = new Study("6.0 * signal + 0 * noise + random.gauss(0, 1)");
        study.Write("study/sitecustomize.py", "print('its own sitecustomize')\n");
        study.Write("recipe.yml", StandIn.Recipe.Replace("    seed_mechanism", "    env: {PYTHONPATH: .}\n    seed_mechanism", StringComparison.Ordinal));

        var report = new JsonReport(study.Rerun("--max-seeds", "1", "--no-repeat"));

        Assert.StartsWith("its own sitecustomize\n", File.ReadAllText(study["state/logs/00-seed-0.out.txt"]), StringComparison.Ordinal);
        Assert.Contains("Python's random was used without a seed", report.Message("DNAS3010"), StringComparison.Ordinal);
    }

    /// <summary>All that the tool said and kept.</summary>
    private static string Everything(Study study, Run run) =>
        string.Join('\n', Directory.GetFiles(study.State, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock").Select(File.ReadAllText).Append(run.Output).Append(run.Error));
}

using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>What the Action does where bubblewrap does not work, with stand-ins for the programs that change a machine.</summary>
public sealed class IsolationScriptTests
{
    private const string Refused = "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n";

    [Fact]
    public void Where_bubblewrap_works_nothing_is_changed()
    {
        var (run, changes) = Start("github-hosted", ("bwrap", "#!/bin/sh\nexit 0\n"));

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, changes));
    }

    [Fact]
    public void A_machine_of_ones_own_is_not_changed_and_the_remedy_is_named()
    {
        var (run, changes) = Start("self-hosted", ("bwrap", Refused), ("apparmor_parser", "#!/bin/sh\n"));

        Assert.Equal((0, ""), (run.ExitCode, changes));
        Assert.Equal("::warning title=dnas-repro::bubblewrap is installed and this machine does not let it make user namespaces. See docs/action.md, \"Rerun\".\n", run.Output);
    }

    [Fact]
    public void A_runner_that_is_thrown_away_gets_a_profile_for_bubblewrap_alone()
    {
        var (run, changes) = Start("github-hosted", ("bwrap", Refused), ("apparmor_parser", "#!/bin/sh\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-n tee /etc/apparmor.d/dnas-repro-bwrap\n", changes, StringComparison.Ordinal);
        Assert.Contains("profile dnas-repro-bwrap /usr/bin/bwrap flags=(unconfined) {\n  userns,\n}\n", changes, StringComparison.Ordinal);
        Assert.EndsWith("-n apparmor_parser -r /etc/apparmor.d/dnas-repro-bwrap\n", changes, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_lacks_it_is_installed_or_said_to_be_missing()
    {
        var (run, changes) = Start("self-hosted", ("sudo", "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CHANGES\"\nexit 1\n"));

        Assert.Equal((0, "-n apt-get update\n"), (run.ExitCode, changes));
        Assert.Contains("could not be", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs the script with these programs and the usual ones of a shell, and no others; gives what was asked of sudo, with what it was given to write.</summary>
    private static (Run Run, string Changes) Start(string environment, params (string Name, string Script)[] programs)
    {
        using var folder = new TemporaryFolder();
        var changes = folder.Write("changes", "");
        foreach (var (name, script) in programs.Prepend(("sudo", "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CHANGES\"\n[ \"$2\" != tee ] || cat >>\"$CHANGES\"\n")))
            Tool.Process("chmod", "/", "+x", folder.Write($"bin/{name}", script));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "bin", "cat"), "/bin/cat");
        (string, string)[] variables = [("PATH", Path.Combine(folder.Path, "bin")), ("CHANGES", changes), ("RUNNER_ENVIRONMENT", environment)];
        var run = Tool.Process("/bin/bash", folder.Path, variables, ["--noprofile", "--norc", "-eo", "pipefail", Path.Combine(Tool.Root, "action", "isolation.sh")]);
        return (run, File.ReadAllText(changes));
    }
}

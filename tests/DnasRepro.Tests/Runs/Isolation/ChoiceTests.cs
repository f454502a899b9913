using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>Which isolation is chosen, and what is said about it.</summary>
public class ChoiceTests
{
    [Fact]
    public void Auto_takes_bubblewrap_where_it_works()
    {
        using var lab = new Lab();
        Lab.Bubblewrap().Dispose();

        using var sandbox = Sandbox.Choose(new SandboxOptions(IsolationKind.Auto) { Python = Lab.Python });

        Assert.Equal(IsolationKind.Bubblewrap, sandbox.Kind);
        Assert.Matches(@"^bubblewrap \d+\.\d+(\.\d+)? works$", sandbox.Reason);
        Assert.Contains(sandbox.Enforced, e => e.StartsWith("memory and processes of the whole tree: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_bubblewrap_and_an_image_it_refuses_and_says_what_to_do()
    {
        using var empty = new TempFolder();

        var refusal = Assert.Throws<UserErrorException>(() => Sandbox.Choose(new SandboxOptions(IsolationKind.Auto) { SearchPath = empty.Path }));

        Assert.Equal(ExitCodes.NotAttempted, refusal.ExitCode);
        Assert.Contains("not installed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install bubblewrap", refusal.Hint, StringComparison.Ordinal);
        Assert.Contains("--isolation none", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bubblewrap_that_the_machine_refuses_is_named_with_its_reason()
    {
        using var folder = new TempFolder();
        Program(folder, "bwrap", "[ \"$1\" = --version ] && echo bubblewrap 0.9.0 && exit 0; echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");

        var refusal = Assert.Throws<UserErrorException>(() => Sandbox.Choose(new SandboxOptions(IsolationKind.Auto) { SearchPath = folder.Path }));

        Assert.Contains("bubblewrap was refused: bwrap: setting up uid map: Permission denied", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_image_the_first_engine_that_answers_is_taken_and_the_others_are_named()
    {
        using var folder = new TempFolder();
        Program(folder, "docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        Program(folder, "podman", "echo 4.3.1");

        using var sandbox = Sandbox.Choose(new SandboxOptions(IsolationKind.Auto) { SearchPath = folder.Path, Image = "pytorch/pytorch:1.13" });

        Assert.Equal(IsolationKind.Podman, sandbox.Kind);
        Assert.Equal("bubblewrap (bwrap) is not installed; docker does not answer: Cannot connect to the Docker daemon; podman answers (4.3.1)", sandbox.Reason);
    }

    [Fact]
    public void An_engine_without_an_image_is_refused() => Assert.Contains(
        "needs a container image", Assert.Throws<UserErrorException>(() => Sandbox.Choose(new SandboxOptions(IsolationKind.Docker))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_docker_client_alone_is_no_engine()
    {
        using var folder = new TempFolder();
        Program(folder, "docker", "[ \"$1\" = --version ] && exit 0; echo 'Is the docker daemon running?' >&2; exit 1");

        var refusal = Assert.Throws<UserErrorException>(() => Sandbox.Choose(new SandboxOptions(IsolationKind.Docker) { SearchPath = folder.Path, Image = "x" }));

        Assert.Contains("Is the docker daemon running?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_says_that_it_isolates_nothing()
    {
        using var sandbox = Sandbox.Choose(new SandboxOptions(IsolationKind.None));

        Assert.StartsWith("no isolation", sandbox.Enforced[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_word_is_refused_with_the_known_ones() => Assert.Contains(
        "auto, bubblewrap, docker, podman, apptainer, none", Assert.Throws<UserErrorException>(() => IsolationNames.Parse("Bubblewrap")).Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData("/data/../etc")]
    [InlineData("data")]
    [InlineData("/")]
    [InlineData("/a//b")]
    public async Task A_place_for_data_that_could_lead_elsewhere_is_refused(string target)
    {
        using var lab = new Lab();
        using var sandbox = Lab.Bubblewrap();

        await Assert.ThrowsAsync<UserErrorException>(() => sandbox.RunAsync(lab.Shell("true") with { Binds = [("/usr", target)] }, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_interpreter_that_needs_the_whole_home_is_refused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["home/me"]);

        Assert.Throws<UserErrorException>(() => SystemMounts.For([folder["home"]], folder["home/me"]));
        Assert.Throws<UserErrorException>(() => SystemMounts.For([folder["home/me"]], folder["home/me"]));
        Assert.Equal([folder["home/me"]], SystemMounts.For([folder["home/me"], "/usr/lib/python3"], folder["home/other"]).Select(m => m.Target));
    }

    internal static void Program(TempFolder folder, string name, string code)
    {
        folder.Write(name, $"#!/bin/sh\n{code}\n");
        TempFolder.Run("chmod", "/", null, "+x", folder[name]);
    }
}

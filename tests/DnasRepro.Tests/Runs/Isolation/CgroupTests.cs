using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>Control groups: where they may be made, and what they say. Folders of files stand in for a kernel that this machine may not have.</summary>
public class CgroupTests
{
    private static readonly RunLimits Limits = new(TimeSpan.FromSeconds(1), 64 * Lab.MiB, 20, 0, 0);

    [Fact]
    public void A_sibling_comes_before_a_child_with_version_2()
    {
        using var mount = new TempFolder();
        mount.Write("user.slice/app.slice/cgroup.subtree_control", "cpu memory pids\n").Write("user.slice/app.slice/a.scope/cgroup.subtree_control", "memory pids\n");

        var places = CgroupPlace.Candidates(mount.Path, "0::/user.slice/app.slice/a.scope\n");

        Assert.Equal([(2, mount["user.slice/app.slice"]), (2, mount["user.slice/app.slice/a.scope"])], places.Select(p => (p.Version, p.Memory)));
    }

    [Fact]
    public void Version_2_without_its_controllers_is_no_place()
    {
        using var mount = new TempFolder();
        mount.Write("a/cgroup.subtree_control", "hugetlb\n").Write("a/b/cgroup.subtree_control", "\n");

        Assert.Empty(CgroupPlace.Candidates(mount.Path, "0::/a/b\n"));
    }

    [Fact]
    public void Version_1_has_a_folder_for_each_controller()
    {
        using var mount = new TempFolder();
        Directory.CreateDirectory(mount["memory/x/y"]);
        Directory.CreateDirectory(mount["pids"]);

        var place = Assert.Single(CgroupPlace.Candidates(mount.Path, "8:pids:/\n4:memory:/x/y\n0::/\n"));

        Assert.Equal(new CgroupPlace(1, mount["memory/x/y"], mount["pids/"]), place);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0::/../../etc")]
    [InlineData("4:memory:/gone\n8:pids:/gone")]
    public void Lines_that_lead_nowhere_give_no_place(string own)
    {
        using var mount = new TempFolder();

        Assert.Empty(CgroupPlace.Candidates(mount.Path, own));
    }

    [Fact]
    public void A_folder_that_is_no_control_group_takes_no_limits_and_is_removed()
    {
        using var mount = new TempFolder();

        Assert.Null(Cgroup.TryMake(new CgroupPlace(2, mount.Path, mount.Path), Limits));
        Assert.Empty(Directory.GetDirectories(mount.Path));
    }

    [Theory]
    [InlineData(2, "memory.events", "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n")]
    [InlineData(1, "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n")]
    public void The_kernel_says_that_it_killed_for_want_of_memory(int version, string file, string text)
    {
        using var folder = new TempFolder();
        var group = new Cgroup(version, folder.Path, folder.Path);
        Assert.False(group.HitMemoryLimit);

        folder.Write(file, text);

        Assert.True(group.HitMemoryLimit);
        folder.Write(file, text.Replace("oom_kill 1", "oom_kill 0").Replace("oom_kill 2", "oom_kill 0"));
        Assert.False(group.HitMemoryLimit);
    }

    [Fact]
    public void The_kernel_says_that_it_refused_a_process()
    {
        using var folder = new TempFolder();
        var group = new Cgroup(2, folder.Path, folder.Path);

        folder.Write("pids.events", "max 0\n");
        Assert.False(group.HitProcessLimit);
        folder.Write("pids.events", "max 3\n");
        Assert.True(group.HitProcessLimit);
    }
}

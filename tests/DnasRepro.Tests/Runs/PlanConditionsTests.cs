using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class PlanConditionsTests
{
    [Fact]
    public void Data_are_told_apart_by_names_and_sizes_wherever_they_lie()
    {
        using var one = new TempFolder("one").Write("a/x.npy", "12");
        using var moved = new TempFolder("moved").Write("a/x.npy", "34");
        using var larger = new TempFolder("larger").Write("a/x.npy", "123");
        using var renamed = new TempFolder("renamed").Write("b/x.npy", "12");

        Assert.Equal(Hash(one), Hash(moved));
        Assert.NotEqual(Hash(one), Hash(larger));
        Assert.NotEqual(Hash(one), Hash(renamed));
    }

    [Fact]
    public void Device_interpreter_and_limits_belong_to_the_plan_and_no_path_does()
    {
        using var data = new TempFolder();
        var request = new RerunRequest(
            RunExamples.Recipe(), [], null, 5, true, StopRule.Decided, false, "auto", new RunLimits(TimeSpan.FromMinutes(1), 1000, 10, 1000, 1000), data.Path, null, "cpu", null, false, 1, null, null);
        var plain = PlanOf(request, "3.11.2");

        Assert.Equal(plain, PlanOf(request with { Jobs = 4, State = data.Path }, "3.11.2"));
        Assert.NotEqual(plain, PlanOf(request with { Device = "cuda" }, "3.11.2"));
        Assert.NotEqual(plain, PlanOf(request, "3.12.0"));
        Assert.NotEqual(plain, PlanOf(request with { Limits = request.Limits with { MemoryBytes = 2000 } }, "3.11.2"));
        Assert.NotEqual(plain, PlanOf(request with { HasOwnTime = true }, "3.11.2"));
        Assert.NotEqual(plain, PlanOf(request with { Data = null }, "3.11.2"));
        Assert.All(PlanConditions.Of(request, "bubblewrap", Python("3.11.2"), TestContext.Current.CancellationToken), c => Assert.DoesNotContain(data.Path, c, StringComparison.Ordinal));
    }

    private static PythonInterpreter Python(string version) => new("/usr/bin/python3", version, "/usr", "/usr", new Dictionary<string, string> { ["torch"] = "2.0" });

    private static string PlanOf(RerunRequest request, string python) => (RunExamples.Plan() with { Conditions = PlanConditions.Of(request, "bubblewrap", Python(python), TestContext.Current.CancellationToken) }).Sha256();

    private static string Hash(TempFolder folder) => PlanConditions.HashOf(folder.Path, TestContext.Current.CancellationToken);
}

using DnasRepro.Runs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Reference;

/// <summary>What belongs to the plan of a rerun by the reference engine.</summary>
public class ReferencePlanTests
{
    [Fact]
    public void Settings_version_limits_and_device_belong_to_it_and_no_path_does()
    {
        using var lab = new ReferenceLab("");
        var plan = Plan(lab);

        Assert.Equal(plan.Sha256(), Plan(lab, lab.Request() with { Jobs = 2 }).Sha256());
        Assert.Equal(plan.Sha256(), Plan(lab, reference: lab.Reference with { Program = ["elsewhere"] }).Sha256());
        Assert.NotEqual(plan.Sha256(), Plan(lab, reference: lab.Reference with { Settings = "{}" }).Sha256());
        Assert.NotEqual(plan.Sha256(), Plan(lab, reference: lab.Reference with { Version = "1.2.4" }).Sha256());
        Assert.NotEqual(plan.Sha256(), Plan(lab, reference: lab.Reference with { Notes = [] }).Sha256());
        Assert.NotEqual(plan.Sha256(), Plan(lab, lab.Request() with { Device = "cuda" }).Sha256());
        Assert.DoesNotContain(lab.Path, RunJson.Write(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_read_back_whole()
    {
        using var lab = new ReferenceLab("");
        var plan = Plan(lab);
        var read = RunJson.ReadPlan(RunJson.Write(plan));

        Assert.Equal(plan.Sha256(), read.Sha256());
        Assert.Equal((plan.Settings, "reference"), (read.Settings, read.Engine));
        Assert.Equal(plan.Notes, read.Notes);
    }

    [Fact]
    public void Plans_of_the_repositorys_own_search_are_written_as_they_always_were()
    {
        var text = RunJson.Write(RunExamples.Plan());

        Assert.DoesNotContain("settings", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("notes", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(text, RunJson.Write(RunJson.ReadPlan(text)));
    }

    private static RunPlan Plan(ReferenceLab lab, RerunRequest? request = null, DnasRepro.Runs.Reference.ReferenceRequest? reference = null)
    {
        using var prepared = lab.Prepare(request, reference);
        return prepared.Plan;
    }
}

using DnasRepro.Checks;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Levels;
using DnasRepro.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Levels;

public class LevelTests
{
    [Fact]
    public void Every_criterion_is_a_check() => Assert.All(Level.CriteriaIds, id => Assert.NotNull(CheckCatalog.Find(id)));

    [Fact]
    public void A_good_card_without_git_is_declared_and_names_what_is_missing()
    {
        var level = Decide(CheckExample.Base);

        Assert.Equal((1, "declared"), (level.Grade, level.Name));
        Assert.Equal((2, "available"), (level.Next!.Grade, level.Next.Name));
        Assert.Equal(["DNAS1022"], level.Next.BlockedBy);
    }

    [Fact]
    public void With_its_commit_it_is_available_and_waits_for_a_rerun()
    {
        var level = Decide(CheckExample.Read("card-id-commit", "satisfies"));

        Assert.Equal(2, level.Grade);
        Assert.Equal(["DNAS3001"], level.Next!.BlockedBy);
    }

    [Theory]
    [InlineData("card-missing", "DNAS1001")]
    [InlineData("card-unreadable", "DNAS1002")]
    [InlineData("card-schema", "DNAS1003")]
    [InlineData("template-card", "DNAS1008")]
    [InlineData("card-geno-ops", "DNAS1101")]
    [InlineData("audit-answer-unknown", "DNAS1006")]
    public void What_breaks_the_card_leaves_grade_none_and_is_named(string example, string id)
    {
        var level = Decide(CheckExample.Read(example, "violates"));

        Assert.Equal((0, "none"), (level.Grade, level.Name));
        Assert.Contains(id, level.Next!.BlockedBy);
    }

    [Fact]
    public void A_warning_does_not_keep_the_first_grade_away() => Assert.Equal(1, Decide(CheckExample.Read("card-stab-random", "violates")).Grade);

    [Fact]
    public void Not_determined_is_not_enough_from_the_second_grade_on()
    {
        var findings = CheckCatalog.All.SelectMany(c => c.Run(CheckExample.Read("card-id-commit", "satisfies").Facts()))
            .Select(f => f.Check.Id == "DNAS1121" ? Finding.NotDetermined(f.Check, "x") : f).ToList();

        Assert.Equal(["DNAS1121"], Level.Decide(findings).Next!.BlockedBy);
    }

    [Theory]
    [InlineData("search-withheld", "DNAS2001")]
    [InlineData("search-incomplete", "DNAS2002")]
    [InlineData("search-not-differentiable", "DNAS2020")]
    public void Without_a_complete_differentiable_search_nothing_is_available(string example, string id)
    {
        var search = CheckCatalog.Find(id)!.Run(CheckExample.Read(example, "violates").Facts()).ToList();
        var findings = CheckCatalog.All.SelectMany(c => c.Info.Id == id ? search : c.Run(CheckExample.Read("card-id-commit", "satisfies").Facts())).ToList();

        var level = Level.Decide(findings);

        Assert.Equal(1, level.Grade);
        Assert.Equal([id], level.Next!.BlockedBy);
    }

    [Fact]
    public void A_rerun_climbs_as_far_as_it_showed()
    {
        var stable = RerunExamples.Stable;
        var met = new RecipeRunFacts(stable.Recipe with { Id = "evaluate", Purpose = RecipePurpose.Evaluate }, RerunExamples.Run, [new ExpectedValue("dice", 0.91, 0.01, 0.905)], true);

        Assert.Equal((2, "DNAS3001"), After(RerunExamples.DoesNotRun));
        Assert.Equal((3, "DNAS3002"), After(stable));
        Assert.Equal((3, "DNAS3002"), After(RerunExamples.Unstable));
        Assert.Equal((4, "DNAS3003"), After(RerunExamples.TooFew with { Recipes = [met] }));
        Assert.Equal((4, "DNAS3003"), After(RerunExamples.Degenerate with { Recipes = [met] }));
        Assert.Equal((4, "DNAS3003"), After(RerunExamples.Invalid with { Recipes = [met] }));
        Assert.Equal((5, null), After(stable with { Recipes = [met] }));
    }

    [Fact]
    public void A_reference_engine_never_changes_the_grade() => Assert.Equal((2, "DNAS3001"), After(RerunExamples.Stable with { Engine = "reference" }));

    private static (int Grade, string? Blocked) After(RerunFacts rerun)
    {
        var facts = CheckExample.Read("card-id-commit", "satisfies").Facts() with { Rerun = rerun };
        var level = Level.Decide([.. CheckCatalog.All.SelectMany(c => c.Run(facts))]);
        return (level.Grade, level.Next?.BlockedBy[0]);
    }

    private static Level Decide(CheckExample example) => Level.Decide([.. CheckCatalog.All.SelectMany(c => c.Run(example.Facts()))]);
}

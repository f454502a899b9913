using DnasRepro.Recipes;

namespace DnasRepro.Runs.Proposals;

/// <summary>Where the architecture appears: the probe first, since it sees the last one at full precision; then what the program prints.</summary>
internal static class ProposedOutputs
{
    private static readonly string[] Printing = ["print", "log", "info", "write"];

    public static IReadOnlyList<RecipeOutput> Of(Draft draft)
    {
        var outputs = new List<RecipeOutput> { new("architecture", "probe", "genotype", "probe", null, null, null) };
        var printed = draft.Facts.SearchCode.Practice.Outputs
            .Where(o => draft.Reaches(o.Evidence) && draft.Reaches(o.Training) && Printing.Any(p => o.Evidence.Excerpt?.Contains(p, StringComparison.OrdinalIgnoreCase) == true))
            .FirstOrDefault(o => o.Evidence.Excerpt!.Contains("genotype", StringComparison.OrdinalIgnoreCase));
        if (printed is null)
            return outputs;
        outputs.Add(new RecipeOutput("printed", "output", "genotype", "python_genotype", null, null, null) { EpochOffset = printed.IsBeforeTraining ? -1 : 0 });
        draft.Say("The architecture is printed; that is read where the probe sees none.", printed.Evidence);
        return outputs;
    }
}

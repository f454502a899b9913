using DnasRepro.ReferenceSearch;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Cases by set; no case is in two.</summary>
internal sealed record CaseSplit(IReadOnlySet<string> Training, IReadOnlySet<string> Validation, IReadOnlySet<string> Test)
{
    /// <summary>Deals the cases out by the data's seed, in the shares of the settings, at least one to each set.</summary>
    public static CaseSplit Of(IEnumerable<string> names, DataSettings settings, string folder)
    {
        var cases = names.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (cases.Length < 3)
            throw DataFault.In(folder, $"there {(cases.Length == 1 ? "is 1 case" : $"are {cases.Length} cases")}.", "At least 3 are needed: one each for the weights, the architecture and the test.");
        if (settings.Training < 1 || settings.Validation < 1 || settings.Test < 1)
            throw new UserErrorException($"The shares of the cases are {settings.Training}, {settings.Validation} and {settings.Test}.", "Give each set a share of at least 1.");
        var random = new Randomness(CaseSeed.Of(settings.Seed, "split"));
        for (var i = cases.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (cases[i], cases[other]) = (cases[other], cases[i]);
        }
        var all = (double)settings.Training + settings.Validation + settings.Test;
        var test = Math.Clamp((int)Math.Round(cases.Length * settings.Test / all), 1, cases.Length - 2);
        var validation = Math.Clamp((int)Math.Round(cases.Length * settings.Validation / all), 1, cases.Length - test - 1);
        return new CaseSplit(cases[(validation + test)..].ToHashSet(), cases[..validation].ToHashSet(), cases[validation..(validation + test)].ToHashSet());
    }
}

using System.Globalization;
using static DnasRepro.Reports.StabilityWords;

namespace DnasRepro.Reports;

/// <summary>Runs, recipes and settings in words for the tables of the stability section. Text is not escaped.</summary>
internal static class RunWords
{
    private const int MostListed = 8;

    public static IReadOnlyList<string> Row(RunSummary run) =>
    [
        run.Seed.ToString(CultureInfo.InvariantCulture), Ended(run),
        run.Stability?.Recovery is { } x ? Text(x) : "–", run.Stability?.Lower is { } l ? Floor([l]) : "–",
        run.Stability?.WorstCellShare is { } worst ? Text(worst) + (run.Stability.Collapsed ? " collapsed" : "") : "–",
        (run.Search.Moved is { } moved ? Exact(Rounded(moved)) : "–") + (run.Search.AgreementWithStart is { } start ? $", shares {Text(start)} with its start" : ""),
        Counts(run), string.Join(", ", run.Metrics.Take(MostListed).Select(m => $"{m.Name} {Exact(Rounded(m.Value))}")),
    ];

    public static string Counts(RunSummary run)
    {
        var cells = string.Join("; ", run.Cells.Where(c => c.Skips is not null).Take(MostListed).Select(c => $"{c.Cell}: {Summary.Count(c.Skips ?? 0, "skip")}, {c.Empty} empty of {c.Slots}"));
        var operations = string.Join(", ", run.Operations.Take(MostListed).Select(o => $"{o.Operation} {o.Count}"));
        return cells.Length == 0 ? operations : $"{operations} ({cells})";
    }

    public static string Ended(RunSummary run) => run.Failure is { } failure ? $"✗ {failure.Kind.Replace('_', ' ')}: {failure.Message}" : "✓ completed";

    public static string Reading(RunSummary run)
    {
        var found = run.Found[0];
        var epoch = found.Epoch is { } e ? $", epoch {e}" : "";
        var final = found.IsFinal switch { true => ", final", false => ", not the final one", null => ", not known whether final" };
        return $"{found.Reader} ({found.Source}{epoch}{final}{(found.Precision == "decoded_rounded" ? ", decoded from rounded values" : "")})"
            + (run.Printed is not { } printed ? "" : Genotype(printed) == Genotype(found) ? "; what the program gives out last is the same" : $"; what the program gives out last differs ({printed.Source}{(printed.Epoch is { } at ? $", epoch {at}" : "")})");
    }

    public static string Genotype(FoundSummary found) =>
        string.Join("; ", found.Cells.Select(c => $"{c.Id}: {(c.Edges.Count == 0 ? "nothing kept" : string.Join(", ", c.Edges.Take(64).Select(e => $"{e.From}→{e.Node} {e.Operation}")))}"));

    public static string RepeatWords(RepeatSummary repeat) => repeat.Answer switch
    {
        RepeatAnswer.Bitwise => "bit-identical",
        RepeatAnswer.Numeric => $"same architecture, parameters within {Exact(Rounded(repeat.MaximumDifference))}",
        RepeatAnswer.SameArchitecture => "same architecture",
        RepeatAnswer.Different => repeat.Dice is { } dice ? $"another architecture, sharing {Text(dice)}" : "another architecture",
        _ => repeat.Seed is null ? "not tried" : "could not be compared",
    };

    public static string ProspectWords(ProspectsSummary p)
    {
        var needed = p.StableAt.Select(k => k?.ToString(CultureInfo.InvariantCulture) ?? "never").ToList();
        return $"stable needs {needed.ElementAtOrDefault(0)} / {needed.ElementAtOrDefault(1)} / {needed.ElementAtOrDefault(2)} / {needed.ElementAtOrDefault(3)} seeds if every run recovers 1 / 0.95 / 0.90 / 0.80; unstable needs {p.UnstableAt}{(p.IsCertifiable ? "" : "; the space is too small to be certified within K_max")}";
    }

    public static string SeedWords(string passing) => passing switch
    {
        "argument" => "is passed as an argument",
        "configuration" => "is written into the configuration in the private copy",
        "environment" => "is passed as an environment variable",
        "inject" => "is set by this tool at start, since the program seeds nothing by itself",
        _ => "is not passed: the program fixes it or has none",
    };

    public static string Origin(RecipeSummary recipe) => recipe.Origin switch
    {
        "card" => "the card",
        "file" => "a recipe file",
        "command_line" => "the command line",
        "reference" => "the reference engine",
        _ => "this tool, proposed from the code",
    } + (recipe.Place is { } place ? $" ({place.Path}:{place.Line})" : "");

    public static string Listed(IEnumerable<string> all)
    {
        var distinct = all.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return string.Join("; ", distinct.Take(MostListed)) + (distinct.Count > MostListed ? $"; and {distinct.Count - MostListed} more" : "");
    }

    public static double? Rounded(double? value) => value is { } number && number != 0 ? double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    public static string Short(string? hash) => hash is null ? "–" : hash[..Math.Min(12, hash.Length)];
}

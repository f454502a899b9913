using System.Globalization;
using DnasRepro.Cards;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks.CardRules;

/// <summary>The declared differences between paper and code.</summary>
internal static class StatementRules
{
    public static readonly CardRule[] All =
    [
        CardRule.Row(1151, "stmt-deviation", Severity.Warning, "A deviation that is none, that is about no field, or that is not listed", "found: papers and their code often differ in detail",
            "Papers and their code often differ in detail; a deviation that is listed costs nothing, one that is not misleads. A deviation names a field and two values. Epochs and warm-up of the search are compared with the code.", "Point item to a field of the card and give both values.", Deviation),
    ];

    private static void Deviation(CardRuleRun run)
    {
        Undeclared(run);
        foreach (var deviation in run.Card.At("statement.deviations").Items.Where(d => run.Knows(d["item"], d["paper_value"], d["code_value"])))
        {
            if (!Exists(run.Card, deviation["item"].Text!))
                run.Breach(deviation["item"], $"'{deviation["item"].Text}' is no field of this card.");
            else if (deviation["paper_value"].Text == deviation["code_value"].Text)
                run.Breach(deviation["code_value"], $"Paper and code have the same value '{deviation["code_value"].Text}'.");
        }
    }

    /// <summary>What the program does when it is run as the card says, against what the card says of it. Only where both are plain numbers.</summary>
    private static void Undeclared(CardRuleRun run)
    {
        var entry = run.Card.At("artefacts.entry_points.search");
        if (entry["path"].Text is not { } path || !RepoPath.TryParse(path, out var file) || run.Facts.SearchCode.Programs.Of(file) is not { } program)
            return;
        var command = entry["command"].Text ?? "";
        // A configuration file may change every default.
        if (command.Contains("conf", StringComparison.OrdinalIgnoreCase) || command.Contains(".sh", StringComparison.Ordinal) || command.Contains(".y", StringComparison.Ordinal))
            return;
        if (program.Options.Where(o => o.Destination == "epochs" && o.Kind is "argparse" or "click" or "absl").ToList() is [var epochs] && int.TryParse(epochs.Default, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && !Gives(command, epochs.Name))
            Compare(run, run.Card.At("search_protocol.epochs"), runs, 0, epochs.Evidence);
        if (run.Facts.SearchCode.Practice.FrozenStarts is [{ StartEpoch: { } start } frozen] && program.Reaches.Contains(frozen.Evidence.Location.Path) && !(frozen.Option is { } option && Gives(command, option)))
            Compare(run, run.Card.At("search_strategy.warmup_epochs"), start, CountingFromOne, frozen.Evidence);
    }

    /// <summary>Programs count their epochs from 0 or from 1.</summary>
    private const int CountingFromOne = 1;

    private static bool Gives(string command, string option) => command.Contains(option.TrimStart('-'), StringComparison.Ordinal);

    private static void Compare(CardRuleRun run, CardValue stated, int code, int leeway, Evidence place)
    {
        if (stated.Integer is not { } number)
            return;
        run.Looked();
        if (Math.Abs(number - code) > leeway && !run.Card.At("statement.deviations").Items.Any(d => d["item"].Text == stated.Pointer))
            run.Breach(stated, $"The card says {number}; the program has {code}, and the card's command does not change it.", "Correct the card, give the option in the command, or list the difference under statement.deviations.", confidence: Confidence.Medium, more: [place]);
    }

    private static bool Exists(CardValue card, string pointer)
    {
        var value = card;
        foreach (var part in pointer.TrimStart('/').Split('/'))
        {
            value = part.Length > 0 && part.All(char.IsAsciiDigit) ? (value.Items.ElementAtOrDefault(int.Parse(part)) ?? CardValue.Nowhere) : value[part];
            if (value.IsAbsent)
                return false;
        }
        return true;
    }
}

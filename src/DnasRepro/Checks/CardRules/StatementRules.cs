using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The declared differences between paper and code.</summary>
internal static class StatementRules
{
    public static readonly CardRule[] All =
    [
        CardRule.Row(1151, "stmt-deviation", Severity.Warning, "A deviation that is none, or that is about no field", "found: papers and their code often differ in detail",
            "A deviation names a field and two values; whether an undeclared one exists needs the code's analysis.", "Point item to a field of the card and give both values.", Deviation),
    ];

    private static void Deviation(CardRuleRun run)
    {
        foreach (var deviation in run.Card.At("statement.deviations").Items.Where(d => run.Knows(d["item"], d["paper_value"], d["code_value"])))
        {
            if (!Exists(run.Card, deviation["item"].Text!))
                run.Breach(deviation["item"], $"'{deviation["item"].Text}' is no field of this card.");
            else if (deviation["paper_value"].Text == deviation["code_value"].Text)
                run.Breach(deviation["code_value"], $"Paper and code have the same value '{deviation["code_value"].Text}'.");
        }
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

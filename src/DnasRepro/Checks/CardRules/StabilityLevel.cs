using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>
/// How far the card shows that search stability was looked at: three criteria, of which all are <c>substantive</c>, some are
/// <c>partial</c>, and none is <c>mentioned</c> or <c>none</c>. What is <c>unknown</c> leaves a range.
/// </summary>
internal sealed class StabilityLevel
{
    private const int LeastSearches = 3;
    private static readonly string[] Names = ["none", "mentioned", "partial", "substantive"];
    private readonly IReadOnlyList<Criterion> criteria;

    private StabilityLevel(IReadOnlyList<Criterion> criteria, bool isMentioned)
    {
        this.criteria = criteria;
        (Least, Most) = (Name(criteria.Count(c => c.IsMet == true), isMentioned), Name(criteria.Count(c => c.IsMet != false), isMentioned));
    }

    /// <summary>One criterion; null when it cannot be told.</summary>
    /// <param name="Needed">Those of its places without which nobody looked, rather than that it fails.</param>
    private sealed record Criterion(string Text, bool? IsMet, IReadOnlyList<CardValue> Places, IReadOnlyList<CardValue> Needed);

    public string Least { get; }

    public string Most { get; }

    /// <summary>What leaves the level open.</summary>
    public IEnumerable<CardValue> Open => criteria.Where(c => c.IsMet is null).SelectMany(c => c.Places).Where(IsUnknown);

    /// <summary>True when the card says of some criterion that it is not met, rather than leaving it out.</summary>
    public bool IsShortfallStated => criteria.Any(c => c.IsMet == false && !c.Needed.Any(p => p.IsAbsent));

    /// <summary>The places that decide, those of unmet criteria first.</summary>
    public IEnumerable<CardValue> Places => criteria.OrderBy(c => c.IsMet == false ? 0 : 1).SelectMany(c => c.Places).Where(p => !p.IsAbsent);

    /// <summary>The level, or the range of levels, for a message.</summary>
    public string Text => Least == Most ? $"'{Least}'" : $"'{Least}' to '{Most}'";

    /// <summary>The criteria with their answers, for a message.</summary>
    public string Criteria => string.Join(", ", criteria.Select(c => $"{c.Text} ({c.IsMet switch { true => "yes", false => "no", null => "unknown" }})"));

    public bool Includes(string level) => Array.IndexOf(Names, level) is var at && at >= Array.IndexOf(Names, Least) && at <= Array.IndexOf(Names, Most);

    public static StabilityLevel Of(CardValue card)
    {
        var (stability, searches) = (card["stability"], card.At("search_protocol.independent_searches"));
        CardValue[] dispersion = [stability.At("performance_dispersion.n_searches"), stability.At("performance_dispersion.sd")];
        return new StabilityLevel(
            [
                new($"at least {LeastSearches} independent searches", IsUnknown(searches) ? null : searches.Number >= LeastSearches, [searches], [searches]),
                new($"dispersion over at least {LeastSearches} searches", Array.Exists(dispersion, IsUnknown) ? null : dispersion[0].Number >= LeastSearches && dispersion[1].IsStated, dispersion, dispersion[..1]),
                Diagnostic(stability),
            ],
            card.At("statement.evidence").Items.Any(e => e["fields"].Texts.Any(IsOnStability)));
    }

    /// <summary>Agreement over seeds, a rank correlation, a measured discretisation gap, a check for collapse, or a random baseline with the same training.</summary>
    private static Criterion Diagnostic(CardValue stability)
    {
        var baseline = stability["random_baseline"];
        CardValue[] places =
        [
            stability["agreement"], .. stability["agreement"].Items.Where(a => a["scope"].Text == "across_seeds").Select(a => a["value"]), stability.At("rank_correlation.value"),
            stability.At("discretisation_gap.measured"), stability.At("collapse.checked"), baseline["performed"], .. baseline["performed"].Flag == true ? [baseline["same_training"]] : Array.Empty<CardValue>(),
        ];
        var isMet = stability["agreement"].Items.Any(a => a["scope"].Text == "across_seeds" && a["value"].IsStated)
            || stability.At("rank_correlation.value").IsStated
            || stability.At("discretisation_gap.measured").Flag == true
            || stability.At("collapse.checked").Flag == true
            || (baseline["performed"].Flag == true && baseline["same_training"].Flag == true);
        return new Criterion("one diagnostic", isMet ? true : Array.Exists(places, IsUnknown) ? null : false, places,
            [stability["agreement"], stability.At("discretisation_gap.measured"), stability.At("collapse.checked"), baseline["performed"]]);
    }

    /// <summary>What the sources do not report does not count; what nobody could find out stays open.</summary>
    private static bool IsUnknown(CardValue place) => place.Sentinel == CardValue.Unknown;

    private static bool IsOnStability(string pointer) => pointer.TrimEnd('/') == "/stability" || pointer.StartsWith("/stability/", StringComparison.Ordinal);

    private static string Name(int met, bool isMentioned) => met switch
    {
        3 => "substantive",
        > 0 => "partial",
        _ => isMentioned ? "mentioned" : "none",
    };
}

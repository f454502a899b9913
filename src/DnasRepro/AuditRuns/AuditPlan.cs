using System.Security.Cryptography;
using System.Text;
using DnasRepro.Studies;

namespace DnasRepro.AuditRuns;

/// <summary>What an audit has to do, and what decides its results: only parts of the same plan are joined.</summary>
/// <param name="ListSha256">The hash of the list.</param>
/// <param name="CardsSha256">A hash over the card files that the list names.</param>
/// <param name="RuleSet">The version of the checks.</param>
/// <param name="Tool">The version of the program, with its commit.</param>
/// <param name="Studies">The studies that need work, in the list's order: those that are included and have a card or a repository.</param>
public sealed record AuditPlan(string ListSha256, string CardsSha256, string RuleSet, string Tool, IReadOnlyList<PlannedStudy> Studies)
{
    /// <summary>The plan for a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="cardHash">The hash of a card file that the list names; null when there is none that can be read.</param>
    /// <param name="ruleSet">The version of the checks.</param>
    /// <param name="tool">The version of the program.</param>
    public static AuditPlan Of(StudyList list, Func<string, string?> cardHash, string ruleSet, string tool)
    {
        var studies = list.Included.Where(s => s.Repository is not null || s.Card is not null).ToList();
        var cards = studies.Select(s => s.Card).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(c => $"{c}\0{cardHash(c) ?? "-"}\n");
        return new AuditPlan(list.Sha256, Hash(string.Concat(cards)), ruleSet, tool, Places(studies));
    }

    /// <summary>The plan's hash: 64 hex digits.</summary>
    public string Sha256() => Hash($"{AuditPart.CurrentForm}\n{ListSha256}\n{CardsSha256}\n{RuleSet}\n{Tool}\n");

    /// <summary>The studies of a shard, in the list's order.</summary>
    public IEnumerable<PlannedStudy> Of(AuditShard shard) => Studies.Where(s => s.Place % shard.Of == shard.Number - 1);

    /// <summary>Studies of one repository have one place, so that one machine fetches it.</summary>
    private static List<PlannedStudy> Places(IReadOnlyList<Study> studies)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var planned = new List<PlannedStudy>();
        foreach (var study in studies)
        {
            var name = study.Repository is { } repository ? "repository " + repository.Target : "card " + study.Id;
            if (!places.TryGetValue(name, out var place))
                places[name] = place = places.Count;
            planned.Add(new PlannedStudy(study.Id, study.Repository?.Target, place));
        }
        return planned;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A study of a plan.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Target">Its repository as the list names it; null for a card alone.</param>
/// <param name="Place">The position of its repository among those of the plan, from 0: shard i of n does places i - 1, i - 1 + n, …</param>
public sealed record PlannedStudy(string Id, string? Target, int Place);

using System.Text;
using System.Text.Json;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>What stored runs and results must hold to beyond their types: a file may be damaged, or another's.</summary>
internal static class RecordForm
{
    private const int MostSeeds = 1000;

    /// <summary>True when a run is one of a plan's.</summary>
    /// <param name="record">The run.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="sha256">The plan's hash.</param>
    public static bool Fits(RunRecord record, RunPlan plan, string sha256)
    {
        var seeds = record.Role switch
        {
            RunRole.Search => plan.Seeds,
            RunRole.Repeat => plan.Repeats ? [.. plan.Seeds.Take(1)] : [],
            _ => [.. plan.Others.Select(o => o.Seeds.FirstOrDefault())],
        };
        return record.PlanSha256 == sha256
            && record.Position >= 0 && record.Position < seeds.Count && record.Seed == seeds[record.Position]
            && (record.Status == RunStatus.Failed) == (record.Failure is not null)
            && Tensors(record).All(t => t.Shape.All(n => n >= 0) && t.Shape.Aggregate(1.0, (size, n) => size * n) == t.Values.Count);
    }

    /// <summary>True when a result holds a plan of this version and runs of it, each once.</summary>
    public static bool Fits(RerunBundle bundle)
    {
        var (plan, sha256) = (bundle.Plan, bundle.Plan.Sha256());
        return bundle.Form == RunPlan.CurrentForm && plan.Form == RunPlan.CurrentForm
            && plan.Seeds.Count <= MostSeeds && plan.Seeds.Distinct().Count() == plan.Seeds.Count
            && bundle.Records.All(r => Fits(r, plan, sha256))
            && bundle.Records.DistinctBy(r => (r.Role, r.Position)).Count() == bundle.Records.Count;
    }

    /// <summary>True when a list holds null, which the types of no list here allow and the serialiser does not see.</summary>
    public static bool HasNullInList(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var inList = new Stack<bool>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                inList.Push(reader.TokenType == JsonTokenType.StartArray);
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                inList.Pop();
            else if (reader.TokenType == JsonTokenType.Null && inList.TryPeek(out var isList) && isList)
                return true;
        }
        return false;
    }

    private static IEnumerable<NamedTensor> Tensors(RunRecord record) =>
        record.Tables.Concat(record.Probe?.Parameters.SelectMany(p => p.Initial is { } initial ? (NamedTensor[])[p.Final, initial] : [p.Final]) ?? []);
}

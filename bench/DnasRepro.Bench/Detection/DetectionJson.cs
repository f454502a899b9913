using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Locations;

namespace DnasRepro.Bench.Detection;

/// <summary>Writes a run as JSON. All but <c>cost</c> is the same in each run over the same repositories.</summary>
internal static class DetectionJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static string Write(DetectionReport report) => new JsonObject
    {
        ["labels"] = report.All.Count,
        ["read"] = report.All.Count(r => r.Failure is null),
        ["notRead"] = Array(report.All.Where(r => r.Failure is not null), r => new JsonObject { ["row"] = r.Label.Name, ["reason"] = r.Failure!.Reason, ["isOurFault"] = r.Failure.IsOurs }),
        ["verdict"] = Matrix(report.Verdict),
        ["verdictByClass"] = Matrix(report.VerdictByClass),
        ["differentiability"] = Matrix(report.Differentiability),
        ["present"] = Array(report.Presence, p => Score(p.Name, p.Score)),
        ["presentRange"] = new JsonObject { ["precision"] = Range(report.Range.Precision), ["recall"] = Range(report.Range.Recall), ["f1"] = Range(report.Range.F1) },
        ["differentiable"] = Array(report.Differentiable, d => Score(d.Name, d.Score)),
        ["families"] = Array(report.Families, Family),
        ["componentsOfA"] = Array(report.ComponentsOfA, Component),
        ["componentsOfOthers"] = Array(report.ComponentsOfOthers, Component),
        ["classBErrors"] = Array(report.WrongB, r => JsonValue.Create(r.Label.Name)),
        ["wrong"] = Array(report.Wrong, r => JsonValue.Create(r.Label.Name)),
        ["pythonFiles"] = new JsonObject
        {
            ["listed"] = report.Rows.Sum(r => r.Python.Files),
            ["read"] = report.Rows.Sum(r => r.Python.Read),
            ["unread"] = Array(report.Unread, u => new JsonObject { ["reason"] = u.Reason, ["files"] = u.Files }),
        },
        ["rows"] = Array(report.All, Row),
        ["cost"] = CostOf(report),
    }.ToJsonString(Options) + "\n";

    private static JsonObject Row(RowResult row) => new()
    {
        ["repository"] = row.Label.Repository,
        ["commit"] = row.Label.Commit,
        ["class"] = row.Label.Class,
        ["family"] = row.Label.Family,
        ["confidence"] = row.Label.Confidence,
        ["framework"] = row.Label.Framework,
        ["label"] = row.Label.SearchCode,
        ["labelDifferentiable"] = row.Label.Differentiable,
        ["verdict"] = row.Failure is not { IsOurs: false } ? row.Verdict : null,
        ["differentiable"] = row.Failure is not { IsOurs: false } ? row.Differentiable : null,
        ["wrong"] = Array(row.Failure is not { IsOurs: false } ? row.Wrongs : [], w => JsonValue.Create(w)),
        ["reason"] = row.Failure?.Reason ?? row.Facts.Reason,
        ["projects"] = Array(row.Facts.Projects, p => new JsonObject
        {
            ["folder"] = p.Folder,
            ["verdict"] = p.Verdict.ToString(),
            ["differentiable"] = p.Differentiable.ToString(),
            ["reason"] = p.Reason,
            ["components"] = Array(p.Components.Where(c => c.IsFound), c => new JsonObject
            {
                ["part"] = c.Part.ToString(),
                ["evidence"] = Array(c.Evidence, e => new JsonObject { ["place"] = Place(e.Location), ["note"] = e.Note }),
            }),
        }),
        ["components"] = Array(ComponentMatch.Of(row), m => new JsonObject
        {
            ["part"] = m.Part.ToString(), ["label"] = $"{m.Label.Path}:{m.Label.Line}", ["found"] = m.Found is null ? null : Place(m.Found), ["best"] = m.Best, ["any"] = m.Any,
        }),
        ["pythonFiles"] = row.Python.Files,
        ["pythonRead"] = row.Python.Read,
        ["pythonUnread"] = Array(row.Python.Unread, u => new JsonObject { ["path"] = u.Path, ["reason"] = u.Reason }),
    };

    private static JsonObject Matrix(Confusion confusion)
    {
        var matrix = new JsonObject();
        for (var i = 0; i < confusion.Answers.Count; i++)
            matrix[confusion.Answers[i]] = new JsonObject(confusion.Labels.Select((l, j) => KeyValuePair.Create(l, (JsonNode?)confusion.Counts[i][j])));
        return matrix;
    }

    private static JsonObject Score(string name, PresenceScore s) => new()
    {
        ["rows"] = name, ["precision"] = Number(s.Precision), ["recall"] = Number(s.Recall), ["f1"] = Number(s.F1), ["accuracy"] = Number(s.Accuracy),
        ["truePositives"] = Number(s.TruePositives), ["falsePositives"] = Number(s.FalsePositives), ["falseNegatives"] = Number(s.FalseNegatives), ["trueNegatives"] = Number(s.TrueNegatives),
    };

    private static JsonObject Score(string name, DifferentiableScore s) => new()
    {
        ["rows"] = name, ["count"] = s.Rows, ["right"] = s.Strict, ["rightLenient"] = s.Lenient, ["byFamily"] = Number(s.ByFamily),
    };

    private static JsonObject Family(FamilyScore f) => new()
    {
        ["family"] = f.Family, ["count"] = f.Rows, ["present"] = Score("its rows", f.Presence), ["differentiable"] = Score("its rows", f.Differentiable), ["withoutIt"] = Score("all others", f.Others),
    };

    private static JsonObject Component(ComponentAgreement c) => new()
    {
        ["part"] = c.Part.ToString(), ["labelled"] = c.Labelled, ["found"] = c.Found, ["bestFile"] = c.BestFile, ["bestLine"] = c.BestLine, ["anyFile"] = c.AnyFile, ["anyLine"] = c.AnyLine, ["foundWithoutLabel"] = c.Unlabelled,
    };

    private static JsonObject CostOf(DetectionReport report) => new()
    {
        ["meanSeconds"] = Number(report.Cost.Mean), ["medianSeconds"] = Number(report.Cost.Median), ["maxSeconds"] = Number(report.Cost.Max), ["slowest"] = report.Cost.Slowest, ["sumSeconds"] = Number(report.Cost.Total),
        ["peakMebibytes"] = Number(report.Cost.PeakMegabytes), ["peakReachedAt"] = report.Cost.PeakReachedAt, ["processors"] = report.Cost.Processors,
        ["seconds"] = new JsonObject(report.Rows.Select(r => KeyValuePair.Create($"{r.Label.Repository}@{r.Label.Commit}", (JsonNode?)Number(r.Seconds)))),
    };

    private static JsonArray Range((double Low, double High) range) => [Number(range.Low), Number(range.High)];

    private static string Place(SourceLocation location) => $"{location.Path}:{location.StartLine}";

    private static JsonNode? Number(double value) => double.IsNaN(value) ? null : JsonValue.Create(Math.Round(value, 4));

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}

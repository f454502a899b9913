using System.Globalization;
using DnasRepro.SearchCode;

namespace DnasRepro.Bench.Detection;

/// <summary>Writes a run for people.</summary>
internal static class DetectionText
{
    /// <summary>One row with its components.</summary>
    public static void WriteRow(TextWriter to, RowResult row)
    {
        var wrong = row.Failure is not null ? "??" : row.Wrongs.Count > 0 ? "!!" : "ok";
        to.WriteLine(Line($"{wrong} {Told(row)} [{row.Python.Read}/{row.Python.Files} files, {row.Seconds:0.00} s, peak {row.PeakMegabytes:0} MiB]"));
        if (row.Facts.Projects.Count > 1)
            to.WriteLine($"     projects: {string.Join(", ", row.Facts.Projects.Select(p => p.Folder.Length == 0 ? "(root)" : p.Folder))}");
        var matches = ComponentMatch.Of(row).ToDictionary(m => m.Part);
        foreach (var part in Enum.GetValues<SearchPart>())
        {
            var evidence = row.Facts.Main?[part].Evidence ?? [];
            var match = matches.GetValueOrDefault(part);
            if (evidence.Count == 0 && match is null)
                continue;
            var found = evidence.Count == 0 ? "-" : $"{evidence[0].Location.Path}:{evidence[0].Location.StartLine}";
            to.WriteLine(Line($"     {part,-22} {found}  (label {(match is null ? "-" : $"{match.Label.Path}:{match.Label.Line}")}; best {match?.Best ?? "-"}, any {match?.Any ?? "-"} of {evidence.Count})"));
        }
        foreach (var unread in row.Python.Unread)
            to.WriteLine($"     unread {unread.Path}: {unread.Reason}");
    }

    /// <summary>The whole run.</summary>
    public static void Write(TextWriter to, DetectionReport report)
    {
        to.WriteLine($"{report.All.Count} rows, {report.All.Count(r => r.Failure is null)} read");
        foreach (var row in report.All.Where(r => r.Failure is not null))
            to.WriteLine($"  {(row.Failure!.IsOurs ? "broken" : "not read")}: {row.Label.Name}: {row.Failure.Reason}");
        WriteConfusion(to, "Verdict (rows) against label", report.Verdict);
        WriteConfusion(to, "Verdict (rows) against class", report.VerdictByClass);
        WriteConfusion(to, "Differentiable (rows) against label, classes A and C", report.Differentiability);
        WriteScores(to, report);
        WriteFamilies(to, report);
        WriteComponents(to, "Components, class A", report.ComponentsOfA);
        WriteComponents(to, "Components, other classes", report.ComponentsOfOthers);
        WriteWrong(to, "Class B errors", report.WrongB);
        WriteWrong(to, "Rows with anything wrong", report.Wrong);
        WriteFiles(to, report);
    }

    private static void WriteConfusion(TextWriter to, string title, Confusion confusion)
    {
        Heading(to, title);
        to.WriteLine($"  {"",-16}{string.Concat(confusion.Labels.Select(l => $"{l,9}"))}");
        for (var i = 0; i < confusion.Answers.Count; i++)
            to.WriteLine($"  {confusion.Answers[i],-16}{string.Concat(confusion.Counts[i].Select(c => $"{c,9}"))}");
    }

    private static void WriteScores(TextWriter to, DetectionReport report)
    {
        Heading(to, "Search present: A against B, D, E");
        to.WriteLine($"  {"",-27}{"precision",10}{"recall",8}{"F1",8}{"TP",8}{"FP",7}{"FN",7}{"TN",7}");
        foreach (var (name, s) in report.Presence)
            to.WriteLine(Line($"  {name,-27}{s.Precision,10:0.000}{s.Recall,8:0.000}{s.F1,8:0.000}{s.TruePositives,8:0.##}{s.FalsePositives,7:0.##}{s.FalseNegatives,7:0.##}{s.TrueNegatives,7:0.##}"));
        var range = report.Range;
        to.WriteLine(Line($"  95 of 100 samples of families: precision {range.Precision.Low:0.000}-{range.Precision.High:0.000}, recall {range.Recall.Low:0.000}-{range.Recall.High:0.000}, F1 {range.F1.Low:0.000}-{range.F1.High:0.000}"));
        Heading(to, "Differentiable right");
        foreach (var (name, s) in report.Differentiable)
            to.WriteLine(Line($"  {name,-27}{s.Strict,4} of {s.Rows,-4} {(double)s.Strict / s.Rows:0.000}   by family {s.ByFamily:0.000}   undecided allowed on medium: {s.Lenient}"));
    }

    private static void WriteFamilies(TextWriter to, DetectionReport report)
    {
        Heading(to, "By family, and all rows without it");
        to.WriteLine($"  {"family",-16}{"rows",5}{"TP",5}{"FP",4}{"FN",4}{"TN",4}{"differentiable",16}   without it: {"precision",9}{"recall",8}{"F1",8}");
        foreach (var f in report.Families)
        {
            var (p, d, o) = (f.Presence, f.Differentiable, f.Others);
            to.WriteLine(Line($"  {f.Family,-16}{f.Rows,5}{p.TruePositives,5}{p.FalsePositives,4}{p.FalseNegatives,4}{p.TrueNegatives,4}{$"{d.Strict} of {d.Rows}",16}   {"",12}{o.Precision,9:0.000}{o.Recall,8:0.000}{o.F1,8:0.000}"));
        }
    }

    private static void WriteComponents(TextWriter to, string title, IReadOnlyList<ComponentAgreement> components)
    {
        Heading(to, title);
        to.WriteLine($"  {"",-23}{"labelled",9}{"found",7}{"best: file",12}{"5 lines",9}{"any: file",11}{"5 lines",9}{"found, no label",17}");
        foreach (var c in components)
            to.WriteLine($"  {c.Part,-23}{c.Labelled,9}{c.Found,7}{c.BestFile,12}{c.BestLine,9}{c.AnyFile,11}{c.AnyLine,9}{c.Unlabelled,17}");
    }

    private static void WriteWrong(TextWriter to, string title, IReadOnlyList<RowResult> rows)
    {
        Heading(to, $"{title}: {rows.Count}");
        foreach (var row in rows)
            to.WriteLine($"  {Told(row)}");
    }

    private static void WriteFiles(TextWriter to, DetectionReport report)
    {
        var (listed, read, cost) = (report.Rows.Sum(r => r.Python.Files), report.Rows.Sum(r => r.Python.Read), report.Cost);
        Heading(to, "Files and cost");
        to.WriteLine($"  Python files: {read} read of {listed}");
        foreach (var (reason, files) in report.Unread)
            to.WriteLine($"    unread: {files} {reason}");
        to.WriteLine(Line($"  seconds a repository: mean {cost.Mean:0.000}, median {cost.Median:0.000}, max {cost.Max:0.000} ({cost.Slowest}), sum {cost.Total:0.0} on {cost.Processors} processors"));
        to.WriteLine(Line($"  peak working set: {cost.PeakMegabytes:0} MiB, reached at {cost.PeakReachedAt}"));
    }

    private static string Told(RowResult row)
    {
        var label = row.Label;
        var wrongs = row.Wrongs.Count == 0 || row.Failure is { IsOurs: false } ? "" : $" <{string.Join(", ", row.Wrongs)}>";
        return $"{label.Name} {label.Class}{(label.IsMedium ? " (medium)" : "")} {label.SearchCode}/{label.Differentiable ?? "-"} -> {row.Verdict}/{row.Differentiable}{wrongs}: {row.Failure?.Reason ?? row.Facts.Reason}";
    }

    private static void Heading(TextWriter to, string text)
    {
        to.WriteLine();
        to.WriteLine(text);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

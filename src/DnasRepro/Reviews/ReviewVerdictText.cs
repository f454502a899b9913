using System.Text;
using System.Text.Json;
using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>The verdict on a reviewer's folder, for people and for programs.</summary>
public static class ReviewVerdictText
{
    private const int MostProblems = 100;

    /// <summary>Lines for a terminal.</summary>
    public static string Text(ReviewVerdict verdict)
    {
        var text = new StringBuilder();
        foreach (var problem in verdict.Problems.Take(MostProblems))
            text.Append(Line($"{Word(problem.Fault),-10} {problem.File}: {problem.Message}"));
        if (verdict.Problems.Count > MostProblems)
            text.Append(Line($"and {verdict.Problems.Count - MostProblems} more"));
        foreach (var file in verdict.NotCompared.Take(MostProblems))
            text.Append(Line($"{"not told",-10} {file}: version {verdict.MadeBy} wrote it, and this one would write it otherwise."));
        foreach (var note in verdict.Notes)
            text.Append(Line($"{"note",-10} {note}"));
        if (verdict.Level is not null)
            text.Append(Line($"{"report",-10} {verdict.Level}, commit {verdict.Commit ?? "none"}"));
        text.Append(Line($"{"manifest",-10} SHA-256 {verdict.ManifestSha256} ({Summary.Count(verdict.Files, "file")})"));
        return text.Append(Line(Conclusion(verdict))).ToString();
    }

    /// <summary>The same as JSON.</summary>
    public static string Json(ReviewVerdict verdict)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json, verdict);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ReviewVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("manifestSha256", verdict.ManifestSha256);
        json.WriteNumber("files", verdict.Files);
        json.WriteString("madeBy", verdict.MadeBy);
        json.WriteString("commit", verdict.Commit);
        json.WriteString("level", verdict.Level);
        json.WriteStartArray("problems");
        foreach (var problem in verdict.Problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.File);
            json.WriteString("fault", Word(problem.Fault));
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "notCompared", verdict.NotCompared);
        Texts(json, "notes", verdict.Notes);
        json.WriteNumber("exitCode", verdict.ExitCode);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Conclusion(ReviewVerdict verdict) => verdict.ExitCode switch
    {
        ExitCodes.Passed => "The folder is as it was made, and its files agree.",
        ExitCodes.Findings => "The folder is not as it was made, or its files do not agree.",
        _ => $"Nothing is wrong, but not everything could be compared. Install the version that made it: dotnet tool install --global dnas-repro --version {verdict.MadeBy}",
    };

    private static string Word(ReviewFault fault) => fault switch
    {
        ReviewFault.Missing => "missing",
        ReviewFault.Added => "added",
        ReviewFault.Changed => "changed",
        ReviewFault.NoPlainFile => "unopened",
        ReviewFault.Refused => "refused",
        _ => "disagrees",
    };

    private static string Line(string text) => Escaping.Log(Escaping.Terminal(text)) + "\n";
}

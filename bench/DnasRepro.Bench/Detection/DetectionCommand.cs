using System.CommandLine;

namespace DnasRepro.Bench.Detection;

/// <summary><c>detection</c>: the verdicts on labelled repositories, held against their labels.</summary>
internal static class DetectionCommand
{
    private static readonly Option<FileInfo> Labels = new("--labels") { Description = "The labels, one JSON object a line.", HelpName = "FILE", Required = true };
    private static readonly Option<DirectoryInfo> Repositories = new("--repositories") { Description = "Where the repositories lie, each in owner+name or one or two folders below it.", HelpName = "DIR", Required = true };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Write everything as JSON too.", HelpName = "OUT" };
    private static readonly Option<string?> Only = new("--only") { Description = "Only rows whose owner/name holds this text, or whose commit begins with it.", HelpName = "TEXT" };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Tell each row with its components as it is done, and where the analysis broke." };

    public static Command Create()
    {
        var command = new Command("detection", "Is the search found where it is, and only there?") { Labels, Repositories, Json, Only, Verbose };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(Labels), parsed.GetRequiredValue(Repositories), parsed.GetValue(Json), parsed.GetValue(Only), parsed.GetValue(Verbose)));
        return command;
    }

    /// <summary>0, or 70 when the analysis broke on a repository.</summary>
    private static int Run(FileInfo labels, DirectoryInfo repositories, FileInfo? json, string? only, bool verbose)
    {
        if (!labels.Exists || !repositories.Exists)
            throw new UserErrorException($"There is no '{(labels.Exists ? repositories.ToString() : labels.ToString())}'.", "Check the spelling.", ExitCodes.WrongUsage);
        var rows = Label.ReadAll(labels.FullName).Where(l => only is null || l.IsMeantBy(only)).ToList();
        var results = new List<RowResult>();
        foreach (var label in rows)
        {
            var result = DetectionRun.Of(label, repositories.FullName, verbose ? Console.Error : TextWriter.Null) with { PeakMegabytes = PeakMegabytes() };
            results.Add(result);
            if (verbose)
                DetectionText.WriteRow(Console.Out, result);
        }
        var report = DetectionReport.Of(results, Environment.ProcessorCount);
        DetectionText.Write(Console.Out, report);
        if (json is not null)
            File.WriteAllText(json.FullName, DetectionJson.Write(report));
        return results.Any(r => r.Failure is { IsOurs: true }) ? ExitCodes.OurFault : 0;
    }

    private static double PeakMegabytes()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024.0 / 1024.0;
    }
}

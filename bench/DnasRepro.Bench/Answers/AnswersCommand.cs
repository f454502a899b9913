using System.CommandLine;
using DnasRepro.Bench.Detection;

namespace DnasRepro.Bench.Answers;

/// <summary><c>answers</c>: the audit's answers on labelled repositories, held against their labels, and which of them share search code.</summary>
internal static class AnswersCommand
{
    private static readonly Option<FileInfo> Labels = new("--labels") { Description = "The labels, one JSON object a line.", HelpName = "FILE", Required = true };
    private static readonly Option<DirectoryInfo> Repositories = new("--repositories") { Description = "Where the repositories lie, each in owner+name or one or two folders below it.", HelpName = "DIR", Required = true };
    private static readonly Option<string?> Only = new("--only") { Description = "Only rows whose owner/name holds this text, or whose commit begins with it.", HelpName = "TEXT" };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Tell each row with its answers as it is done." };

    public static Command Create()
    {
        var command = new Command("answers", "How often are the audit's answers right, and which repositories share a search?") { Labels, Repositories, Only, Verbose };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Labels), parsed.GetRequiredValue(Repositories), parsed.GetValue(Only), parsed.GetValue(Verbose)));
        return command;
    }

    private static int Run(FileInfo labels, DirectoryInfo repositories, string? only, bool verbose)
    {
        if (!labels.Exists || !repositories.Exists)
            throw new UserErrorException($"There is no '{(labels.Exists ? repositories.ToString() : labels.ToString())}'.", "Check the spelling.", ExitCodes.WrongUsage);
        var rows = new List<AnswersRow>();
        foreach (var label in Label.ReadAll(labels.FullName).Where(l => only is null || l.IsMeantBy(only)))
        {
            if (AnswersRow.Of(label, repositories.FullName) is not { } row)
            {
                Console.WriteLine($"not read: {label.Name}");
                continue;
            }
            rows.Add(row);
            if (verbose)
                AnswersText.WriteRow(Console.Out, row);
        }
        AnswersText.Write(Console.Out, rows);
        return 0;
    }
}

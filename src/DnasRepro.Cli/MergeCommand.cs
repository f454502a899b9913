using System.CommandLine;
using DnasRepro.AuditRuns;
using DnasRepro.Cards;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary><c>merge FOLDER…</c>: joins the runs of shards into one result.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "The --state folders of the shards, in any order.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "The result file to write, for 'check --rerun-result'.", HelpName = "FILE", DefaultValueFactory = _ => "rerun-result.json" };

    public static Command Create()
    {
        var command = new Command("merge", "Joins the runs of several shards into one result; the order does not matter, and a missing run is named.") { Folders, Output };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        if (options.GetValue(Folders)!.FirstOrDefault(IsAuditPart) is { } part)
            throw new UserErrorException($"'{part}' is a part of an audit, not of a rerun.", "Join it with 'dotnet dnas-repro audit merge LIST PART…'.");
        var bundle = RunStore.Merge(options.GetValue(Folders)!);
        var file = options.GetValue(Output)!;
        WholeFile.Write(file, RunJson.Write(bundle), "--output");
        var facts = new RerunEvaluator(bundle.Plan, CardValue.Nowhere).Evaluate(bundle);
        Console.Error.WriteLine($"{bundle.Records.Count} runs of plan {bundle.Plan.Sha256()[..12]}; wrote {file}");
        Console.Out.WriteLine($"stability: {facts.Stability?.Verdict.ToString().ToLowerInvariant() ?? "not determined"}");
        if (facts.Missing.Count == 0)
            return ExitCodes.Passed;
        Console.Error.WriteLine($"incomplete: the runs of {(facts.Missing.Count == 1 ? "seed" : "seeds")} {string.Join(", ", facts.Missing)} are missing; the verdict is that of the runs before.");
        return ExitCodes.LimitReached;
    }

    private static bool IsAuditPart(string path)
    {
        if (!File.Exists(path))
            return false;
        using var reader = new StreamReader(path);
        var start = new char[16];
        return AuditPart.IsPart(new string(start, 0, reader.ReadBlock(start, 0, start.Length)));
    }
}

using System.CommandLine;
using DnasRepro.AuditRuns;
using DnasRepro.Audits;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>audit merge LIST PART…</c>: joins the parts of an audit and writes its table.</summary>
internal static class AuditMergeCommand
{
    private static readonly Argument<string[]> Parts = new("PART") { Description = "Files that 'audit LIST --shard i/n' wrote, in any order.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("merge", "Joins the parts of an audit that was split; the order does not matter, and missing parts are named.")
        {
            AuditOptions.List, Parts, AuditOutputs.Format, AuditOutputs.Output, AuditOptions.AllowFailures, AuditOptions.NoGenerated,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var outputs = AuditOutputs.Read(options);
        var file = ListFile.Read(options.GetValue(AuditOptions.List)!);
        var joined = AuditParts.Join(file.Plan(), [.. options.GetValue(Parts)!.Select(p => (p, AuditPart.Read(LocalFile.ReadText(p, "PART"), p)))]);
        Say(joined);
        var built = AuditBuilder.Build(file.List, joined.Outcomes, AuditCommand.Tool, generated: null);
        var audit = AuditCommand.Allowing(built, options.GetValue(AuditOptions.AllowFailures) && joined.Missing.Count == 0);
        outputs.Write(audit);
        return audit.ExitCode;
    }

    private static void Say(AuditParts joined)
    {
        foreach (var (shard, studies) in joined.Missing)
            Console.Error.WriteLine(Escaping.Terminal($"incomplete: part {shard} is missing: {string.Join(", ", studies)}"));
        if (joined.Differing.Count > 0)
            Console.Error.WriteLine(Escaping.Terminal($"warning: files hold different results of the same part for {string.Join(", ", joined.Differing)}; branches that move do that. Name commits in the list."));
    }
}

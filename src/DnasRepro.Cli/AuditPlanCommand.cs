using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.AuditRuns;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>audit plan LIST</c>: shows what an audit has to do, split for several machines.</summary>
internal static class AuditPlanCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly Option<int> Shards = new("--shards") { Description = "Into how many parts the work is split.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Form = new("--format", "-f")
    {
        Description = "text, json (the whole plan), github-matrix (for a job's strategy), github-workflow or slurm (files that are ready to use). [default: text]",
        HelpName = "text|json|github-matrix|github-workflow|slurm",
    };

    public static Command Create()
    {
        OutputOptions.RestrictValues(Form, "text", "json", "github-matrix", "github-workflow", "slurm");
        var command = new Command("plan", "Shows what an audit has to do, and splits it for several machines; assesses nothing.") { AuditOptions.List, Shards, Form };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var (named, shards, form) = (options.GetValue(AuditOptions.List)!, options.GetValue(Shards), options.GetValue(Form));
        var most = form is "github-matrix" or "github-workflow" ? AuditTemplate.MostMatrixJobs : AuditShard.Most;
        if (shards < 1 || shards > most)
            throw new UserErrorException($"--shards is {shards}.", $"Give a number from 1 to {most}{(most == AuditTemplate.MostMatrixJobs ? " (GitHub's limit for a matrix)" : "")}.");
        var plan = ListFile.Read(named).Plan();
        Console.Out.Write(form switch
        {
            "json" => Json(plan, shards),
            "github-matrix" => $"{{\"include\":[{string.Join(',', Enumerable.Range(1, shards).Select(i => $"{{\"shard\":\"{i}/{shards}\"}}"))}]}}\n",
            "github-workflow" => AuditTemplate.Workflow(named, shards),
            "slurm" => AuditTemplate.Slurm(named, shards),
            _ => string.Concat(Text(plan, shards).Select(l => Escaping.Terminal(l) + "\n")),
        });
        return ExitCodes.Passed;
    }

    private static IEnumerable<string> Text(AuditPlan plan, int shards) =>
    [
        $"plan {plan.Sha256()[..12]}: {plan.Studies.Count} studies to assess, in {shards} {(shards == 1 ? "part" : "parts")}",
        .. Enumerable.Range(1, shards).Select(i => new AuditShard(i, shards)).Select(s => $"part {s}: {string.Join(", ", plan.Of(s).Select(p => p.Id))}"),
    ];

    private static string Json(AuditPlan plan, int shards) => new JsonObject
    {
        ["plan"] = plan.Sha256(),
        ["list"] = plan.ListSha256,
        ["cards"] = plan.CardsSha256,
        ["ruleSet"] = plan.RuleSet,
        ["tool"] = plan.Tool,
        ["shards"] = shards,
        ["studies"] = new JsonArray([.. plan.Studies.Select(s => new JsonObject { ["id"] = s.Id, ["target"] = s.Target, ["shard"] = (s.Place % shards) + 1 })]),
    }.ToJsonString(Indented) + "\n";
}

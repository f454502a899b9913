using System.CommandLine;
using DnasRepro.Findings;
using DnasRepro.GitHub;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>comment</c>: in a workflow that runs after a pull request's own one, says on the pull request what it changes. Executes nothing of it.</summary>
internal static class CommentCommand
{
    private static readonly Option<string?> Event = new("--event") { Description = "The workflow_run event. [default: the file that GITHUB_EVENT_PATH names]", HelpName = "FILE" };
    private static readonly Option<string> Key = new("--key") { Description = "Tells comments on one pull request apart, one for each card.", HelpName = "WORD", DefaultValueFactory = _ => CommentFrame.DefaultKey };
    private static readonly Option<string> Author = new("--author") { Description = "The account that the token belongs to: only its comments are written anew.", HelpName = "LOGIN", DefaultValueFactory = _ => StickyComment.WorkflowAuthor };
    private static readonly Option<bool> CheckRun = new("--check-run") { Description = "Also publish a check run with annotations, which needs 'checks: write'." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Print the comment and write nothing on GitHub." };
    private static readonly Option<string?> FailOnNew = new("--fail-on-new") { Description = "The least severity of a new finding that makes the check run fail. [default: error]", HelpName = "error|warning|info|never" };

    public static Command Create()
    {
        OutputOptions.RestrictValues(FailOnNew, "error", "warning", "info", "never");
        var command = new Command(
            "comment",
            "Comments on the pull request whose checks have just run. Card, search code and level are read anew from git at base and head; of what the pull request's own job left "
            + "behind only a rerun is shown, as not verified. For a workflow with 'on: workflow_run' and the token in GITHUB_TOKEN; see docs/action.md.")
        {
            Event, Key, Author, CheckRun, DryRun, CompareCommand.Card, FailOnNew, AssessedTarget.Profile, AssessedTarget.RequireCard, AssessedTarget.Config, AssessedTarget.Cache,
        };
        command.SetAction((options, cancellation) => new CommentWork(Read(options), cancellation).RunAsync());
        return command;
    }

    private static CommentWishes Read(ParseResult options)
    {
        var path = options.GetValue(Event) ?? (Environment.GetEnvironmentVariable("GITHUB_EVENT_PATH") is { Length: > 0 } given ? given : null) ?? throw new UserErrorException(
            "There is no event to comment on.", "Run this in a workflow with 'on: workflow_run', or name the event's file with --event.");
        return new CommentWishes(
            LocalFile.ReadText(path, "--event", WorkflowRunEvent.LargestBytes),
            options.GetValue(Key)!,
            options.GetValue(Author)!,
            options.GetValue(CheckRun),
            options.GetValue(DryRun),
            new AssessmentWishes(options.GetValue(AssessedTarget.Profile), options.GetValue(AssessedTarget.RequireCard), Configuration.FailOn.Never, CardPath: CompareCommand.CardPath(options)),
            options.GetValue(AssessedTarget.Config),
            options.GetValue(AssessedTarget.Cache),
            options.GetValue(FailOnNew) is var least and not "never" ? Enum.Parse<Severity>(least ?? "error", ignoreCase: true) : null);
    }
}

/// <summary>What is asked of <c>comment</c>.</summary>
/// <param name="Event">The event's text.</param>
/// <param name="Key">Tells comments of one pull request apart.</param>
/// <param name="Author">Who comments.</param>
/// <param name="HasCheckRun">Whether a check run is published too.</param>
/// <param name="IsDry">Whether nothing is to be written on GitHub.</param>
/// <param name="Assessment">How both sides are assessed.</param>
/// <param name="Config">Settings to use instead of the base's; null for the base's.</param>
/// <param name="Cache">Where clones are kept; null for the user's own folder.</param>
/// <param name="FailOnNew">The least severity of a new finding that makes the check run fail.</param>
internal sealed record CommentWishes(
    string Event, string Key, string Author, bool HasCheckRun, bool IsDry, AssessmentWishes Assessment, string? Config, string? Cache, Severity? FailOnNew);

using System.Globalization;
using DnasRepro.AuditRuns;
using DnasRepro.Reports;
using DnasRepro.Studies;
using Spectre.Console;

namespace DnasRepro.Cli;

/// <summary>Tells on stderr how an audit goes: on a terminal by a display that changes, elsewhere by a line for each study.</summary>
internal static class AuditProgress
{
    /// <summary>Does the work, which tells what happens.</summary>
    /// <param name="of">How many studies there are.</param>
    public static T While<T>(int of, Func<Action<AuditEvent>, T> work) =>
        Console.IsErrorRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? work(Tell) : Shown(of, work);

    /// <summary>The lines that tell of an event; none for what only a display shows.</summary>
    public static IEnumerable<string> Lines(AuditEvent what) => what switch
    {
        AuditEvent.Finished { Outcome: { Failure: { } failure } outcome } done =>
            [$"[{done.Done}/{done.Of}] {outcome.Study}: could not be assessed: {failure.Message}{Left(done)}", .. failure.Hint is { } hint ? [$"  fix: {hint}"] : Array.Empty<string>()],
        AuditEvent.Finished done => [$"[{done.Done}/{done.Of}] {done.Outcome.Study}: {Answer(done)} ({(done.WasKept ? "kept from earlier" : Seconds(done.Took))}){Left(done)}"],
        AuditEvent.Paused paused => [$"{paused.Host} could not or would not answer ({paused.Study}); it is left alone for {paused.Pause.TotalSeconds:0.#} s"],
        _ => [],
    };

    /// <summary>A time in the unit that fits.</summary>
    public static string Words(TimeSpan time) => time.TotalMinutes switch
    {
        >= 120 => $"{Math.Ceiling(time.TotalHours):0} h",
        >= 2 => $"{Math.Ceiling(time.TotalMinutes):0} min",
        _ => $"{Math.Ceiling(time.TotalSeconds):0} s",
    };

    private static void Tell(AuditEvent what)
    {
        foreach (var line in Lines(what))
            Console.Error.WriteLine(Escaping.Terminal(line));
    }

    private static string Answer(AuditEvent.Finished done)
    {
        var found = done.Outcome.Result!.On(AuditQuestion.CodeRelease);
        return (found.Computed ?? found.Declared)?.Value switch
        {
            AuditValue.Yes => "code release yes",
            AuditValue.No or AuditValue.NotReported => "code release no",
            AuditValue.NotApplicable => "code release not applicable",
            _ => "code release unclear",
        };
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string Left(AuditEvent.Finished done) => done.Left is { } left && done.Done < done.Of ? $"; about {Words(left)} left" : "";

    /// <summary>Kept apart so that Spectre is loaded for a terminal only.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static T Shown<T>(int of, Func<Action<AuditEvent>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var board = new AuditBoard(of, TimeProvider.System);
        try
        {
            return console.Live(new Text("")).AutoClear(true).Start(context =>
            {
                void Draw() => context.UpdateTarget(new Text(string.Join('\n', board.Lines(console.Profile.Width, console.Profile.Height).Select(l => Escaping.Terminal(l)))) { Overflow = Overflow.Crop });
                using var timer = new Timer(_ => board.Locked(Draw), null, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
                var done = work(what => board.Locked(() =>
                {
                    board.Take(what);
                    Draw();
                }));
                board.Locked(board.Close);
                return done;
            });
        }
        finally
        {
            foreach (var line in board.Failures)
                Console.Error.WriteLine(Escaping.Terminal(line));
        }
    }
}

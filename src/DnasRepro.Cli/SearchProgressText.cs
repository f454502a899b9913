using System.Globalization;
using DnasRepro.Search.Searching;

namespace DnasRepro.Cli;

/// <summary>Tells how a search goes: on a terminal one line that changes, elsewhere a plain line now and then.</summary>
/// <param name="writer">stderr.</param>
/// <param name="isTerminal">Whether a line can be written over.</param>
/// <param name="clock">Tells the time between lines.</param>
internal sealed class SearchProgressText(TextWriter writer, bool isTerminal, TimeProvider clock)
{
    /// <summary>No plain line follows another sooner, but for the first and last of a phase.</summary>
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(10);

    private string? phase;
    private long last;
    private bool isOpen;

    public void Show(SearchProgress progress)
    {
        var isEdge = progress.Phase != phase || progress.Epoch >= progress.Epochs;
        if (isTerminal)
            writer.Write($"\r{Line(progress)}\u001b[K");
        else if (isEdge || clock.GetElapsedTime(last) >= LeastBetween)
            writer.WriteLine(Line(progress));
        else
            return;
        (phase, last, isOpen) = (progress.Phase, clock.GetTimestamp(), isTerminal);
    }

    /// <summary>Leaves the live line as it is and goes to the next one.</summary>
    public void End()
    {
        if (isOpen)
            writer.WriteLine();
        isOpen = false;
    }

    private static string Line(SearchProgress progress)
    {
        var dice = progress.ValidationDice is { } value ? string.Create(CultureInfo.InvariantCulture, $", validation Dice {value:0.000}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.Phase}: epoch {progress.Epoch} of {progress.Epochs}, loss {progress.Loss:0.0000}{dice}, {Words(progress.Left)} left");
    }

    private static string Words(TimeSpan time) => time.TotalMinutes >= 2 ? $"{Math.Ceiling(time.TotalMinutes)} minutes" : $"{Math.Max(0, Math.Ceiling(time.TotalSeconds))} seconds";
}

using System.Text.RegularExpressions;

namespace DnasRepro.Reviews;

/// <summary>A form that a reviewer may have filled in.</summary>
/// <param name="Answered">Questions with a tick.</param>
/// <param name="Questions">Questions.</param>
/// <param name="Lost">The first line of the empty form that is not there any more; null when nothing but answers was added.</param>
internal sealed partial record FilledForm(int Answered, int Questions, string? Lost)
{
    /// <summary>Compares a form with the empty one: ticks, words behind what ends in a colon and further lines are answers.</summary>
    public static FilledForm Of(string empty, string filled)
    {
        var lines = Lines(filled).ToList();
        var at = 0;
        string? lost = null;
        foreach (var line in Lines(empty).Where(l => l.Length > 0))
        {
            var found = lines.FindIndex(at, l => Unticked(l) == line || (line.EndsWith(':') && l.StartsWith(line, StringComparison.Ordinal)));
            if (found < 0)
            {
                lost ??= line;
                break;
            }
            at = found + 1;
        }
        return new FilledForm(Answers(lines), Lines(empty).Count(IsQuestion), lost);
    }

    private static int Answers(List<string> lines)
    {
        var answered = 0;
        var isOpen = false;
        foreach (var line in lines)
        {
            if (line.StartsWith('#'))
                isOpen = IsQuestion(line);
            else if (isOpen && Tick().IsMatch(line))
            {
                answered++;
                isOpen = false;
            }
        }
        return answered;
    }

    private static bool IsQuestion(string line) => line.StartsWith("### ", StringComparison.Ordinal);

    private static string Unticked(string line) => Tick().Replace(line, "- [ ] ");

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.TrimEnd());

    [GeneratedRegex(@"^- \[[xX]\] ", RegexOptions.CultureInvariant)]
    private static partial Regex Tick();
}

namespace DnasRepro.Locations;

/// <summary>Where files differ from an earlier state of the same repository.</summary>
/// <param name="Files">By path of the later state, the stretches of lines that are not in the earlier one; a file that is not here was not compared.</param>
/// <param name="Renames">Earlier paths of files that lie elsewhere now; no two lead to the same place.</param>
public sealed record ChangedLines(IReadOnlyDictionary<string, IReadOnlyList<LineStretch>> Files, IReadOnlyDictionary<string, string> Renames)
{
    /// <summary>Whether a place lies on a changed line; null when its file was not compared.</summary>
    public bool? Touches(string path, int line, int endLine) =>
        Files.TryGetValue(path, out var changed) ? changed.Any(s => s.First <= endLine && line <= s.Last) : null;
}

/// <summary>Lines one after another, counted from 1, both ends included.</summary>
public sealed record LineStretch(int First, int Last);

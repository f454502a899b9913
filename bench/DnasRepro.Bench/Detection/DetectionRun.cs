using System.Diagnostics;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Bench.Detection;

/// <summary>Runs the product's own reading over one labelled commit.</summary>
internal static class DetectionRun
{
    /// <summary>Reads and analyses it. What goes wrong is told in the result.</summary>
    /// <param name="faults">Hears where the analysis broke.</param>
    public static RowResult Of(Label label, string repositories, TextWriter faults)
    {
        if (Folder(Path.Combine(repositories, label.Repository.Replace('/', '+'))) is not { } folder)
            return RowResult.Failed(label, "absent", isOurs: false);
        var watch = Stopwatch.StartNew();
        try
        {
            using var open = RepositorySource.Read(new RepositoryAddress.GitCommit(folder, label.Commit), new SourceOptions(), CancellationToken.None);
            var facts = FactsReader.Read(open.Snapshot, new CardReading.Missing(), []);
            return new RowResult(label, facts.SearchCode, facts.Files.Python, watch.Elapsed.TotalSeconds, null);
        }
        catch (UserErrorException error)
        {
            return RowResult.Failed(label, error.Message.Replace(repositories, "DIR", StringComparison.Ordinal), isOurs: false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            faults.WriteLine($"{label.Name}: {error}");
            return RowResult.Failed(label, $"the analysis broke: {error.GetType().Name}: {error.Message.Split('\n')[0]}", isOurs: true);
        }
    }

    /// <summary>The git repository at a folder or one or two folders below it; null when there is none.</summary>
    public static string? Folder(string start)
    {
        if (!Directory.Exists(start))
            return null;
        var first = Below([start]);
        return new[] { start }.Concat(first).Concat(Below(first)).FirstOrDefault(IsRepository);
    }

    private static List<string> Below(IEnumerable<string> folders) =>
        [.. folders.SelectMany(f => Directory.EnumerateDirectories(f).Order(StringComparer.Ordinal)).Where(f => Path.GetFileName(f) != ".git")];

    private static bool IsRepository(string folder) =>
        Path.Exists(Path.Combine(folder, ".git")) || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")));
}

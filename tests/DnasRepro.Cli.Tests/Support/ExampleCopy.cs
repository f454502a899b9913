namespace DnasRepro.Cli.Tests.Support;

/// <summary>A copy of the example for tests that change it.</summary>
internal static class ExampleCopy
{
    public static void Make(string folder)
    {
        var example = Path.Combine(Tool.Root, "examples", "unet-darts");
        foreach (var file in Directory.GetFiles(example, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".pyc", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Makes it a repository of its own whose card names the commit of its code, as a study's does.</summary>
    public static void Publish(string folder)
    {
        Tool.Git(folder, "init", "-q");
        Tool.Git(folder, "add", ".");
        Tool.Git(folder, "commit", "-qm", "the study");
        var card = Path.Combine(folder, "nas-reporting-card.yml");
        var commit = Tool.Git(folder, "rev-parse", "HEAD").Output.Trim();
        File.WriteAllText(card, File.ReadAllText(card).Replace("repository_commit: unknown", $"repository_commit: {commit}", StringComparison.Ordinal));
        Tool.Git(folder, "commit", "-qam", "its card");
    }
}

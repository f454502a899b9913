using System.Text.Json;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Studies;

/// <summary>Lists for tests, and what they say without where they say it.</summary>
internal static class StudyLists
{
    public static string Fixtures => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "studies");

    public static StudyList Full => Read(Path.Combine(Fixtures, "positive", "full.yml"));

    public static StudyList Example(string name) => Read(Path.Combine(Repository.Root, "examples", "field", name));

    public static StudyList Read(string file) => StudyListReader.Read(File.ReadAllText(file), Path.GetFileName(file));

    /// <summary>A list in YAML of which only the studies are given.</summary>
    public static string Of(string studies) => $"study_list: \"1\"\nstudies:\n{studies}";

    /// <summary>Everything that the records hold but places, made by a serialiser that knows nothing of lists.</summary>
    public static string Content(IReadOnlyList<Study> studies)
    {
        var tree = JsonSerializer.SerializeToNode(studies)!;
        foreach (var study in tree.AsArray().Select(s => s!.AsObject()))
        {
            Assert.True(study.Remove("Location"));
            Assert.All(study["Answers"]!.AsArray(), a => Assert.True(a!.AsObject().Remove("Location")));
        }
        return tree.ToJsonString();
    }
}

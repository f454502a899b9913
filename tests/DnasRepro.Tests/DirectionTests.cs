using System.Text.RegularExpressions;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests;

/// <summary>Which folder may use which: data flows one way. The table stands in docs/design.md too.</summary>
public partial class DirectionTests
{
    /// <summary>Folder → the folders that it may use. A folder that is not named here may not exist.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Locations"] = [],
        ["Architectures"] = [],
        ["Snapshots"] = ["Locations"],
        ["Documents"] = ["Locations"],
        ["Schemas"] = ["Locations", "Documents"],
        ["Findings"] = ["Locations"],
        ["Sources"] = ["Locations", "Snapshots"],
        ["GitHub"] = ["Locations", "Facts", "Reports"],
        ["Cards"] = ["Locations", "Snapshots", "Documents", "Schemas", "Architectures"],
        ["Python"] = ["Locations"],
        ["SearchCode"] = ["Locations", "Python"],
        ["Statistics"] = ["Architectures"],
        ["Results"] = ["Locations", "Documents", "Architectures", "Python"],
        ["Recipes"] = ["Locations", "Documents", "Schemas", "Cards", "Architectures"],
        ["Facts"] = ["Locations", "Snapshots", "Documents", "Cards", "Architectures", "Python", "SearchCode", "Statistics", "Results", "Recipes"],
        ["ReferenceSearch"] = ["Locations", "Documents", "Schemas", "Cards", "Architectures"],
        ["Configuration"] = ["Locations", "Documents", "Schemas", "Findings"],
        ["Checks"] = ["Locations", "Facts", "Findings", "Cards", "Architectures", "Documents", "Configuration", "SearchCode", "Statistics", "Results", "Recipes"],
        ["Levels"] = ["Findings"],
        ["Runs"] = ["Locations", "Snapshots", "Sources", "Documents", "Architectures", "Cards", "Python", "SearchCode", "Facts", "Statistics", "Results", "Recipes"],
        ["Reports"] = ["Locations", "Findings"],
        ["Reviews"] = ["Locations", "Snapshots", "Documents", "Cards", "Findings", "Checks", "Levels", "Reports"],
        ["Studies"] = ["Locations", "Documents", "Schemas", "Cards"],
        ["Audits"] = ["Locations", "Cards", "Python", "SearchCode", "Facts", "Findings", "Checks", "Statistics", "Studies", "Reports"],
        ["AuditReports"] = ["Locations", "Findings", "Statistics", "Studies", "Audits", "Reports"],
        ["AuditRuns"] = ["Locations", "Findings", "Studies", "Audits", "Reports"],
    };

    /// <summary>Folders that may touch disk, git and network.</summary>
    private static readonly string[] MayTouchTheOutside = ["Sources", "GitHub", "Runs", "AuditRuns"];

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Library).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj"))];

    private static string Library => Path.Combine(Repository.Root, "src", "DnasRepro");

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_it_may(string folder)
    {
        Assert.True(MayUse.ContainsKey(folder), $"{folder} is not in the table of directions.");
        var allowed = MayUse[folder].Append(folder).ToHashSet();

        foreach (var (file, text) in Files(folder))
        {
            var used = Using().Matches(text).Select(m => m.Groups[1].Value)
                .Concat(Qualified().Matches(text).Select(m => m.Groups[1].Value).Where(MayUse.ContainsKey));
            Assert.All(used, u => Assert.True(allowed.Contains(u), $"{file} uses {u}, which {folder} may not."));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Only_the_sources_touch_the_outside(string folder)
    {
        if (MayTouchTheOutside.Contains(folder))
            return;

        foreach (var (file, text) in Files(folder))
            Assert.False(Outside().IsMatch(text), $"{file} touches the outside: {Outside().Match(text).Value}");
    }

    [Fact]
    public void The_pure_files_at_the_root_touch_nothing_either()
    {
        foreach (var file in Directory.GetFiles(Library, "*.cs"))
            Assert.False(Outside().IsMatch(Code(file)), $"{Path.GetFileName(file)} touches the outside.");
    }

    [Fact]
    public void Octokit_and_git_stay_in_their_folders()
    {
        foreach (var folder in MayUse.Keys.Where(f => Directory.Exists(Path.Combine(Library, f))))
        {
            Assert.All(Files(folder), f => Assert.True(folder == "Sources" || !f.Text.Contains("LibGit2Sharp", StringComparison.Ordinal), f.File));
            Assert.All(Files(folder), f => Assert.True(folder == "GitHub" || !f.Text.Contains("Octokit", StringComparison.Ordinal), f.File));
        }
    }

    [Theory]
    [InlineData("var text = File.ReadAllText(name);")]
    [InlineData("Console.WriteLine();")]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("Process.Start(name);")]
    public void The_pattern_of_the_outside_finds_what_it_should(string code) => Assert.Matches(Outside(), code);

    private static IEnumerable<(string File, string Text)> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Library, folder), "*.cs", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(Library, f), Code(f)));

    /// <summary>A file without its comments, which may name anything.</summary>
    private static string Code(string file) => Comment().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"^\s*(///|//).*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"using\s+(?:static\s+)?DnasRepro\.(\w+)")]
    private static partial Regex Using();

    /// <summary>A name qualified from the parent namespace, as in <c>Snapshots.SnapshotFile</c>.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:DnasRepro\.)?([A-Z]\w+)\.[A-Z]")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(Console\.|File\.|Directory\.|FileInfo\b|FileStream\b|Process\.|ProcessStartInfo|HttpClient|Environment\.(Get|Current|Machine|User)|DateTime\.(Now|UtcNow|Today)|DateTimeOffset\.(Now|UtcNow)|new Random\(\)|Random\.Shared)")]
    private static partial Regex Outside();
}

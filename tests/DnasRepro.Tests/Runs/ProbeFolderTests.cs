using DnasRepro.Results;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>The program can write into the probe's folder: nothing there may stop the reader.</summary>
public class ProbeFolderTests
{
    private const string Good = """{"format": 1, "framework": "torch", "steps": {"weights": 3}}""";

    [Fact]
    public void Pipes_links_folders_and_huge_files_are_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes are made by mkfifo");
        using var folder = new TempFolder();
        folder.Write("outside.json", """{"format": 1, "framework": "torch", "steps": {"weights": 99}}""").Write("out/probe-1.json", Good);
        folder.Pipe("out/probe-2.json");
        File.CreateSymbolicLink(folder["out/probe-3.json"], folder["outside.json"]);
        Directory.CreateDirectory(folder["out/probe-4.json"]);
        using (var huge = File.Create(folder["out/probe-5.json"]))
            huge.SetLength(ProbeReader.LargestFile + 1L);

        Assert.Equal(3, ProbeFolder.Read(folder["out"]).Result!.Steps.Weights);
    }

    [Fact]
    public void Thousands_of_files_are_not_all_read()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 2_000; i++)
            folder.Write($"out/probe-{i}.json", "{}");
        folder.Write("out/probe-last.json", Good);
        File.SetLastWriteTimeUtc(folder["out/probe-last.json"], DateTime.UtcNow.AddMinutes(1));

        Assert.Equal(3, ProbeFolder.Read(folder["out"]).Result!.Steps.Weights);
    }

    [Fact]
    public void An_empty_or_missing_folder_says_what_that_means()
    {
        using var folder = new TempFolder();

        Assert.Contains("left no file", ProbeFolder.Read(folder["missing"]).Refusal, StringComparison.Ordinal);
        Assert.Contains("left no file", ProbeFolder.Read(folder.Path).Refusal, StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DnasRepro.Search.Native;

namespace DnasRepro.Search.Tests.Native;

/// <summary>What the build makes of TorchSharp's library, and what it refuses.</summary>
public sealed class BuiltLibraryTests
{
    private const string New = "GLIBCXX_3.4.32";

    public BuiltLibraryTests() => Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The library of Linux on x64 is what is mended.");

    private static string Binding => Path.Join(TorchLibrary.Folder, "libLibTorchSharp.so");

    [Fact]
    public void Only_the_need_of_the_newest_libstdcxx_is_weak()
    {
        var needs = VersionNeeds.Of(File.ReadAllBytes(Binding));
        Assert.Equal([New], needs.Where(n => n.Value.Flags != 0).Select(n => n.Key));
        Assert.Equal(2, needs[New].Flags);
        Assert.Contains("GLIBCXX_3.4.30", needs.Keys);
    }

    [Fact]
    public void What_no_search_loads_is_not_in_the_output() =>
        Assert.DoesNotContain(Directory.GetFiles(TorchLibrary.Folder!), f => Path.GetFileName(f) is var name && (name.Contains("python", StringComparison.Ordinal) || name.Contains("_test", StringComparison.Ordinal) || name.Contains("Skia", StringComparison.Ordinal)));

    [Fact]
    public void The_flag_is_all_that_is_changed_and_the_source_stays()
    {
        using var folder = new TempFolder();
        var built = File.ReadAllBytes(Binding);
        byte[] packaged = [.. built];
        packaged[VersionNeeds.Of(built)[New].Place] = 0;
        folder.Write("packaged.so", packaged);
        Assert.Equal((0, ""), Mend(folder, "packaged.so", New));
        Assert.Equal(packaged, File.ReadAllBytes(folder["packaged.so"]));
        Assert.Equal(built, File.ReadAllBytes(folder["out/mended.so"]));

        folder.Write("packaged.so", built);
        Assert.Equal((0, ""), Mend(folder, "packaged.so", New));
        Assert.Equal(built, File.ReadAllBytes(folder["out/mended.so"]));
    }

    [Theory]
    [InlineData("no library at all", New, "this is no 64-bit little-endian ELF file")]
    [InlineData(null, "GLIBCXX_9.9", "0 needs of this version were found, and one was expected")]
    [InlineData("", New, "this is no 64-bit little-endian ELF file")]
    public void A_file_that_is_not_as_expected_fails_the_build_in_words(string? text, string version, string why)
    {
        using var folder = new TempFolder();
        folder.Write("packaged.so", text is null ? File.ReadAllBytes(Binding) : System.Text.Encoding.UTF8.GetBytes(text));
        var (code, said) = Mend(folder, "packaged.so", version);
        Assert.Equal(1, code);
        Assert.Contains($"the need of {version} cannot be made weak: {why}", said, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out/mended.so"]));
    }

    [Theory]
    [InlineData(0x28)]
    [InlineData(0x3c)]
    [InlineData(1000)]
    public void A_damaged_library_fails_the_build_in_words(int cut)
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(Binding);
        if (cut < 64)
            bytes.AsSpan(cut, 4).Fill(0xff);
        folder.Write("packaged.so", cut < 64 ? bytes : bytes[..cut]);
        var (code, said) = Mend(folder, "packaged.so", New);
        Assert.Equal(1, code);
        Assert.Contains("cannot be made weak", said, StringComparison.Ordinal);
    }

    /// <summary>Runs the build's own step on a file; the exit code and its errors.</summary>
    private static (int ExitCode, string Errors) Mend(TempFolder folder, string source, string version)
    {
        folder.Write("mend.proj", $"""
            <Project>
              <Import Project="{Root()}/build/Torch.targets" />
              <Target Name="Mend"><WeakVersion Source="{folder[source]}" Destination="{folder["out/mended.so"]}" Version="{version}" /></Target>
            </Project>
            """);
        using var process = Process.Start(TempFolder.Start("dotnet", folder.Path, "msbuild", "mend.proj", "-t:Mend", "-nologo", "-v:q", "-noConLog", "-fl", "-flp:errorsonly;logfile=errors.txt"))!;
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, File.ReadAllText(folder["errors.txt"]).Trim('\uFEFF', '\r', '\n', ' '));
    }

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "DnasRepro.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
        return folder;
    }
}

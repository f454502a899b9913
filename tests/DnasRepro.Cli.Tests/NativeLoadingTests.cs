using System.Runtime.InteropServices;
using System.Text;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Who loads libtorch, and what is said where it cannot be loaded.</summary>
public sealed class NativeLoadingTests
{
    private const string Libraries = "runtimes/linux-x64/native";
    private static readonly string[] NotForChecks = ["libtorch_cpu.so", "libtorch.so", "libc10.so", "libLibTorchSharp.so", "TorchSharp.dll", "DnasRepro.Search.dll"];

    public NativeLoadingTests() => Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "It looks at /proc and at the libraries of Linux on x64.");

    [Fact]
    public void A_check_loads_neither_libtorch_nor_the_search()
    {
        var (run, names) = LoadedFiles.Of("check", "examples/unet-darts");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("DnasRepro.dll", names);
        Assert.Empty(names.Intersect(NotForChecks));
    }

    [Fact]
    public void Neither_does_help_or_the_plan_of_a_rerun()
    {
        Assert.Empty(LoadedFiles.Of("search", "--help").Names.Intersect(NotForChecks));
        Assert.Empty(LoadedFiles.Of("rerun", "examples/unet-darts", "--help").Names.Intersect(NotForChecks));
    }

    [Fact]
    public void A_search_loads_it()
    {
        using var folder = new TemporaryFolder();
        var (run, names) = LoadedFiles.Of("search", "--device", "cuda", "--out", folder.Path);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--device cuda: this build of dnas-repro has the libtorch for processors only.", run.Error, StringComparison.Ordinal);
        Assert.Equal(NotForChecks.Order(StringComparer.Ordinal), names.Intersect(NotForChecks));
    }

    [Fact]
    public void A_library_that_is_missing_is_named()
    {
        using var tool = new TemporaryFolder();
        Copy(tool.Path);
        File.Delete(Path.Combine(tool.Path, Libraries, "libgomp-98b21ff3.so.1"));
        Refused(tool.Path, "the library 'libgomp-98b21ff3.so.1' is not there", "build or install dnas-repro again");
    }

    [Fact]
    public void A_library_that_is_cut_is_named()
    {
        using var tool = new TemporaryFolder();
        Copy(tool.Path);
        var library = Path.Combine(tool.Path, Libraries, "libc10.so");
        File.WriteAllBytes(library, File.ReadAllBytes(library)[..100_000]);
        Refused(tool.Path, "'libc10.so' is damaged", "Build or install dnas-repro again");
    }

    [Fact]
    public void A_version_that_the_machine_lacks_is_named()
    {
        using var tool = new TemporaryFolder();
        Copy(tool.Path);
        var library = Path.Combine(tool.Path, Libraries, "libLibTorchSharp.so");
        File.WriteAllBytes(library, Asking(File.ReadAllBytes(library), "GLIBCXX_3.4.30", "GLIBCXX_3.4.99"));
        Refused(tool.Path, "libLibTorchSharp.so needs GLIBCXX_3.4.99, which this machine's libstdc++.so.6 does not have", "Debian 12");
    }

    [Fact]
    public void A_build_without_libtorch_says_so()
    {
        using var tool = new TemporaryFolder();
        Copy(tool.Path);
        File.Delete(Path.Combine(tool.Path, Libraries, "libtorch_cpu.so"));
        Refused(tool.Path, "this build of dnas-repro has none for linux-x64", "docs/native.md");
    }

    [Fact]
    public void Without_libtorch_a_rerun_by_the_reference_engine_begins_no_run()
    {
        using var tool = new TemporaryFolder();
        Copy(tool.Path);
        File.Delete(Path.Combine(tool.Path, Libraries, "libtorch_cpu.so"));
        tool.Write("study/README.md", "# A study\n");
        var run = Tool.Process("dotnet", tool.Path, [Path.Combine(tool.Path, "dotnet-dnas-repro.dll"), "rerun", "study", "--engine", "reference", "--state", "state"]);
        Assert.True(run.ExitCode == 3, run.Error);
        Assert.Contains("this build of dnas-repro has none for linux-x64", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("seed 0", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static void Refused(string tool, string message, string hint)
    {
        var run = Tool.Process("dotnet", tool, [Path.Combine(tool, "dotnet-dnas-repro.dll"), "search", "--out", "found"]);
        Assert.True(run.ExitCode == 3, run.Error);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(tool, "found")));
    }

    /// <summary>The built tool alone, its one large library as a link.</summary>
    private static void Copy(string folder)
    {
        var built = Path.GetDirectoryName(Tool.Dll)!;
        Directory.CreateDirectory(Path.Combine(folder, Libraries));
        foreach (var file in Directory.GetFiles(built).Where(f => f.EndsWith(".dll", StringComparison.Ordinal) || Path.GetFileName(f).StartsWith("dotnet-dnas-repro.", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(Path.Combine(built, Libraries)))
        {
            if (new FileInfo(file).Length > 100_000_000)
                File.CreateSymbolicLink(Path.Combine(folder, Libraries, Path.GetFileName(file)), file);
            else
                File.Copy(file, Path.Combine(folder, Libraries, Path.GetFileName(file)));
        }
    }

    /// <summary>The library as if it asked for another version: its name, and the hash by which the loader looks for it.</summary>
    private static byte[] Asking(byte[] library, string version, string instead)
    {
        Replace(library, Encoding.ASCII.GetBytes(version + "\0"), Encoding.ASCII.GetBytes(instead + "\0"));
        Replace(library, [.. BitConverter.GetBytes(Hash(version)), 0, 0], [.. BitConverter.GetBytes(Hash(instead)), 0, 0]);
        return library;
    }

    private static void Replace(byte[] bytes, byte[] old, byte[] with)
    {
        var at = bytes.AsSpan().IndexOf(old);
        Assert.True(at > 0, "It stands in the library.");
        with.CopyTo(bytes, at);
    }

    /// <summary>The hash of the System V ABI (https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html#hash).</summary>
    private static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var c in name)
        {
            hash = (hash << 4) + c;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }
}

using DnasRepro.Runs.Compatibility;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class ProbePackageTests
{
    [Fact]
    public void All_files_of_the_probe_are_embedded_as_they_are()
    {
        using var folder = new TempFolder();
        var source = Path.Combine(Repository.Root, "probe");
        var files = Directory.GetFiles(source, "*.py", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(source, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

        var unpacked = ProbePackage.Unpack(folder.Path);

        Assert.Equal(files, ProbePackage.Files);
        Assert.Contains("sitecustomize.py", ProbePackage.Files);
        Assert.All(ProbePackage.Files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(source, f)), File.ReadAllBytes(Path.Combine(unpacked, f))));
        Assert.EndsWith(ProbePackage.Sha256[..12], unpacked, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpacking_again_changes_nothing_and_mends_what_is_damaged()
    {
        using var folder = new TempFolder();
        var unpacked = ProbePackage.Unpack(folder.Path);
        var file = Path.Combine(unpacked, "sitecustomize.py");
        var written = File.GetLastWriteTimeUtc(file);

        Assert.Equal(unpacked, ProbePackage.Unpack(folder.Path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));

        File.WriteAllText(file, "raise SystemExit\n");
        Assert.Equal(unpacked, ProbePackage.Unpack(folder.Path));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "probe", "sitecustomize.py")), File.ReadAllBytes(file));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Its_syntax_is_that_of_python_3_6()
    {
        using var folder = new TempFolder();
        Requires.That("python3", ExternalTool.IsThere("python3"));
        var unpacked = ProbePackage.Unpack(folder.Path);

        foreach (var file in ProbePackage.Files)
        {
            var (exit, _, error) = ExternalTool.Run("python3", unpacked, "-c", "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read(), feature_version=(3, 6))", file);
            Assert.True(exit == 0, $"{file}: {error}");
        }
    }

    [Fact]
    public void It_needs_nothing_but_python_itself()
    {
        var imports = ProbePackage.Files.SelectMany(f => File.ReadAllLines(Path.Combine(Repository.Root, "probe", f)))
            .Where(l => !l.StartsWith(' ') && (l.StartsWith("import ", StringComparison.Ordinal) || l.StartsWith("from ", StringComparison.Ordinal)))
            .SelectMany(l => l.StartsWith("from ", StringComparison.Ordinal) ? [l.Split(' ')[1]] : l[7..].Split(", ")).Select(m => m.Split('.')[0]).Distinct().Order();

        Assert.Equal(
            ["atexit", "collections", "contextlib", "dnas_compat", "dnas_probe", "functools", "gc", "hashlib", "importlib", "inspect", "io", "json", "linecache",
             "logging", "math", "os", "platform", "random", "re", "signal", "sys", "sysconfig", "threading", "time", "types", "weakref"],
            imports);
    }
}

using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Packaging;

/// <summary>What the packages hold.</summary>
public sealed class PackageContentsTests
{
    private static readonly string[] Systems = ["linux-x64", "linux-musl-x64", "osx-arm64", "win-x64", "win-arm64", "any"];

    public PackageContentsTests() => PackageFeed.Require();

    [Theory]
    [InlineData("dnas-repro", "DotnetTool")]
    [InlineData("dnas-repro.linux-x64", "DotnetToolRidPackage")]
    [InlineData("dnas-repro.any", "DotnetToolRidPackage")]
    public void Each_says_what_it_is_and_where_it_comes_from(string name, string type)
    {
        using var package = PackageFeed.Open(name);
        var nuspec = XDocument.Parse(Text(package, name + ".nuspec"));
        foreach (var (part, value) in ((string, string)[])[("id", name), ("license", "MIT"), ("readme", "README.md"), ("icon", "icon.png")])
            Assert.Equal(value, Only(nuspec, part).Value);
        Assert.Equal(type, Only(nuspec, "packageType").Attribute("name")?.Value);
        Assert.Equal(ProjectLinks.Repository, Only(nuspec, "repository").Attribute("url")?.Value);
        Assert.Equal(ToolVersion.WithCommit.Split('+').ElementAtOrDefault(1), Only(nuspec, "repository").Attribute("commit")?.Value);
        Assert.Equal(File.ReadAllText(Path.Combine(Tool.Root, "LICENSE")), Text(package, "LICENSE"));
        Assert.Contains("dotnet tool install --global dnas-repro", Text(package, "README.md"), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Tool.Root, "build", "package", "icon.png")), Bytes(package, "icon.png"));
    }

    [Fact]
    public void The_list_names_a_package_for_each_system()
    {
        using var package = PackageFeed.Open("dnas-repro");
        var settings = XDocument.Parse(Text(package, "tools/any/any/DotnetToolSettings.xml"));
        Assert.Equal("dotnet-dnas-repro", Only(settings, "Command").Attribute("Name")?.Value);
        Assert.Equal(
            Systems.Select(s => (s, $"dnas-repro.{s}")),
            settings.Descendants("RuntimeIdentifierPackage").Select(p => (p.Attribute("RuntimeIdentifier")!.Value, p.Attribute("Id")!.Value)));
        Assert.DoesNotContain(package.Entries, e => e.Name.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_is_smaller_than_250_MB() =>
        Assert.All(Directory.GetFiles(PackageFeed.Folder!, "*.nupkg"), f => Assert.InRange(new FileInfo(f).Length, 1, 250_000_000 - 1));

    [Theory]
    [InlineData("dnas-repro.linux-x64", true)]
    [InlineData("dnas-repro.any", false)]
    public void The_list_of_parts_is_of_what_is_inside(string name, bool hasTorch)
    {
        using var package = PackageFeed.Open(name);
        var parts = JsonNode.Parse(Text(package, "sbom.cdx.json"))!;
        Assert.Equal("CycloneDX", (string?)parts["bomFormat"]);
        Assert.Equal(PackageFeed.Version(), (string?)parts["metadata"]!["component"]!["version"]);
        var names = parts["components"]!.AsArray().Select(c => (string)c!["name"]!).ToList();
        Assert.Contains("Octokit", names);
        Assert.Contains("LibGit2Sharp.NativeBinaries", names);
        Assert.Equal(hasTorch, names.Contains("libtorch-cpu-linux-x64"));
        Assert.Equal(hasTorch, package.Entries.Any(e => e.Name == "libtorch_cpu.so"));
        Assert.DoesNotContain(names, n => n.Contains("xunit", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_one_for_all_others_has_the_git_library_of_every_system()
    {
        using var package = PackageFeed.Open("dnas-repro.any");
        var native = package.Entries.Where(e => e.FullName.Contains("/native/", StringComparison.Ordinal)).ToList();
        Assert.All(native, e => Assert.Contains("git2-", e.Name, StringComparison.Ordinal));
        string[] expected = ["linux-arm", "linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64", "win-x86"];
        Assert.Empty(expected.Except(native.Select(e => e.FullName.Split('/')[^3])));
    }

    [Theory]
    [InlineData("dnas-repro.linux-x64")]
    [InlineData("dnas-repro.any")]
    public void Nothing_is_inside_that_no_run_needs(string name)
    {
        using var package = PackageFeed.Open(name);
        string[] unwanted = [".pdb", ".xml", ".py", ".cs"];
        Assert.DoesNotContain(package.Entries, e => unwanted.Contains(Path.GetExtension(e.Name)) && e.Name is not ("DotnetToolSettings.xml" or "[Content_Types].xml"));
        Assert.DoesNotContain(package.Entries, e => e.Name.Contains("torch_python", StringComparison.Ordinal) || e.Name.StartsWith("libSkiaSharp", StringComparison.Ordinal));
    }

    private static XElement Only(XDocument document, string name) => Assert.Single(document.Descendants(), e => e.Name.LocalName == name);

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static byte[] Bytes(ZipArchive package, string name)
    {
        using var bytes = new MemoryStream();
        using var stream = package.GetEntry(name)!.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>How the tool gets onto the runner: as a package, by the real <c>dotnet tool install</c>, or built from the Action's own files.</summary>
public sealed class ActionInstallTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(Tool.Root, "Directory.Build.props")).Descendants("Version").First().Value;

    private static readonly string BuiltFrom = FileVersionInfo.GetVersionInfo(Tool.Dll).ProductVersion!.Split('+')[^1];

    [Fact]
    public void At_a_releases_tag_its_package_is_installed_and_kept()
    {
        using var repository = Prepared(hasPackage: true);
        var push = Events.Push(repository.Commit());
        push["action_ref"] = $"v{Version}";

        var result = repository.Run(push);

        Assert.True(result.Succeeded, result.Text);
        Assert.DoesNotContain("Determining projects to restore", result.Text, StringComparison.Ordinal);
        var kept = result.InputsOf("actions/cache/save")!;
        Assert.Equal($"dnas-repro-{Version}-none-Linux-X64", kept["key"]);
        Assert.Equal(result.InputsOf("actions/cache/restore")!["key"], kept["key"]);
        Assert.DoesNotContain(result.Annotations("warning"), w => w.Contains("could not be installed", StringComparison.Ordinal));
    }

    [Fact]
    public void At_a_commit_the_package_counts_when_it_was_built_from_it()
    {
        Assert.SkipWhen(BuiltFrom.Length != 40, "This build does not know its commit.");
        using var repository = Prepared(hasPackage: true);
        var push = Events.Push(repository.Commit());
        push["action_ref"] = BuiltFrom;

        var result = repository.Run(push);

        Assert.True(result.Succeeded, result.Text);
        Assert.DoesNotContain("Determining projects to restore", result.Text, StringComparison.Ordinal);
        Assert.Equal($"dnas-repro-{BuiltFrom}-none-Linux-X64", result.InputsOf("actions/cache/save")!["key"]);
    }

    [Fact]
    public void Where_there_is_no_package_the_tool_is_built_from_the_actions_files_whatever_the_checkout_holds()
    {
        using var repository = Prepared(hasPackage: false);
        repository.Write("NuGet.config", "<configuration><packageSources><clear /><add key=\"theirs\" value=\"/nowhere\" /></packageSources></configuration>");
        repository.Write("global.json", "{\"sdk\":{\"version\":\"99.0.100\",\"rollForward\":\"disable\"}}");
        repository.Write("Directory.Build.props", "<Project><Target Name=\"theirs\" BeforeTargets=\"Restore;Build\"><Exec Command=\"touch pwned\" /></Target></Project>");
        repository.Variables["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var push = Events.Push(repository.Commit());
        push["action_ref"] = $"v{Version}";

        var result = repository.Run(push);

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains(result.Annotations("warning"), w => w.Contains("could not be installed", StringComparison.Ordinal));
        Assert.Equal("none", result.Outputs["level"]);
        Assert.False(File.Exists(Path.Combine(repository.Path, "pwned")));
    }

    [Fact]
    public void The_sdk_is_set_up_only_where_it_lacks()
    {
        using var repository = Prepared(hasPackage: true);
        repository.Uses = CheckedOut.ByDefault;
        var push = Events.Push(repository.Commit());

        Assert.DoesNotContain(".NET", repository.Run(push).Steps);

        var programs = repository.Beside("programs");
        Directory.CreateDirectory(programs);
        File.WriteAllText(Path.Combine(programs, "dotnet"), "#!/bin/sh\necho '8.0.410 [/usr/share/dotnet/sdk]'\n");
        Tool.Process("chmod", "/", "+x", Path.Combine(programs, "dotnet"));
        repository.Variables["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        Assert.Equal("10.0.x", repository.Run(push).InputsOf("actions/setup-dotnet")!["dotnet-version"]);
    }

    /// <summary>A checkout whose runner has an empty cache, and one place for packages: a folder with ours, or with nothing.</summary>
    private static CheckedOut Prepared(bool hasPackage)
    {
        var repository = new CheckedOut { Uses = (_, _) => new Dictionary<string, string>() };
        repository.Write("README.md", "# A study\n");
        repository.Write("LICENSE", "MIT License\n");
        var (home, feed) = (repository.Beside("home"), repository.Beside("feed"));
        Directory.CreateDirectory(feed);
        if (hasPackage)
            Pack(Path.Combine(feed, $"dnas-repro.any.{Version}.nupkg"));
        foreach (var folder in (string[])[Path.Combine(home, ".nuget", "NuGet"), Path.Combine(home, ".config", "NuGet")])
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "NuGet.Config"), $"<configuration><packageSources><clear /><add key=\"feed\" value=\"{feed}\" /></packageSources></configuration>");
        }
        (repository.Variables["HOME"], repository.Variables["DOTNET_CLI_HOME"], repository.Variables["NUGET_PACKAGES"]) = (home, home, repository.Beside("packages"));
        return repository;
    }

    /// <summary>A package like the one without libtorch, of the build that is tested.</summary>
    private static void Pack(string file)
    {
        var built = Path.GetDirectoryName(Tool.Dll)!;
        using var package = ZipFile.Open(file, ZipArchiveMode.Create);
        Add(package, "dnas-repro.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>dnas-repro.any</id><version>{Version}</version><authors>x</authors><description>x</description><packageTypes><packageType name="DotnetTool" /></packageTypes>
            </metadata></package>
            """);
        Add(package, "tools/net10.0/any/DotnetToolSettings.xml", """
            <DotNetCliTool Version="1"><Commands><Command Name="dotnet-dnas-repro" EntryPoint="dotnet-dnas-repro.dll" Runner="dotnet" /></Commands></DotNetCliTool>
            """);
        var native = Directory.GetFiles(Path.Combine(built, "runtimes", "linux-x64", "native"), "libgit2*");
        foreach (var path in (string[])[.. Directory.GetFiles(built, "*.dll"), .. native, Path.Combine(built, "dotnet-dnas-repro.runtimeconfig.json")])
            package.CreateEntryFromFile(path, $"tools/net10.0/any/{Path.GetFileName(path)}", CompressionLevel.Fastest);
    }

    private static void Add(ZipArchive package, string name, string text)
    {
        using var writer = new StreamWriter(package.CreateEntry(name).Open());
        writer.Write(text);
    }
}

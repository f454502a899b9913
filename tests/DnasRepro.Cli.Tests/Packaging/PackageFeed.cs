using System.IO.Compression;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Packaging;

/// <summary>The packages that .ci/pack made, and tools installed from them: into an empty home, without a network.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly TemporaryFolder home = new();
    private readonly Lazy<string> own;
    private readonly Lazy<string> any;

    public PackageFeed()
    {
        own = new(() => Installed("dnas-repro"));
        any = new(() => Installed("dnas-repro.any"));
    }

    /// <summary>Where the packages lie; null when none were made.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("DNAS_REPRO_PACKAGES") is { Length: > 0 } folder ? folder : null;

    /// <summary>The tool that a user of this machine gets.</summary>
    public string Own => own.Value;

    /// <summary>The tool without libtorch.</summary>
    public string Any => any.Value;

    public static void Require()
    {
        Requires.That("packages", Folder is not null);
        Machine.RequireBubblewrap();
    }

    /// <summary>A package as it lies in the folder, opened.</summary>
    /// <param name="name">Its id.</param>
    public static ZipArchive Open(string name) => ZipFile.OpenRead(Path.Combine(Folder!, $"{name}.{Version()}.nupkg"));

    /// <summary>The version of the list of packages.</summary>
    public static string Version()
    {
        var list = Assert.Single(Directory.GetFiles(Folder!, "dnas-repro.*.nupkg"), f => char.IsAsciiDigit(Path.GetFileName(f)["dnas-repro.".Length]));
        return Path.GetFileNameWithoutExtension(list)["dnas-repro.".Length..];
    }

    /// <summary>Runs a program that has no network, and a home in which at first there is nothing.</summary>
    internal Run Offline(string program, string folder, params IEnumerable<string> arguments)
    {
        (string, string)[] variables = [("HOME", home.Path), ("DOTNET_CLI_HOME", home.Path), ("NUGET_PACKAGES", ""), ("XDG_DATA_HOME", "")];
        return Tool.Process("bwrap", folder, variables, ["--dev-bind", "/", "/", "--unshare-net", "--", program, .. arguments]);
    }

    /// <summary>A folder whose only source of packages is this one.</summary>
    public string Project(string name)
    {
        home.Write($"{name}/NuGet.config", $"<configuration><packageSources><clear/><add key=\"packages\" value=\"{Folder}\"/></packageSources><fallbackPackageFolders><clear/></fallbackPackageFolders></configuration>");
        return Path.Combine(home.Path, name);
    }

    public void Dispose() => home.Dispose();

    private string Installed(string package)
    {
        var folder = Project(package);
        var run = Offline("dotnet", folder, "tool", "install", package, "--version", Version(), "--tool-path", "tools");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return Path.Combine(folder, "tools", "dotnet-dnas-repro");
    }
}

using System.ComponentModel;
using System.Diagnostics;
using DnasRepro.Results;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>Runs a program under the probe that is embedded in the library.</summary>
internal sealed class ProbeRun : IDisposable
{
    private static readonly Lazy<bool> HasTorch = new(() => IsThere("import torch"));
    private static readonly Lazy<bool> HasTorchvision = new(() => IsThere("import torchvision, yaml"));
    private readonly TempFolder folder;

    public ProbeRun(string test)
    {
        folder = new TempFolder(test);
        Work = Directory.CreateDirectory(folder["work"]).FullName;
        Output = Directory.CreateDirectory(folder["probe-output"]).FullName;
        Package = ProbePackage.Unpack(folder["package"]);
        Results = Directory.CreateDirectory(folder["results"]).FullName;
    }

    /// <summary>Debian's interpreter where it is, for its torch; else the first on the path.</summary>
    public static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public string Work { get; }

    public string Output { get; }

    public string Package { get; }

    public string Results { get; }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>torchvision with Pillow, and PyYAML.</summary>
    public static void RequireTorchvision() => Requires.That("torchvision", HasTorchvision.Value);

    public static void RequireTorch() => Requires.That("torch", HasTorch.Value);

    /// <summary>Copies one of the programs for these tests into the working folder.</summary>
    public string Program(string name)
    {
        var file = Path.Combine(Work, name);
        File.Copy(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "probe", name), file);
        return file;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public (int ExitCode, string Output, string Error) Run(params IEnumerable<string> arguments)
    {
        using var process = Start(isProbed: true, arguments);
        return End(process);
    }

    public (int ExitCode, string Output, string Error) RunWithoutProbe(params IEnumerable<string> arguments)
    {
        using var process = Start(isProbed: false, arguments);
        return End(process);
    }

    public Process Start(bool isProbed, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Python, ["-W", "ignore", .. arguments]) { WorkingDirectory = Work, RedirectStandardOutput = true, RedirectStandardError = true };
        var paths = new DnasRepro.Runs.RunPaths(Work, Results, Package, Output, Work, null);
        foreach (var (name, value) in new ProbeOptions(1).Variables(paths))
        {
            if (isProbed || !(name.StartsWith("DNAS", StringComparison.Ordinal) || name == "PYTHONPATH"))
                start.Environment[name] = value;
        }
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What the probe saw; the test fails where that is nothing.</summary>
    public ProbeResult Seen()
    {
        var reading = ProbeFolder.Read(Output);
        Assert.Null(reading.Refusal);
        return reading.Result!;
    }

    public void Dispose() => folder.Dispose();

    private static (int ExitCode, string Output, string Error) End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(15)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end.");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static bool IsThere(string code)
    {
        try
        {
            return ExternalTool.Run(Python, Repository.Root, "-c", code).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

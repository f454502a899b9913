using System.ComponentModel;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>The search as PyTorch computes it, in plain Python that shares no code with ours.</summary>
internal static class Oracle
{
    /// <summary>Debian's interpreter, for its torch.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> HasTorch = new(ImportsTorch);

    /// <summary>Skips the test where PyTorch is not installed.</summary>
    public static void RequireTorch() => Requires.That("torch", HasTorch.Value);

    /// <summary>Computes a request into a folder.</summary>
    public static OracleAnswer Ask(OracleRequest request, TempFolder folder, string name = "oracle")
    {
        RequireTorch();
        folder.Write($"{name}/request.json", request.ToJson());
        Run("oracle.py", folder[$"{name}/request.json"], folder[name]);
        return OracleAnswer.Read(folder[name]);
    }

    /// <summary>Runs one of the scripts beside this file; gives what it printed.</summary>
    public static string Run(string script, params IEnumerable<string> arguments)
    {
        RequireTorch();
        var path = Path.Combine(Repository.Root, "tests", "DnasRepro.Search.Tests", "PyTorch", script);
        var (exitCode, output, error) = ExternalTool.Run(Python, Repository.Root, ["-B", path, .. arguments]);
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}:\n{error}");
        return output;
    }

    private static bool ImportsTorch()
    {
        try
        {
            return ExternalTool.Run(Python, Repository.Root, "-c", "import torch, numpy").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

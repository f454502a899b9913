using DnasRepro.Python;

namespace DnasRepro.Tests.Python;

/// <summary>
/// The test files of ruff's parser. They are not ours and are not kept here: DNAS_REPRO_RUFF_RESOURCES names the folder
/// crates/ruff_python_parser/resources of a clone of https://github.com/astral-sh/ruff.
/// </summary>
public class RuffCorpusTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("valid")]
    [InlineData("inline/ok")]
    public void What_is_valid_has_no_diagnostics(string folder)
    {
        var wrong = Files(folder).Where(f => f.Problems.Count > 0).Select(f => $"{f.Name}: {string.Join("; ", f.Problems)}").ToList();

        Report(folder, wrong);
        Assert.All(wrong, w => Assert.Contains(w[..w.IndexOf(':', StringComparison.Ordinal)], RuffExceptions.Valid));
    }

    [Theory]
    [InlineData("invalid")]
    [InlineData("inline/err")]
    public void What_is_invalid_has_diagnostics(string folder)
    {
        var wrong = Files(folder).Where(f => f.Problems.Count == 0).Select(f => f.Name).ToList();

        Report(folder, wrong);
        Assert.All(wrong, w => Assert.True(RuffExceptions.ReasonOfSilence(w) is not null, w));
    }

    private void Report(string folder, List<string> wrong)
    {
        output.WriteLine($"{folder}: {wrong.Count} disagree");
        foreach (var file in wrong)
            output.WriteLine($"{file} – {RuffExceptions.Valid.GetValueOrDefault(file.Split(':')[0]) ?? RuffExceptions.ReasonOfSilence(file)}");
    }

    private static List<(string Name, IReadOnlyList<string> Problems)> Files(string folder)
    {
        var resources = Environment.GetEnvironmentVariable("DNAS_REPRO_RUFF_RESOURCES");
        Assert.SkipWhen(string.IsNullOrEmpty(resources), "DNAS_REPRO_RUFF_RESOURCES names no folder.");
        var files = Directory.GetFiles(Path.Combine(resources!, folder), "*.py*", SearchOption.AllDirectories).Where(PythonFile.IsPython).ToList();
        Assert.NotEmpty(files);
        return [.. files.Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Problems(f)))];
    }

    private static IReadOnlyList<string> Problems(string file)
    {
        var module = PythonFile.Parse(file, File.ReadAllText(file)).Module;
        return [.. module.Diagnostics.Select(d => $"{module.Text.LineOf(d.Offset)}: {d.Message}")];
    }
}

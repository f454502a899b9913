namespace DnasRepro.Tests.Support;

/// <summary>Compares text with a file that is committed; DNAS_REPRO_UPDATE=1 writes the file anew.</summary>
internal static class Golden
{
    public static void Matches(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("DNAS_REPRO_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        Assert.True(File.Exists(file), $"{Path.GetFileName(file)} is missing; DNAS_REPRO_UPDATE=1 writes it.");
        var (wanted, got) = (File.ReadAllText(file).Split('\n'), actual.Split('\n'));
        for (var i = 0; i < Math.Max(wanted.Length, got.Length); i++)
        {
            var (w, g) = (wanted.ElementAtOrDefault(i), got.ElementAtOrDefault(i));
            Assert.True(w == g, $"{Path.GetFileName(file)} differs at line {i + 1}.\nfile:   {w ?? "(end)"}\nactual: {g ?? "(end)"}\nDNAS_REPRO_UPDATE=1 writes it anew.");
        }
    }
}

namespace DnasRepro.Tests.Support;

/// <summary>Tools that some tests need: absent ones skip the test, or fail it where DNAS_REPRO_REQUIRE demands them.</summary>
internal static class Requires
{
    public static void That(string tool, bool isThere)
    {
        if (isThere)
            return;
        var demanded = (Environment.GetEnvironmentVariable("DNAS_REPRO_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        Assert.False(demanded.Contains(tool), $"{tool} is demanded by DNAS_REPRO_REQUIRE and is not there.");
        Assert.Skip($"{tool} is not installed; .ci/run installs it.");
    }
}

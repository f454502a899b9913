using System.Text.Json.Nodes;

namespace DnasRepro.Tests.Support;

/// <summary>Validators that we did not write, over fixtures of which one that is refused says so in its first line: <c># expect: FIELD KEYWORD</c>.</summary>
internal static class SchemaOracles
{
    private const string Expectation = "# expect: ";

    /// <summary>The field and the keyword that a bad file is refused for.</summary>
    public static string Expected(string file) => System.IO.File.ReadLines(file).First()[Expectation.Length..];

    /// <summary>Ajv accepts just the files that we accept, and refuses the others for the same keyword.</summary>
    public static void AjvAgrees(string schemaFile, IReadOnlyList<string> files, Func<string, bool> weAccept)
    {
        Requires.That("ajv", Directory.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv")));
        var (exitCode, output, error) = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", schemaFile, .. files]);

        Assert.True(exitCode == 0, error);
        var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(files.Count, verdicts.Count);
        Assert.All(verdicts, v => Assert.Equal(weAccept(File(v)), v["valid"]!.GetValue<bool>()));
        Assert.All(verdicts.Where(v => File(v).Contains("negative")), v => Assert.Contains(v["errors"]!.AsArray(), e => e!["keyword"]!.GetValue<string>() == Expected(File(v)).Split(' ')[^1]));
    }

    /// <summary>NJsonSchema accepts just the files that we accept.</summary>
    /// <param name="json">A file as JSON.</param>
    public static async Task NJsonSchemaAgrees(string schemaFile, IEnumerable<string> files, Func<string, string> json, Func<string, bool> weAccept)
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(schemaFile, TestContext.Current.CancellationToken);

        Assert.All(files, file => Assert.Equal(weAccept(file), schema.Validate(json(file)).Count == 0));
    }

    private static string File(JsonNode verdict) => verdict["file"]!.GetValue<string>();
}

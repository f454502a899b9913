using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.Recipes;

/// <summary>Reads where the results of a recipe appear.</summary>
internal sealed class RecipeOutputs(CardValue recipe, string workingDirectory, Action<CardValue, string, string> problem)
{
    private static readonly string[] NeedExpression = ["regex", "json_pointer", "yaml_path", "csv_column"];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyList<RecipeOutput> Read() => [.. recipe["outputs"].Items.Select(Output)];

    private RecipeOutput Output(CardValue output)
    {
        var read = new RecipeOutput(
            output["name"].Text ?? "", output["path"].Text ?? "", output["kind"].Text ?? "", output["reader"].Text ?? "", output["expression"].Text, output["expected"].Number, output["tolerance"].Number)
        {
            EpochOffset = output["epoch_offset"].Integer,
            Take = RecipeWords.Takes.GetValueOrDefault(output["take"].Text ?? "last", Take.Last),
        };
        if (!names.Add(read.Name))
            problem(output["name"], $"'{Evidence.Cut(read.Name)}' is the name of two outputs", "Give each output a name of its own.");
        Path(output, read);
        Expression(output, read);
        if (read.Kind == "metric" && read.Reader is not ("regex" or "json_pointer" or "yaml_path" or "csv_column"))
            problem(output["reader"], $"the reader '{read.Reader}' gives no number, and '{Evidence.Cut(read.Name)}' is a metric", "Use regex, json_pointer, yaml_path or csv_column.");
        if (read.Expected is not null && read.Kind is not ("metric" or "energy"))
            problem(output["expected"], $"a value is expected of '{Evidence.Cut(read.Name)}', which is no metric", "Write kind: metric, or remove 'expected'.");
        return read;
    }

    private void Path(CardValue output, RecipeOutput read)
    {
        if (!OutputPlace.TryParse(read.Path, workingDirectory, out var place, out var fault))
        {
            problem(output["path"], $"'{Evidence.Cut(read.Path)}': {fault}", "Write a path below {out}, one relative to the working directory, or stdout, stderr, output or probe.");
            return;
        }
        if (place.Root == OutputRoot.Probe != (read.Reader == "probe"))
            problem(output["path"], $"the path '{Evidence.Cut(read.Path)}' and the reader '{read.Reader}' do not go together", "The path 'probe' is for the reader probe, and for it alone.");
        else if (place.Root is OutputRoot.StandardOutput or OutputRoot.StandardError or OutputRoot.BothStreams && read.Reader is "exists" or "torch" or "numpy")
            problem(output["reader"], $"the reader '{read.Reader}' reads files, and '{read.Path}' is what the program prints", "Name a file, or another reader.");
    }

    private void Expression(CardValue output, RecipeOutput read)
    {
        if (read.Expression is null)
        {
            if (NeedExpression.Contains(read.Reader))
                problem(output["reader"], $"the reader '{read.Reader}' needs an expression", "Add 'expression:' with the regular expression, pointer, path or column.");
        }
        else if (read.Reader == "json_pointer" && !read.Expression.StartsWith('/'))
        {
            problem(output["expression"], $"'{Evidence.Cut(read.Expression)}' is no JSON pointer", "Begin with '/', as in /metrics/dice.");
        }
        else if (read.Reader == "regex" && PatternFault(read.Expression) is { } fault)
        {
            problem(output["expression"], $"the regular expression cannot be used: {fault}", "Write a plain expression whose first group is the value; look-arounds and back-references are not supported.");
        }
    }

    /// <summary>Expressions run over hostile output, so only those whose time is linear in it are taken.</summary>
    private static string? PatternFault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return Evidence.Cut(error.Message.TrimEnd('.'));
        }
    }
}

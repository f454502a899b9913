using Scriban;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>Renders Scriban templates over models that are already escaped for their format, so that no template can forget it.</summary>
internal static class Templates
{
    /// <summary>A template of this library.</summary>
    public static string Load(string fileName)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream("templates/" + fileName)
            ?? throw new ArgumentException($"There is no template '{fileName}'.", nameof(fileName));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Renders a template.</summary>
    /// <exception cref="UserErrorException">A template of the user's is wrong.</exception>
    public static string Render(string template, ScriptObject model)
    {
        var parsed = Template.Parse(template);
        if (parsed.HasErrors)
            throw new UserErrorException($"The template cannot be used: {parsed.Messages[0]}", "Correct the template; templates/ holds ours as an example.");
        var context = new TemplateContext { StrictVariables = true, LoopLimit = 1_000_000, LimitToString = 0, NewLine = "\n" };
        context.PushGlobal(model);
        try
        {
            return parsed.Render(context).ReplaceLineEndings("\n");
        }
        catch (Scriban.Syntax.ScriptRuntimeException error)
        {
            throw new UserErrorException($"The template cannot be used: {error.Message}", "Correct the template; templates/ holds ours as an example.");
        }
    }

    /// <summary>A row of a model.</summary>
    public static ScriptObject Row(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var row = new ScriptObject();
        foreach (var (name, value) in members)
            row.SetValue(name, value, readOnly: true);
        return row;
    }

    /// <summary>A list of rows.</summary>
    public static ScriptArray List<T>(IEnumerable<T> items) => [.. items];
}

using System.Security.Cryptography;
using System.Text.Json;
using DnasRepro.Architectures;

namespace DnasRepro.Recipes;

/// <summary>
/// A recipe as JSON, the same bytes for the same recipe: fixed order of keys, variables and sets sorted, nothing about where it was
/// stated. The hash of a rerun's plan is made of it.
/// </summary>
public static class RecipeJson
{
    /// <summary>The recipe as one line of JSON.</summary>
    public static string Write(Recipe recipe)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, recipe);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The hash (SHA-256, 64 hex digits) of <see cref="Write(Recipe)"/>.</summary>
    public static string Sha256(Recipe recipe) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Write(recipe))));

    /// <summary>Writes the recipe as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Recipe recipe)
    {
        writer.WriteStartObject();
        writer.WriteString("id", recipe.Id);
        writer.WriteString("purpose", RecipeWords.Of(RecipeWords.Purposes, recipe.Purpose));
        List(writer, "command", recipe.Command, writer.WriteStringValue);
        writer.WriteString("workingDirectory", recipe.WorkingDirectory?.Value);
        writer.WriteString("seed", RecipeWords.Of(RecipeWords.Seeds, recipe.Seed));
        writer.WriteBoolean("isSeedFixed", recipe.IsSeedFixed);
        List(writer, "seeds", recipe.Seeds, writer.WriteNumberValue);
        writer.WriteNumber("timeoutSeconds", recipe.Timeout.TotalSeconds);
        Changes(writer, recipe);
        Number(writer, "epochs", recipe.Epochs);
        Number(writer, "minimumEpochs", recipe.MinimumEpochs?.Epochs);
        writer.WriteNumber("threads", recipe.Threads);
        writer.WriteString("image", recipe.Image);
        List(writer, "outputs", recipe.Outputs, o => Output(writer, o));
        if (recipe.Space is { } space)
            Space(writer, space);
        writer.WriteString("genotypeComparator", recipe.GenotypeComparator);
        Number(writer, "genotypeThreshold", recipe.GenotypeThreshold);
        writer.WriteBoolean("givesSet", recipe.GivesSet);
        writer.WriteEndObject();
    }

    private static void Changes(Utf8JsonWriter writer, Recipe recipe)
    {
        writer.WriteStartObject("environment");
        foreach (var (name, value) in recipe.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
            writer.WriteString(name, value);
        writer.WriteEndObject();
        List(writer, "binds", recipe.Binds, b => Strings(writer, ("source", b.Source), ("target", b.Target)));
        List(writer, "patches", recipe.Patches, p => Strings(writer, ("path", p.Path.Value), ("find", p.Find), ("replace", p.Replace), ("count", p.Count?.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        List(writer, "files", recipe.Files, f => Strings(writer, ("path", f.Path.Value), ("content", f.Content)));
        List(writer, "stubs", recipe.Stubs, writer.WriteStringValue);
    }

    private static void Output(Utf8JsonWriter writer, RecipeOutput output)
    {
        writer.WriteStartObject();
        writer.WriteString("name", output.Name);
        writer.WriteString("path", output.Path);
        writer.WriteString("kind", output.Kind);
        writer.WriteString("reader", output.Reader);
        writer.WriteString("expression", output.Expression);
        Number(writer, "expected", output.Expected);
        Number(writer, "tolerance", output.Tolerance);
        Number(writer, "epochOffset", output.EpochOffset);
        writer.WriteString("take", RecipeWords.Of(RecipeWords.Takes, output.Take));
        writer.WriteEndObject();
    }

    private static void Space(Utf8JsonWriter writer, SearchSpace space)
    {
        writer.WriteStartObject("space");
        List(writer, "none", space.NoneOperations.Order(StringComparer.Ordinal), writer.WriteStringValue);
        List(writer, "skip", space.SkipOperations.Order(StringComparer.Ordinal), writer.WriteStringValue);
        List(writer, "parameterFree", space.ParameterFreeOperations.Order(StringComparer.Ordinal), writer.WriteStringValue);
        writer.WriteBoolean("hasCanonicalForm", space.HasCanonicalForm);
        writer.WriteBoolean("isPath", space.IsPath);
        // Only where they hold, so that plans of before they were known keep their hash.
        if (space.StartsAtAnyInput)
            writer.WriteBoolean("startsAtAnyInput", true);
        if (space.HasPathParameters)
            writer.WriteBoolean("hasPathParameters", true);
        List(writer, "cells", space.Cells, c => Cell(writer, c));
        writer.WriteEndObject();
    }

    private static void Cell(Utf8JsonWriter writer, SpaceCell cell)
    {
        writer.WriteStartObject();
        writer.WriteString("id", cell.Id);
        writer.WriteNumber("inputs", cell.Inputs);
        writer.WriteNumber("nodes", cell.Nodes);
        List(writer, "operations", cell.Operations, writer.WriteStringValue);
        List(writer, "edges", cell.Edges, e => writer.WriteStringValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.From}>{e.Node}@{e.Site}")));
        Number(writer, "perSite", cell.PerSite);
        writer.WriteNumber("slots", cell.Slots);
        List(writer, "operationsByEdge", cell.OperationsByEdge ?? [], own =>
        {
            writer.WriteStartArray();
            foreach (var operation in own)
                writer.WriteStringValue(operation);
            writer.WriteEndArray();
        });
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private static void Strings(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        writer.WriteEndArray();
    }
}

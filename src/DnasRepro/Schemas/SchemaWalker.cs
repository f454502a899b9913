using System.Text.Json;
using System.Text.RegularExpressions;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Schemas;

/// <summary>
/// Applies a schema to a document and says what does not fit, where the author wrote it, in words that tell the fix.
/// An own walker because positions come for free and a general validator's loading time is longer than a whole check.
/// </summary>
/// <param name="schema">The schema.</param>
/// <param name="most">After about so many problems it looks for no more: a document of many values can be wrong in each.</param>
public sealed class SchemaWalker(JsonSchema schema, int most = int.MaxValue)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, Regex> patterns = new(StringComparer.Ordinal);

    /// <summary>All problems, in the document's order.</summary>
    public IReadOnlyList<SchemaProblem> Validate(DocumentNode root)
    {
        var problems = new List<SchemaProblem>();
        Walk(root, schema.Root, "", problems);
        return [.. problems.OrderBy(p => p.Location.StartLine).ThenBy(p => p.Location.StartColumn)];
    }

    private void Walk(DocumentNode node, JsonElement rule, string field, List<SchemaProblem> problems)
    {
        if (problems.Count >= most)
            return;
        rule = schema.Resolve(rule);
        if (rule.TryGetProperty("anyOf", out var branches))
        {
            AnyOf(node, branches, field, problems);
            return;
        }
        if (rule.TryGetProperty("type", out var type) && !Fits(node, type))
        {
            problems.Add(WrongType(node, field, InWords(rule)));
            return;
        }
        if (rule.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(value => IsValue(node, value)))
        {
            problems.Add(NotAllowed(node, field, allowed));
            return;
        }
        switch (node)
        {
            case DocumentMap map:
                Keys(map, rule, field, problems);
                break;
            case DocumentList list:
                Items(list, rule, field, problems);
                break;
            case DocumentScalar { Kind: ScalarKind.Text } text:
                Text(text, rule, field, problems);
                break;
            case DocumentScalar number:
                Bounds(number, rule, field, problems);
                break;
        }
    }

    private void Keys(DocumentMap map, JsonElement rule, string field, List<SchemaProblem> problems)
    {
        var properties = rule.TryGetProperty("properties", out var known) ? known : default;
        if (rule.TryGetProperty("required", out var required))
        {
            foreach (var key in required.EnumerateArray().Select(k => k.GetString()!).Where(k => !map.Contains(k)))
                problems.Add(Missing(map, field, key, properties));
        }
        foreach (var entry in map.Entries.TakeWhile(_ => problems.Count < most))
        {
            var inner = field.Length == 0 ? entry.Key : $"{field}.{entry.Key}";
            List<JsonElement> own = [.. ByPattern(rule, entry.Key)];
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(entry.Key, out var sub))
                own.Add(sub);
            foreach (var each in own)
                Walk(entry.Value, each, inner, problems);
            if (own.Count == 0 && rule.TryGetProperty("additionalProperties", out var extra))
                Additional(entry, extra, properties, inner, problems);
        }
    }

    private void Additional(DocumentEntry entry, JsonElement extra, JsonElement properties, string field, List<SchemaProblem> problems)
    {
        if (extra.ValueKind == JsonValueKind.Object)
        {
            Walk(entry.Value, extra, field, problems);
            return;
        }
        if (extra.ValueKind != JsonValueKind.False)
            return;
        var names = properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().Select(p => p.Name).ToList() : [];
        var nearest = Spelling.Nearest(entry.Key, names);
        var message = $"the key '{Evidence.Cut(entry.Key)}' is not known here" + (nearest is null ? "" : $"; did you mean '{nearest}'?");
        var fix = nearest is not null
            ? $"Write '{nearest}', or begin the key with 'x_' if it is an extension of yours."
            : $"Remove it, or begin it with 'x_' if it is an extension of yours; known keys: {Some(names)}.";
        problems.Add(new SchemaProblem(field, "additionalProperties", message, entry.KeyLocation, fix));
    }

    private IEnumerable<JsonElement> ByPattern(JsonElement rule, string key) => rule.TryGetProperty("patternProperties", out var byPattern)
        ? byPattern.EnumerateObject().Where(p => IsMatch(p.Name, key)).Select(p => p.Value)
        : [];

    private void Items(DocumentList list, JsonElement rule, string field, List<SchemaProblem> problems)
    {
        if (rule.TryGetProperty("minItems", out var least) && list.Items.Count < least.GetInt32())
            problems.Add(new SchemaProblem(field, "minItems", $"the list needs at least {least.GetInt32()} item(s) and has {list.Items.Count}", list.Location, "Add the missing items."));
        if (rule.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean())
            Unique(list, field, problems);
        if (!rule.TryGetProperty("items", out var each))
            return;
        for (var i = 0; i < list.Items.Count; i++)
            Walk(list.Items[i], each, $"{field}[{i}]", problems);
    }

    private static void Unique(DocumentList list, string field, List<SchemaProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (!seen.Add(Canonical.Text(list.Items[i])))
                problems.Add(new SchemaProblem($"{field}[{i}]", "uniqueItems", "this item is in the list twice", list.Items[i].Location, "Keep one of the two."));
        }
    }

    private void Text(DocumentScalar text, JsonElement rule, string field, List<SchemaProblem> problems)
    {
        if (rule.TryGetProperty("minLength", out var least) && text.Text.EnumerateRunes().Count() < least.GetInt32())
            problems.Add(new SchemaProblem(field, "minLength", text.Text.Length == 0 ? "the text is empty" : $"'{text.Text}' is too short", text.Location, "Write the value, or one of the sentinels not_reported, unknown, not_applicable where they are allowed."));
        else if (rule.TryGetProperty("pattern", out var pattern) && !IsMatch(pattern.GetString()!, text.Text))
            problems.Add(new SchemaProblem(field, "pattern", $"'{Evidence.Cut(text.Text)}' does not have the form of {Name(rule)}", text.Location, $"Write {Name(rule)}: {Sentence(rule, pattern.GetString()!)}"));
    }

    private static void Bounds(DocumentScalar number, JsonElement rule, string field, List<SchemaProblem> problems)
    {
        if (number.Kind is not (ScalarKind.Integer or ScalarKind.Number))
            return;
        var low = rule.TryGetProperty("minimum", out var minimum) ? minimum.GetDouble() : double.NegativeInfinity;
        var high = rule.TryGetProperty("maximum", out var maximum) ? maximum.GetDouble() : double.PositiveInfinity;
        if (number.Number >= low && number.Number <= high)
            return;
        var range = double.IsInfinity(high) ? $"at least {low}" : double.IsInfinity(low) ? $"at most {high}" : $"from {low} to {high}";
        var keyword = number.Number < low ? "minimum" : "maximum";
        problems.Add(new SchemaProblem(field, keyword, $"{number.Text} is out of range: {range} is allowed", number.Location, $"Write a value {range}, in the field's unit."));
    }

    private void AnyOf(DocumentNode node, JsonElement branches, string field, List<SchemaProblem> problems)
    {
        var tried = new List<(JsonElement Rule, List<SchemaProblem> Problems)>();
        foreach (var branch in branches.EnumerateArray())
        {
            var found = new List<SchemaProblem>();
            Walk(node, branch, field, found);
            if (found.Count == 0)
                return;
            tried.Add((schema.Resolve(branch), found));
        }
        var words = tried.Where(t => t.Rule.TryGetProperty("enum", out _)).SelectMany(t => t.Rule.GetProperty("enum").EnumerateArray()).ToList();
        if (node is DocumentScalar { Kind: ScalarKind.Text } text && Spelling.Nearest(text.Text, words.Select(w => w.ToString())) is { } nearest)
        {
            problems.Add(new SchemaProblem(field, "enum", $"'{Evidence.Cut(text.Text)}' is not allowed; did you mean '{nearest}'?", node.Location, $"Write '{nearest}'."));
            return;
        }
        var fitting = tried.Where(t => !t.Rule.TryGetProperty("enum", out _) && !t.Problems.Exists(p => p.Field == field && p.Keyword == "type")).ToList();
        if (fitting.Count > 0)
            problems.AddRange(fitting.MaxBy(t => t.Problems.Max(p => p.Field.Length)).Problems);
        else
            problems.Add(WrongType(node, field, string.Join(" or ", tried.Select(t => InWords(t.Rule)))));
    }

    private static SchemaProblem Missing(DocumentMap map, string field, string key, JsonElement properties)
    {
        var title = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(key, out var sub) && sub.TryGetProperty("title", out var t) ? t.GetString() : null;
        var full = field.Length == 0 ? key : $"{field}.{key}";
        var start = new SourceLocation(map.Location.Path, map.Location.StartLine, map.Location.StartColumn, map.Location.StartLine, map.Location.StartColumn);
        return new SchemaProblem(full, "required", $"the key '{key}' is missing", start, $"Add '{key}'" + (title is null ? "" : $" ({title})") + ", with a value or with one of the sentinels where they are allowed.");
    }

    private static SchemaProblem WrongType(DocumentNode node, string field, string expected)
    {
        var shown = node is DocumentScalar scalar && scalar.Kind != ScalarKind.Null ? $"'{Evidence.Cut(scalar.Text)}' ({node.KindInWords})" : node.KindInWords;
        var hint = node is DocumentScalar { Kind: ScalarKind.Integer or ScalarKind.Number } && expected.Contains("text", StringComparison.Ordinal) ? " Put it in quotes." : "";
        var fix = node is DocumentScalar { Kind: ScalarKind.Null } ? $"Write {expected}; null says none of them." : $"Write {expected}.{hint}";
        return new SchemaProblem(field, "type", $"{shown} stands where {expected} is expected", node.Location, fix);
    }

    private static SchemaProblem NotAllowed(DocumentNode node, string field, JsonElement allowed)
    {
        var values = allowed.EnumerateArray().Select(v => v.ToString()).ToList();
        var text = node is DocumentScalar scalar ? scalar.Text : node.KindInWords;
        var nearest = Spelling.Nearest(text, values);
        var message = $"'{Evidence.Cut(text)}' is not allowed" + (nearest is null ? "" : $"; did you mean '{nearest}'?");
        return new SchemaProblem(field, "enum", message, node.Location, $"Write one of: {string.Join(", ", values)}.");
    }

    private static bool Fits(DocumentNode node, JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(t => Fits(node, t))
        : type.GetString() switch
        {
            "object" => node is DocumentMap,
            "array" => node is DocumentList,
            "string" => node is DocumentScalar { Kind: ScalarKind.Text },
            "boolean" => node is DocumentScalar { Kind: ScalarKind.Boolean },
            "integer" => node is DocumentScalar { Kind: ScalarKind.Integer } || (node is DocumentScalar { Kind: ScalarKind.Number } n && Math.Floor(n.Number) == n.Number && double.IsFinite(n.Number)),
            "number" => node is DocumentScalar { Kind: ScalarKind.Integer } || (node is DocumentScalar { Kind: ScalarKind.Number } d && double.IsFinite(d.Number)),
            "null" => node is DocumentScalar { Kind: ScalarKind.Null },
            _ => false,
        };

    private static bool IsValue(DocumentNode node, JsonElement value) => node is DocumentScalar scalar && value.ValueKind switch
    {
        JsonValueKind.String => scalar.Kind == ScalarKind.Text && scalar.Text == value.GetString(),
        JsonValueKind.Number => scalar.Kind is ScalarKind.Integer or ScalarKind.Number && scalar.Number == value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => scalar.Kind == ScalarKind.Boolean && scalar.Number == 1 == value.GetBoolean(),
        _ => false,
    };

    /// <summary>.NET's <c>$</c> also matches before a last line feed, and no field of ours holds line breaks where it has a pattern.</summary>
    private bool IsMatch(string pattern, string text)
    {
        if (text.Contains('\n') || text.Length > 4096)
            return false;
        if (!patterns.TryGetValue(pattern, out var regex))
            patterns[pattern] = regex = new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string InWords(JsonElement rule)
    {
        if (rule.TryGetProperty("enum", out var values))
            return values.GetArrayLength() > 6 ? $"one of {Some([.. values.EnumerateArray().Select(v => v.ToString())])}" : $"one of {string.Join(", ", values.EnumerateArray())}";
        return rule.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString() switch
            {
                "object" => "a mapping",
                "array" => "a list",
                "string" => "text",
                "boolean" => "true or false",
                "integer" => "an integer",
                "number" => "a number",
                var other => other ?? "a value",
            }
            : "a value";
    }

    private static string Name(JsonElement rule) => rule.TryGetProperty("title", out var title) ? "'" + title.GetString() + "'" : "this field";

    private static string Sentence(JsonElement rule, string pattern)
    {
        var description = rule.TryGetProperty("description", out var text) ? text.GetString()! : "";
        var stop = description.IndexOf(". ", StringComparison.Ordinal);
        return (stop > 0 ? description[..stop] : description.TrimEnd('.')) is { Length: > 0 } first ? first + $" (pattern {pattern})." : $"pattern {pattern}.";
    }

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 12 ? string.Join(", ", names) : string.Join(", ", names.Take(12)) + $" and {names.Count - 12} more";
}

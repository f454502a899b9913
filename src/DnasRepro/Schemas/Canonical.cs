using System.Text;
using DnasRepro.Documents;

namespace DnasRepro.Schemas;

/// <summary>One text for equal values, whatever the author's style and key order.</summary>
internal static class Canonical
{
    public static string Text(DocumentNode node)
    {
        var builder = new StringBuilder();
        Append(node, builder);
        return builder.ToString();
    }

    private static void Append(DocumentNode node, StringBuilder builder)
    {
        switch (node)
        {
            case DocumentMap map:
                builder.Append('{');
                foreach (var entry in map.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
                {
                    builder.Append(entry.Key.Length).Append(':').Append(entry.Key);
                    Append(entry.Value, builder);
                }
                builder.Append('}');
                break;
            case DocumentList list:
                builder.Append('[');
                foreach (var item in list.Items)
                    Append(item, builder);
                builder.Append(']');
                break;
            case DocumentScalar { Kind: ScalarKind.Integer or ScalarKind.Number } number:
                builder.Append('n').Append(number.Number.ToString("R")).Append(';');
                break;
            case DocumentScalar scalar:
                builder.Append((int)scalar.Kind).Append('s').Append(scalar.Text.Length).Append(':').Append(scalar.Text);
                break;
        }
    }
}

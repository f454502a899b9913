using System.Globalization;
using System.Text;

namespace DnasRepro.Studies;

/// <summary>Makes ids of names.</summary>
internal static class StudyIds
{
    private const int Longest = 80;

    /// <summary>A name in lower-case letters, digits and hyphens; "study" for a name that has none of these.</summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length >= Longest)
                break;
        }
        return slug.ToString().TrimEnd('-') is { Length: > 0 } made ? made : "study";
    }

    /// <summary>The studies with ids of their own: a second <c>a</c> becomes <c>a-2</c>.</summary>
    public static IReadOnlyList<Study> Distinct(IEnumerable<Study> studies)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var made = new List<Study>();
        foreach (var study in studies)
        {
            var id = study.Id;
            while (!taken.Add(id))
                id = $"{study.Id}-{(next[study.Id] = next.GetValueOrDefault(study.Id, 1) + 1).ToString(CultureInfo.InvariantCulture)}";
            made.Add(study with { Id = id });
        }
        return made;
    }
}

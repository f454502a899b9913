using System.Text;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>A list of studies with a repository each: the example, in another state for each number. Their commits are the same on every day and machine.</summary>
internal sealed class Field : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<string> commits = [];

    /// <param name="size">How many studies.</param>
    public Field(int size)
    {
        ExampleCopy.Make(this["repositories/study-001"]);
        PutIntoScope(this["repositories/study-001/nas-reporting-card.yml"]);
        folder.Init("repositories/study-001");
        Vary(1);
        for (var number = 2; number <= size; number++)
        {
            Copy(this["repositories/study-001"], this[$"repositories/{Id(number)}"]);
            Vary(number);
        }
        WriteList();
    }

    public string Root => folder.Path;

    public string this[string path] => folder[path];

    /// <summary>The files of the cache that hold results.</summary>
    public IReadOnlyList<string> Kept(string cache = "cache") =>
        Directory.Exists(this[$"{cache}/audits"]) ? [.. Directory.GetFiles(this[$"{cache}/audits"], "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>The arguments of an audit of the list.</summary>
    public string[] Arguments(string cache, params string[] more) => ["audit", this["list.yml"], "--cache", this[cache], "--no-generated", "-f", "json", .. more];

    /// <summary>Audits the list.</summary>
    public Run Audit(string cache = "cache", params string[] more) => Start(Arguments(cache, more));

    public Run Start(params string[] arguments) => Tool.Start(Root, arguments);

    public string Write(string path, string text)
    {
        folder.Write(path, text);
        return this[path];
    }

    /// <summary>Writes the list, with more lines at its end.</summary>
    public void WriteList(string more = "")
    {
        var text = new StringBuilder("study_list: \"1\"\ntitle: generated studies\nstudies:\n");
        for (var number = 1; number <= commits.Count; number++)
            text.Append($"  - id: {Id(number)}\n    repository: \"repositories/{Id(number)}@{commits[number - 1]}\"\n");
        folder.Write("list.yml", text + more);
    }

    /// <summary>What git says in a repository of the field.</summary>
    public string Git(int number, params string[] arguments) => folder.GitIn($"repositories/{Id(number)}", arguments);

    public static string Id(int number) => $"study-{number:000}";

    public void Dispose() => folder.Dispose();

    /// <summary>The example says of itself that it is not medical; a study that says so is counted as excluded.</summary>
    private static void PutIntoScope(string card)
    {
        var text = File.ReadAllText(card);
        var changed = text.Replace("in_scope: false", "in_scope: true", StringComparison.Ordinal).Replace("  out_of_scope_reason: not_medical\n", "", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        File.WriteAllText(card, changed);
    }

    private void Vary(int number)
    {
        var readme = this[$"repositories/{Id(number)}/README.md"];
        File.AppendAllText(readme, $"\nThis is study {number}.\n");
        if (number % 3 == 0)
            File.Delete(this[$"repositories/{Id(number)}/LICENSE"]);
        commits.Add(folder.Commit($"repositories/{Id(number)}"));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        foreach (var empty in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, empty)));
    }
}

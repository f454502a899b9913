using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Studies;

/// <summary>What a list has to keep to that no schema says. Takes any document: what does not fit the schema is passed over.</summary>
internal static class StudyListRules
{
    /// <summary>Longest name of a repository or file.</summary>
    private const int LongestName = 2000;

    /// <summary>All problems, study by study.</summary>
    public static IEnumerable<SchemaProblem> Problems(DocumentMap root)
    {
        if (root.Map("reference")?.Map("figures") is { } figures)
        {
            foreach (var problem in figures.Entries.SelectMany(e => e.Value is DocumentMap figure ? Figure(figure, $"reference.figures.{e.Key}") : []))
                yield return problem;
        }
        var ids = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var names = new Dictionary<string, (string Name, SourceLocation Place)>(StringComparer.Ordinal);
        var items = root["studies"] is DocumentList studies ? studies.Items : [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not DocumentMap study)
                continue;
            foreach (var problem in Id(study, ids).Concat(Name(study, names)).Concat(Repository(study)).Concat(Card(study)).Concat(Screening(study)).Concat(Answers(study)))
                yield return problem with { Field = $"studies[{i}].{problem.Field}" };
        }
    }

    /// <summary>A card's path inside the list's folder, without <c>.</c> and <c>..</c>; null when it is none.</summary>
    public static RepoPath? CardPath(string text) =>
        text.Length is > 0 and <= LongestName && !text.Contains('\\') && !text.Contains(':') && IsPrintable(text) && RepoPath.TryResolve("", text, out var path) ? path : null;

    /// <summary>Whether a list may name a repository so; whether it exists is asked when it is read.</summary>
    public static bool IsTarget(string text) =>
        !string.IsNullOrWhiteSpace(text) && text == text.Trim() && !text.StartsWith('-') && text.Length <= LongestName && IsPrintable(text);

    private static IEnumerable<SchemaProblem> Figure(DocumentMap figure, string field)
    {
        if (figure.Whole("yes") is { } yes && figure.Whole("of") is { } all && yes > all)
            yield return Wrong(figure["yes"]!, $"{field}.yes", $"{yes} of {all} is more than all", "Write how many of 'of' were yes.");
    }

    private static IEnumerable<SchemaProblem> Id(DocumentMap study, Dictionary<string, SourceLocation> ids)
    {
        if (study["id"] is DocumentScalar id && !ids.TryAdd(id.Text, id.Location))
            yield return Wrong(id, "id", $"'{Evidence.Cut(id.Text)}' is the id of two studies, the other at {Place(ids[id.Text])}", "Give each study an id of its own.");
    }

    private static IEnumerable<SchemaProblem> Name(DocumentMap study, Dictionary<string, (string Name, SourceLocation Place)> names)
    {
        if (study.Text("method") is not { } method || study["method_name"] is not DocumentScalar name || names.TryAdd(method, (name.Text, name.Location)) || names[method].Name == name.Text)
            yield break;
        yield return Wrong(name, "method_name", $"the method '{Evidence.Cut(method)}' is called '{Evidence.Cut(name.Text)}' here and '{Evidence.Cut(names[method].Name)}' at {Place(names[method].Place)}", "Write one name, or give the studies different methods.");
    }

    private static IEnumerable<SchemaProblem> Repository(DocumentMap study)
    {
        if (study["repository"] is DocumentScalar { Kind: ScalarKind.Text } target)
        {
            if (target.Text.StartsWith('-'))
                yield return Wrong(target, "repository", $"'{Evidence.Cut(target.Text)}' begins with '-'", "Write owner/name@commit, a git address, or a folder as './-name'.");
            else if (!IsTarget(target.Text))
                yield return Wrong(target, "repository", $"'{Evidence.Cut(target.Text)}' is not the name of a repository: it is blank, has blanks around it, is too long or has characters that nobody sees", "Write owner/name@commit, a git address with @commit, or a folder relative to the list.");
        }
        if (study["folder"] is not DocumentScalar folder)
            yield break;
        if (!IsPrintable(folder.Text) || !RepoPath.TryParse(folder.Text, out _))
            yield return Wrong(folder, "folder", $"'{Evidence.Cut(folder.Text)}' is not a folder inside a repository", "Write it relative to the repository's root, with '/' and without '.' and '..'.");
        else if (study.Text("repository") is null or StudyWords.None or StudyWords.Unknown)
            yield return Wrong(folder, "folder", "a folder of a repository is named, and no repository", "Name the repository that has the folder, or leave the folder out.");
    }

    private static IEnumerable<SchemaProblem> Card(DocumentMap study)
    {
        if (study["card"] is DocumentScalar { Text.Length: > 0 } card && CardPath(card.Text) is null)
            yield return Wrong(card, "card", $"'{Evidence.Cut(card.Text)}' does not lie in the list's folder or below it", "Write the path relative to the list, with '/', and put cards beside the list or below it.");
    }

    private static IEnumerable<SchemaProblem> Screening(DocumentMap study)
    {
        if (study.Map("screening") is not { } screening || screening["stage"] is not DocumentScalar stage || !StudyWords.Stages.TryGetValue(stage.Text, out var step))
            yield break;
        if (step != ScreeningStage.Included && !screening.Contains("reason"))
            yield return Wrong(stage, "screening.reason", "the study is excluded without a reason", "Add 'reason', one word that groups, such as not_differentiable.");
        if (step == ScreeningStage.Included && screening["reason"] is { } reason)
            yield return Wrong(reason, "screening.reason", "the study is included and has a reason for its exclusion", "Remove 'reason', or name the stage at which it was excluded; 'note' may say why it is in.");
    }

    /// <summary>An answer that was not recoded says nothing without the reader's own.</summary>
    private static IEnumerable<SchemaProblem> Answers(DocumentMap study) => study.Map("answers") is not { } answers ? [] : answers.Entries
        .Where(e => StudyWords.Questions.ContainsKey(e.Key) && (e.Value is DocumentMap map ? map.Text("value") == StudyWords.NotRecoded && !map.Contains("written") : e.Value is DocumentScalar { Text: StudyWords.NotRecoded }))
        .Select(e => Wrong(e.Value, $"answers.{e.Key}", "the answer is not recoded, and what the reader wrote is not there", "Add 'written' with the reader's answer in their own terms."));

    private static bool IsPrintable(string text) => PrintableText.Cut(text, LongestName) == text;

    /// <summary>The line is enough: the problem itself names the file.</summary>
    private static string Place(SourceLocation location) => $"line {location.StartLine}, column {location.StartColumn}";

    private static SchemaProblem Wrong(DocumentNode node, string field, string message, string fix) => new(field, "rule", message, node.Location, fix);
}

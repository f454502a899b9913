using DnasRepro.Documents;

namespace DnasRepro.Studies;

/// <summary>Makes records of a document that fits the schema and the rules.</summary>
internal static class StudyListParts
{
    public static StudyList List(DocumentMap root, string name, string sha256) => new(
        name,
        sha256,
        root.Text("title"),
        root.Text("note"),
        [.. root.Maps("studies").Select(Study)],
        root.Map("reference") is { } reference ? Reference(reference) : ReferenceTable.Review,
        root.Map("stated") is { } stated ? [.. StudyWords.Steps.Where(stated.Contains).Select(s => new StatedCount(s, stated.Whole(s) ?? 0))] : []);

    private static ReferenceTable Reference(DocumentMap reference)
    {
        var figures = reference.Map("figures")!;
        return new ReferenceTable(reference.Text("name")!, reference.Text("source")!, reference.Text("note"), [.. StudyWords.Questions
            .Where(q => figures.Contains(q.Key))
            .Select(q => (Question: q.Value, Figure: figures.Map(q.Key)!))
            .Select(f => new ReferenceFigure(f.Question, f.Figure.Whole("yes")!.Value, f.Figure.Whole("of")!.Value))]);
    }

    private static Study Study(DocumentMap study)
    {
        List<Paper> papers = [.. study.Maps("papers").Select(Paper)];
        var repository = study.Text("repository");
        return new Study(
            study.Text("id")!,
            study.Text("title"),
            study.Text("method"),
            study.Text("method_name"),
            study.Whole("year") ?? papers.Min(p => p.Year),
            papers,
            study["tasks"] is DocumentList tasks ? [.. tasks.Items.OfType<DocumentScalar>().Select(t => t.Text)] : study.Text("tasks") is { } task ? [task] : [],
            Known(study.Text("dimensionality")),
            Known(study.Text("level")),
            repository is null or StudyWords.None or StudyWords.Unknown ? null : new StudyRepository(repository, study.Text("folder")),
            study.Text("card") is { } card ? StudyListRules.CardPath(card)!.Value : null,
            study.Map("screening") is { } screening ? Screening(screening) : Studies.Screening.Included,
            study.Map("answers") is { } answers ? [.. Answers(answers)] : [],
            study.Location)
        {
            SaysNoRepository = repository == StudyWords.None,
        };
    }

    private static string? Known(string? word) => word == StudyWords.Unknown ? null : word;

    private static Paper Paper(DocumentMap paper) => new(
        paper.Text("title")!, PaperNumbers.Doi(paper.Text("doi")), PaperNumbers.Arxiv(paper.Text("arxiv")), paper.Whole("year"), paper.Text("role") ?? "primary");

    private static Screening Screening(DocumentMap screening) => new(StudyWords.Stages[screening.Text("stage")!], screening.Text("reason"), screening.Text("note"));

    private static IEnumerable<ReaderAnswer> Answers(DocumentMap answers)
    {
        foreach (var (word, question) in StudyWords.Questions)
        {
            if (answers[word] is DocumentMap map)
                yield return new ReaderAnswer(question, Value(map["value"]), map.Text("written"), map.Text("source"), map.Text("note"), map.Text("confidence"), map.Location);
            else if (answers[word] is { } value)
                yield return new ReaderAnswer(question, Value(value), null, null, null, null, value.Location);
        }
    }

    /// <summary>The answer; null for one that could not be recoded.</summary>
    private static AuditValue? Value(DocumentNode? node) => node switch
    {
        DocumentScalar { Kind: ScalarKind.Boolean } flag => flag.Number == 1 ? AuditValue.Yes : AuditValue.No,
        DocumentScalar { Text: StudyWords.NotRecoded } => null,
        DocumentScalar word => StudyWords.Values[word.Text],
        _ => null,
    };
}

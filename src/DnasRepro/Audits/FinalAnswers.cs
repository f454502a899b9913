using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>The answer that counts, out of what reader, card and program say.</summary>
internal static class FinalAnswers
{
    /// <summary>The four answers of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="listName">The list, where a reader's answer is found.</param>
    public static IReadOnlyList<StudyAnswer> Of(StudyCase study, string listName) =>
        [.. AuditWords.Questions.Select(q => Of(q, study.Study.Answer(q), Found(study, q, listName), listName))];

    /// <summary>True for an answer that settles its question, be it that it has no meaning here.</summary>
    public static bool IsDecided(AuditValue? value) => value is not null and not AuditValue.Unclear;

    /// <summary>What was found. Where the list says that there is no repository, no code is released, whatever else is known.</summary>
    private static QuestionResult? Found(StudyCase study, AuditQuestion question, string listName)
    {
        var found = study.Result?.On(question);
        if (question != AuditQuestion.CodeRelease || !study.Study.SaysNoRepository || found?.Computed is not null)
            return found;
        var place = study.Study.Location;
        return new QuestionResult(question, found?.Declared, new AuditAnswer(
            AuditValue.No, "The list says that there is no repository.", [new ReportEvidence(listName, place.StartLine, place.EndLine, place.StartColumn, null, null, null)]));
    }

    private static StudyAnswer Of(AuditQuestion question, ReaderAnswer? reader, QuestionResult? found, string listName)
    {
        var (value, basis) = Decide(reader?.Value, found?.Declared?.Value, found?.Computed?.Value);
        return new StudyAnswer(
            question, value, basis, InTheList(reader, listName), reader?.Written, found?.Declared, found?.Computed,
            Disagreement(reader?.Value, found?.Declared?.Value, found?.Computed?.Value));
    }

    private static (AuditValue Value, AnswerBasis Basis) Decide(AuditValue? reader, AuditValue? declared, AuditValue? computed) =>
        IsDecided(reader) ? (reader!.Value, AnswerBasis.Reader)
        : IsDecided(computed) ? (computed!.Value, declared == computed ? AnswerBasis.Both : AnswerBasis.Computed)
        : IsDecided(declared) ? (declared!.Value, AnswerBasis.Declared)
        : (AuditValue.Unclear, (reader, declared, computed) switch
        {
            (not null, _, _) => AnswerBasis.Reader,
            (_, not null, not null) => AnswerBasis.Both,
            (_, _, not null) => AnswerBasis.Computed,
            (_, not null, _) => AnswerBasis.Declared,
            _ => AnswerBasis.None,
        });

    private static AuditAnswer? InTheList(ReaderAnswer? reader, string listName)
    {
        if (reader?.Value is not { } value)
            return null;
        var place = new ReportEvidence(listName, reader.Location.StartLine, reader.Location.EndLine, reader.Location.StartColumn, null, reader.Source, null);
        var confidence = reader.Confidence is null ? null : $"Confidence: {reader.Confidence}.";
        return new AuditAnswer(value, string.Join(' ', new[] { reader.Note ?? "The reader gives no reason.", confidence }.OfType<string>()), [place]);
    }

    /// <summary>Who says yes and who says no, in a sentence; null where no two of them contradict each other.</summary>
    private static string? Disagreement(AuditValue? reader, AuditValue? declared, AuditValue? computed)
    {
        (string Who, AuditValue? Value)[] all = [("the human reader", reader), ("the card", declared), ("the program", computed)];
        var yes = all.Where(a => a.Value == AuditValue.Yes).Select(a => a.Who).ToList();
        var no = all.Where(a => a.Value is AuditValue.No or AuditValue.NotReported).Select(a => a.Who).ToList();
        if (yes.Count == 0 || no.Count == 0)
            return null;
        var sentence = $"{string.Join(" and ", yes)} {(yes.Count == 1 ? "says" : "say")} yes, {string.Join(" and ", no)} {(no.Count == 1 ? "says" : "say")} no.";
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }
}

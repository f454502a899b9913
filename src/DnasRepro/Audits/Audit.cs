using System.Text.Json.Serialization;
using DnasRepro.Reports;
using DnasRepro.Statistics;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>The result of an audit: the product, from which every format is written. See schemas/audit.schema.json.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Tool">What made it.</param>
/// <param name="List">The list that was audited.</param>
/// <param name="Reference">What the figures are compared with.</param>
/// <param name="Flow">From identified to included.</param>
/// <param name="Studies">The studies that are included, in the list's order.</param>
/// <param name="Methods">The methods: what is counted.</param>
/// <param name="Clusters">Studies whose search code is the same or nearly.</param>
/// <param name="Overall">The four figures over methods, then over papers, then over studies.</param>
/// <param name="Groups">The four figures over methods by year, task, dimensionality and level.</param>
/// <param name="Bases">The four figures over methods as one kind of source alone gives them: reader, computed, declared.</param>
/// <param name="Agreement">How far the program agrees with the human reader, question by question.</param>
/// <param name="Remarks">What a reader of the table has to know: contradictions between cards of one method, sums that differ, studies left out.</param>
/// <param name="ExitCode">The exit code of the run.</param>
/// <param name="ExitMeaning">That code in words.</param>
/// <param name="Generated">What differs from run to run; null when it was asked to be left out.</param>
public sealed record Audit(
    string SchemaVersion,
    ToolSummary Tool,
    ListSummary List,
    ReferenceTable Reference,
    AuditFlow Flow,
    IReadOnlyList<AuditedStudy> Studies,
    IReadOnlyList<AuditedMethod> Methods,
    IReadOnlyList<CodeCluster> Clusters,
    IReadOnlyList<FigureGroup> Overall,
    IReadOnlyList<FigureGroup> Groups,
    IReadOnlyList<FigureGroup> Bases,
    IReadOnlyList<QuestionAgreement> Agreement,
    IReadOnlyList<AuditRemark> Remarks,
    int ExitCode,
    string ExitMeaning,
    AuditMeasured? Generated);

/// <summary>The list.</summary>
public sealed record ListSummary(string Name, string Sha256, string? Title, string? Note);

/// <summary>What a reader has to know.</summary>
/// <param name="Kind">conflict, sum, same_code, left_out, missing, disagreement or unpinned.</param>
/// <param name="Studies">Whom it is about.</param>
/// <param name="Message">What it is, in a sentence.</param>
public sealed record AuditRemark(string Kind, IReadOnlyList<string> Studies, string Message);

/// <summary>From identified to included, counted from the list (PRISMA 2020).</summary>
/// <param name="Identified">All studies of the list.</param>
/// <param name="NotRetrieved">Those whose report could not be had, by reason.</param>
/// <param name="Screened">Identified less not retrieved.</param>
/// <param name="ExcludedOnTitle">Excluded on title and abstract, by reason.</param>
/// <param name="Assessed">Screened less those.</param>
/// <param name="ExcludedOnText">Excluded on text or code, those that a card puts out of scope among them, by reason.</param>
/// <param name="Included">Studies included.</param>
/// <param name="Papers">Distinct papers of these, of role primary or extension.</param>
/// <param name="Methods">Distinct methods of these.</param>
/// <param name="Excluded">The excluded ones, in the list's order.</param>
public sealed record AuditFlow(
    int Identified,
    IReadOnlyList<ReasonCount> NotRetrieved,
    int Screened,
    IReadOnlyList<ReasonCount> ExcludedOnTitle,
    int Assessed,
    IReadOnlyList<ReasonCount> ExcludedOnText,
    int Included,
    int Papers,
    int Methods,
    IReadOnlyList<ExcludedStudy> Excluded);

/// <summary>How many were excluded for a reason.</summary>
public sealed record ReasonCount(string Reason, int Count);

/// <summary>A study that is not in the review.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its title, or its method's name.</param>
/// <param name="Stage">Where it was excluded.</param>
/// <param name="Reason">Why, as a slug.</param>
/// <param name="Note">Why, in a sentence, or null.</param>
public sealed record ExcludedStudy(string Id, string Name, ScreeningStage Stage, string Reason, string? Note);

/// <summary>A study with its answers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Method">The id of the method that it is counted under.</param>
/// <param name="MethodName">That method's name.</param>
/// <param name="Year">The year, or null.</param>
/// <param name="Tasks">What is segmented.</param>
/// <param name="Dimensionality">2d, 3d, pseudo_3d, mixed or null.</param>
/// <param name="Level">What is searched, or null.</param>
/// <param name="Target">The repository as the list names it; null for none.</param>
/// <param name="Papers">Its papers.</param>
/// <param name="Answers">The four answers, in the order of the questions.</param>
/// <param name="Result">What the program found; null when it could not be assessed or has neither card nor repository.</param>
/// <param name="Failure">Why it could not be assessed; null otherwise.</param>
public sealed record AuditedStudy(
    string Id,
    string? Title,
    string Method,
    string MethodName,
    int? Year,
    IReadOnlyList<string> Tasks,
    string? Dimensionality,
    string? Level,
    string? Target,
    IReadOnlyList<Paper> Papers,
    IReadOnlyList<StudyAnswer> Answers,
    StudyResult? Result,
    StudyFailure? Failure)
{
    /// <summary>The answer to a question.</summary>
    public StudyAnswer On(AuditQuestion question) => Answers.First(a => a.Question == question);
}

/// <summary>On whose word an answer rests.</summary>
public enum AnswerBasis
{
    /// <summary>Nobody answered: unclear.</summary>
    None,

    /// <summary>A human reader, with a source.</summary>
    Reader,

    /// <summary>The program, from the card's details or the code.</summary>
    Computed,

    /// <summary>The card's own word.</summary>
    Declared,

    /// <summary>The card's word, and the program comes to the same.</summary>
    Both,
}

/// <summary>The answer that counts for one question, and what each source says.</summary>
/// <param name="Question">Which question.</param>
/// <param name="Value">The answer that counts: the reader's where decided, else the computed, else the declared, else unclear.</param>
/// <param name="Basis">Whose it is.</param>
/// <param name="Reader">The human reader's answer as given; null where there is none or it could not be recoded.</param>
/// <param name="ReaderWritten">The reader's answer in other terms, or null.</param>
/// <param name="Declared">The card's word, or null.</param>
/// <param name="Computed">The program's answer, or null.</param>
/// <param name="Disagreement">What contradicts what, in a sentence: one decided answer is yes and another no. Null where nothing does.</param>
public sealed record StudyAnswer(
    AuditQuestion Question, AuditValue Value, AnswerBasis Basis, AuditAnswer? Reader, string? ReaderWritten, AuditAnswer? Declared, AuditAnswer? Computed, string? Disagreement);

/// <summary>A method: the unit that is counted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Studies">The studies of it, by id, in the list's order.</param>
/// <param name="Year">The earliest year of them, or null.</param>
/// <param name="Tasks">The tasks of all of them.</param>
/// <param name="Dimensionality">Theirs; "mixed" when they differ; null when none is known.</param>
/// <param name="Level">Theirs; "hybrid" when they differ; null when none is known.</param>
/// <param name="Answers">The merged answers, one for each question, in their order.</param>
public sealed record AuditedMethod(
    string Id, string Name, IReadOnlyList<string> Studies, int? Year, IReadOnlyList<string> Tasks, string? Dimensionality, string? Level, IReadOnlyList<AuditValue> Answers)
{
    /// <summary>The merged answer to a question.</summary>
    public AuditValue On(AuditQuestion question) => Answers[(int)question];
}

/// <summary>Studies whose search code is the same or nearly.</summary>
/// <param name="Studies">Their ids, in the list's order; at least two.</param>
/// <param name="Methods">The methods that they are counted under; more than one where the list says that they are different.</param>
/// <param name="Share">The least share of equal search code, weighted by tokens, that joins two of them; 0 to 1.</param>
/// <param name="Files">Some of the equal files, as "path" or "path = other path".</param>
public sealed record CodeCluster(IReadOnlyList<string> Studies, IReadOnlyList<string> Methods, double Share, IReadOnlyList<string> Files);

/// <summary>The four figures over a set.</summary>
/// <param name="By">all, year, task, dimensionality, level or basis.</param>
/// <param name="Key">Which: "2021", "3d", "methods", "papers", "studies", "reader" …; "not known" for those without.</param>
/// <param name="Figures">One for each question, in their order.</param>
public sealed record FigureGroup(string By, string Key, IReadOnlyList<Figure> Figures);

/// <summary>One figure.</summary>
/// <param name="Question">Which.</param>
/// <param name="Yes">How many are yes.</param>
/// <param name="No">How many are no.</param>
/// <param name="NotReported">How many are not reported: no as well.</param>
/// <param name="Unclear">How many are unclear.</param>
/// <param name="NotApplicable">How many it does not apply to: in no denominator.</param>
/// <param name="Share">yes / (yes + no + no* + unclear), with its Wilson interval; also the lower bound, all unclear as no. Null when nothing is counted.</param>
/// <param name="Decided">yes / (yes + no + no*); null when nothing is decided.</param>
/// <param name="Highest">(yes + unclear) / (yes + no + no* + unclear): the upper bound, all unclear as yes. Null when nothing is counted.</param>
/// <param name="Difference">Share less the reference's, with an interval; null without a reference or share.</param>
public sealed record Figure(
    AuditQuestion Question, int Yes, int No, int NotReported, int Unclear, int NotApplicable, Interval? Share, Interval? Decided, Interval? Highest, Interval? Difference)
{
    /// <summary>The denominator.</summary>
    [JsonIgnore]
    public int Of => Yes + No + NotReported + Unclear;
}

/// <summary>How far the program (computed, else declared) and the human reader agree on a question, study by study.</summary>
/// <param name="Question">Which.</param>
/// <param name="Studies">How many studies both answered with yes, no or unclear; not reported counts as no.</param>
/// <param name="LeftOut">Answers of the reader that could not be recoded, or that have no counterpart.</param>
/// <param name="Table">Counts: rows the reader's yes, no, unclear; columns the program's.</param>
/// <param name="Kappa">Cohen's kappa over the three; null when not defined.</param>
/// <param name="Ac1">Gwet's AC1 over the three; null when not defined.</param>
/// <param name="DecidedKappa">Cohen's kappa where both decided (yes or no); null when not defined.</param>
/// <param name="DecidedAc1">Gwet's AC1 where both decided; null when not defined.</param>
/// <param name="Precision">Of the program's yes, the share that the reader calls yes, where both decided.</param>
/// <param name="Recall">Of the reader's yes, the share that the program calls yes, its unclear counted as missed.</param>
public sealed record QuestionAgreement(
    AuditQuestion Question,
    int Studies,
    int LeftOut,
    IReadOnlyList<IReadOnlyList<int>> Table,
    Interval? Kappa,
    Interval? Ac1,
    Interval? DecidedKappa,
    Interval? DecidedAc1,
    Interval? Precision,
    Interval? Recall);

/// <summary>What differs from run to run.</summary>
/// <param name="At">When the audit was made, UTC, ISO 8601.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Assessed">How many studies were assessed now.</param>
/// <param name="Kept">How many results were there from before.</param>
/// <param name="PeakMemoryMb">The most memory that the process held, in MB.</param>
public sealed record AuditMeasured(string At, double Seconds, int Assessed, int Kept, int PeakMemoryMb);

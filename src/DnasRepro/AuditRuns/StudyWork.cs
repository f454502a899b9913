using DnasRepro.Audits;
using DnasRepro.Studies;

namespace DnasRepro.AuditRuns;

/// <summary>The work on one study, as it is handed in: reading and judging are done elsewhere.</summary>
/// <param name="Study">The study.</param>
/// <param name="Host">The host that is asked for the repository; null when it lies on this machine.</param>
/// <param name="Known">What decides the result, where that is known before anything is opened; else null. Ends with a <see cref="UserErrorException"/> like the next.</param>
/// <param name="Open">Opens card and repository. Ends with a <see cref="UserErrorException"/> where that cannot be done.</param>
public sealed record StudyWork(Study Study, string? Host, Func<StudyInputs?> Known, Func<CancellationToken, OpenedStudy> Open);

/// <summary>A study that is open for its assessment.</summary>
/// <param name="Inputs">What decides the result.</param>
/// <param name="Assess">Assesses it.</param>
/// <param name="IsStillThere">False when somebody took the files away that were read: then the result is worth nothing.</param>
/// <param name="Close">Closes it.</param>
public sealed record OpenedStudy(StudyInputs Inputs, Func<StudyResult> Assess, Func<bool> IsStillThere, Action Close);

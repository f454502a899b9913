using System.Runtime.ExceptionServices;
using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>
/// Assesses an open study on a thread of its own, and gives it up after a time. Such work cannot be ended from outside: a thread that was given up goes on
/// until it ends by itself or the process does, and closes the study then.
/// </summary>
internal static class BoundedAssessment
{
    /// <summary>Code of repositories is nested: the stack that a program's main thread has on Linux, twice.</summary>
    private const int StackBytes = 16 << 20;

    /// <summary>The result; null when somebody took the files away while they were read.</summary>
    /// <exception cref="UserErrorException">It took too long (exit code 4).</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public static StudyResult? Run(OpenedStudy opened, TimeSpan limit, CancellationToken stop)
    {
        StudyResult? result = null;
        ExceptionDispatchInfo? failure = null;
        var done = new ManualResetEventSlim();
        var thread = new Thread(
            () =>
            {
                try
                {
                    var found = opened.Assess();
                    result = opened.IsStillThere() ? found : null;
                }
                catch (Exception error)
                {
                    failure = opened.IsStillThere() ? ExceptionDispatchInfo.Capture(error) : null;
                }
                finally
                {
                    opened.Close();
                    done.Set();
                }
            },
            StackBytes) { IsBackground = true, Name = "assessment" };
        thread.Start();
        if (!done.Wait(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1), stop))
            throw new UserErrorException($"The assessment took longer than {limit.TotalSeconds:0.#} seconds.", "Give it more time with --time-limit, or name a folder of the repository in the list.", ExitCodes.LimitReached);
        failure?.Throw();
        return result;
    }
}

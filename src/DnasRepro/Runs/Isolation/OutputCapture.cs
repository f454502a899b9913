namespace DnasRepro.Runs.Isolation;

/// <summary>
/// Writes what a program prints into two files, byte for byte, up to a limit for both together. At the limit it stops reading, so that
/// the program waits until it is ended; nothing is kept in memory.
/// </summary>
internal sealed class OutputCapture : IDisposable
{
    private readonly long limit;
    private readonly FileStream output;
    private readonly FileStream error;
    private readonly List<Task> readers = [];
    private long written;

    /// <summary>Opens the files; they lie where the program cannot reach them.</summary>
    public OutputCapture(string folder, long limit)
    {
        this.limit = limit;
        Directory.CreateDirectory(folder);
        output = Create(Path.Join(folder, "stdout.txt"));
        error = Create(Path.Join(folder, "stderr.txt"));
    }

    public string StandardOutput => output.Name;

    public string StandardError => error.Name;

    /// <summary>How many bytes were taken.</summary>
    public long Bytes => Math.Min(Interlocked.Read(ref written), limit);

    /// <summary>True when there was more than the limit.</summary>
    public bool IsOver => Interlocked.Read(ref written) > limit;

    /// <summary>Begins to read both streams.</summary>
    public void Read(Stream standardOutput, Stream standardError)
    {
        readers.Add(Task.Factory.StartNew(() => Copy(standardOutput, output), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        readers.Add(Task.Factory.StartNew(() => Copy(standardError, error), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Waits until both streams have ended: at once when every process that held them is dead.</summary>
    public void Finish(TimeSpan limit) => Task.WaitAll([.. readers], limit);

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private void Copy(Stream from, FileStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (from.Read(buffer) is > 0 and var count)
            {
                var before = Interlocked.Add(ref written, count) - count;
                if (before < limit)
                    to.Write(buffer.AsSpan(0, (int)Math.Min(count, limit - before)));
                if (before + count > limit)
                    return;
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException)
        {
            // The process was ended while we read, or the capture was closed under a stream that somebody still holds.
        }
    }
}

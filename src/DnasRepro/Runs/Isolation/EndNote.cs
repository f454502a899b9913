using System.Globalization;
using System.Text;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// The note in which the shell that starts a program says how it ended, before anything else of the run ends: what still runs then
/// outlived the program. The program may write the note too, and gains nothing by it: it can end with any code as it is.
/// </summary>
/// <param name="Folder">The folder of the note on this machine.</param>
/// <param name="SeenFolder">The same folder as the program sees it.</param>
/// <param name="Name">The note's name.</param>
internal sealed record EndNote(string Folder, string SeenFolder, string Name)
{
    /// <summary>A program ended by itself whose code is above this was ended by a signal, as shells say it.</summary>
    public const int SignalBase = 128;

    /// <summary>Starts the program as its child, notes its end and then waits to be ended itself.</summary>
    private const string Script = """
        trap : HUP INT QUIT TERM
        note=$1
        program=$2
        shift 2
        if ! command -v "$program" >/dev/null 2>&1; then
            echo "missing $$ 127 ." > "$note"
            exit 127
        fi
        echo "started $$ 0 ." > "$note"
        "$@"
        code=$?
        { echo "ended $$ $code ." > "$note"; } 2>/dev/null && exec sleep 60
        exit $code
        """;

    public static EndNote In(string folder, string seenFolder) => new(folder, seenFolder, $".dnas-repro-{Guid.NewGuid():N}");

    /// <summary>The command that starts a program so.</summary>
    /// <param name="before">Words that go before the program.</param>
    public IReadOnlyList<string> Around(IReadOnlyList<string> command, params IReadOnlyList<string> before) =>
        ["/bin/sh", "-c", Script, "dnas-repro", $"{SeenFolder}/{Name}", command[0], .. before, .. command];

    /// <summary>What the note says; null before the shell has started, or when somebody removed it.</summary>
    public NotedEnd? Read()
    {
        var bytes = new ResultFolder(Folder).TryRead(Name, 200);
        var words = bytes is null ? [] : Encoding.ASCII.GetString(bytes).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words is [("missing" or "started" or "ended") and var state, var shell, var code, "."]
            && int.TryParse(shell, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new NotedEnd(state, process, number & 0xFF)
                : null;
    }

    /// <summary>Takes the note away, so that the program's home holds only what the program left.</summary>
    public void Remove() => RunRemains.Remove(Path.Join(Folder, Name));
}

/// <summary>What a note says.</summary>
/// <param name="State">missing (no such program), started or ended.</param>
/// <param name="Shell">The number of the shell that wrote it, as it sees itself.</param>
/// <param name="Code">The exit code of the program.</param>
internal sealed record NotedEnd(string State, int Shell, int Code);

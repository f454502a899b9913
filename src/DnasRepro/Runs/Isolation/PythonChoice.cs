using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>The Python with which a repository's programs are run, and why that one.</summary>
/// <param name="Interpreter">The interpreter.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Missing">Needed packages that it has not.</param>
public sealed record PythonChoice(PythonInterpreter Interpreter, string Reason, IReadOnlyList<string> Missing)
{
    private const string Hint = "Name an interpreter with --python, or install what the repository needs into the one that is used.";

    /// <summary>The Pythons of this machine, in the order of PATH, an active environment first, those of the system last. Each is asked once.</summary>
    /// <param name="searchPath">Folders, as in PATH; null for our own PATH and the system's folders.</param>
    public static IReadOnlyList<PythonInterpreter> Candidates(string? searchPath = null)
    {
        var folders = searchPath is not null ? Programs.Folders(searchPath) : ActiveEnvironments().Concat(Programs.Folders(null)).Concat(["/usr/local/bin", "/usr/bin"]);
        var found = new List<PythonInterpreter>();
        foreach (var program in folders.Distinct(StringComparer.Ordinal).SelectMany(f => (string[])[Path.Join(f, "python3"), Path.Join(f, "python")]).Where(Programs.IsProgram))
        {
            if (PythonInterpreter.TryAsk(program) is { } python && !found.Any(f => Disk.Physical(f.Executable) == Disk.Physical(python.Executable) && f.Prefix == python.Prefix))
                found.Add(python);
        }
        return found;
    }

    /// <summary>True when a command starts a Python by a name or path.</summary>
    public static bool IsPython(string program) => Path.GetFileName(program) is var name && name.StartsWith("python", StringComparison.Ordinal)
        && name.Skip(6).All(c => char.IsAsciiDigit(c) || c == '.');

    /// <summary>
    /// Chooses: the one that the user names; else the first that has all that is needed; else the first, with what it has not.
    /// </summary>
    /// <param name="named">What <c>--python</c> names; null when it was not given.</param>
    /// <param name="needed">Packages that the search imports: torch, tensorflow, jax …</param>
    /// <param name="candidates">The Pythons to choose from; null for those of this machine.</param>
    /// <exception cref="UserErrorException">The named one is no Python, or there is none at all.</exception>
    public static PythonChoice Choose(string? named, IReadOnlyList<string> needed, IReadOnlyList<PythonInterpreter>? candidates = null)
    {
        if (named is not null)
            return Named(named, needed);
        candidates ??= Candidates();
        if (candidates.Count == 0)
            throw new UserErrorException("There is no Python 3.6 or newer on this machine.", "Install one, or name it with --python.", ExitCodes.NotAttempted);
        var first = candidates[0];
        var fit = candidates.FirstOrDefault(c => Lacking(c, needed).Count == 0);
        if (fit is null)
            return new PythonChoice(first, $"the first on PATH; none of the {candidates.Count} found has {string.Join(", ", needed)}", Lacking(first, needed));
        if (ReferenceEquals(fit, first))
            return new PythonChoice(fit, needed.Count == 0 ? "the first on PATH" : $"the first on PATH; it has {string.Join(", ", needed)}", []);
        return new PythonChoice(fit, $"the first that has {string.Join(", ", needed)}; the first on PATH, Python {first.Version}, lacks {string.Join(", ", Lacking(first, needed))}", []);
    }

    /// <summary>A command with its Python replaced by the chosen one; other commands find it first on their PATH.</summary>
    public IReadOnlyList<string> Apply(IReadOnlyList<string> command) =>
        command.Count > 0 && IsPython(command[0]) ? [Interpreter.Executable, .. command.Skip(1)] : command;

    private static PythonChoice Named(string named, IReadOnlyList<string> needed)
    {
        var path = named.Contains('/') ? Path.GetFullPath(named) : Programs.Find(named);
        var python = path is null || !Programs.IsProgram(path) ? null : PythonInterpreter.TryAsk(path);
        return python is null
            ? throw new UserErrorException($"'{PrintableText.Of(named)}' is no Python 3.6 or newer.", Hint, ExitCodes.NotAttempted)
            : new PythonChoice(python, "named with --python", Lacking(python, needed));
    }

    private static List<string> Lacking(PythonInterpreter python, IReadOnlyList<string> needed) => [.. needed.Where(n => !python.Has(n))];

    private static IEnumerable<string> ActiveEnvironments() => ((string[])["VIRTUAL_ENV", "CONDA_PREFIX"])
        .Select(Environment.GetEnvironmentVariable).OfType<string>().Where(Path.IsPathFullyQualified).Select(p => Path.Join(p, "bin"));
}

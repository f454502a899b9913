namespace DnasRepro.SearchCode.Programs;

/// <summary>What a simple command starts.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Name">The file, module, program or target as written.</param>
/// <param name="Arguments">The words behind it.</param>
internal sealed record CommandTarget(TargetKind Kind, string Name, IReadOnlyList<string> Arguments)
{
    private const int MostWrappers = 12;

    /// <summary>True when no interpreter stands before it.</summary>
    public bool IsBare { get; private init; }

    /// <summary>True when the name ends as scripts do.</summary>
    public bool LooksLikeScript => EndsLikeScript(Name) || Name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "sudo", "time", "nohup", "env", "exec", "nice", "then", "do", "else", "if", "!", "xvfb-run", "stdbuf", "command", "eval", "setsid", "ionice", "numactl", "start", "call", "{", "(", "run:", "Run:", "uv", "poetry", "pdm", "pipenv", "coverage", "kernprof",
        "$", ">>>", ">", "%", "run",
    };

    private static readonly HashSet<string> Launchers = new(StringComparer.Ordinal)
    {
        "torchrun", "accelerate", "deepspeed", "horovodrun", "mpirun", "mpiexec", "srun", "salloc", "bsub", "torchpack", "colossalai", "composer", "fleetrun", "docker", "conda", "mamba", "singularity", "apptainer", "CUDA_LAUNCH", "gpurun", "ray", "ngc",
    };

    private static readonly HashSet<string> LaunchModules = new(StringComparer.Ordinal)
    {
        "torch.distributed.launch", "torch.distributed.run", "accelerate.commands.launch", "paddle.distributed.launch", "oneflow.distributed.launch", "torch.distributed.elastic", "multiproc", "apex.parallel.multiproc", "cProfile", "pdb", "ipdb",
        "trace", "coverage", "kernprof", "memory_profiler", "launch", "tools.launch", "debugpy",
    };

    /// <summary>What a command starts; null when it starts no file.</summary>
    public static CommandTarget? Of(string[] words)
    {
        var at = 0;
        for (var turns = 0; turns < MostWrappers && at < words.Length && (IsAssignment(words[at]) || Wrappers.Contains(words[at])); turns++)
            at++;
        return at < words.Length ? From(words, at) : null;
    }

    private static CommandTarget? From(string[] words, int at)
    {
        var first = Plain(words[at]);
        if (first.StartsWith('!') && first.Length > 1)
            first = first[1..];
        if (IsPython(first))
            return Python(words, at + 1);
        if (Launchers.Contains(first))
            return Launched(words, at + 1);
        if (first is "bash" or "sh" or "zsh" or "source" or "." or "sbatch" or "qsub" or "./")
            return Script(words, at + 1);
        if (first is "jupyter" or "papermill" or "ipython3" or "jupyter-notebook" or "runipy" or "nbconvert")
            return FirstEnding(words, at + 1, TargetKind.Script, ".ipynb");
        if (first is "make" or "gmake")
            return new CommandTarget(TargetKind.Make, words.Skip(at + 1).FirstOrDefault(w => !w.StartsWith('-') && !w.Contains('=')) ?? "", []);
        if (EndsLikeScript(first) || first.StartsWith("./", StringComparison.Ordinal))
            return new CommandTarget(TargetKind.Script, first, words[(at + 1)..]) { IsBare = true };
        return new CommandTarget(TargetKind.Installed, first, words[(at + 1)..]);
    }

    private static CommandTarget? Python(string[] words, int at)
    {
        for (; at < words.Length; at++)
        {
            var word = Plain(words[at]);
            if (word == "-c")
                return null;
            if (word == "-m" && at + 1 < words.Length)
                return LaunchModules.Contains(words[at + 1]) ? Launched(words, at + 2) : new CommandTarget(TargetKind.Module, Plain(words[at + 1]), words[(at + 2)..]);
            if (word is "-W" or "-X")
                at++;
            else if (!word.StartsWith('-'))
                return word.Length > 0 && word[0] is not ('<' or '$' or '{') || EndsLikeScript(word) ? new CommandTarget(TargetKind.Script, word, words[(at + 1)..]) : null;
        }
        return null;
    }

    private static CommandTarget? Launched(string[] words, int at)
    {
        for (; at < words.Length; at++)
        {
            var word = Plain(words[at]);
            if (IsPython(word))
                return Python(words, at + 1);
            if (word is "-m" or "--module" && at + 1 < words.Length)
                return LaunchModules.Contains(words[at + 1]) ? Launched(words, at + 2) : new CommandTarget(TargetKind.Module, Plain(words[at + 1]), words[(at + 2)..]);
            if (EndsLikeScript(word) && !word.StartsWith('-'))
                return new CommandTarget(TargetKind.Script, word, words[(at + 1)..]);
        }
        return null;
    }

    private static CommandTarget? Script(string[] words, int at)
    {
        for (; at < words.Length; at++)
        {
            var word = Plain(words[at]);
            if (word == "-c")
                return null;
            if (!word.StartsWith('-') && !word.StartsWith('<'))
                return new CommandTarget(TargetKind.Script, word, words[(at + 1)..]);
        }
        return null;
    }

    private static CommandTarget? FirstEnding(string[] words, int at, TargetKind kind, string ending)
    {
        var found = Array.FindIndex(words, at, w => Plain(w).EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return found < 0 ? null : new CommandTarget(kind, Plain(words[found]), words[(found + 1)..]);
    }

    /// <summary>A word without Markdown: <c>[search.py](search.py)</c> is <c>search.py</c>.</summary>
    public static string Plain(string word)
    {
        if (word.StartsWith('[') && word.EndsWith(')') && word.IndexOf("](", StringComparison.Ordinal) is var cut and > 0)
            word = word[1..cut];
        return word.Trim('*', '`', ',', '"', '\'').Replace('\\', '/');
    }

    private static bool EndsLikeScript(string word) => word.EndsWith(".py", StringComparison.Ordinal) || word.EndsWith(".sh", StringComparison.Ordinal) || word.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);

    private static bool IsAssignment(string word)
    {
        var sign = word.IndexOf('=');
        return sign > 0 && word[..sign].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static bool IsPython(string word)
    {
        word = word[(word.LastIndexOf('/') + 1)..].Trim('$', '{', '}');
        if (word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            word = word[..^4];
        return word is "ipython" or "PYTHON" or "PY" or "%run" or "python_bin" or "PYTHON_BIN" or "pypy" or "py"
            || (word.StartsWith("python", StringComparison.OrdinalIgnoreCase) && word.AsSpan(6).TrimStart("0123456789.").IsEmpty);
    }
}

/// <summary>How a command names what it starts.</summary>
internal enum TargetKind
{
    Script,
    Module,
    Make,
    Installed,
}

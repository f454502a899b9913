namespace DnasRepro.Runs.Isolation;

/// <summary>What was found to stand around programs.</summary>
internal abstract record Enclosure
{
    private Enclosure()
    {
    }

    public sealed record Bubblewrap(BubblewrapProgram Program) : Enclosure;

    public sealed record Container(ContainerEngine Engine) : Enclosure;

    public sealed record Nothing : Enclosure;

    public IsolationKind Kind => this switch
    {
        Bubblewrap => IsolationKind.Bubblewrap,
        Container container => container.Engine.Kind,
        _ => IsolationKind.None,
    };

    /// <summary>Finds what the user asked for, and why it is that.</summary>
    /// <exception cref="UserErrorException">It is not to be had.</exception>
    public static (Enclosure Found, string Reason) Find(SandboxOptions options) => options.Wanted switch
    {
        _ when OperatingSystem.IsWindows() => throw new UserErrorException(
            "Programs of a repository are not run on Windows: nothing here can end all that they start.", "Use WSL.", ExitCodes.NotAttempted),
        IsolationKind.None => (new Nothing(), "asked for: programs may do what the user may"),
        IsolationKind.Auto => FindAny(options),
        IsolationKind.Bubblewrap => BubblewrapProgram.Try(options.SearchPath) is ({ } program, var reason)
            ? (new Bubblewrap(program), $"asked for: {reason}")
            : throw Refused(BubblewrapProgram.Try(options.SearchPath).Reason),
        _ => FindEngine(options) is ({ } container, var reason) ? (container, $"asked for: {reason}") : throw Refused(FindEngine(options).Reason),
    };

    private static (Enclosure Found, string Reason) FindAny(SandboxOptions options)
    {
        var (program, refusal) = BubblewrapProgram.Try(options.SearchPath);
        if (program is not null)
            return (new Bubblewrap(program), refusal);
        if (options.Image is null)
            throw Refused($"{refusal}, and the recipe names no container image");
        var tried = new List<string> { refusal };
        foreach (var kind in ContainerEngine.Kinds)
        {
            var (engine, reason) = ContainerEngine.Try(kind, options.SearchPath);
            tried.Add(reason);
            if (engine is not null)
                return (new Container(engine), string.Join("; ", tried));
        }
        throw Refused(string.Join("; ", tried));
    }

    private static (Container? Found, string Reason) FindEngine(SandboxOptions options)
    {
        if (options.Image is null)
            return (null, $"{IsolationNames.Of(options.Wanted)} needs a container image, and the recipe names none");
        var (engine, reason) = ContainerEngine.Try(options.Wanted, options.SearchPath);
        return (engine is null ? null : new Container(engine), reason);
    }

    private static UserErrorException Refused(string reason) => new(
        $"The repository's programs cannot be run in isolation: {reason}.",
        "Install bubblewrap ('apt-get install bubblewrap', 'dnf install bubblewrap'; on Ubuntu 24.04 an AppArmor profile must allow bwrap its user namespaces), "
        + "or give '--isolation none' to run them with all your rights, which is for code that you trust.",
        ExitCodes.NotAttempted);
}

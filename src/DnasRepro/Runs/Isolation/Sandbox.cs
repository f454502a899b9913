using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>Runs programs of a repository, one at a time or many, shut off from this machine as far as the chosen kind goes.</summary>
public sealed class Sandbox : IRunPlace
{
    private readonly Enclosure enclosure;
    private readonly LimitKeeper keeper;
    private readonly SupportFolder support;
    private readonly PythonInterpreter? python;
    private readonly SeenMachine machine;

    private Sandbox(SandboxOptions options)
    {
        (enclosure, Reason) = Enclosure.Find(options);
        python = options.Python;
        keeper = options.UsesControlGroups && enclosure is not Enclosure.Container { Engine.Kind: not IsolationKind.Apptainer } ? LimitKeeper.Find() : new LimitKeeper.Watching();
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        machine = enclosure is Enclosure.Bubblewrap ? new SeenMachine(SystemMounts.Base(), SystemMounts.For(python?.Folders ?? [], home)) : new SeenMachine([], []);
        support = new SupportFolder(enclosure is Enclosure.Container ? null : python);
        Enforced = Enforcement.Of(enclosure, keeper);
    }

    /// <summary>Which kind it is; never auto.</summary>
    public IsolationKind Kind => enclosure.Kind;

    string IRunPlace.Isolation => IsolationNames.Of(Kind);

    /// <summary>Why it is that kind: what was tried and refused.</summary>
    public string Reason { get; }

    /// <summary>Which limits hold and by what, one sentence each; also what does not hold.</summary>
    public IReadOnlyList<string> Enforced { get; }

    /// <summary>Tries what the user asks for.</summary>
    /// <exception cref="UserErrorException">It is not to be had (exit code 3).</exception>
    public static Sandbox Choose(SandboxOptions options) => new(options);

    /// <summary>Where a program sees its folders.</summary>
    public RunPaths Paths(RunFolders folders) => enclosure is Enclosure.Nothing
        ? new RunPaths(folders.Copy, folders.Output, folders.Probe, folders.ProbeOutput, folders.Home, folders.Data)
        : BubblewrapArguments.Paths(folders);

    /// <summary>Runs a program to its end. When this returns or throws, nothing of it is alive.</summary>
    /// <param name="launch">What to run; its folders exist.</param>
    /// <param name="progress">Hears several times a second what it uses; called on another thread.</param>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    /// <exception cref="UserErrorException">The launch asks for what this kind of isolation cannot give.</exception>
    public Task<LaunchEnd> RunAsync(Launch launch, IProgress<RunUsage>? progress, CancellationToken cancellation)
    {
        RefuseWhatCannotBe(launch);
        var result = new TaskCompletionSource<LaunchEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The program dies with the thread that starts it, so that thread is the run's own.
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(Run(launch, progress, cancellation));
            }
            catch (OperationCanceledException)
            {
                result.SetCanceled(cancellation);
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        }) { IsBackground = true, Name = "run" };
        thread.Start();
        return result.Task;
    }

    public void Dispose() => support.Dispose();

    private LaunchEnd Run(Launch launch, IProgress<RunUsage>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folders = launch.Folders;
        Directory.CreateDirectory(BubblewrapArguments.Temporary(folders));
        using var kept = keeper.Begin(launch.Limits with { Processes = launch.Limits.Processes + RunWatch.Machinery });
        return RunWatch.Run(Start(launch), launch.Limits, kept, progress, cancellation);
    }

    private RunStart Start(Launch launch)
    {
        var folders = launch.Folders;
        var paths = Paths(folders);
        var note = EndNote.In(folders.Home, paths.Home);
        var inner = note.Around(launch.Command, enclosure is Enclosure.Nothing ? PlainProcess.EndWithParent : []);
        var variables = Variables(launch, paths);
        var start = new RunStart(
            [], OwnVariables(), "/", [folders.Copy, folders.Output, folders.ProbeOutput, folders.Home],
            launch.LogFolder ?? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folders.Output))!, note);
        return enclosure switch
        {
            Enclosure.Bubblewrap b => start with
            {
                Command = [.. PlainProcess.Limits(launch.Limits), .. BubblewrapArguments.Of(b.Program, launch, Seen(launch), variables, inner)],
                HasOwnSharedMemory = true,
            },
            Enclosure.Container c => InContainer(start, c.Engine, launch, variables, inner),
            _ => InTheOpen(start, launch, variables, inner),
        };
    }

    private SeenMachine Seen(Launch launch)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new SeenMachine(
            [.. machine.System, .. support.Mounts, .. launch.UsesGpu ? SystemMounts.Cards() : []],
            [.. machine.Runtimes, .. SystemMounts.For(SystemMounts.OwnFolders(launch.Command[0]), home)]);
    }

    private static RunStart InContainer(RunStart start, ContainerEngine engine, Launch launch, Dictionary<string, string> variables, IReadOnlyList<string> inner)
    {
        var name = $"dnas-repro-{Guid.NewGuid():N}";
        return start with
        {
            Command = ContainerArguments.Of(engine, launch, name, PlainProcess.User, variables, inner), KillCommand = ContainerArguments.Kill(engine, name),
        };
    }

    private static RunStart InTheOpen(RunStart start, Launch launch, Dictionary<string, string> variables, IReadOnlyList<string> inner)
    {
        const string marker = "DNAS_REPRO_RUN";
        variables[marker] = Guid.NewGuid().ToString("N");
        return start with
        {
            Command = [.. PlainProcess.Around, .. PlainProcess.Limits(launch.Limits), .. PlainProcess.Scrubbed(variables), .. inner],
            WorkingDirectory = Path.Join(launch.Folders.Copy, launch.WorkingDirectory), Marker = $"{marker}={variables[marker]}",
        };
    }

    /// <summary>The few variables that every program needs, and those of the launch. Nothing of the user's.</summary>
    private Dictionary<string, string> Variables(Launch launch, RunPaths paths)
    {
        var isNothing = enclosure is Enclosure.Nothing;
        var own = enclosure is Enclosure.Container ? [] : (string[])[isNothing ? support.Programs : $"{BubblewrapArguments.Root}/bin", .. python is null ? [] : (string[])[Path.GetDirectoryName(python.Executable)!]];
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = string.Join(':', own.Concat(["/usr/local/bin", "/usr/bin", "/bin"])),
            ["LANG"] = "C.UTF-8",
            ["HOME"] = paths.Home,
            ["TMPDIR"] = isNothing ? BubblewrapArguments.Temporary(launch.Folders) : "/tmp",
        };
        if (enclosure is not Enclosure.Container && python?.UserBase is { } userBase)
            variables["PYTHONUSERBASE"] = userBase;
        foreach (var (name, value) in launch.Environment)
            variables[name] = value;
        return variables;
    }

    /// <summary>Variables for what stands around a program: engines and systemd find their sockets by them. The program does not get them.</summary>
    private static Dictionary<string, string> OwnVariables() => ((string[])
        ["PATH", "HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG"])
        .Select(n => (n, Environment.GetEnvironmentVariable(n))).Where(v => v.Item2 is not null).ToDictionary(v => v.n, v => v.Item2!);

    private void RefuseWhatCannotBe(Launch launch)
    {
        if (enclosure is Enclosure.Container && launch.Image is null)
            throw new UserErrorException($"{Name(Kind)} needs a container image, and the recipe names none.", "Add 'image' to the recipe, or use '--isolation bubblewrap'.", ExitCodes.NotAttempted);
        if (enclosure is Enclosure.Nothing && launch.Binds.Count > 0)
            throw new UserErrorException("The recipe wants data at fixed places, which only isolation can give.", "Use '--isolation auto'.", ExitCodes.NotAttempted);
        foreach (var (_, target) in launch.Binds)
        {
            if (!target.StartsWith('/') || target.Split('/').Skip(1).Any(p => p is "" or "." or ".."))
                throw new UserErrorException($"'{PrintableText.Of(target)}' is no place for data.", "Give an absolute path without '.' and '..'.");
        }
    }

    private static string Name(IsolationKind kind) => IsolationNames.Of(kind);
}

using System.CommandLine;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Reports;
using DnasRepro.Search.Evaluation;

namespace DnasRepro.Cli;

/// <summary><c>profile FILE|TARGET</c>: parameters, multiply-adds, activations and measured latency of an architecture in the U of the reference search.</summary>
internal static class ProfileCommand
{
    /// <summary>Values of all feature maps up to which a network is run: 16 GiB if all were held at a time, which a forward pass does not do.</summary>
    private const long MostActivations = 1L << 32;

    private static readonly Argument<string> Subject = new("FILE|TARGET") { Description = "An architecture.json, a card, or a target whose card has the architecture: as for 'check'." };
    private static readonly Option<string?> Genotype = new("--genotype") { Description = "A genotype of the card. [default: the selected one]", HelpName = "ID" };
    private static readonly Option<int?> Dimensions = new("--dimensions") { Description = "2 for images, 3 for volumes. [default: the card's, else 2]", HelpName = "2|3" };
    private static readonly Option<int> Channels = new("--channels") { Description = "Channels of every node.", HelpName = "N", DefaultValueFactory = _ => new SpaceSettings().Channels };
    private static readonly Option<int?> Size = new("--size") { Description = "Pixels along each axis of the image. [default: 64, in volumes 32]", HelpName = "N" };
    private static readonly Option<int> Levels = new("--levels") { Description = "Down cells, and as many up cells.", HelpName = "N", DefaultValueFactory = _ => new SpaceSettings().Levels };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the arithmetic; 0 for as many as there are cores.", HelpName = "N", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Runs = new("--runs") { Description = "Forward passes that are timed.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> WarmUp = new("--warmup") { Description = "Forward passes before them that are not.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private static readonly Option<string> Device = new("--device") { Description = "cpu, or cuda where a CUDA libtorch is there.", HelpName = "cpu|cuda", DefaultValueFactory = _ => "cpu" };
    private static readonly Option<string> Form = new("--format", "-f") { Description = "text or json.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
    private static readonly Option<bool> NoGenerated = new("--no-generated") { Description = "Measure no latency: only what is counted, which is the same on every machine." };

    public static Command Create()
    {
        var command = new Command("profile", "Counts the parameters and multiply-adds of an architecture and measures its latency.") { Subject };
        foreach (var option in (Option[])[Genotype, Dimensions, Channels, Size, Levels, Threads, Runs, WarmUp, Device, Form, NoGenerated])
            command.Add(option);
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var form = OneOf(options.GetValue(Form)!, "--format", "text", "json");
        OneOf(options.GetValue(Device)!, "--device", "cpu", "cuda");
        var source = options.GetValue(Subject)!;
        var subject = ProfileSubject.Read(source, options.GetValue(Genotype), cancellation);
        var architecture = subject.Architecture;
        var dimensions = options.GetValue(Dimensions) ?? subject.Dimensions ?? 2;
        var space = new SpaceSettings
        {
            Dimensions = InRange(dimensions, "--dimensions", 2, 3),
            Levels = InRange(options.GetValue(Levels), "--levels", 1, 5),
            Nodes = architecture.Nodes,
            Channels = InRange(options.GetValue(Channels), "--channels", 2, 128),
        };
        var ends = new NetworkEnds(options.GetValue(Size) ?? SearchSettings.For(dimensions).Data.Size);
        Check(space, ends);
        var cost = ArchitectureCosts.Of(architecture.Architecture, space, ends);
        var measured = options.GetValue(NoGenerated) ? null : Measured(options, architecture, space, ends, cost, cancellation);
        var profile = new NetworkProfile(subject, space, ends, cost, measured);
        if (form == "json")
            Console.Out.WriteLine(profile.Json());
        foreach (var line in form == "json" ? [] : profile.Text())
            Console.Out.WriteLine(Escaping.Terminal(line));
        return ExitCodes.Passed;
    }

    private static MeasuredLatency Measured(ParseResult options, ReferenceArchitecture architecture, SpaceSettings space, NetworkEnds ends, NetworkCost cost, CancellationToken cancellation)
    {
        if (cost.Total.Activations > MostActivations)
            throw new UserErrorException($"The network's feature maps have {cost.Total.Activations:#,0} values: it is too large to be run here.", "Give a smaller --size or fewer --channels, or --no-generated to count only.");
        var how = new LatencyOptions(
            InRange(options.GetValue(Runs), "--runs", 1, 100_000), InRange(options.GetValue(WarmUp), "--warmup", 0, 100_000), InRange(options.GetValue(Threads), "--threads", 0, 1024), options.GetValue(Device)!);
        // Without a sign that work goes on: what is drawn meanwhile takes time from what is measured.
        return new MeasuredLatency(how, NetworkLatency.Measure(architecture.Architecture, space, ends, how, cancellation));
    }

    private static void Check(SpaceSettings space, NetworkEnds ends)
    {
        if (space.Channels % 2 != 0)
            throw new UserErrorException($"--channels is {space.Channels}.", "Give an even number: a halving skip has two halves.");
        var step = 1 << space.Levels;
        if (ends.Size < step || ends.Size > 2048 || ends.Size % step != 0)
            throw new UserErrorException($"--size is {ends.Size}.", $"Give a multiple of {step} (2^levels) up to 2048.");
    }

    private static int InRange(int value, string option, int low, int high) =>
        value >= low && value <= high ? value : throw new UserErrorException($"{option} is {value}.", $"Give a number from {low} to {high}.");

    private static string OneOf(string value, string option, params string[] allowed) =>
        allowed.Contains(value) ? value : throw new UserErrorException($"{option}: '{value}' is not known.", $"Give {string.Join(" or ", allowed)}.");
}

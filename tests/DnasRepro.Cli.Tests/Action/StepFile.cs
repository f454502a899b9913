using YamlDotNet.RepresentationModel;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>A step of an action or of a job, as it is written.</summary>
internal sealed record Step(string? Name, string? Id, string? If, string? Uses, string? Run, string? Shell, bool MayFail, IReadOnlyDictionary<string, string> Env, IReadOnlyDictionary<string, string> With);

/// <summary>An <c>action.yml</c>, or a job of a workflow, read for the tests.</summary>
/// <param name="Defaults">The inputs with their defaults, as they are written.</param>
/// <param name="Outputs">The outputs with the expressions of their values.</param>
/// <param name="Steps">The steps in their order.</param>
internal sealed record StepFile(IReadOnlyDictionary<string, string> Defaults, IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<Step> Steps)
{
    public static StepFile OfAction(string file)
    {
        var root = Root(file);
        return new StepFile(Values(root, "inputs", "default"), Values(root, "outputs", "value"), Read(Child(root, "runs")!));
    }

    public static StepFile OfJob(string file, string job) => new(new Dictionary<string, string>(), new Dictionary<string, string>(), Read(Child(Child(Root(file), "jobs")!, job)!));

    public static YamlMappingNode Root(string file)
    {
        using var reader = new StreamReader(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static YamlMappingNode? Child(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child as YamlMappingNode : null;

    public static string? Scalar(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? (child as YamlScalarNode)?.Value : null;

    private static Dictionary<string, string> Values(YamlMappingNode root, string part, string name) =>
        Child(root, part)!.Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => Scalar((YamlMappingNode)p.Value, name) ?? "");

    private static List<Step> Read(YamlMappingNode owner) =>
        [.. ((YamlSequenceNode)owner.Children[new YamlScalarNode("steps")]).Cast<YamlMappingNode>().Select(s => new Step(
            Scalar(s, "name"), Scalar(s, "id"), Scalar(s, "if"), Scalar(s, "uses"), Scalar(s, "run"), Scalar(s, "shell"), Scalar(s, "continue-on-error") == "true", Texts(s, "env"), Texts(s, "with")))];

    private static Dictionary<string, string> Texts(YamlMappingNode step, string name) =>
        Child(step, name)?.Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => ((YamlScalarNode)p.Value).Value!) ?? [];
}

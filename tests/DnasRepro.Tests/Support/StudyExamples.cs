using System.Text;
using DnasRepro.Audits;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Tests.Support;

/// <summary>Studies made from the repository that the examples of checks start from.</summary>
internal static class StudyExamples
{
    public static readonly DateOnly Today = new(2026, 11, 27);

    /// <summary>A program that evaluates a network, as YAML of an example's files.</summary>
    public const string Evaluation = "evaluate.py: \"import torch\\nfrom supernet import Supernet\\n\\nif __name__ == '__main__':\\n    net = Supernet()\\n    net.load_state_dict(torch.load('weights.pt'))\\n    net.eval()\\n    print(net)\\n\"";

    /// <summary>The study with differences, as an example of a check writes them.</summary>
    public static StudyResult Assess(string patch = "{}", string? folder = null) => StudyAssessor.Assess(Snapshot(patch), folder, null, "0", Today);

    /// <summary>Its card alone.</summary>
    public static StudyResult AssessCard(string patch = "{}") => StudyAssessor.Assess(null, null, Card(patch), "0", Today);

    /// <summary>Files as a test writes them.</summary>
    public static StudyResult AssessFiles(params (string Path, string Text)[] files) =>
        StudyAssessor.Assess(Memory.Snapshot(files.Select(f => KeyValuePair.Create(f.Path, f.Text))), null, null, "0", Today);

    public static RepositorySnapshot Snapshot(string patch = "{}")
    {
        var example = CheckExample.Of(patch);
        return Memory.Snapshot(example.CardText is { } card ? example.Files.Append(new("nas-reporting-card.yml", card)) : example.Files);
    }

    public static SnapshotFile Card(string patch = "{}") => File("study.nas-card.yml", CheckExample.Of(patch).CardText!);

    public static SnapshotFile File(string path, string text) => new(RepoPath.Parse(path), Encoding.UTF8.GetByteCount(text), () => Encoding.UTF8.GetBytes(text));
}

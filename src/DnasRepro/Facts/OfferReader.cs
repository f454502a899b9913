using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds what documents and file names offer beside code: trained weights, and how to get the data.</summary>
internal sealed class OfferReader : ITextReader
{
    private const int MostPlaces = 50;
    private const int LongestLine = 4000;
    private const int MostFiles = 200;

    /// <summary>A verb counts when it stands so near to the word "data", in characters.</summary>
    private const int Nearness = 60;


    /// <summary>Documents that speak of the project's life and not of its use.</summary>
    private static readonly string[] Sides = ["changelog", "contributing", "code_of_conduct", "news", "history", "security", "release"];

    /// <summary>Addresses that hold other people's weights, or none.</summary>
    private static readonly string[] OthersWeights = ["segment_anything", "download.pytorch.org", "huggingface.co/docs", "huggingface.co/papers", "huggingface.co/datasets", "huggingface.co/spaces"];

    /// <summary>Words in a heading that make it one on results.</summary>
    private static readonly string[] OfResults = ["evaluat", "result", "train", "accuracy", "performance", "tune", "search on", "benchmark"];

    private static readonly string[] WeightEndings = [".pth", ".pt", ".ckpt", ".onnx", ".safetensors", ".pth.tar", ".pt.tar", ".caffemodel", ".pdparams"];
    private static readonly string[] WeightWords = ["weights", "weight file", "checkpoint", "pretrained", "pre-trained", "pre trained", "trained model", "model zoo", "modelzoo", "model_zoo", "models after", "our models", "权重", "预训练"];
    private static readonly string[] WeightCalls = ["from_pretrained(", "torch.hub.load(", "pretrained=True", "hf_hub_download(", "snapshot_download("];
    private static readonly string[] Storage =
    [
        "drive.google.", "dropbox.", "pan.baidu.", "zenodo.", "huggingface.co/", "hf.co/", "/releases/", "onedrive.", "1drv.ms", "sharepoint.", "figshare.", "osf.io/", "fbaipublicfiles.",
        "amazonaws.", "storage.googleapis.", "blob.core.windows.", "mega.nz", "box.com", "ngc.nvidia.", "modelscope.", "download.", "owncloud", "nextcloud", "cloud.", "weiyun.", "aliyuncs.", "myqcloud.", "mmlab.", "kaggle.",
    ];

    private static readonly string[] DataVerbs = ["download", "prepar", "put ", "place", "organi", "structur", "split", "available", "extract", "unzip", "symlink", "obtain", "convert", "preprocess", "layout", "下载", "准备"];
    private static readonly string[] DataScripts = ["download", "prepare_data", "prepare-data", "get_data", "fetch_data", "make_dataset", "create_dataset", "convert_data", "preprocess_data", "preprocess_dataset"];

    private readonly List<Evidence> weights = [];
    private readonly List<Evidence> data = [];
    private int files;

    public bool Wants(RepoPath path) => files < MostFiles && DocumentReader.IsDocument(path) && !Array.Exists(Sides, s => path.Name.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    public void Read(RepoPath path, string text)
    {
        files++;
        if (path.Folder.Length > 0 && path.Folder[(path.Folder.LastIndexOf('/') + 1)..].StartsWith("data", StringComparison.OrdinalIgnoreCase))
            data.Add(Evidence.OfFile(path));
        var (heading, before, number) = ("", "", 0);
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            number++;
            if (span.Length > LongestLine || span.IsWhiteSpace())
                continue;
            var line = span.ToString();
            if (line.TrimStart().StartsWith('#'))
                heading = line;
            if (weights.Count < MostPlaces && OffersWeights(line, before, heading))
                weights.Add(Evidence.AtLine(path, number, line));
            if (data.Count < MostPlaces && TellsOfData(line))
                data.Add(Evidence.AtLine(path, number, line));
            before = line;
        }
    }

    /// <summary>Weights among the files of the repository, before those that documents name.</summary>
    public WeightFacts Weights(IReadOnlyList<RepoPath> paths) =>
        new([.. paths.Where(p => Array.Exists(WeightEndings, e => p.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && !Has(p.Value, "test/", "tests/", "optim")).Take(MostPlaces).Select(p => Evidence.OfFile(p)), .. weights]);

    /// <summary>What documents say of data, then scripts whose name says that they get or prepare it.</summary>
    public DataFacts Data(IReadOnlyList<RepoPath> paths) =>
        new([.. data, .. paths.Where(p => p.Extension is (".py" or ".sh") && Has(p.Name, DataScripts)).Take(MostPlaces).Select(p => Evidence.OfFile(p))]);

    /// <summary>A line that links to a weights file or loads one, or links to a place for large files where weights are spoken of.</summary>
    private static bool OffersWeights(string line, string before, string heading)
    {
        if (Has(line, OthersWeights))
            return false;
        if (Has(line, WeightCalls))
            return true;
        if (!line.Contains("://", StringComparison.Ordinal) && !line.Contains("](", StringComparison.Ordinal))
            return false;
        if (Array.Exists(WeightEndings, e => line.Contains(e + ")", StringComparison.OrdinalIgnoreCase) || line.Contains(e + "]", StringComparison.OrdinalIgnoreCase) || line.Contains(e + "\"", StringComparison.OrdinalIgnoreCase)))
            return true;
        if (line.Contains("](", StringComparison.Ordinal) && Has(line, "model_zoo", "modelzoo", "model zoo"))
            return true;
        if (!Has(line, Storage))
            return false;
        return Has(line, WeightWords) || (!HasWord(line, "data") && (Has(before, WeightWords) || Has(heading, WeightWords) || HasWord(heading, "model")));
    }

    /// <summary>A heading on data, or a sentence that says what to do with the data or where they are.</summary>
    private static bool TellsOfData(string line)
    {
        if (line.Contains("数据", StringComparison.Ordinal))
            return line.TrimStart().StartsWith('#') || Has(line, DataVerbs);
        var at = WordAt(line, "data", 0);
        if (at >= 0 && line.TrimStart().StartsWith('#'))
            return !Has(line, OfResults);
        for (; at >= 0; at = WordAt(line, "data", at + 1))
        {
            var (from, to) = (Math.Max(0, at - Nearness), Math.Min(line.Length, at + Nearness));
            var near = line[from..to];
            if (Array.Exists(DataVerbs, v => WordAt(near, v, 0) >= 0) || (Has(near, "dataset", "data set") && near.Contains("](", StringComparison.Ordinal)))
                return true;
        }
        return false;
    }

    private static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool HasWord(string text, string start) => WordAt(text, start, 0) >= 0;

    /// <summary>Where a word begins so, from a place on; -1 when none does.</summary>
    private static int WordAt(string text, string start, int from)
    {
        for (var at = from < text.Length ? text.IndexOf(start, from, StringComparison.OrdinalIgnoreCase) : -1; at >= 0; at = text.IndexOf(start, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-' or '/'))
                return at;
        }
        return -1;
    }
}

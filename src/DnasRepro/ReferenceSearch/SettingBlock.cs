using DnasRepro.Documents;

namespace DnasRepro.ReferenceSearch;

/// <summary>A block of a settings file that fits the schema: the value of a key, or what holds where it is not stated.</summary>
internal sealed record SettingBlock(DocumentMap? Map)
{
    public static SettingBlock Of(DocumentMap root, string key) => new(root[key] as DocumentMap);

    public int Count(string key, int usual) => CountOrNone(key) ?? usual;

    public int? CountOrNone(string key) => Scalar(key) is { Kind: ScalarKind.Integer or ScalarKind.Number } scalar ? (int)scalar.Number : null;

    public double Number(string key, double usual) => Scalar(key) is { Kind: ScalarKind.Integer or ScalarKind.Number } scalar ? scalar.Number : usual;

    public bool Flag(string key, bool usual) => Scalar(key) is { Kind: ScalarKind.Boolean } scalar ? scalar.Number == 1 : usual;

    public string? Text(string key) => Scalar(key) is { Kind: ScalarKind.Text } scalar ? scalar.Text : null;

    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T usual)
        where T : struct => Text(key) is { } word ? words[word] : usual;

    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> usual) => Map?[key] is DocumentList list ? [.. list.Items.OfType<DocumentScalar>().Select(s => s.Text)] : usual;

    public SettingBlock? Block(string key) => Map?[key] is DocumentMap map ? new SettingBlock(map) : null;

    public IEnumerable<SettingBlock> Blocks(string key) => Map?[key] is DocumentList list ? list.Items.OfType<DocumentMap>().Select(m => new SettingBlock(m)) : [];

    private DocumentScalar? Scalar(string key) => Map?[key] as DocumentScalar;
}

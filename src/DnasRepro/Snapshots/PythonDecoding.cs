using System.Text;
using System.Text.RegularExpressions;

namespace DnasRepro.Snapshots;

/// <summary>
/// Turns the bytes of a Python file into text, in the encoding that it declares (https://peps.python.org/pep-0263/). Code in an
/// encoding that nobody declared is still code: it is read as Latin-1, which any bytes are, and the text says so.
/// </summary>
public static partial class PythonDecoding
{
    /// <summary>Decodes a Python file.</summary>
    public static FileContent Decode(ReadOnlySpan<byte> bytes)
    {
        var plain = TextDecoding.Decode(bytes);
        if (!IsLegible(bytes) || bytes.StartsWith(Encoding.UTF8.Preamble))
            return plain;
        var name = Declared(bytes);
        if (name is null || IsUtf8(name))
            return plain is FileContent.Text ? plain : AsLatin1(bytes, "is not valid UTF-8 and declares no other encoding");
        var encoding = Find(name);
        if (encoding is not null && TryDecode(encoding, bytes) is { } text)
            return new FileContent.Text(text);
        var reason = encoding is null ? $"declares the encoding '{name}', which is not known" : $"declares the encoding '{name}' and is not written in it";
        return plain is FileContent.Text utf8 ? utf8 with { Note = $"{reason}; it was read as UTF-8" } : AsLatin1(bytes, reason);
    }

    private static bool IsLegible(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && !bytes.StartsWith(Encoding.Unicode.Preamble)
        && !bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) && !bytes.StartsWith("version https://git-lfs"u8);

    private static FileContent.Text AsLatin1(ReadOnlySpan<byte> bytes, string reason) =>
        new(Encoding.Latin1.GetString(bytes)) { Note = $"{reason}; it was read as Latin-1" };

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The name in the comment of the first line, or of the second below a blank or commented first.</summary>
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1000)]);
        var lines = head.Split(["\r\n", "\n", "\r"], 3, StringSplitOptions.None);
        for (var i = 0; i < Math.Min(2, lines.Length); i++)
        {
            if (Declaration().Match(lines[i]) is { Success: true } match)
                return match.Groups[1].Value;
            if (lines[i].TrimStart(' ', '\t', '\f') is { Length: > 0 } code && code[0] != '#')
                return null;
        }
        return null;
    }

    private static bool IsUtf8(string name) => Plain(name) is "utf-8" or "utf8" or "u8" or "utf" or "utf8-ucs2" or "utf8-ucs4" or "utf-8-sig"
        || Plain(name).StartsWith("utf-8-", StringComparison.Ordinal);

    private static string Plain(string name) => name.ToLowerInvariant().Replace('_', '-');

    /// <summary>The encoding that Python means by a name; null when it is not known here.</summary>
    private static Encoding? Find(string name)
    {
        var plain = Plain(name);
        var known = plain switch
        {
            "latin-1" or "latin1" or "l1" or "iso-8859-1" or "iso8859-1" or "latin" => "iso-8859-1",
            "ascii" or "us-ascii" or "646" => "us-ascii",
            "gbk" or "cp936" or "936" or "gb2312" or "euc-cn" => "936",
            "gb18030" or "gb18030-2000" => "54936",
            "shift-jis" or "shiftjis" or "sjis" or "s-jis" or "cp932" or "932" or "ms932" or "windows-31j" => "932",
            "euc-jp" or "eucjp" or "ujis" => "51932",
            "euc-kr" or "euckr" => "51949",
            "cp949" or "949" or "uhc" or "ms949" => "949",
            "big5" or "big5-tw" or "cp950" => "950",
            "koi8-r" => "20866",
            "koi8-u" => "21866",
            "iso2022-jp" or "iso-2022-jp" => "50220",
            "mac-roman" or "macroman" or "macintosh" => "10000",
            _ => CodePage().Match(plain) is { Success: true } page ? page.Groups[1].Value
                : IsoPart().Match(plain) is { Success: true } part ? $"{28590 + int.Parse(part.Groups[1].Value)}" : null,
        };
        return known switch
        {
            null => null,
            "iso-8859-1" or "us-ascii" => Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(int.Parse(known), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        };
    }

    [GeneratedRegex(@"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:cp|windows-|ibm)?(1?\d{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePage();

    [GeneratedRegex(@"^iso-?8859-(\d{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex IsoPart();
}

using System.Text;

namespace DnasRepro.Snapshots;

/// <summary>Turns bytes into text, strictly: what is not plainly text is named as unread, never guessed.</summary>
public static class TextDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes UTF-8 (with or without byte order mark) and UTF-16 with byte order mark.</summary>
    public static FileContent Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("version https://git-lfs.github.com/spec/"u8))
            return new FileContent.Unread("Git LFS pointer: the content is not in the repository");
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        else if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return DecodeUtf16(bytes);
        if (bytes.Contains((byte)0))
            return new FileContent.Unread("binary (holds a NUL byte)");
        try
        {
            return new FileContent.Text(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException error)
        {
            var line = bytes[..Math.Min(Math.Max(error.Index, 0), bytes.Length)].Count((byte)'\n') + 1;
            return new FileContent.Unread($"not valid UTF-8 (line {line})");
        }
    }

    private static FileContent DecodeUtf16(ReadOnlySpan<byte> bytes)
    {
        var encoding = new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
        try
        {
            var text = encoding.GetString(bytes[2..]);
            return text.Contains('\0') ? new FileContent.Unread("binary (holds a NUL character)") : new FileContent.Text(text);
        }
        catch (DecoderFallbackException)
        {
            return new FileContent.Unread("not valid UTF-16");
        }
    }
}

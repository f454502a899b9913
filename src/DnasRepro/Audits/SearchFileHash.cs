using System.Security.Cryptography;
using System.Text;
using DnasRepro.Python;

namespace DnasRepro.Audits;

/// <summary>Hashes what a Python file says: comments, blank lines, spacing and line ends do not count.</summary>
public static class SearchFileHash
{
    private const int HexDigits = 16;

    /// <summary>The file's hash; null when it says nothing.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its text.</param>
    public static SearchFile? Of(string path, string text)
    {
        var tokens = Lexer.File(text, new DiagnosticBag());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.EndOfFile)
                continue;
            hash.AppendData([(byte)token.Kind]);
            // Blocks and line ends count by their kind; the blanks that make them do not.
            if (token.Kind is not (TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
                hash.AppendData(Bytes(text, token));
            count++;
        }
        return count == 0 ? null : new SearchFile(path, Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits], count);
    }

    /// <summary>A token's text and its end; line ends inside strings are all alike.</summary>
    private static byte[] Bytes(string text, Token token)
    {
        var said = text[token.Start..token.End];
        if (said.Contains('\r'))
            said = said.ReplaceLineEndings("\n");
        return Encoding.UTF8.GetBytes(said + "\0");
    }
}

using CsCheck;

namespace DnasRepro.Tests.Support;

/// <summary>Texts that would do something somewhere if they were not escaped.</summary>
internal static class HostileTexts
{
    /// <summary>One text with most of them.</summary>
    public const string Everything = "</style><script>alert(1)</script> `x` | [a](javascript:b) @team #1 ![i](http://e.org/i.png) \u001b[31m \u202e ::error::x\n::set-output name=a::b%0A é😀";

    /// <summary>Each by itself: workflow commands, mentions, references, links, HTML, terminals, writing direction, line breaks, halves of characters.</summary>
    public static readonly string[] All =
    [
        "::error file=a,line=1::x", "\n::error::x", "\r\n::set-output name=level::5", "\n::add-mask::a", "##[error]x", "a\n##[set-env name=X]y", "%0A::warning::x", "\nlevel=stable\n", "\ngrade<<EOF\n5\nEOF\n",
        "@octocat", "a @org/team b", "#123", "GH-123", "owner/name#123", "38f54d6e3698211e8c19a1161a4bda16b9ac3268", "owner/name@38f54d6e3698211e8c19a1161a4bda16b9ac3268", "https://github.com/o/n/issues/1", "www.example.com", "a@b.example",
        "[text](https://e.example)", "![image](https://e.example/i.png)", "<img src=x onerror=alert(1)>", "<a href=https://e.example>x</a>", "<script>alert(1)</script>", "<!-- dnas-repro: report -->", "-->", "</details>", "</summary>", "</sub>",
        "\u001b[31mred\u001b[0m", "\u001b]8;;https://e.example\u0007x", "\u202egpj.exe", "\u2066x\u2069", "a\0b", "a\nb", "a\r\nb", "\u2028", "\u0085",
        "\ud83d", "\ude00x", "😀", "日本語", "e\u0301\u0301\u0301", "| a | b |", "```\nx\n```", "# heading", "- item", "> quote", "{{ title }}", "$x$", ":smile:", "[^1]", "[!WARNING]", "<details>",
    ];

    /// <summary>Any of them, and any mixture.</summary>
    public static Gen<string> Any => Gen.OneOf(Gen.Int[0, All.Length - 1].Select(i => All[i]), Gen.Int[0, All.Length - 1].Select(i => All[i]).Array[1, 6].Select(string.Concat), Gen.String[1, 30]);
}

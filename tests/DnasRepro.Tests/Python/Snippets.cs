using CsCheck;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Python;

/// <summary>Python texts for laws: written ones, one real file, and soups of pieces.</summary>
internal static class Snippets
{
    public static readonly string[] Written =
    [
        "import os, sys.path as p\nfrom ..a.b import (c as d, e,)\nfrom . import *\n",
        "@decorate(1)\nasync def f(a, /, b: int = 2, *c, d=lambda x, *y: x, **e) -> None:\n\treturn await g(a, *b, c=1, **d)\n",
        "class A(B, metaclass=C):\n    'text'\n    x: int = 1\n    def m(self): pass\n\n    y = [i for i in range(3) if i if not i]\n",
        "if a:\n  b\nelif c: d; e\nelse:\n    f\nwhile x: continue\nelse: pass\n",
        "try:\n    pass\nexcept (A, B) as e: raise C from e\nexcept* D: pass\nelse: pass\nfinally: del a, b\n",
        "with (open(a) as b, c as (d, e),): pass\nwith a, b as c[0]: pass\n",
        "match point:\n    case Point(x=0, y=[1, *rest]) | {'k': v, **r} if rest: pass\n    case _: pass\n",
        "x = f'{a!r:>{w}} {b[\"c\"]} {{}} {d = }' rf\"\\{e}\" b'x' if t\"{u}\" else '''a\nb''' \"\"\"c\"\"\"\n",
        "print >>f, 'a', b,\nexec 'x' in d\nprint\nraise E, 'x', tb\nx = `a` <> 0777L\n",
        "a = b, *c = d[1:2, ::3, ...] = {**e, 'f': g} | {h, *i} @ j ** -k // ~l\n",
        "a.b.c(d)(e)[f].g += yield (h := 1)\n\\\n\f\nglobal x\nnonlocal y\ntype T[U: int, *V, **W] = X\n",
        "for a, (b, *c) in d, e:\n    yield from (f for g in h async for i in j)\nelse:\n    assert not a is not b not in c, 'd'\n",
        "def f((a, b), c):\n\tif a:\n        b\n    c\n",
        "\u00e9t\u00e9 = '\u00e9' # \u00e9\r\nx = (1,\r\n  2)\r\ry = \ud835\udd18\n",
    ];

    private static readonly string[] Pieces =
    [
        "a", "if", "else", "for", "in", "def", "class", "lambda", "not", "yield", "await", "async", "match", "case", "print", "exec", "with", "as", "try", "except",
        "finally", "import", "from", "type", "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", ":=", "==", "<>", "->", "@", "*", "**", "+=", "-", "`", "!", "$", "?",
        "'", "\"", "'''", "\"\"\"", "f'", "f\"{", "rf'''{", "t'", "b'x'", "{a!r:{b}}", "\\", "\\\n", "\n", "\r", "\r\n", "\n    ", "\n\t", "\n  ", " ", "\f", "#", "0", "0777", "1e", "0x", "10L",
        "\0", "\u00e9", "\ud835\udd18", "\ud835", "\ufeff", "\u2028",
    ];

    /// <summary>A text that somebody could have written, or nearly.</summary>
    public static Gen<string> Texts => Gen.OneOf<string>(
        Gen.OneOf(Written),
        Gen.OneOf(Written).Array[2, 5].Select(string.Concat),
        Gen.OneOf(Pieces).Array[0, 40].Select(string.Concat),
        Gen.OneOf(Pieces).Array[0, 40].Select(p => string.Join(' ', p)),
        Gen.Const(Real));

    /// <summary>A real file: the oracle's.</summary>
    private static string Real { get; } = File.ReadAllText(Path.Combine(ExternalTool.ToolsFolder, "outline.py"))[..4000];

    /// <summary>A text with something deleted, put in, or put elsewhere.</summary>
    public static Gen<string> Damaged => Gen.Select(Texts, Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Double[0, 1], Gen.OneOf(Pieces)).Array[1, 4])
        .Select((text, damages) => damages.Aggregate(text, Damage));

    private static string Damage(string text, (int Kind, double Place, double Other, string Piece) damage)
    {
        var place = (int)(damage.Place * text.Length);
        var length = Math.Min((int)(damage.Other * 20), text.Length - place);
        return damage.Kind switch
        {
            0 => text.Remove(place, length),
            1 => text.Insert(place, damage.Piece),
            2 => text[..place],
            _ => text.Remove(place, length).Insert((int)(damage.Other * (text.Length - length)), text.Substring(place, length)),
        };
    }
}

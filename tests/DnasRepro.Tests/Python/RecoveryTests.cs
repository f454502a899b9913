using DnasRepro.Python.Syntax;

namespace DnasRepro.Tests.Python;

/// <summary>Broken files of real repositories: what stands around the damage is still read.</summary>
public class RecoveryTests
{
    [Theory]
    [InlineData("a(1, b(2)\nc(3)\nd(4)\n", "a b c d")]
    [InlineData("a(1, [2\n\n# text\nc = b(3)\nd(4)\n", "a b d")]
    [InlineData("def f():\n    a(1, {2: 3}\n    b(3)\n    c(4)\nd(5)\n", "a b c d")]
    [InlineData("x = (1,\nclass A:\n    def f(self): a()\n", "a")]
    [InlineData("def f(x)\n    a(1)\nb(2)\n", "a b")]
    [InlineData("if x:\n# nothing\na(1)\n", "a")]
    [InlineData("class A:\n  def f(self):\n    a(1)\n   def g(self):\n    b(2)\nc(3)\n", "a b c")]
    [InlineData("x = 'open\na(1)\n", "a")]
    [InlineData("a(lat., b(2))\nc(3)\n", "a b c")]
    [InlineData("<<<<<<< HEAD\na(1)\n=======\nb(2)\n>>>>>>> other\nc(3)\n", "a b c")]
    [InlineData("else:\n    a(1)\nb(2)\n", "a b")]
    [InlineData("%run models/operations.py\na(1)\n", "a")]
    [InlineData("f'{a(1'\nb(2)\n", "b")]
    [InlineData("x = f\"{a(1)} {\"\nb(2)\n", "b")]
    [InlineData("a(1) b(2)\nc(3)\n", "a c")]
    public void Calls_around_the_damage_are_seen(string text, string calls)
    {
        var module = Trees.Parse(text);

        Assert.Contains(module.Diagnostics, d => !d.IsOldSyntax);
        Assert.Superset(calls.Split(' ').ToHashSet(), module.Calls().ToHashSet());
    }

    [Theory]
    [InlineData("f(\n'c'\n'd',\na,\nb=[x\nfor x in y\nif z],\n)\n")]
    [InlineData("x = (a\nif b\nelse c\nor d\n)\n")]
    [InlineData("x = [i\nasync for i in j]\ny = ('a'\nf'b'\nr'c')\nz = (await\nf())\n")]
    public void Lines_of_brackets_that_begin_at_the_margin_are_no_damage(string text)
    {
        var module = Trees.Parse(text);

        Assert.Empty(module.Diagnostics);
        Assert.DoesNotContain(module.Body, s => s is ErrorStatement);
    }
}

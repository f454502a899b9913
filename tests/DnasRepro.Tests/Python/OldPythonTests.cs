using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Python;

/// <summary>Python 2 as it was really written.</summary>
public class OldPythonTests
{
    [Theory]
    [InlineData("print 'a', f(x),")]
    [InlineData("print >>f, x,")]
    [InlineData("print >>sys.stderr, 'a %s' % x")]
    [InlineData("print -1 if x else f(x)")]
    [InlineData("x = `f(a), b`")]
    [InlineData("exec 'a' in d, e")]
    [InlineData("exec code in f(x)")]
    [InlineData("if a <> 0777 or b == 10L or 0xFFL: f(x)")]
    [InlineData("x = ur'a' + UR\"b\"")]
    [InlineData("try: f(x)\nexcept A, e: pass")]
    [InlineData("try: f(x)\nexcept (A, B), (c, d): pass")]
    [InlineData("raise E, 'x', tb")]
    [InlineData("def f((a, b), c=(1, 2)): f(a)")]
    [InlineData("x = lambda (a, b), c: f(a)")]
    [InlineData("x = [f(a) for a in 1, 2, 3]")]
    [InlineData("x = [f(a) for a in lambda: True, lambda: False if a()]")]
    [InlineData("x.cuda(async=True, non_blocking=False)")]
    [InlineData("await = async = f(x)")]
    [InlineData("def await(async): return async.x")]
    [InlineData("if x:\n        f(x)\n\tg(x)\n")]
    [InlineData("\f\nif x:\n\f    f(x)\n")]
    [InlineData("from x import *\nimport a.b, c\n")]
    public void A_construct_is_read_and_only_called_old(string text)
    {
        var module = Trees.Parse(text);

        Assert.All(module.Diagnostics, d => Assert.True(d.IsOldSyntax, d.Message));
        Assert.DoesNotContain(module.Body.All(), s => s is ErrorStatement);
        Assert.DoesNotContain(module.Expressions(), e => e is ErrorExpression);
    }

    [Fact]
    public void Calls_in_print_statements_are_seen() =>
        Assert.Equal(["f", "g", "h"], Trees.Parse("print f(1), `g(2)`\nprint >>h(3)\n").Calls());

    [Fact]
    public void The_print_function_is_a_call_in_both() => Assert.Equal(["print"], Trees.Parse("print('a', file=f)\n").Calls());

    [Fact]
    public void An_argument_named_async_keeps_its_name()
    {
        var call = Trees.Parse("x.cuda(async=True)").Expressions().OfType<CallExpression>().Single();

        Assert.Equal("async", Assert.Single(call.Arguments).Name);
    }

    [Fact]
    public void What_Python_2_catches_has_its_name_behind_the_type()
    {
        var attempt = Assert.IsType<TryStatement>(Trees.Parse("try: pass\nexcept A, e: pass\n").Body[0]);

        Assert.Equal(["A", "e"], attempt.Handlers[0].Heads.Cast<NameExpression>().Select(n => n.Name));
    }

    [Fact]
    public void The_test_files_of_lib2to3_hold_nothing_but_old_syntax()
    {
        var isThere = ExternalTool.IsThere("python3");
        Requires.That("python3", isThere);
        var folder = ExternalTool.Run("python3", Repository.Root, "-W", "ignore", "-c", "import os, lib2to3; print(os.path.dirname(lib2to3.__file__))").Output.Trim();
        var data = Path.Combine(folder, "tests", "data");
        Assert.SkipUnless(folder.Length > 0 && Directory.Exists(data), "This Python comes without lib2to3's test data.");

        var files = Directory.GetFiles(data, "*.py", SearchOption.AllDirectories);

        Assert.Contains(files, f => f.EndsWith("py2_test_grammar.py", StringComparison.Ordinal));
        Assert.All(files, f => Assert.All(Module(f).Diagnostics, d => Assert.True(d.IsOldSyntax, $"{f}: {d.Message}")));
    }

    private static PyModule Module(string file) =>
        PythonFile.Parse(file, Assert.IsType<FileContent.Text>(PythonDecoding.Decode(File.ReadAllBytes(file))).Value).Module;
}

using System.Text;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Tests.Snapshots;

public class PythonDecodingTests
{
    [Theory]
    [InlineData("# -*- coding: latin-1 -*-\nx = '\u00e9'\n", 28591)]
    [InlineData("#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nx = '\u20ac'\n", 28605)]
    [InlineData("# coding=cp1252\nx = '\u20ac'\n", 1252)]
    [InlineData("# -*- coding: gbk -*-\nx = '\u641c\u7d22'\n", 936)]
    [InlineData("# coding: gb2312\nx = '\u641c\u7d22'\n", 936)]
    [InlineData("# coding: GB18030\nx = '\u641c\u7d22'\n", 54936)]
    [InlineData("# coding: shift_jis\nx = '\u691c\u7d22'\n", 932)]
    [InlineData("# coding: cp932\nx = '\u691c\u7d22'\n", 932)]
    [InlineData("# coding: euc-kr\nx = '\uac80\uc0c9'\n", 51949)]
    [InlineData("# coding: euc_jp\nx = '\u691c\u7d22'\n", 51932)]
    [InlineData("# coding: big5\nx = '\u641c\u5c0b'\n", 950)]
    [InlineData("# coding: koi8-r\nx = '\u043f\u043e\u0438\u0441\u043a'\n", 20866)]
    [InlineData("\n# coding: utf-8\nx = '\u00e9'\n", 65001)]
    public void The_declared_encoding_is_used(string text, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

        Assert.Equal(new FileContent.Text(text), PythonDecoding.Decode(encoding.GetBytes(text)));
    }

    [Fact]
    public void Without_a_declaration_it_is_UTF8() =>
        Assert.Equal(new FileContent.Text("x = '\u641c'\n"), PythonDecoding.Decode("x = '\u641c'\n"u8));

    [Fact]
    public void A_byte_order_mark_wins_and_is_taken_away() =>
        Assert.Equal(new FileContent.Text("# coding: latin-1\n\u00e9"), PythonDecoding.Decode([0xEF, 0xBB, 0xBF, .. "# coding: latin-1\n\u00e9"u8]));

    [Theory]
    [InlineData("x = '\u00e9'\n", "declares no other")]
    [InlineData("x = 1\n# coding: latin-1\ny = '\u00e9'\n", "declares no other")]
    [InlineData("# coding: utf-8\ny = '\u00e9'\n", "declares no other")]
    [InlineData("# coding: klingon\ny = '\u00e9'\n", "'klingon'")]
    [InlineData("# coding: ascii\ny = '\u00e9'\n", "'ascii'")]
    public void What_fits_no_declaration_is_read_as_Latin1_and_says_so(string text, string note)
    {
        var content = Assert.IsType<FileContent.Text>(PythonDecoding.Decode(Encoding.Latin1.GetBytes(text)));

        Assert.Equal(text, content.Value);
        Assert.Contains(note, content.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declaration_that_is_wrong_of_a_text_in_UTF8_is_only_noted()
    {
        var content = Assert.IsType<FileContent.Text>(PythonDecoding.Decode("# coding: ascii\n\u641c"u8));

        Assert.Equal("# coding: ascii\n\u641c", content.Value);
        Assert.Contains("read as UTF-8", content.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_files_and_pointers_stay_unread()
    {
        Assert.IsType<FileContent.Unread>(PythonDecoding.Decode([0x80, 0, 0xFF]));
        Assert.IsType<FileContent.Unread>(PythonDecoding.Decode("version https://git-lfs.github.com/spec/v1\n"u8));
    }

    [Theory]
    [InlineData("a.py", true)]
    [InlineData("a.pyi", true)]
    [InlineData("a.md", false)]
    public void Only_Python_files_are_read_so(string path, bool isRead)
    {
        byte[] bytes = [.. "x = '"u8, 0xE9, (byte)'\''];

        Assert.Equal(isRead, new SnapshotFile(RepoPath.Parse(path), bytes.Length, () => bytes).ReadText() is FileContent.Text);
    }
}

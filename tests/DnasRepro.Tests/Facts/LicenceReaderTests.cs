using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

public class LicenceReaderTests
{
    /// <summary>Debian's copies of the texts: we did not write them.</summary>
    [Theory]
    [InlineData("Apache-2.0", "Apache-2.0")]
    [InlineData("GPL-2", "GPL-2.0")]
    [InlineData("GPL-3", "GPL-3.0")]
    [InlineData("LGPL-2.1", "LGPL-2.1")]
    [InlineData("LGPL-3", "LGPL-3.0")]
    [InlineData("MPL-2.0", "MPL-2.0")]
    [InlineData("CC0-1.0", "CC0-1.0")]
    [InlineData("BSD", "BSD-3-Clause")]
    public void The_systems_licence_texts_are_recognised(string file, string id)
    {
        var path = Path.Combine("/usr/share/common-licenses", file);
        if (!File.Exists(path))
            Assert.Skip("This system has no such licence text.");

        Assert.Equal(id, Recognised("COPYING", File.ReadAllText(path)));
    }

    [Fact]
    public void This_projects_own_licence_is_recognised() =>
        Assert.Equal("MIT", Recognised("LICENSE", File.ReadAllText(Path.Combine(Repository.Root, "LICENSE"))));

    [Theory]
    [InlineData("SPDX-License-Identifier: Apache-2.0\n", "Apache-2.0")]
    [InlineData("Attribution-NonCommercial-ShareAlike 4.0 International\n=====\nCreative Commons ...", "CC-BY-NC-SA-4.0")]
    [InlineData("Attribution 4.0 International\n", "CC-BY-4.0")]
    [InlineData("All rights reserved.\n", null)]
    [InlineData("", null)]
    [InlineData("MIT-like, but for non-commercial use. Permission is hereby granted, free of charge, to any person obtaining a copy of this software for non-commercial use. The above copyright notice and this permission notice shall be included. WITHOUT WARRANTY OF ANY KIND", null)]
    public void Short_and_odd_texts_are_named_only_when_they_are_plain(string text, string? id) => Assert.Equal(id, Recognised("LICENSE.txt", text));

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("LICENCE.md")]
    [InlineData("COPYING.txt")]
    [InlineData("LICENSE-MIT")]
    [InlineData("LICENSES/MIT.txt")]
    [InlineData("License.rst")]
    public void Licence_files_have_many_names(string name) => Assert.Single(Facts(name, "x").Licence.Files);

    [Theory]
    [InlineData("licenses.py")]
    [InlineData("src/licence_check.md")]
    [InlineData("a/b/c/d/LICENSE")]
    public void Other_files_are_none(string name) => Assert.Empty(Facts(name, "x").Licence.Files);

    private static string? Recognised(string name, string text) => Facts(name, text).Licence.Files[0].SpdxId;

    private static DnasRepro.Facts.RepositoryFacts Facts(string name, string text) => Memory.Facts(new Dictionary<string, string> { [name] = text });
}

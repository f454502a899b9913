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
    [InlineData("LICENSE_GENERATOR.py")]
    [InlineData("licenses.py")]
    [InlineData("src/licence_check.md")]
    [InlineData("a/b/c/d/LICENSE")]
    public void Other_files_are_none(string name) => Assert.Empty(Facts(name, "x").Licence.Files);

    private const string Bsd =
        """
        Copyright (c) 2026, A. Author
        Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:
        1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
        2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation.
        {0}
        THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES ARE DISCLAIMED.
        """;

    [Theory]
    [InlineData("", "BSD-2-Clause")]
    [InlineData("3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software.", "BSD-3-Clause")]
    [InlineData("3. All advertising materials mentioning features or use of this software must display the following acknowledgement.\n4. Neither the name may be used to endorse or promote products.", "BSD-4-Clause")]
    [InlineData("3. The software may be used for non-commercial purposes only. The name may not be used to endorse or promote products.", null)]
    [InlineData("3. You must send a postcard.", null)]
    [InlineData("Subject to the terms and conditions of this license, each copyright holder and contributor hereby grants a patent license.", null)]
    public void The_bsd_licences_differ_by_their_clauses(string clause, string? id) => Assert.Equal(id, Recognised("LICENSE", Bsd.Replace("{0}", clause, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.", "ISC")]
    [InlineData("Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.\n\nTHE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES", "0BSD")]
    [InlineData("Licensed under the Apache License, Version 2.0 (the \"License\");\nyou may not use this file except in compliance with the License.", "Apache-2.0")]
    [InlineData("Code: MIT. Permission is hereby granted, free of charge, to any person obtaining a copy ... The above copyright notice and this permission notice shall be included in all copies ... WITHOUT WARRANTY OF ANY KIND. Data: Attribution 4.0 International", null)]
    [InlineData("MIT License\n\nCopyright (c) 2026 A. Author\n", null)]
    [InlineData("SPDX-License-Identifier: GPL-3.0-or-later", "GPL-3.0")]
    public void Short_licences_are_told_apart(string text, string? id) => Assert.Equal(id, Recognised("LICENSE", text));

    [Theory]
    [InlineData("README.md", "## License\nThis project is under the MIT license.\n", "MIT", 2)]
    [InlineData("README.md", "![](https://img.shields.io/badge/license-Apache--2.0)\n\n# License\n\nApache 2.0\n", null, 1)]
    [InlineData("README.md", "# License\n\nReleased under [CC BY-NC 4.0](x).\n", "CC-BY-NC-4.0", 3)]
    [InlineData("setup.py", "setup(\n  classifiers=['License :: OSI Approved :: MIT License'])\n", "MIT", 2)]
    [InlineData("pyproject.toml", "[project]\nlicense = \"BSD-3-Clause\"\n", "BSD-3-Clause", 2)]
    public void A_licence_may_only_be_named(string name, string text, string? id, int line)
    {
        var mention = Assert.Single(Facts(name, text).Licence.Mentions);

        Assert.Equal((id, line), (mention.SpdxId, mention.Evidence.Location.StartLine));
    }

    [Theory]
    [InlineData("README.md", "We submit to MIT. Permitted uses are many.\n")]
    [InlineData("README.md", "## License\nSee the file.\n")]
    [InlineData("setup.py", "# Licensed under the MIT license\n")]
    public void Other_words_name_none(string name, string text) => Assert.Empty(Facts(name, text).Licence.Mentions);

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("permission is hereby granted, free of charge, ", 40_000)]
    [InlineData("licen\n", 200_000)]
    public void Masses_are_no_licence(string piece, int count)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));

        Assert.Null(Recognised("LICENSE", text));
        Assert.Empty(Facts("README.md", text).Licence.Mentions);
    }

    private static string? Recognised(string name, string text) => Facts(name, text).Licence.Files[0].SpdxId;

    private static DnasRepro.Facts.RepositoryFacts Facts(string name, string text) => Memory.Facts(new Dictionary<string, string> { [name] = text });
}

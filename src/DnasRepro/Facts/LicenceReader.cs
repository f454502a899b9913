using System.Text;
using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Recognises licence texts by sentences that only they have. What is not plainly one licence stays unnamed.</summary>
internal sealed class LicenceReader : ITextReader
{
    private static readonly string[] Names = ["license", "licence", "copying", "unlicense"];

    /// <summary>SPDX ids with the phrases that a text must hold, and those that it must not; the first fit wins.</summary>
    private static readonly (string Id, string[] Has, string[] Lacks)[] Known =
    [
        ("AGPL-3.0", ["gnu affero general public license version 3", "remote network interaction"], []),
        ("LGPL-3.0", ["gnu lesser general public license version 3", "additional permissions listed below"], []),
        ("LGPL-2.1", ["gnu lesser general public license version 2.1", "work that uses the library"], []),
        ("GPL-3.0", ["gnu general public license version 3", "conveying verbatim copies"], []),
        ("GPL-2.0", ["gnu general public license version 2", "june 1991"], []),
        ("Apache-2.0", ["apache license version 2.0", "grant of patent license"], []),
        ("MPL-2.0", ["mozilla public license version 2.0", "covered software"], []),
        ("EPL-2.0", ["eclipse public license v 2.0"], []),
        ("BSD-4-Clause", ["redistribution and use in source and binary forms", "all advertising materials mentioning features"], []),
        ("BSD-3-Clause", ["redistribution and use in source and binary forms", "redistributions in binary form must reproduce", "endorse or promote products"], ["all advertising materials", "for academic", "non-commercial", "noncommercial"]),
        ("BSD-2-Clause", ["redistribution and use in source and binary forms", "redistributions in binary form must reproduce"], ["endorse or promote", "all advertising materials", "non-commercial", "noncommercial", "following conditions are met: 3", "3. "]),
        ("ISC", ["permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted", "provided that the above copyright notice"], []),
        ("0BSD", ["permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"], ["provided that the above copyright notice"]),
        ("BSL-1.0", ["boost software license - version 1.0"], []),
        ("Zlib", ["the origin of this software must not be misrepresented", "altered source versions must be plainly marked"], []),
        ("MIT", ["permission is hereby granted, free of charge, to any person obtaining a copy", "the above copyright notice and this permission notice shall be included", "without warranty of any kind"], ["non-commercial", "noncommercial", "advertising or otherwise"]),
        ("Unlicense", ["this is free and unencumbered software released into the public domain"], []),
        ("CC0-1.0", ["cc0 1.0 universal"], []),
        ("CC-BY-NC-SA-4.0", ["attribution-noncommercial-sharealike 4.0 international"], []),
        ("CC-BY-NC-ND-4.0", ["attribution-noncommercial-noderivatives 4.0 international"], []),
        ("CC-BY-NC-4.0", ["attribution-noncommercial 4.0 international"], []),
        ("CC-BY-SA-4.0", ["attribution-sharealike 4.0 international"], []),
        ("CC-BY-ND-4.0", ["attribution-noderivatives 4.0 international"], []),
        ("CC-BY-4.0", ["attribution 4.0 international"], []),
        ("WTFPL", ["do what the fuck you want to public license"], []),
    ];

    private readonly List<LicenceFile> files = [];

    /// <summary>A licence speaks for the repository at its root, in LICENSES/, or with the code of a subproject near the top.</summary>
    public bool Wants(RepoPath path)
    {
        if (path.Depth > 2 || path.Extension is not ("" or ".txt" or ".md" or ".rst" or ".mit" or ".apache"))
            return path.Depth <= 2 && path.Extension.Length > 0 && char.IsAsciiDigit(path.Extension[^1]) && HasName(path.Name);
        return HasName(path.Name) || path.Folder == "LICENSES";
    }

    public void Read(RepoPath path, string text) =>
        files.Add(new LicenceFile(path, Recognise(text), Evidence.AtLine(path, 1, FirstLine(text))));

    public LicenceFacts Facts() => new([.. files.OrderBy(f => f.Path.Depth).ThenBy(f => f.Path)]);

    /// <summary>The SPDX id of a text, or null when none fits or when the text is very long (several licences).</summary>
    internal static string? Recognise(string text)
    {
        var normal = Normal(text);
        const string Tag = "spdx-license-identifier: ";
        if (normal.IndexOf(Tag, StringComparison.Ordinal) is var at and >= 0 && normal.Length < 500)
            return Known.FirstOrDefault(k => normal.AsSpan(at + Tag.Length).StartsWith(k.Id, StringComparison.OrdinalIgnoreCase)).Id;
        return Known.FirstOrDefault(k => Array.TrueForAll(k.Has, p => normal.Contains(p, StringComparison.Ordinal)) && !Array.Exists(k.Lacks, p => normal.Contains(p, StringComparison.Ordinal))).Id;
    }

    private static bool HasName(string name) => Array.Exists(Names, n => name.StartsWith(n, StringComparison.OrdinalIgnoreCase) && (name.Length == n.Length || name[n.Length] is '.' or '-'));

    /// <summary>Lower case, one space between words, no quotes, comment signs or list marks, commas before "version" dropped.</summary>
    private static string Normal(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, 100_000));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 100_000)))
        {
            if (char.IsWhiteSpace(c) || c is '*' or '#' or '"' or '“' or '”' or '\'' or '`' or '_')
            {
                if (builder.Length > 0 && builder[^1] != ' ')
                    builder.Append(' ');
            }
            else
            {
                builder.Append(char.ToLowerInvariant(c));
            }
        }
        return builder.Replace(" ,", ",").Replace("license, version", "license version").Replace("unported", "").ToString();
    }

    private static string FirstLine(string text) => text.AsSpan().TrimStart().IndexOf('\n') is var end and >= 0 ? text.TrimStart()[..end] : text.Trim();
}

using System.Text;

namespace DnasRepro.Facts;

/// <summary>Recognises licence texts by sentences that only they have. What is not plainly one licence stays unnamed.</summary>
internal static class LicenceTexts
{
    /// <summary>Longer texts are several licences; only their beginning is looked at.</summary>
    private const int LongestText = 200_000;

    /// <summary>A licence that begins later than this stands behind something else.</summary>
    private const int LatestBeginning = 3_000;

    private const string Disclaimer = "without warranty of any kind";
    private const string BsdGrant = "redistribution and use in source and binary forms";
    private const string BsdBinary = "redistributions in binary form must reproduce";
    private const string IscGrant = "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted";
    private const string IscGrantOfOld = "permission to use, copy, modify, and distribute this software for any purpose with or without fee is hereby granted";
    private const string IscNotice = "provided that the above copyright notice and this permission notice appear in all copies";

    /// <summary>Words that narrow a permission: a text that holds them is not the plain licence.</summary>
    private static readonly string[] Narrowing = ["non-commercial", "noncommercial", "academic use", "research purposes only", "commons clause"];

    /// <summary>SPDX ids with the phrases that a text must hold (the first of them is where it begins) and those that it must not.</summary>
    private static readonly Known[] All =
    [
        new("AGPL-3.0", ["gnu affero general public license version 3", "remote network interaction"], []),
        new("LGPL-3.0", ["gnu lesser general public license version 3", "additional permissions listed below"], []),
        new("LGPL-2.1", ["gnu lesser general public license version 2.1", "work that uses the library"], []),
        new("GPL-3.0", ["gnu general public license version 3", "conveying verbatim copies"], ["remote network interaction; use with the gnu general public license"]),
        new("GPL-2.0", ["gnu general public license version 2", "june 1991", "you must cause the modified files to carry prominent notices"], []),
        new("Apache-2.0", ["apache license version 2.0", "grant of patent license", "submission of contributions"], []),
        new("Apache-2.0", ["licensed under the apache license version 2.0", "you may not use this file except in compliance"], ["grant of patent license"]),
        new("MPL-2.0", ["mozilla public license version 2.0", "covered software"], []),
        new("EPL-2.0", ["eclipse public license", "v 2.0", "secondary license"], []),
        new("BSD-4-Clause", [BsdGrant, BsdBinary, "all advertising materials mentioning features"], Narrowing),
        new("BSD-3-Clause", [BsdGrant, BsdBinary, "endorse or promote products"], ["all advertising materials", "no express or implied licenses to any party", .. Narrowing]),
        new("BSD-2-Clause", [BsdGrant, BsdBinary, "redistributions of source code must retain"], ["endorse or promote", "all advertising materials", " 3. ", "(3)", "each copyright holder and contributor hereby grants", .. Narrowing]),
        new("ISC", [IscGrant, IscNotice], Narrowing),
        new("ISC", [IscGrantOfOld, IscNotice], Narrowing),
        new("0BSD", [IscGrant, "the software is provided as is"], ["provided that the above copyright notice", .. Narrowing]),
        new("BSL-1.0", ["boost software license - version 1.0", "machine-executable object code"], []),
        new("Zlib", ["provided as-is, without any express or implied warranty", "the origin of this software must not be misrepresented", "altered source versions must be plainly marked"], Narrowing),
        new("MIT", ["permission is hereby granted, free of charge, to any person obtaining a copy", "the above copyright notice and this permission notice", "shall be included in all copies", Disclaimer], ["advertising or otherwise", .. Narrowing]),
        new("Unlicense", ["this is free and unencumbered software released into the public domain", "anyone is free to copy, modify, publish"], []),
        new("MS-PL", ["microsoft public license", "no trademark license", "if you bring a patent claim"], ["reciprocal grants"]),
        new("WTFPL", ["do what the fuck you want to public license", "you just do what the fuck you want to"], []),
        new("CC0-1.0", ["cc0 1.0 universal"], []),
        new("CC-BY-NC-SA-4.0", ["attribution-noncommercial-sharealike 4.0 international"], []),
        new("CC-BY-NC-ND-4.0", ["attribution-noncommercial-noderivatives 4.0 international"], []),
        new("CC-BY-NC-4.0", ["attribution-noncommercial 4.0 international"], []),
        new("CC-BY-SA-4.0", ["attribution-sharealike 4.0 international"], []),
        new("CC-BY-ND-4.0", ["attribution-noderivatives 4.0 international"], []),
        new("CC-BY-4.0", ["attribution 4.0 international"], []),
    ];

    /// <summary>The SPDX ids that are known here.</summary>
    public static IEnumerable<string> Ids => All.Select(k => k.Id).Distinct();

    /// <summary>The SPDX id of a text; null when none fits, and when Creative Commons stands beside a licence for code.</summary>
    public static string? Recognise(string text)
    {
        var normal = Normal(text);
        if (Tag(normal) is { } tagged)
            return tagged;
        var fits = All
            .Where(k => Array.TrueForAll(k.Has, p => normal.Contains(p, StringComparison.Ordinal)) && !Array.Exists(k.Lacks, p => normal.Contains(p, StringComparison.Ordinal)))
            .Select(k => new Fit(k.Id, normal.IndexOf(k.Has[0], StringComparison.Ordinal)))
            .Where(k => k.At <= LatestBeginning)
            .OrderBy(k => k.At).ToList();
        var isMixed = fits.Any(f => f.Id.StartsWith("CC", StringComparison.Ordinal)) && fits.Any(f => !f.Id.StartsWith("CC", StringComparison.Ordinal));
        return fits.Count == 0 || isMixed ? null : fits[0].Id;
    }

    /// <summary>A short file may hold just the line that SPDX defines.</summary>
    private static string? Tag(string normal)
    {
        const string Start = "spdx-license-identifier: ";
        var at = normal.IndexOf(Start, StringComparison.Ordinal);
        if (at < 0 || normal.Length > 500)
            return null;
        var id = normal[(at + Start.Length)..].Split(' ')[0].Replace("-only", "", StringComparison.Ordinal).Replace("-or-later", "", StringComparison.Ordinal);
        return Ids.FirstOrDefault(i => i.Equals(id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Lower case, one space between words, no quotes, comment signs or list marks, no comma before "version".</summary>
    private static string Normal(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            if (char.IsWhiteSpace(c) || c is '*' or '#' or '"' or '“' or '”' or '\'' or '`' or '_' or '>')
            {
                if (builder.Length > 0 && builder[^1] != ' ')
                    builder.Append(' ');
            }
            else
            {
                builder.Append(char.ToLowerInvariant(c));
            }
        }
        return builder.Replace(" ,", ",").Replace("license, version", "license version").Replace("(the software)", "").ToString();
    }

    private sealed record Known(string Id, string[] Has, string[] Lacks);

    private sealed record Fit(string Id, int At);
}

using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>What the card says of the repository, against the repository.</summary>
internal static class ArtefactRules
{
    private static readonly string[] EntryPoints = ["search", "retrain", "evaluate"];
    private static readonly string[] FileShares = ["drive.google.com", "dropbox.com", "pan.baidu.com", "onedrive.live.com", "1drv.ms", "mega.nz", "wetransfer.com"];

    private static readonly string[] PathFields =
    [
        "search_space.definition_files[]", "data.split_files[]", "data.preprocessing_code", "architecture.genotypes[].source_file", "architecture.figure",
        "artefacts.entry_points.search.path", "artefacts.entry_points.search.documented_in", "artefacts.entry_points.retrain.path", "artefacts.entry_points.retrain.documented_in",
        "artefacts.entry_points.evaluate.path", "artefacts.entry_points.evaluate.documented_in", "artefacts.entry_points.preprocess.path", "artefacts.entry_points.infer.path",
        "artefacts.environment[].path", "artefacts.results_table", "artefacts.citation_file", "artefacts.data_script", "artefacts.sample_data", "stability.alpha_logs[]", "clinical.failure_case_files[]",
        "rerun.recipes[].working_directory",
    ];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1121, "art-paths", Severity.Error, "A path that the repository does not have", "REFORMS item 2b; FAIR4RS F1",
            "A card that points to nothing cannot be checked, by people or by programs.", "Correct the path; the case of letters counts.", Paths),
        CardRule.Row(1122, "art-release", Severity.Error, "The code release is not what the card says", "the review's figure on code release; Lindauer & Hutter 2020, practices 1 to 3",
            "Full means that search, retraining and evaluation are there, with the search space and an environment.", "Correct artefacts.code_release, or release what is missing.", Release),
        CardRule.Row(1123, "art-readme", Severity.Warning, "The document does not give the command that the card says it gives", "REFORMS item 2d; ML Code Completeness",
            "Readers follow the README; when it names another script, they run something else.", "Put the command into the document, or correct documented_in.", Documented),
        CardRule.Row(1124, "art-licence", Severity.Error, "Card and licence file disagree", "CLAIM 2024 item 43; FAIR4RS R1.1",
            "The licence decides what readers may do with the code.", "Correct artefacts.licence, or the licence file.", Licence),
        CardRule.Row(1125, "art-pinned", Severity.Error, "Pinned versions are claimed and some are open", "Lindauer & Hutter 2020, practices 11 and 14",
            "A range installs something else next year.", "Pin the versions, or set pinned to false.", Pinned),
        CardRule.Row(1126, "art-archive", Severity.Warning, "The archive does not hold the commit that the card describes", "ACM badging v1.1, Artifacts Available",
            "An archive of another state is not the reported one.", "Archive the described commit, or name the archived one.", Archive),
        CardRule.Row(1127, "art-weights", Severity.Warning, "Weights on a file share without a hash", "TRAM-AI item B2; CLAIM 2024 item 43",
            "A file share can change or lose a file without a trace.", "Give the file's SHA-256, or put it into an archive.", Weights),
    ];

    private static void Paths(CardRuleRun run)
    {
        foreach (var path in PathFields.SelectMany(field => CardProfile.Places(run.Card, field)).Where(p => p.Text is not null))
        {
            var text = path.Text!.TrimEnd('/');
            if (text.Contains('{') || text.Contains('*') || text.Contains("://", StringComparison.Ordinal) || text is "." or "" or "none")
                continue;
            run.Looked();
            if (run.Facts.Files.Contains(text) || run.Facts.Files.ContainsFolder(text))
                continue;
            var other = run.Facts.Files.DifferingInCase(text);
            run.Breach(path, $"'{path.Text}' is not in the repository." + (other is null ? "" : $" There is '{other}'; the case of letters counts."), other is null ? null : $"Write '{other}'.");
        }
    }

    private static void Release(CardRuleRun run)
    {
        var declared = run.Card.At("artefacts.code_release");
        if (!run.Knows(declared) || declared.Text is "none" or "promised")
            return;
        var recomputed = CodeRelease.Of(run.Card, run.Facts);
        if (declared.Text == recomputed)
            return;
        var isByCode = CodeRelease.HasEntry(run.Card, run.Facts, "search") && !CodeRelease.IsSearchThere(run.Facts.SearchCode);
        var code = isByCode ? $" {run.Facts.SearchCode.Reason}" : "";
        run.Breach(declared, $"'{declared.Text}' is declared; by the files it is '{recomputed}'.{code}", null, isByCode ? Severity.Warning : null, isByCode ? Confidence.Medium : Confidence.High, run.Card.At("artefacts.entry_points").Evidence());
    }

    private static void Documented(CardRuleRun run)
    {
        foreach (var name in EntryPoints)
        {
            var entry = run.Card.At($"artefacts.entry_points.{name}");
            var (path, document) = (entry["path"], entry["documented_in"]);
            if (document.IsAbsent || !run.Knows(path, document))
                continue;
            if (run.Facts.Documentation.Files.FirstOrDefault(d => d.Path.Value == document.Text) is not { } text)
            {
                if (run.Facts.Files.Contains(document.Text!))
                    run.Undecided(document, "the document could not be read");
                continue;
            }
            if (!text.Commands.Any(c => Calls(run, text, c, path.Text!, entry["command"].Text)))
                run.Breach(document, $"'{document.Text}' holds no command that runs '{path.Text}'.", null, null, Confidence.Medium, [.. text.Commands.Where(c => c.Files.Count > 0).Take(3).Select(c => c.Evidence)]);
        }
    }

    /// <summary>True when a documented command runs the entry point, or the script that the card's own command runs.</summary>
    private static bool Calls(CardRuleRun run, DocumentFile document, DocumentedCommand command, string path, string? declared) => command.Files.Any(file =>
        RepositoryFiles.Resolve(run.Facts.Files, document.Path, file) == path
        || path.EndsWith("/" + file, StringComparison.Ordinal)
        || path == file
        || (declared?.Contains(file[(file.LastIndexOf('/') + 1)..], StringComparison.Ordinal) == true && file.EndsWith(".sh", StringComparison.Ordinal)));

    private static void Licence(CardRuleRun run)
    {
        var declared = run.Card.At("artefacts.licence");
        if (!run.Knows(declared))
            return;
        var file = run.Facts.Licence.Files.FirstOrDefault();
        if (file is null && declared.Text != "none")
            run.Breach(declared, $"The card says '{declared.Text}', but the repository has no licence file.");
        else if (file is not null && declared.Text == "none")
            run.Breach(declared, $"The card says 'none', but there is {file.Path}{(file.SpdxId is null ? "" : $" ({file.SpdxId})")}.", null, null, Confidence.High, file.Evidence);
        else if (file is { SpdxId: null })
            LicenceOfHost(run, declared, file);
        else if (file is { SpdxId: { } id } && !Family(id).Equals(Family(declared.Text!), StringComparison.OrdinalIgnoreCase))
            run.Breach(declared, $"The card says '{declared.Text}', but {file.Path} is {id}.", null, null, Confidence.High, file.Evidence);
    }

    /// <summary>GitHub knows more licence texts than we do; what neither knows stays open.</summary>
    private static void LicenceOfHost(CardRuleRun run, CardValue declared, LicenceFile file)
    {
        if (run.Facts.GitHub?.Licence is not ({ } id and not "NOASSERTION"))
            run.Undecided(declared, $"the text of {file.Path} is none that is recognised");
        else if (!Family(id).Equals(Family(declared.Text!), StringComparison.OrdinalIgnoreCase))
            run.Breach(declared, $"The card says '{declared.Text}', but GitHub recognises {id} in {file.Path}.", null, null, Confidence.Medium, file.Evidence);
    }

    /// <summary>One text serves <c>GPL-3.0-only</c> and <c>GPL-3.0-or-later</c>.</summary>
    private static string Family(string id) => id.Replace("-only", "", StringComparison.OrdinalIgnoreCase).Replace("-or-later", "", StringComparison.OrdinalIgnoreCase);

    private static void Pinned(CardRuleRun run)
    {
        foreach (var entry in run.Card.At("artefacts.environment").Items)
        {
            var pinned = entry["pinned"];
            if (!run.Knows(pinned) || pinned.Flag != true || entry["path"].Text is not { } path || (entry["kind"].Text is "readme_only" or "container_image" or "lock_file"))
                continue;
            if (run.Facts.Environment.Files.FirstOrDefault(f => f.Path.Value == path) is not { IsUnderstood: true } file)
            {
                run.Undecided(pinned, $"{path} cannot be taken apart");
                continue;
            }
            var open = file.Requirements.Where(r => !r.IsPinned && r.Name != "python").ToList();
            if (open.Count > 0)
                run.Breach(pinned, $"'{path}' leaves {open.Count} of {file.Requirements.Count} versions open, for example '{open[0].Name}{open[0].Specifier}'.", null, null, Confidence.High, [.. open.Take(3).Select(r => r.Evidence)]);
        }
    }

    private static void Archive(CardRuleRun run)
    {
        var (archive, archived, described) = (run.Card.At("artefacts.archive_doi"), run.Card.At("artefacts.archive_commit"), run.Card.At("identity.repository_commit"));
        if (!run.Knows(archive))
            return;
        if (archived.IsStated && described.IsStated && archived.Text != described.Text)
            run.Breach(archived, $"The archive holds '{archived.Text}', the card describes '{described.Text}'.", null, null, Confidence.High, described.Evidence());
    }

    private static void Weights(CardRuleRun run)
    {
        foreach (var weights in run.Card.At("artefacts.weights").Items.Where(w => run.Knows(w["url"])))
        {
            if (!weights["sha256"].IsStated && Array.Exists(FileShares, s => weights["url"].Text!.Contains(s, StringComparison.OrdinalIgnoreCase)))
                run.Breach(weights["url"], $"The weights at '{weights["url"].Text}' have no hash.");
        }
    }
}

using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>Claims about clinical use.</summary>
internal static class ClinicalRules
{
    public static readonly CardRule[] All =
    [
        CardRule.Row(1141, "clin-latency", Severity.Warning, "A latency without device or method", "the review's figure on multi-objective search; MICCAI reproducibility checklist",
            "Milliseconds on an unknown machine with unknown input say nothing.", "State target_device and latency_method.", Latency),
        CardRule.Row(1142, "clin-status", Severity.Error, "The clinical status is not backed", "CLAIM 2024 items 5, 34 and 41; FUTURE-AI",
            "A cleared device has an identifier; intended use without external validation needs to say so.", "State the identifiers, or add the limitation.", Status),
        CardRule.Row(1143, "clin-shift", Severity.Warning, "A test at another site is claimed and denied", "the review on domain shift",
            "A test at another site is external validation.", "Correct domain_shift_tests or data.external_validation.", Shift),
    ];

    private static void Latency(CardRuleRun run)
    {
        var clinical = run.Card["clinical"];
        if (clinical["latency_ms"].IsAbsent || !run.Knows(clinical["latency_ms"]))
            return;
        foreach (var needed in new[] { clinical["target_device"], clinical["latency_method"] })
        {
            if (!needed.IsStated)
                run.Breach(clinical["latency_ms"], $"{clinical["latency_ms"].Text} ms, but {needed.Field} is not stated.");
        }
    }

    private static void Status(CardRuleRun run)
    {
        var clinical = run.Card["clinical"];
        var status = clinical["validation_status"];
        if (!run.Knows(status))
            return;
        if (status.Text == "cleared_device" && clinical["regulatory_ids"].Count == 0)
            run.Breach(status, "A cleared device is claimed without an identifier.");
        var isValidated = run.Card.At("data.external_validation.performed").Flag == true;
        var isSaid = run.Card.At("statement.limitations").Texts.Any(l => l.Contains("external", StringComparison.OrdinalIgnoreCase) || l.Contains("site", StringComparison.OrdinalIgnoreCase) || l.Contains("generali", StringComparison.OrdinalIgnoreCase));
        if (clinical["intended_use"].IsStated && run.Card.At("data.external_validation.performed").Flag == false && !isValidated && !isSaid)
            run.Breach(clinical["intended_use"], "A clinical use is intended, there was no external validation, and no limitation says so.", "Add a limitation on external validation.", Severity.Warning);
    }

    private static void Shift(CardRuleRun run)
    {
        var (tests, performed) = (run.Card.At("clinical.domain_shift_tests"), run.Card.At("data.external_validation.performed"));
        if (tests.IsAbsent || !run.Knows(tests, performed))
            return;
        if (tests.Texts.Contains("other_site") && performed.Flag == false)
            run.Breach(tests, "A test at another site is listed, but external validation is false.", null, null, Confidence.High, performed.Evidence());
    }
}

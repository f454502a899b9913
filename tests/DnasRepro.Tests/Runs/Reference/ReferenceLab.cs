using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Runs.Reference;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Reference;

/// <summary>Reruns by the reference engine in which a shell script stands in for our own executable: it takes the same options and leaves the same file.</summary>
internal sealed class ReferenceLab : IDisposable
{
    /// <summary>The same architecture for every seed.</summary>
    public const string Agreeing = "op=conv_3x3";

    /// <summary>Another first operation for every seed.</summary>
    public const string Differing = "case $((seed % 4)) in 0) op=conv_3x3;; 1) op=sep_conv_3x3;; 2) op=dil_conv_3x3;; *) op=max_pool_3x3;; esac";

    private static readonly SearchSettings Settings = new();

    private readonly TempFolder folder = new("reference");

    /// <param name="before">What the stand-in does before it leaves its result, with its options in <c>seed</c> and <c>out</c>.</param>
    public ReferenceLab(string before) => folder.Write("search.sh", $$$"""
        [ "$1" = search ] || exit 9
        while [ $# -gt 0 ]; do case "$1" in --seed) seed=$2;; --out) out=$2;; --config) config=$2;; --data) data=$2;; esac; shift; done
        [ -f "$config" ] || { echo 'error: there is no settings file' >&2; exit 2; }
        echo "$seed $(pwd) $(ls -A | tr '\n' ' ')$data" >> {{{folder.Path}}}/calls
        {{{before}}}
        cell() { printf '[{"node":2,"from":0,"op":"%s"},{"node":2,"from":1,"op":"skip_connect"},{"node":3,"from":1,"op":"%s"},{"node":3,"from":2,"op":"%s"}]' "$op" "$op" "$op"; }
        printf '{"format":"dag_cells","seed":%s,"cells":{"down":%s,"up":%s}}' "$seed" "$(cell)" "$(cell)" > "$out/architecture.json"
        """);

    public string Path => folder.Path;

    /// <summary>What the stand-in saw: seed, folder, the files there, data.</summary>
    public IReadOnlyList<string> Calls => File.Exists(folder["calls"]) ? File.ReadAllLines(folder["calls"]) : [];

    /// <summary>A request that keeps its runs in the lab.</summary>
    public RerunRequest Request(int seeds = 8) => new(
        ReferenceRecipe.Of(Reference, false), [], null, seeds, true, StopRule.Decided, false, "auto", new RunLimits(TimeSpan.FromSeconds(20), 200 << 20, 10, 50 << 20, 1 << 20), null, null, "cpu",
        folder["state"], false, 1, null, null)
    {
        HasOwnTime = true,
    };

    public ReferenceRequest Reference => new(
        "{\"epochs\": 3}\n", ReferenceSpace.Of(Settings), ["The operation 'conv_7x7' of the card was made 'conv_3x3'."], 3, 1, ["/bin/sh", folder["search.sh"]], "1.2.3, libtorch of a test");

    public RerunPreparation Prepare(RerunRequest? request = null, ReferenceRequest? reference = null) => ReferencePreparation.Make(
        request ?? Request(), reference ?? Reference, "study", Memory.Snapshot(new Dictionary<string, string> { ["search.py"] = "import os\n" }), TestContext.Current.CancellationToken);

    /// <summary>Runs all of it, and evaluates it as the report does.</summary>
    public async Task<RerunFacts> RunAsync(RerunRequest? request = null)
    {
        using var prepared = Prepare(request);
        var bundle = await prepared.RunAsync(_ => { }, TestContext.Current.CancellationToken);
        return new RerunEvaluator(bundle.Plan, CardValue.Nowhere).Evaluate(bundle);
    }

    public async Task<RunFailure> FailureAsync(RerunRequest? request = null) => (await RunAsync(request)).Runs[0].Failure!;

    public void Dispose() => folder.Dispose();
}

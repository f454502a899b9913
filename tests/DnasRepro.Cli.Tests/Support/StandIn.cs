namespace DnasRepro.Cli.Tests.Support;

/// <summary>A repository whose "search" takes a tenth of a second: it draws its architecture parameters from the seed and decodes them.</summary>
internal static class StandIn
{
    /// <summary>Nearly the same architecture for every seed: signal plus a little noise.</summary>
    public const string Agreeing = "6.0 * signal + noise";

    /// <summary>Another architecture for every seed.</summary>
    public const string Random = "noise";

    /// <summary>The same architecture parameters whatever the seed.</summary>
    public const string SeedIgnored = "signal";

    public static void Write(TemporaryFolder folder, string parameters)
    {
        folder.Write("search.py", Search(parameters));
        folder.Write("recipe.yml", Recipe);
    }

    /// <summary>The program.</summary>
    /// <param name="parameters">How an architecture parameter is drawn: an expression over signal and noise.</param>
    /// <param name="extra">Statements that run before the search, with its options in <c>options</c>.</param>
    public static string Search(string parameters, string extra = "") =>
        Program.Replace("PARAMETERS", parameters, StringComparison.Ordinal).Replace("EXTRA", extra, StringComparison.Ordinal);

    public const string Recipe = """
        recipes:
          - id: search
            purpose: search
            command: "python3 search.py --seed {seed} --out {out}"
            seed_mechanism: command_line
            timeout_minutes: 1
            outputs:
              - {name: architecture, path: "{out}/architecture.json", kind: genotype, reader: architecture_json}
        """;

    private const string Program = """
        import argparse
        import json
        import os
        import random

        OPERATIONS = ["none", "skip_connect", "max_pool_3x3", "sep_conv_3x3", "dil_conv_3x3"]
        EDGES = [(source, node) for node in range(2, 5) for source in range(node)]


        def draw(seed):
            common, own = random.Random(0), random.Random(1000 + seed)
            table = []
            for _ in EDGES:
                row = []
                for _ in OPERATIONS:
                    signal, noise = common.gauss(0, 1), own.gauss(0, 1)
                    row.append(PARAMETERS)
                table.append(row)
            return table


        def derive(table):
            kept = []
            for node in range(2, 5):
                rows = [(max(row[1:]), source, OPERATIONS[1 + row[1:].index(max(row[1:]))]) for row, (source, target) in zip(table, EDGES) if target == node]
                for _, source, operation in sorted(rows, reverse=True)[:2]:
                    kept.append({"node": node, "from": source, "op": operation})
            return kept


        parser = argparse.ArgumentParser()
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--out", default="out")
        options = parser.parse_args()
        EXTRA
        table = draw(options.seed)
        start = [[0.001 * options.seed for _ in OPERATIONS] for _ in EDGES]
        os.makedirs(options.out, exist_ok=True)
        with open(os.path.join(options.out, "architecture.json"), "w") as file:
            json.dump({
                "format": "dag_cells", "seed": options.seed, "epoch": 2, "operations": OPERATIONS,
                "cells": {"cell": derive(table)},
                "architecture_parameters": {"cell": table},
                "history": [{"epoch": 1, "architecture": {"cell": start}}, {"epoch": 2, "architecture": {"cell": table}}],
            }, file)
        print("epoch 2/2 done")
        """;
}

"""Fills the card's stability block: several searches, random architectures under the same training, the discretisation gap."""
import argparse
import itertools
import json
import random
import statistics
import subprocess
import sys

from unet_darts.data import TEST_CASES, TRAIN_CASES, phantoms
from unet_darts.network import INPUTS, KINDS, NODES, network_of
from unet_darts.operations import PRIMITIVES
from unet_darts.seeding import make_repeatable
from unet_darts.training import evaluate, train, write_json


def retrained(genotype, seed):
    """Test Dice of an architecture trained from scratch."""
    make_repeatable(seed)
    model = network_of(genotype)
    train(model, *phantoms("inner", 160, TRAIN_CASES), 20, seed)
    return evaluate(model, *phantoms("inner", 80, TEST_CASES))


def random_genotype(generator):
    """A uniformly drawn architecture: two inputs a node, an operation other than none for each."""
    genotype = {}
    for kind in KINDS:
        edges = []
        for node in range(INPUTS, INPUTS + NODES):
            for source in sorted(generator.sample(range(node), 2)):
                edges.append({"node": node, "from": source, "op": generator.choice(PRIMITIVES[1:])})
        genotype[kind] = edges
    return genotype


def edge_set(genotype):
    return {(kind, e["node"], e["from"], e["op"]) for kind in KINDS for e in genotype[kind]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=5)
    parser.add_argument("--random", type=int, default=12, help="how many random architectures")
    options = parser.parse_args()

    found = []
    for seed in range(options.searches):
        subprocess.run([sys.executable, "search.py", "--seed", str(seed), "--out", f"out/search-{seed}"], check=True, stdout=subprocess.DEVNULL)
        with open(f"out/search-{seed}/architecture.json", encoding="utf-8") as file:
            found.append(json.load(file))
        write_json(f"results/search-seed{seed}.json", {k: v for k, v in found[-1].items() if k != "history"})
    scores = [retrained(result["cells"], seed) for seed, result in enumerate(found)]
    generator = random.Random(0)
    baseline = [retrained(random_genotype(generator), seed) for seed in range(options.random)]
    pairs = [edge_set(a["cells"]) & edge_set(b["cells"]) for a, b in itertools.combinations(found, 2)]
    unions = [edge_set(a["cells"]) | edge_set(b["cells"]) for a, b in itertools.combinations(found, 2)]
    summary = {
        "retrained_test_dice": scores,
        "mean": statistics.mean(scores),
        "sd": statistics.stdev(scores),
        "operation_jaccard": statistics.mean(len(p) / len(u) for p, u in zip(pairs, unions)),
        "exact_match": statistics.mean(float(a["cells"] == b["cells"]) for a, b in itertools.combinations(found, 2)),
        "random_test_dice": baseline,
        "random_mean": statistics.mean(baseline),
        "random_sd": statistics.stdev(baseline),
        "supernet_dice": statistics.mean(r["held_out_dice"]["supernet"] for r in found),
        "discretised_dice": statistics.mean(r["held_out_dice"]["discretised_same_weights"] for r in found),
    }
    write_json("results/stability.json", summary)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()

"""Evaluates a trained network on the inner test cases and on the other site. Writes OUT/evaluation.json."""
import argparse
import json
import os

import torch

from unet_darts.data import OUTER_CASES, TEST_CASES, phantoms
from unet_darts.network import network_of
from unet_darts.seeding import make_repeatable
from unet_darts.training import evaluate, write_json


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", default="results/search-seed0.json")
    parser.add_argument("--weights", default="out/retrain/weights.pt")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", default="out/evaluate")
    options = parser.parse_args()

    with open(options.architecture, encoding="utf-8") as file:
        genotype = json.load(file)["cells"]
    make_repeatable(0, options.threads)
    model = network_of(genotype)
    model.load_state_dict(torch.load(options.weights, map_location="cpu"))
    inner = evaluate(model, *phantoms("inner", 80, TEST_CASES))
    outer = evaluate(model, *phantoms("outer", 80, OUTER_CASES))
    write_json(os.path.join(options.out, "evaluation.json"), {"inner_dice": inner, "outer_dice": outer})
    print(f"Dice {inner:.4f} at the inner site, {outer:.4f} at the outer site")


if __name__ == "__main__":
    main()
